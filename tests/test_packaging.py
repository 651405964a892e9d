"""What is installed: the wheel's content, and that each name imports from it and finds its data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytest.importorskip("hatchling", reason="hatchling is not here: the wheel is not built")

NAMES = ("parser", "corpus", "index", "terminal", "commands", "cli")
NOT_SOURCE = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "dist", "build", "node_modules")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, with things beside the packages that must not be installed."""
    copy = tmp_path_factory.mktemp("source") / "pykala"
    shutil.copytree(ROOT, copy, ignore=NOT_SOURCE)
    (copy / "stray.py").write_text("raise SystemExit('this is no part of the program')\n", encoding="utf-8")
    (copy / "stray").mkdir()
    (copy / "stray" / "__init__.py").touch()
    return copy


@pytest.fixture(scope="module")
def wheel(source: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(source / "made")]
    built = subprocess.run(command, cwd=source, capture_output=True, text=True, timeout=120, check=False)
    assert built.returncode == 0, built.stderr
    (found,) = (source / "made").glob("*.whl")
    return found


@pytest.fixture(scope="module")
def content(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as opened:
        return [name for name in opened.namelist() if not name.endswith("/")]


def test_the_wheel_holds_the_packages_and_nothing_else(content: list[str]) -> None:
    tops = {name.split("/")[0] for name in content}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "parser",
        "corpus",
        "index",
        "terminal",
        "commands",
        "web",
        "cli.py",
    }
    assert len([top for top in tops if top.endswith(".dist-info")]) == 1


def test_every_file_of_the_packages_is_in_the_wheel(content: list[str], source: Path) -> None:
    here = {
        path.relative_to(source).as_posix()
        for name in NAMES[:-1]
        for path in (source / name).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert here <= set(content)
    assert [name for name in content if ".pyc" in name or name.startswith(("tests/", "bench/"))] == []


@pytest.mark.parametrize(
    "name",
    [
        *("parser/headings.toml", "parser/outcomes.toml", "parser/roles.toml", "parser/units.toml"),
        *("parser/bodies.toml", "parser/municipalities.toml", "parser/given_names.txt", "corpus/bodies.toml"),
        *("parser/py.typed", "corpus/py.typed", "index/py.typed", "terminal/py.typed"),
        *("corpus/samples/lahti/kh-2023-03-06-88.txt", "corpus/samples/lahti/kh-2023-09-04-215.pdf"),
        "corpus/samples/lahti/kv-2023-06-12-33.html",
    ],
)
def test_data_is_in_the_wheel(content: list[str], name: str) -> None:
    assert name in content


def test_the_command_and_the_version(wheel: Path, content: list[str]) -> None:
    with zipfile.ZipFile(wheel) as opened:
        (points,) = (name for name in content if name.endswith("entry_points.txt"))
        assert "pykala = cli:main" in opened.read(points).decode()
        (metadata,) = (name for name in content if name.endswith(".dist-info/METADATA"))
        words = opened.read(metadata).decode()
    version = (ROOT / "parser" / "version.py").read_text(encoding="utf-8").split('"')[-2]
    assert f"Version: {version}\n" in words
    assert any(name.endswith("licenses/LICENSE") for name in content)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(folder)
    return folder


def python(code: str, installed: Path, folder: Path) -> str:
    """Runs code in an empty folder, with the unpacked wheel and site-packages, and without this source tree.

    -S leaves out the .pth file by which an editable installation would bring the source tree in.
    """
    paths = (str(installed), sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
    start = f"import sys\nsys.path[:0] = {paths!r}\n"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYKALA"))}
    done = subprocess.run(
        [sys.executable, "-P", "-S", "-c", start + code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_imported_from_the_wheel(name: str, installed: Path, tmp_path: Path) -> None:
    printed = python(f"import {name}\nprint({name}.__file__)", installed, tmp_path).strip()
    assert Path(printed).is_relative_to(installed)


def test_every_module_is_imported_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = (
        "import importlib, pkgutil\n"
        f"for name in {NAMES[:-1]!r}:\n"
        "    for found in pkgutil.walk_packages(importlib.import_module(name).__path__, name + '.'):\n"
        "        print(importlib.import_module(found.name).__file__)\n"
    )
    files = python(code, installed, tmp_path).splitlines()
    assert len(files) > 40
    assert [path for path in files if not Path(path).is_relative_to(installed)] == []


def test_data_is_found_by_the_installed_program(installed: Path, tmp_path: Path) -> None:
    code = (
        "from importlib.resources import files\n"
        "from parser import SourceDocument, parse\n"
        "from corpus import Filters\n"
        "from corpus.filters import query\n"
        "sample = files('corpus').joinpath('samples/lahti/kh-2023-03-06-88.txt').read_bytes()\n"
        "decision = parse(SourceDocument(sample, 'text/plain', 'a.txt')).decisions[0]\n"
        "print(decision.id, decision.outcome, len(decision.amounts) > 5, decision.presenter.name)\n"
        "print(query(Filters(body='kh'), None).values)\n"
    )
    printed = python(code, installed, tmp_path).splitlines()
    assert printed[0] == "lahti/kaupunginhallitus/2023-03-06/88 approved True Jarno Keksilä"
    assert "kaupunginhallitus" in printed[1]


def test_the_installed_command_runs_the_demo(installed: Path, tmp_path: Path) -> None:
    code = f"from cli import main\nmain(['demo', '--archive', {str(tmp_path / 'archive')!r}])"
    assert "The archive: " in python(code, installed, tmp_path)

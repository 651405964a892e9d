"""The walls of the house, held over the syntax trees; and the guard itself, shown to catch each breach."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("parser", "corpus", "index", "terminal", "web", "commands")

# Who may import whom: downwards only, and another package by its front door alone.
MAY_IMPORT: dict[str, set[str]] = {
    "parser": set(),
    "corpus": {"parser"},
    "index": {"corpus", "parser"},
    "terminal": {"index", "corpus", "parser"},
    "web": {"index", "corpus", "parser"},
    "commands": {"terminal", "web", "index", "corpus", "parser"},
    "cli": {"commands"},
}

# The one home of each third-party package.
HOMES: dict[str, set[str]] = {
    "bs4": {"parser/readers/html_lines.py", "parser/readers/html_table.py", "parser/readers/html_walk.py"},
    "lxml": set(),  # BeautifulSoup takes it by name
    "pdfplumber": {"parser/readers/pdf.py"},
    "pypdfium2": {"corpus/pagecount.py"},
    "pdfminer": {"parser/readers/pdf.py"},
    "docx": {"parser/readers/docx.py"},
    "spacy": {"parser/language.py"},
    "whoosh": {"index/engines/whoosh.py", "index/engines/whoosh_segment.py", "index/engines/whoosh_pool.py"},
    "tantivy": {"index/engines/tantivy.py", "index/engines/tantivy_queries.py"},
    "libvoikko": {"index/finnish/voikko.py"},
    "numpy": {"index/finnish/transducer.py"},
    "xlsxwriter": {"corpus/workbook.py"},
    "starlette": {"web"},
    "jinja2": {"web/pages.py"},
    "uvicorn": {"web/serving.py"},
    "pygal": {"web/charts.py"},
    "click": {"cli.py", "commands", "terminal/options.py"},
    "sqlite3": {"corpus", "index/traces.py", "index/words.py"},
    "subprocess": {"corpus/child.py", "corpus/convert.py"},
}

# Heavy packages are imported inside the functions that use them, never when a module is.
LAZY = {"docx", "pdfplumber", "pdfminer", "pypdfium2", "numpy", "spacy", "xlsxwriter", "uvicorn", "pygal"}

PRINTS = {"commands"}

IMPURE = {"time", "random", "socket", "subprocess", "os", "urllib", "tempfile", "locale"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted([ROOT / "cli.py", *(found for name in PACKAGES for found in (ROOT / name).rglob("*.py"))]):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def first_imports(tree: ast.Module) -> Iterator[str]:
    """What is imported as soon as the module is; not under TYPE_CHECKING, not inside a function."""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports(ast.Module([node], []))


def breaches(path: str, tree: ast.Module) -> Iterator[str]:
    room = path.split("/")[0].removesuffix(".py")
    for name in imports(tree):
        yield from (f"{path}: {what}" for what in wrong_import(path, room, name))
    for name in first_imports(tree):
        if name.split(".")[0] in LAZY:
            yield f"{path}: {name} is heavy and must be imported where it is used"
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    if room not in PRINTS and calls & {"print", "click.echo", "click.secho"}:
        yield f"{path}: prints"


def wrong_import(path: str, room: str, name: str) -> Iterator[str]:
    top = name.split(".")[0]
    if top in MAY_IMPORT and top != room:
        if top not in MAY_IMPORT[room]:
            yield f"{room} imports {top}"
        elif "." in name:
            yield f"{name} is not a front door"
    if top in HOMES and not {path, room} & HOMES[top]:
        yield f"{top} has another home"
    if room == "parser" and top in IMPURE:
        yield f"parser is pure, and {name} is not"


def test_walls_hold() -> None:
    assert [breach for path, tree in sources() for breach in breaches(path, tree)] == []


@pytest.mark.parametrize(
    ("path", "source", "said"),
    [
        ("parser/money.py", "from corpus import Archive", "parser imports corpus"),
        ("corpus/archive.py", "import index", "corpus imports index"),
        ("index/query.py", "from parser.money import sums_in", "parser.money is not a front door"),
        ("corpus/rows.py", "def f():\n    import spacy", "spacy has another home"),
        ("index/query.py", "from whoosh.query import Term", "whoosh has another home"),
        ("index/engines/whoosh.py", "import tantivy", "tantivy has another home"),
        ("parser/language.py", "import spacy", "spacy is heavy"),
        ("parser/readers/docx.py", "import docx", "docx is heavy"),
        ("corpus/convert.py", "from docx import Document", "docx has another home"),
        ("corpus/intake.py", "import subprocess", "subprocess has another home"),
        ("parser/readers/text.py", "from bs4 import BeautifulSoup", "bs4 has another home"),
        ("parser/money.py", "print(1)", "prints"),
        ("cli.py", "print(1)", "prints"),
        ("cli.py", "import corpus", "cli imports corpus"),
        ("terminal/wording.py", "import click\nclick.echo('x')", "prints"),
        ("parser/cover.py", "import time", "parser is pure"),
        ("web/views/search.py", "from terminal import hit_text", "web imports terminal"),
        ("web/views/search.py", "import jinja2", "jinja2 has another home"),
        ("commands/serving.py", "import starlette", "starlette has another home"),
        ("web/serving.py", "import uvicorn", "uvicorn is heavy"),
    ],
)
def test_breach_is_caught(path: str, source: str, said: str) -> None:
    assert any(said in breach for breach in breaches(path, ast.parse(source)))


def test_what_the_design_allows_is_no_breach() -> None:
    allowed = "from __future__ import annotations\nfrom parser import parse\ndef f():\n    import sqlite3"
    assert list(breaches("corpus/archive.py", ast.parse(allowed))) == []


def test_nothing_heavy_is_loaded_before_it_is_used() -> None:
    heavy = (
        "spacy",
        "whoosh",
        "tantivy",
        "bs4",
        "lxml",
        "pdfplumber",
        "pdfminer",
        "docx",
        "sqlite3",
        "numpy",
        "xlsxwriter",
        "starlette",
        "jinja2",
        "uvicorn",
        "pygal",
    )
    code = f"import sys, cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["parser", "corpus", "index"])
def test_front_door_loads_no_engine_and_no_reader(name: str) -> None:
    heavy = ("spacy", "whoosh", "tantivy", "bs4", "pdfplumber", "pdfminer", "docx", "numpy", "xlsxwriter")
    code = f"import sys, {name}; print([each for each in {heavy} if each in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""What stands in a folder: links out of it, pipes, devices, odd names. Each is read, or named with the reason."""

from __future__ import annotations

import csv
import io
import json
import os
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from corpus import LeftOut, files_in, load_all
from tests.office.making import DECISION, zipped

ODD = (
    "rivi\nvaihto.txt",
    "oikealta\u202evasemmalle.txt",
    "\x1b[31mpunainen.txt",
    "-viiva.txt",
    "--json",
    "sarkain\t.txt",
    "loppu\x9b2J.txt",
    "pöytäkirja.txt",
    unicodedata.normalize("NFD", "pöytäkirja 2.txt"),
    "A.TXT",
    "a.txt",
    "=1+1.txt",
    "välilyönti .txt",
)
NOT_UTF8 = b"latin\xe4.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "asiakirjat"
    made.mkdir()
    return made


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [os.fsdecode(word) if isinstance(word, bytes) else str(word) for word in words])


def obeyed(text: str) -> list[str]:
    """The signs that a terminal would obey, and lone surrogates."""
    return [
        sign
        for sign in text
        if sign not in "\n\t\r" and (sign < " " or sign in "\x7f\x9b\u202e" or sign > "\U0010ffff")
    ]


def test_links(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ulkona.txt").write_text(DECISION, encoding="utf-8")
    (tmp_path / "muualla").mkdir()
    (tmp_path / "muualla" / "b.txt").write_text(DECISION, encoding="utf-8")
    (folder / "a.txt").write_text(DECISION, encoding="utf-8")
    (folder / "tiedosto.txt").symlink_to("../ulkona.txt")
    (folder / "kansio").symlink_to(tmp_path / "muualla")
    (folder / "sisällä.txt").symlink_to("a.txt")
    (folder / "silmukka").symlink_to(".")
    (folder / "katkennut.txt").symlink_to("/ei/ole")
    found = list(files_in([folder]))
    assert [path.name for path in found if isinstance(path, Path)] == ["a.txt"]
    assert {left.path.name: left.reason for left in found if isinstance(left, LeftOut)} == dict.fromkeys(
        ("tiedosto.txt", "kansio", "katkennut.txt"), "a link that leads out of the folder"
    )


def test_a_link_that_is_asked_for_is_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ulkona.txt").write_text(DECISION, encoding="utf-8")
    (folder / "linkki.txt").symlink_to("../ulkona.txt")
    (found,) = load_all(files_in([folder / "linkki.txt"]))
    assert found.document is not None


def test_pipes_and_devices_are_named_and_nothing_waits(folder: Path) -> None:
    os.mkfifo(folder / "putki.txt")
    (folder / "a.txt").write_text(DECISION, encoding="utf-8")
    found = {Path(arrival.path).name: arrival for arrival in load_all(files_in([folder, Path("/dev/zero")]))}
    assert found["putki.txt"].reason == "not an ordinary file"
    assert found["zero"].reason == "not an ordinary file"
    assert found["a.txt"].document is not None


def test_a_link_to_a_device_by_the_name_of_a_pdf(folder: Path) -> None:
    (folder / "a.pdf").symlink_to("/dev/zero")
    (named,) = load_all(files_in([folder / "a.pdf"]))
    (met,) = load_all(files_in([folder]))
    assert named.reason == "not an ordinary file"
    assert met.reason == "a link that leads out of the folder"


def test_a_name_with_a_zero_byte_is_no_file() -> None:
    (found,) = load_all([Path("a\0b.txt")])
    assert (found.document, bool(found.reason)) == (None, True)


def odd_files(folder: Path, content: bytes | None) -> list[bytes]:
    names = [*(name.encode() for name in ODD), NOT_UTF8]
    for number, name in enumerate(names):
        text = DECISION.replace("§ 41", f"§ {number + 100}").encode() if content is None else content + bytes([number])
        with open(os.path.join(os.fsencode(folder), name), "wb") as stream:  # noqa: PTH118, PTH123  bytes
            stream.write(text)
    return names


def test_odd_names_go_in_and_come_out(folder: Path, tmp_path: Path) -> None:
    count = len(odd_files(folder, None))
    archive = tmp_path / "arkisto"
    added = run("--archive", archive, "add", "--json", folder)
    assert added.exit_code == 0, added.stderr
    lines = [json.loads(line) for line in added.stdout.splitlines()]
    assert [line["status"] for line in lines] == ["added"] * count
    assert obeyed(added.stdout) == []
    rows = run("--archive", archive, "money")
    assert len(list(csv.reader(io.StringIO(rows.stdout)))) > count
    for command in (["parse", folder / ODD[1]], ["problems"], ["verify"], ["stats"]):
        said = run("--archive", archive, *command)
        assert said.exit_code == 0, said.stderr
        assert obeyed(said.stdout + said.stderr) == []


def test_odd_names_in_errors_are_one_plain_line_each(folder: Path, tmp_path: Path) -> None:
    count = len(odd_files(folder, b"\x7fELF\0\0"))
    archive = tmp_path / "arkisto"
    added = run("--archive", archive, "add", folder)
    assert added.exit_code == 1
    assert len(added.stderr.splitlines()) == count + 1  # and that the archive is new
    listed = run("--archive", archive, "problems")
    assert len(listed.stdout.splitlines()) == count
    as_json = run("--archive", archive, "problems", "--json")
    assert {json.loads(line)["status"] for line in as_json.stdout.splitlines()} == {"refused"}
    assert obeyed(added.stdout + added.stderr + listed.stdout + as_json.stdout) == []


def test_a_text_with_signs_that_a_terminal_obeys(folder: Path, tmp_path: Path) -> None:
    text = DECISION.replace("Kirjaston aukio", "Kirjaston \x1b]0;x\x07 \u202eaukio").replace("varaa", "va\x9braa")
    (folder / "a.txt").write_text(text, encoding="utf-8")
    archive = tmp_path / "arkisto"
    run("--archive", archive, "add", folder)
    (found,) = run("--archive", archive, "search", "--json", "kirjasto").stdout.splitlines()
    for command in (
        ["parse", folder],
        ["parse", folder / "a.txt"],
        ["search", "kirjasto"],
        ["show", json.loads(found)["id"]],
    ):
        said = run("--archive", archive, *command)
        assert obeyed(said.stdout + said.stderr) == [], command
    for command in (["tables"], ["money"]):
        assert "\x1b" not in run("--archive", archive, *command).stdout


def test_doubles_in_a_zip_by_case_are_two_files(folder: Path) -> None:
    (folder / "a.zip").write_bytes(zipped({"A.txt": DECISION, "a.txt": DECISION + "\n"}))
    found = list(load_all(files_in([folder])))
    assert [Path(arrival.path).name for arrival in found] == ["A.txt", "a.txt"]
    assert all(arrival.document is not None for arrival in found)

"""Zip files: every member a file of its own, within limits, never written by its name."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from corpus import Archive, Arrival, add_all, archives, load_all
from corpus.archives import Refused, members
from tests.office.making import DECISION, zipped
from tests.render import as_docx


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def arrivals(here: Path, content: bytes) -> dict[str, Arrival]:
    (here / "a.zip").write_bytes(content)
    found = list(load_all([Path("a.zip")]))
    assert [path.name for path in here.iterdir()] == ["a.zip"]
    return {arrival.path: arrival for arrival in found}


def test_members_come_in_the_order_of_their_names(here: Path) -> None:
    found = arrivals(here, zipped({"b.txt": DECISION, "a/c.docx": as_docx(DECISION), "a/": b"", ".piilo": b"x"}))
    assert list(found) == ["a.zip/a/c.docx", "a.zip/b.txt"]
    assert found["a.zip/b.txt"].document is not None
    assert found["a.zip/b.txt"].document.content == DECISION.encode()


def test_a_zip_in_a_zip_is_unpacked_and_no_deeper(here: Path) -> None:
    one = zipped({"a.txt": DECISION})
    found = arrivals(here, zipped({"x/two.zip": zipped({"one.zip": one, "b.txt": DECISION}), "one.zip": one}))
    assert list(found) == ["a.zip/one.zip/a.txt", "a.zip/x/two.zip/b.txt", "a.zip/x/two.zip/one.zip"]
    assert found["a.zip/x/two.zip/one.zip"].reason == "a zip in a zip in a zip, which is not unpacked"


@pytest.mark.parametrize("name", ["../../ulos.txt", "/etc/ulos.txt", "..\\ulos.txt", "C:\\..\\ulos.txt"])
def test_no_name_leads_out(here: Path, name: str) -> None:
    (path,) = arrivals(here, zipped({name: DECISION}))
    assert path.startswith("a.zip/")
    assert ".." not in path
    assert not (here.parent / "ulos.txt").exists()


def test_names_are_printable(here: Path) -> None:
    (path,) = arrivals(here, zipped({"a\x1b[31m\u202eb.txt": DECISION}))
    assert path == "a.zip/a?[31m?b.txt"


def test_locked_and_damaged_members_are_named_and_the_rest_goes_on(here: Path) -> None:
    content = bytearray(zipped({"a.txt": DECISION, "b.txt": DECISION + "b", "c.txt": DECISION + "c"}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        damaged = archive.getinfo("b.txt")
    content[damaged.header_offset + 60] ^= 0xFF
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1  # a.txt
    found = arrivals(here, bytes(content))
    assert found["a.zip/a.txt"].reason == "locked with a password"
    assert (found["a.zip/b.txt"].reason or "").startswith("damaged in the zip")
    assert found["a.zip/c.txt"].document is not None


def test_links_are_not_followed(here: Path) -> None:
    link = zipfile.ZipInfo("linkki.txt")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert arrivals(here, buffer.getvalue())["a.zip/linkki.txt"].reason == "not an ordinary file"


def test_a_ratio_like_a_bombs_is_refused(here: Path) -> None:
    found = arrivals(here, zipped({"pommi.txt": bytes(5_000_000), "a.txt": DECISION}))
    assert found["a.zip/pommi.txt"].reason == "unpacks to more than 200 times its size"
    assert found["a.zip/a.txt"].document is not None


@pytest.mark.parametrize(
    ("limit", "said"), [("MOST_MEMBERS", "more than 1 files"), ("MOST_UNPACKED", "more than 0 MB")]
)
def test_limits_hold_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch, limit: str, said: str) -> None:
    content = zipped({"a.txt": "xx", "b.txt": "yy"})
    monkeypatch.setattr(archives, limit, 1)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(Refused, match=said):
        list(members(content))


def test_twice_the_same_name_is_two_files(here: Path) -> None:
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("a.txt", "yksi")
            archive.writestr("a.txt", "kaksi")
    assert [member.content for member in members(buffer.getvalue())] == [b"yksi", b"kaksi"]


def test_an_empty_zip_is_said(here: Path) -> None:
    assert arrivals(here, zipped({}))["a.zip"].reason == "no file in the zip"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_zip_is_added_as_its_files(here: Path, jobs: int) -> None:
    (here / "a.zip").write_bytes(zipped({"1.txt": DECISION, "2.docx": as_docx(DECISION), "3.jpg": b"\xff\xd8\xff\xe0"}))
    with Archive.open(here / "archive", create=True) as archive:
        receipts = list(add_all(archive, [Path("a.zip")], jobs))
        again = list(add_all(archive, [Path("a.zip")], jobs))
    assert [receipt.path for receipt in receipts] == ["a.zip/1.txt", "a.zip/2.docx", "a.zip/3.jpg"]
    assert [receipt.status for receipt in receipts] == ["added", "added", "refused"]
    assert [receipt.status for receipt in again] == ["unchanged", "unchanged", "refused"]
    assert receipts[0].decisions == receipts[1].decisions


def test_the_commands_take_zips(here: Path) -> None:
    (here / "a.zip").write_bytes(zipped({"1.txt": DECISION, "2.docx": as_docx(DECISION)}))
    parsed = CliRunner().invoke(main, ["parse", "--json", "a.zip"])
    assert (parsed.exit_code, len(parsed.stdout.splitlines())) == (0, 2)
    added = CliRunner().invoke(main, ["add", "a.zip"])
    assert added.exit_code == 0
    assert "2 files: 2 added, 0 unchanged" in added.stdout

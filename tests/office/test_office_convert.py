"""DOC, ODT and RTF through LibreOffice, scans through OCR; and what is said without them."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from corpus import Archive, add_all, convert, load_all, minutes_json, read_all
from parser import Conversion, SourceDocument, UnreadableDocument, media_type_of, parse, typed_cells
from tests.office.making import DECISION, as_office_file, needs_ocr, needs_office, read, scan
from tests.render import as_docx, as_pdf
from tests.test_properties import plain

MEDIA_TYPES = {
    "doc": "application/msword",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
}


def added(folder: Path, file: Path) -> dict[str, Any]:
    """What adding a file says, and that its original is in the archive as it was."""
    with Archive.open(folder / "archive", create=True) as archive:
        (receipt,) = add_all(archive, [file])
        assert archive.original(receipt.sha256) == file.read_bytes()
        assert receipt.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
        return {"status": receipt.status, "reason": receipt.reason, "documents": list(archive.documents())}


@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_an_office_file_says_what_its_text_says(suffix: str, tmp_path: Path) -> None:
    content = as_office_file(as_docx(DECISION), suffix, tmp_path)
    assert media_type_of(content, "nimetön") == MEDIA_TYPES[suffix]
    minutes = convert.read_document(SourceDocument(content, MEDIA_TYPES[suffix], f"a.{suffix}"))
    assert plain(minutes) == plain(read(DECISION.encode(), "a.txt"))
    assert minutes.source.sha256 == hashlib.sha256(content).hexdigest()
    assert minutes.source.media_type == MEDIA_TYPES[suffix]
    assert not minutes.source.ocr


def test_the_archive_keeps_the_original(tmp_path: Path) -> None:
    file = tmp_path / "a.rtf"
    file.write_bytes(as_office_file(as_docx(DECISION), "rtf", tmp_path))
    found = added(tmp_path, file)
    assert found["status"] == "added"
    assert [document.media_type for document in found["documents"]] == ["application/rtf"]


def test_a_damaged_office_file_is_a_reason() -> None:
    needs_office()
    with pytest.raises(UnreadableDocument):
        convert.read_document(SourceDocument(b"\xd0\xcf\x11\xe0" + bytes(2000), "application/msword", "a.doc"))


def test_without_libreoffice_the_file_is_kept_and_the_reason_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "office", lambda: None)
    file = tmp_path / "a.rtf"
    file.write_bytes(b"{\\rtf1 x}")
    found = added(tmp_path, file)
    assert found["status"] == "quarantined"
    assert found["reason"] == "RTF files are read through LibreOffice, which is not on this system"


def program(folder: Path, body: str) -> str:
    """A program that stands in for LibreOffice."""
    path = folder / "office"
    path.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "child"
    body = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid))\ntime.sleep(60)"
    )
    hanging = program(tmp_path, body)
    monkeypatch.setattr(convert, "office", lambda: hanging)
    monkeypatch.setattr(convert, "OFFICE_SECONDS", 2.0)
    with pytest.raises(UnreadableDocument, match="took longer than 2 seconds"):
        convert.as_docx(SourceDocument(b"{\\rtf1 x}", "application/rtf", "a.rtf"))
    for _ in range(50):
        if not _is_running(int(note.read_text())):
            return
        time.sleep(0.1)
    pytest.fail("what it had started still runs")


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except (OSError, IndexError):
        return False


@pytest.mark.parametrize("body", ["raise SystemExit('\\x1b[31mei onnistu')", "pass"])
def test_a_program_that_makes_nothing_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    failing = program(tmp_path, body)
    monkeypatch.setattr(convert, "office", lambda: failing)
    with pytest.raises(UnreadableDocument, match="LibreOffice failed") as raised:
        convert.as_docx(SourceDocument(b"{\\rtf1 x}", "application/rtf", "a.rtf"))
    assert str(raised.value).isprintable()


def test_a_scan_is_told_and_kept_without_ocr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "ocr", lambda: None)
    file = tmp_path / "a.pdf"
    file.write_bytes(scan(as_pdf(DECISION, ruled=True), dpi=50))
    found = added(tmp_path, file)
    assert found["status"] == "quarantined"
    assert str(found["reason"]).startswith("a scan: its pages are pictures without text; with pykala[ocr]")


def test_a_scan_is_read_with_its_section_sign_mended(tmp_path: Path) -> None:
    needs_ocr()
    file = tmp_path / "a.pdf"
    file.write_bytes(scan(as_pdf(DECISION, ruled=True)))
    (arrival,) = read_all(load_all([file]))
    minutes = arrival.minutes
    assert minutes is not None, arrival.reason
    assert minutes.source.ocr
    assert minutes.source.pages == 1
    assert minutes.source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert [decision.id for decision in minutes.decisions] == ["lahti/sivistyslautakunta/2023-04-18/41"]
    assert minutes.decisions[0].title == "Kirjaston aukioloaikojen laajentaminen"
    assert {"ocr", "ocr-numbers"} <= {warning.code for warning in minutes.warnings}


def recognised(text: str) -> dict[str, Any]:
    """A text as if it had been recognised."""
    document = SourceDocument(b"scan", "application/pdf", "a.pdf")
    minutes = parse(document, Conversion(text.encode(), "text/plain", ocr=True))
    for decision in minutes.decisions:
        for table in decision.tables:
            assert {cell.check for cell in typed_cells(table)} == {"unchecked"}
    found: dict[str, Any] = json.loads(minutes_json(minutes))
    return found


def test_recognised_numbers_are_never_handed_out_as_checked() -> None:
    found = recognised(DECISION)
    assert found["source"]["ocr"] is True
    (decision,) = found["decisions"]
    assert decision["tables"][0]["checks"] == []
    told = {warning["code"]: warning["message"] for warning in found["warnings"]}
    assert told["ocr-numbers"] == ("§ 41: 7 amounts and 1 table recognised in pictures; compare them with the original")


@pytest.mark.parametrize("printed", ["8 41", "$ 41", "S 41", "&41", "€41"])
def test_a_misread_section_sign_is_found_by_its_place(printed: str) -> None:
    found = recognised(DECISION.replace("§ 41", printed))
    assert [decision["number"] for decision in found["decisions"]] == ["41"]
    assert "ocr-number" in {warning["code"] for warning in found["warnings"]}


def test_the_sections_of_a_recognised_meeting_count_on() -> None:
    second = DECISION.partition("§ 41")[2]
    text = DECISION.replace("§ 41", "8 41") + "\n8 2023\n\n8 42" + second + "\n8 40\n"
    found = recognised(text)
    assert [decision["number"] for decision in found["decisions"]] == ["41", "42"]


@pytest.mark.parametrize("printed", ["41", "85", "8241 euroa", "2023"])
def test_other_numbers_are_no_section_sign(printed: str) -> None:
    with pytest.raises(UnreadableDocument, match="no §"):
        recognised(DECISION.replace("§ 41", printed))

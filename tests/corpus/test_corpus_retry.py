"""What is in quarantine is read again; what was refused is kept in mind, checked, repaired and redacted."""

import json
import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from corpus import Archive, Damage, Mended, Tally, add_all, child, convert, reading, repair, verify
from parser import Minutes, SourceDocument, UnreadableDocument
from tests.conftest import ROOT
from tests.corpus.test_corpus_redaction import found_in

SAMPLE = (ROOT / "corpus" / "samples" / "lahti" / "kh-2023-03-06-88.txt").read_text("utf-8")
ID = "lahti/kaupunginhallitus/2023-03-06/88"
REASON = "julkaistu vahingossa"


def run(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["--archive", str(folder), *map(str, words)], env={"PYKALA_ARCHIVE": None})


def paper(folder: Path, name: str = "a.txt", text: str = SAMPLE) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def clumsy(monkeypatch: pytest.MonkeyPatch, fails: Callable[[], object]) -> None:
    """The reader of an earlier day, which could not read these documents."""
    original = convert.read_document

    def read(document: SourceDocument, tell: Callable[[float], None] = lambda seconds: None) -> Minutes:
        if "a.txt" in document.origin:
            fails()
        return original(document, tell)

    monkeypatch.setattr(child, "can_fork", lambda: True)
    monkeypatch.setattr(reading, "read_document", read)


def cannot() -> None:
    raise UnreadableDocument("its tables are of a kind that is not known")


def quarantined(folder: Path, monkeypatch: pytest.MonkeyPatch, *files: Path) -> Path:
    archive = folder / "archive"
    with monkeypatch.context() as patch, Archive.open(archive, create=True) as opened:
        clumsy(patch, cannot)
        list(add_all(opened, files))
    return archive


def test_a_better_parser_reads_what_was_in_quarantine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = quarantined(tmp_path, monkeypatch, paper(tmp_path), paper(tmp_path, "b.txt", SAMPLE.replace("88", "89")))
    assert run(archive, "problems").stdout.startswith(f"quarantined: {tmp_path / 'a.txt'}: its tables are")
    (tmp_path / "a.txt").unlink()  # the archive has the bytes
    result = run(archive, "retry")
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 'a.txt'}: accepted, added: {ID}\n")
    assert "1 documents: 1 accepted, 0 still quarantined" in result.stderr
    assert run(archive, "problems").stdout == ""
    assert run(archive, "search", "työpaja").stdout.count("1. Kaupunginhallitus") == 1
    assert list(verify(archive)) == [Tally(2, 2, 0)]
    again = run(archive, "retry")
    assert (again.exit_code, again.stdout) == (0, "")


def test_what_can_still_not_be_read_stays_and_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = quarantined(tmp_path, monkeypatch, paper(tmp_path))
    clumsy(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    result = run(archive, "retry", "--json")
    assert result.exit_code == 1
    receipt = json.loads(result.stdout)
    assert (receipt["status"], receipt["reason"]) == (
        "quarantined",
        "the process that read it was killed (SIGKILL)",
    )
    assert "was killed" in run(archive, "problems").stdout  # the reason of today


def test_a_redacted_document_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = quarantined(tmp_path, monkeypatch, paper(tmp_path))
    assert run(archive, "redact", tmp_path / "a.txt", "--reason", REASON).exit_code == 0
    assert (run(archive, "retry").stdout, run(archive, "problems").stdout) == ("", "")


def test_a_damaged_original_is_not_lost_by_retrying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = quarantined(tmp_path, monkeypatch, paper(tmp_path))
    (original,) = (path for path in (archive / "originals").rglob("*") if path.is_file())
    original.write_bytes(b"x")
    result = run(archive, "retry")
    assert (result.exit_code, "still quarantined" in result.stdout) == (1, True)
    assert original.read_bytes() == b"x"


# refusals


def refusing(folder: Path) -> Path:
    """An archive of one document that has refused a file of no known format."""
    archive = folder / "archive"
    (folder / "kuva.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert run(archive, "add", paper(folder), folder / "kuva.png").exit_code == 1
    with Archive.open(archive) as opened:
        assert [each.path for each in opened.refusals()] == [str(folder / "kuva.png")]
    return archive


def change(archive: Path, statement: str) -> None:
    connection = sqlite3.connect(archive / "archive.db")
    assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def test_a_refusal_that_was_changed_is_named(tmp_path: Path) -> None:
    archive = refusing(tmp_path)
    change(archive, "UPDATE refusals SET reason = 'ei syytä'")
    damage, _ = verify(archive)
    assert isinstance(damage, Damage)
    assert damage.problem.startswith(f"refusals: {tmp_path / 'kuva.png'}")


def test_a_repair_keeps_refusals(tmp_path: Path) -> None:
    archive = refusing(tmp_path)
    change(archive, "UPDATE decisions SET title = 'Muu'")
    assert any(isinstance(each, Mended) for each in repair(archive))
    with Archive.open(archive) as opened:
        assert [each.path for each in opened.refusals()] == [str(tmp_path / "kuva.png")]


def test_redacting_a_refused_file_takes_its_name_away(tmp_path: Path) -> None:
    archive = refusing(tmp_path)
    assert found_in(archive, "kuva.png") == ["archive.db"]
    assert run(archive, "redact", tmp_path / "kuva.png", "--reason", REASON).exit_code == 0
    assert found_in(archive, "kuva.png") == []
    run(archive, "add", tmp_path / "kuva.png")
    assert list(verify(archive)) == [Tally(1, 1, 0)]


def test_redacting_a_document_takes_refusals_of_its_name_away(tmp_path: Path) -> None:
    archive = refusing(tmp_path)
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))  # what stands there today was refused
    run(archive, "add", path)
    assert run(archive, "redact", ID, "--reason", REASON).exit_code == 0
    assert found_in(archive, str(path)) == []


# repair and redact read in the box


def test_a_document_that_kills_its_reader_does_not_end_a_repair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "archive"
    run(archive, "add", paper(tmp_path), paper(tmp_path, "b.txt", SAMPLE.replace("§ 88", "§ 89")))
    change(archive, "DELETE FROM decisions")
    clumsy(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    mended = [each.id for each in repair(archive) if isinstance(each, Mended) and each.id]
    assert mended == [ID.replace("/88", "/89")]


def test_a_document_that_kills_its_reader_does_not_end_a_redaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "archive"
    run(archive, "add", paper(tmp_path, "b.txt"), paper(tmp_path, "a.txt", f"\n{SAMPLE}"))
    clumsy(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    result = run(archive, "redact", tmp_path / "b.txt", "--reason", REASON)
    assert f"another document says it too: {ID}" in result.stdout
    with Archive.open(archive) as opened:
        assert opened.record(ID).source.path == str(tmp_path / "a.txt")

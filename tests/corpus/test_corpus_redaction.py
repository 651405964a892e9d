"""What is redacted is nowhere in the archive's folder any more, and never comes back."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from corpus import Archive, NotHeld, Receipt, Tally, add_all, verify
from corpus.keeping import quarantine
from index import Index
from parser import SourceDocument
from tests.conftest import ROOT

SAMPLE = (ROOT / "corpus" / "samples" / "lahti" / "kh-2023-03-06-88.txt").read_text("utf-8")
ID = "lahti/kaupunginhallitus/2023-03-06/88"
NAME = "Rantakurvinen"  # in one document only; a name of nobody
SECRET = SAMPLE.replace("Riikka Tarumaa", f"Riikka {NAME}").replace("Kaupunginhallitus hyväksyy", f"{NAME} hyväksyy")
REASON = "julkaistu vahingossa"


def run(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["--archive", str(folder), *map(str, words)], env={"PYKALA_ARCHIVE": None})


def found_in(folder: Path, word: str) -> list[str]:
    """The files below a folder that hold a word, as `grep -a -i -r` finds them; in UTF-8 and as UTF-16."""
    spellings = [re.compile(re.escape(word.lower().encode(code))) for code in ("utf-8", "utf-16-le")]
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and any(each.search(path.read_bytes().lower()) for each in spellings)
    ]


@pytest.fixture
def papers(tmp_path: Path) -> dict[str, Path]:
    made = {}
    for name, text in {"secret": SECRET, "public": SAMPLE, "other": SAMPLE.replace("§ 88", "§ 89")}.items():
        made[name] = tmp_path / f"{name}-{NAME if name == 'secret' else ''}.txt"
        made[name].write_text(text, "utf-8")
    return made


def archive_of(folder: Path, *paths: Path) -> Path:
    with Archive.open(folder, create=True) as archive:
        assert {receipt.status for receipt in add_all(archive, paths)} <= {"added", "new version"}
        assert Index.open(archive).search(NAME).total == 1
    return folder


@pytest.mark.parametrize("by", ["file", "id", "sha256"])
def test_no_word_of_it_is_left_in_the_folder(tmp_path: Path, papers: dict[str, Path], by: str) -> None:
    folder = archive_of(tmp_path / "archive", papers["other"], papers["secret"])
    document = SourceDocument(papers["secret"].read_bytes(), "text/plain", "")
    assert {"archive.db", "index/words.db"} <= set(found_in(folder, NAME))
    (folder / "originals" / "incoming").write_bytes(document.content)  # a writer that was killed
    (folder / "archive.db.damaged-1").write_bytes(document.content)  # what a repair put aside
    (folder / "originals" / "copy.txt").write_bytes(document.content)
    asked = {"file": papers["secret"], "id": ID, "sha256": document.sha256}[by]
    result = run(folder, "redact", asked, "--reason", REASON)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"no longer held: {ID}" in result.stdout
    assert found_in(folder, NAME) == []
    assert list(verify(folder)) == [Tally(1, 1, 0)]
    with Archive.open(folder) as archive:
        index = Index.open(archive)
        assert index.check() == ()
        assert index.search(NAME).total == 0
        assert index.search("työpaja").total == 1


def test_the_same_bytes_are_refused_with_the_reason(tmp_path: Path, papers: dict[str, Path]) -> None:
    folder = archive_of(tmp_path / "archive", papers["secret"])
    run(folder, "redact", papers["secret"], "--reason", REASON)
    renamed = papers["secret"].rename(tmp_path / "toinen.txt")
    added = run(folder, "add", renamed)
    assert added.exit_code == 1
    assert re.search(rf"toinen\.txt: removed for good on \d{{4}}-\d\d-\d\d: {REASON}\n", added.stderr)
    assert found_in(folder, NAME) == []
    document = SourceDocument(renamed.read_bytes(), "text/plain", "toinen.txt")
    with Archive.open(folder) as archive:
        kept = quarantine(archive._store, document, "ei luettu", "0")
        assert isinstance(kept, Receipt)
        assert kept.status == "refused"
        tombstone = archive.tombstone(document.sha256)
        assert tombstone
        assert (tombstone.reason, list(archive.documents())) == (REASON, [])
    assert found_in(folder, NAME) == []


def test_an_older_version_counts_again(tmp_path: Path, papers: dict[str, Path]) -> None:
    folder = archive_of(tmp_path / "archive", papers["public"], papers["secret"])
    result = run(folder, "redact", papers["secret"], "--reason", REASON)
    assert f"another document says it too: {ID}" in result.stdout
    with Archive.open(folder) as archive:
        assert (archive.versions(ID), archive.record(ID).source.path) == ((1,), str(papers["public"]))
    assert found_in(folder, NAME) == []
    assert list(verify(folder)) == [Tally(1, 1, 0)]


@pytest.mark.parametrize("readable", [True, False])
def test_what_another_document_says_as_well_stays(tmp_path: Path, papers: dict[str, Path], readable: bool) -> None:
    """The record came from the redacted document: it comes from the other one afterwards."""
    papers["other"].write_text("\n" + SAMPLE, "utf-8")  # the same decision in other bytes
    papers["public"] = papers["public"].rename(tmp_path / f"{NAME}.txt")
    folder = tmp_path / "archive"
    with Archive.open(folder, create=True) as archive:
        assert [each.status for each in add_all(archive, [papers["public"], papers["other"]])] == ["added", "added"]
        other = next(each for each in archive.documents() if each.path == str(papers["other"]))
        digest = archive.record(ID).digest
    if not readable:
        (folder / "originals" / other.sha256[:2] / other.sha256).write_text("vaurio")
    assert run(folder, "redact", papers["public"], "--reason", REASON).exit_code == 0
    assert found_in(folder, NAME) == []
    with Archive.open(folder) as archive:
        record = archive.record(ID)
        assert (record.source.sha256, record.digest, record.version) == (other.sha256, digest, 1)
        assert [each.sha256 for each in archive.sources(ID)] == [other.sha256]
    assert [each for each in verify(folder) if isinstance(each, Tally)] == [Tally(1, 1, 0 if readable else 1)]


def test_an_interrupted_redaction_is_finished_by_asking_again(
    tmp_path: Path, papers: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = archive_of(tmp_path / "archive", papers["secret"])
    document = SourceDocument(papers["secret"].read_bytes(), "text/plain", "")
    with monkeypatch.context() as patch, Archive.open(folder) as archive:
        patch.setattr("corpus.originals.Originals.remove", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            archive.redact(document.sha256, REASON)
    (damage, _) = verify(folder)
    assert "redact it again" in getattr(damage, "problem", "")
    assert run(folder, "redact", document.sha256, "--reason", "toinen syy").exit_code == 0
    assert (found_in(folder, NAME), list(verify(folder))) == ([], [Tally(0, 0, 0)])
    with Archive.open(folder) as archive:
        tombstone = archive.tombstone(document.sha256)
    assert tombstone
    assert tombstone.reason == REASON


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_is_not_held_cannot_be_redacted(tmp_path: Path, papers: dict[str, Path]) -> None:
    folder = archive_of(tmp_path / "archive", papers["secret"])
    for asked in (papers["public"], "lahti/kaupunginhallitus/2023-03-06/1", "0" * 64):
        result = run(folder, "redact", asked, "--reason", REASON)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("pykala: The archive ")
    with Archive.open(folder) as archive, pytest.raises(NotHeld):
        archive.redact("x", REASON)
    assert run(folder, "redact", papers["secret"]).exit_code == 2
    assert run(folder, "redact", papers["secret"], "--reason", " ").exit_code == 2
    assert "redact" not in run(folder, "redact", papers["secret"], "--reason", REASON, "--dry-run").stdout
    assert Tally(1, 1, 0) in verify(folder)

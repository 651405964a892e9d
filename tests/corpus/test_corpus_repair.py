"""What `repair` puts right, and what it leaves and names; and what a quick check sees."""

import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from corpus import Archive, Damage, Mended, Record, Tally, add_all, repair, verify, verify_quick
from index import Index
from tests.conftest import ROOT

SAMPLES = ROOT / "corpus" / "samples" / "lahti"
ID = "lahti/kaupunginhallitus/2023-03-06/88"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents; one decision has two versions, and the second of them two sources."""
    text = (SAMPLES / "kh-2023-03-06-88.txt").read_text("utf-8")
    later = text.replace("hyväksyy, että", "päättää, että")
    papers = {"a.txt": text, "b.txt": later, "c.txt": later + "\n"}
    for name, content in papers.items():
        (tmp_path / name).write_text(content, "utf-8")
    archive = tmp_path / "archive"
    with Archive.open(archive, create=True) as opened:
        list(add_all(opened, [*(tmp_path / name for name in papers), SAMPLES / "kv-2023-06-12-33.html"]))
        Index.open(opened).refresh()
    return archive


def run(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["--archive", str(folder), *map(str, words)], env={"PYKALA_ARCHIVE": None})


def everything(folder: Path) -> dict[tuple[str, int], Record]:
    """Every version of every decision; not its place in the sequence, which a record made anew may change."""
    with Archive.open(folder) as archive:
        return {
            (id_, version): replace(archive.record(id_, version), seq=0)
            for id_ in archive.ids()
            for version in archive.versions(id_)
        }


def said(folder: Path) -> tuple[object, ...]:
    """Ids, versions, digests, what is the newest, sources, and documents with their paths."""
    with Archive.open(folder) as archive:
        return (
            {(*key, each.digest, each.decision.title) for key, each in everything(folder).items()},
            {(each, archive.record(each).version) for each in archive.ids()},
            {
                (each, version, source.sha256)
                for each in archive.ids()
                for version in archive.versions(each)
                for source in archive.sources(each, version)
            },
            tuple((each.sha256, each.path, each.status, each.added_at) for each in archive.documents()),
        )


def change(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "archive.db")
    assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def original(folder: Path, path: str) -> Path:
    with Archive.open(folder) as archive:
        sha256 = next(each.sha256 for each in archive.documents() if each.path.endswith(path))
    return folder / "originals" / sha256[:2] / sha256


def test_a_whole_archive_is_not_touched(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert list(repair(folder)) == [Tally(4, 2, 0)]
    result = run(folder, "repair")
    assert (result.exit_code, result.stdout) == (0, "4 documents, 2 decisions checked; 0 damaged\n")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET record = replace(record, 'että', 'ettei') WHERE seq = 1",
        "UPDATE decisions SET record = replace(record, 'että', 'ettei') WHERE seq = 2",
        "UPDATE decisions SET record = 'x' WHERE seq = 1",
        "UPDATE decisions SET title = 'Avustukset' WHERE seq = 1",
        "UPDATE decisions SET title = CAST(x'ff41' AS TEXT) WHERE seq = 1",
        "UPDATE decisions SET digest = 'x', id = 'y' WHERE seq = 2",
        "UPDATE decisions SET version = 7 WHERE seq = 1",
        "UPDATE decisions SET row_digest = 'x'",
        "UPDATE decisions SET newest = 1 WHERE version = 1",
        "UPDATE decisions SET newest = 0",
        "UPDATE amounts SET cents = cents + 1",
        "UPDATE table_cells SET value = '1001' WHERE row_no = 1",
        "DELETE FROM people",
        "DELETE FROM sources WHERE seq = 1",
        "DELETE FROM sources",
        "DELETE FROM decisions WHERE seq = 1",
        "DELETE FROM decisions WHERE seq = 2",
        "DELETE FROM decisions",
        "UPDATE documents SET sha256 = replace(sha256, 'a', 'b')",
        "UPDATE documents SET size = 1",
        "UPDATE documents SET kind = 'agenda', warnings = '[' WHERE number = 1",
        "UPDATE meta SET value = 1 WHERE key = 'generation'",
    ],
)
def test_what_was_changed_is_as_it_was(folder: Path, statement: str) -> None:
    before = said(folder)
    change(folder, statement)
    assert any(isinstance(each, Damage) for each in verify(folder))
    result = run(folder, "repair")
    assert (result.exit_code, result.stderr) == (0, "")
    assert said(folder) == before
    assert list(verify(folder)) == [Tally(4, 2, 0)]
    assert (folder / "archive.db.damaged-1").exists()
    with Archive.open(folder) as archive:
        assert Index.open(archive).check() == ()
        assert Index.open(archive).search("työpaja").total == 1


@pytest.mark.parametrize("how", ["lost", "empty", "torn", "zeroed", "something else"])
def test_a_database_that_is_gone_is_made_of_the_originals(folder: Path, how: str) -> None:
    ids = {(key[0], each.digest) for key, each in everything(folder).items()}
    path = folder / "archive.db"
    content = path.read_bytes()
    if how == "lost":
        path.unlink()
    else:
        half = len(content) // 2
        made = {"empty": b"", "torn": content[:half], "zeroed": content[:4096] + bytes(len(content) - 4096)}
        path.write_bytes(made.get(how, b"jotain muuta" * 1000))
    result = run(folder, "repair")
    assert result.exit_code == 0, result.output
    assert {(key[0], each.digest) for key, each in everything(folder).items()} == ids
    assert list(verify(folder)) == [Tally(4, 2, 0)]


def test_originals_that_changed_places_are_put_back(folder: Path) -> None:
    one, two = original(folder, "a.txt"), original(folder, "b.txt")
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    mended = [each for each in repair(folder) if isinstance(each, Mended)]
    assert {each.sha256 for each in mended} == {one.name, two.name}
    assert (one.read_bytes(), two.read_bytes()) == (first, second)
    assert list(verify(folder)) == [Tally(4, 2, 0)]


def test_what_cannot_be_put_right_is_named_and_left_as_it_is(folder: Path) -> None:
    gone = original(folder, "a.txt")
    gone.write_bytes(gone.read_bytes()[:-2])
    left = gone.read_bytes()
    stray = folder / "originals" / "muistio.txt"
    stray.write_text("muistio", "utf-8")
    change(folder, "UPDATE decisions SET record = replace(record, 'että', 'ettei') WHERE version = 1 AND seq = 1")
    change(folder, "UPDATE decisions SET title = 'Muu' WHERE version = 2")
    result = run(folder, "repair")
    assert result.exit_code == 1
    assert f"record {ID}:" in result.stdout
    assert f"original {gone.name}: the original is damaged" in result.stdout
    assert "muistio.txt: no document" in result.stdout
    assert result.stdout.splitlines()[-1] == "4 documents, 2 decisions checked; 3 damaged"
    assert (gone.read_bytes(), stray.read_text("utf-8")) == (left, "muistio")
    with Archive.open(folder) as archive:
        assert archive.versions(ID) == (1, 2)
        assert archive.record(ID).decision.title != "Muu"


def test_a_repair_that_stops_in_the_middle_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(folder, "UPDATE decisions SET title = 'Muu' WHERE version = 2")
    before = (folder / "archive.db").read_bytes()

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["corpus.repair"], "_exchange", stopped)
        with pytest.raises(KeyboardInterrupt):
            list(repair(folder))
    assert (folder / "archive.db").read_bytes() == before
    assert run(folder, "repair").exit_code == 0
    assert not (folder / "archive.db.repaired").exists()


def test_a_quick_check_says_what_it_did_not_read(folder: Path) -> None:
    assert list(verify_quick(folder)) == [Tally(4, 2, 0)]
    result = run(folder, "verify", "--quick")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "4 documents, 2 decisions checked; 0 damaged; names, sizes and counts only: "
        "no original, record or index file was read\n"
    )
    change(folder, "UPDATE decisions SET title = 'Muu'")  # which it cannot see
    assert list(verify_quick(folder)) == [Tally(4, 2, 0)]


@pytest.mark.parametrize("damage", ["missing", "shorter", "stray", "torn", "newest", "index", "lost"])
def test_a_quick_check_finds(folder: Path, damage: str) -> None:
    path = original(folder, "a.txt")
    database = folder / "archive.db"
    if damage == "missing":
        path.unlink()
    elif damage == "shorter":
        path.write_bytes(path.read_bytes()[:-1])
    elif damage == "stray":
        (folder / "originals" / "x").touch()
    elif damage == "torn":
        database.write_bytes(database.read_bytes()[:-4096])
    elif damage == "newest":
        change(folder, "UPDATE decisions SET newest = 0")
    elif damage == "index":
        next((folder / "index").glob("files-*/*")).write_bytes(b"x")
    else:
        database.unlink()
    result = run(folder, "verify", "--quick")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert int(result.stdout.split(" checked; ")[1].split(" ")[0]) >= 1

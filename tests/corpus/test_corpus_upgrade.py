"""Archives of before: each that a release made is upgraded, and one of a later release is left alone."""

import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

import corpus.upgrade
from corpus import Archive, ArchiveBusy, NewerArchive, Tally, verify
from corpus.database import SCHEMA, create
from corpus.lock import writing
from corpus.upgrade import STEPS, Step, schema_of, upgrade
from tests.conftest import ROOT
from tests.corpus.corpus_values import decision, document, minutes

RELEASES = sorted(path.parent for path in (ROOT / "tests" / "archives").glob("*/archive.db"))
NAMES = [path.name for path in RELEASES]


def copied(release: Path, folder: Path) -> Path:
    return Path(shutil.copytree(release, folder / "archive"))


def database(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "archive.db", isolation_level=None)


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tables(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    return {
        (table, column)
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for _, column, *_ in connection.execute(f"PRAGMA table_info('{table}')").fetchall()
    }


def test_there_is_an_archive_of_a_release() -> None:
    assert NAMES


@pytest.mark.parametrize("release", RELEASES, ids=NAMES)
def test_what_a_release_made_is_upgraded_and_keeps_all_it_held(release: Path, tmp_path: Path) -> None:
    folder = copied(release, tmp_path)
    *damages, tally = verify(folder)  # of an older schema too, and without changing it
    assert (damages, isinstance(tally, Tally)) == ([], True)
    expected = json.loads((release / "expected.json").read_text("utf-8"))
    with Archive.open(folder) as archive:
        for id_, version, newest, digest in expected:
            assert archive.record(id_, version).digest == digest
            assert (archive.record(id_).version == version) == bool(newest)
        assert sum(len(archive.versions(id_)) for id_ in archive.ids()) == len(expected)
    with database(folder) as connection:
        assert schema_of(connection) == SCHEMA
    assert list(verify(folder)) == [tally]


@pytest.mark.parametrize("release", RELEASES, ids=NAMES)
def test_an_upgraded_archive_has_the_tables_of_a_new_one(release: Path, tmp_path: Path) -> None:
    folder = copied(release, tmp_path)
    Archive.open(folder).close()
    create(tmp_path)
    with database(folder) as old, database(tmp_path) as new:
        assert tables(old) == tables(new)


def test_there_is_a_step_from_every_schema() -> None:
    assert set(STEPS) == set(range(1, SCHEMA))


def _add_a_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE documents ADD COLUMN fetched TEXT")
    connection.execute("UPDATE documents SET fetched = added_at")


def _kill(connection: sqlite3.Connection) -> None:
    _add_a_column(connection)
    os.kill(os.getpid(), signal.SIGKILL)


def _fail(connection: sqlite3.Connection) -> None:
    _add_a_column(connection)
    raise sqlite3.OperationalError("database or disk is full")


LATER: Mapping[int, Step] = {**STEPS, SCHEMA: _add_a_column}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    of = document()
    with Archive.open(tmp_path, create=True) as archive:
        archive.add(of, minutes(of, decision()))
    return tmp_path


def test_a_made_up_step_keeps_rows_and_raises_the_number(folder: Path) -> None:
    with database(folder) as connection:
        upgrade(connection, LATER, SCHEMA + 1)
        assert schema_of(connection) == SCHEMA + 1
        assert connection.execute("SELECT fetched = added_at FROM documents").fetchall() == [(1,)]
        upgrade(connection, LATER, SCHEMA + 1)  # again does nothing


def test_a_step_that_fails_changes_nothing(folder: Path) -> None:
    before = files(folder)
    connection = database(folder)
    with pytest.raises(sqlite3.OperationalError):
        upgrade(connection, {**STEPS, SCHEMA: _fail}, SCHEMA + 1)
    connection.close()
    assert files(folder) == before


def test_an_upgrade_that_is_killed_leaves_the_old_archive(folder: Path) -> None:
    before = list(verify(folder))
    child = os.fork()
    if child == 0:  # pragma: no cover
        upgrade(database(folder), {**STEPS, SCHEMA: _kill}, SCHEMA + 1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert list(verify(folder)) == before
    with database(folder) as connection:
        assert schema_of(connection) == SCHEMA


def test_an_upgrade_waits_for_a_writer(folder: Path, tmp_path: Path) -> None:
    with database(folder) as connection:
        connection.execute("DROP TABLE redacted")
        connection.execute("DROP TABLE refusals")
        connection.execute("UPDATE meta SET value = 1 WHERE key = 'schema'")
    with writing(folder, 1), pytest.raises(ArchiveBusy):
        Archive.open(folder, patience=0.05)
    Archive.open(folder, patience=0.05).close()


def test_a_newer_archive_is_refused_with_a_sentence_and_not_changed(folder: Path) -> None:
    with database(folder) as connection:
        upgrade(connection, LATER, SCHEMA + 1)
    connection.close()
    before = files(folder)
    for opening in (
        lambda: Archive.open(folder),
        lambda: Archive.open(folder, create=True),
        lambda: list(verify(folder)),
    ):
        with pytest.raises(NewerArchive, match=r"made by a newer Pykälä .* update this one\.$"):
            opening()
    assert files(folder) == before


def test_steps_are_history() -> None:
    """A step takes nothing of today's tables: what they are called later must not change it."""
    source = Path(corpus.upgrade.__file__).read_text("utf-8")
    assert "_TABLES" not in source

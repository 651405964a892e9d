"""Whether the archive still holds what was put there. Changes nothing.

SQLite notices few flipped bits in what it keeps, so every row is held against its own digest; and the file's
structure and indexes against SQLite's checks. Writers may go on meanwhile: no transaction lasts long.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus import refusals, tombstones
from corpus.database import DATABASE, connect
from corpus.documents import DOCUMENT_COLUMNS
from corpus.errors import ArchiveDamaged, NotHeld
from corpus.lock import promised
from corpus.originals import ORIGINALS, Originals
from corpus.record import digest_of_plain
from corpus.rows import DECISION_COLUMNS, DERIVED, derived_digest, row_digest
from corpus.versions import NOT_NEWEST

_PAGE = 100
_CHANGED = "the row was changed after it was written"


@dataclass(frozen=True, slots=True)
class Damage:
    """A thing that is not as it was put there (vaurio)."""

    what: Literal["original", "record", "index"]
    id: str | None
    sha256: str | None
    problem: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What was looked at, and how much of it is damaged."""

    documents: int
    decisions: int
    bad: int


def verify(archive: Path) -> Iterator[Damage | Tally]:
    """Every damage found in the archive in a folder, and last a Tally. NotAnArchive, NewerArchive."""
    bad = 0
    counted = (0, 0)
    originals = Originals(archive / ORIGINALS)
    try:
        connection = connect(archive)
    except ArchiveDamaged as error:
        damages = [Damage("record", None, None, str(error)), *guarded(_misnamed(originals))]
        yield from damages
        yield Tally(0, 0, len(damages))
        return
    try:
        # A damaged text need not be UTF-8 any more; it is to be found, not to stop us.
        connection.text_factory = lambda content: content.decode("utf-8", "surrogateescape")
        for check in (
            _structure(connection),
            _documents(connection, originals),
            _decisions(connection),
            bonds(connection),
            _notes(connection),
            strays(connection, archive, originals),
        ):
            for damage in guarded(check):
                bad += 1
                yield damage
        counted = counts(connection)
    finally:
        connection.close()
    yield Tally(*counted, bad)


def guarded(damages: Iterator[Damage]) -> Iterator[Damage]:
    """What a check finds; where it cannot go on, that is a damage too."""
    try:
        yield from damages
    except sqlite3.Error as error:
        yield Damage("record", None, None, f"{DATABASE} cannot be read: {error}")
    except OSError as error:
        yield Damage("original", None, None, f"the originals cannot be read: {error}")


def _structure(connection: sqlite3.Connection) -> Iterator[Damage]:
    """Of each table on its own, so that a writer need not wait for the whole file."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for (line,) in connection.execute(f"PRAGMA integrity_check('{table}')").fetchall():
            if line != "ok":
                yield Damage("record", None, None, f"{DATABASE}, {table}: {line}")


def _documents(connection: sqlite3.Connection, originals: Originals) -> Iterator[Damage]:
    columns = ", ".join(DOCUMENT_COLUMNS)
    last = 0
    while page := connection.execute(
        f"SELECT number, row_digest, {columns} FROM documents WHERE number > ? ORDER BY number LIMIT {_PAGE}",
        (last,),
    ).fetchall():
        for _, digest, *row in page:
            sha256 = str(row[0])
            if row_digest(row) != digest:
                yield Damage("record", None, sha256, f"documents: {_CHANGED}")
            if problem := _original_problem(originals, sha256):
                yield Damage("original", None, sha256, problem)
        last = page[-1][0]


def _original_problem(originals: Originals, sha256: str) -> str | None:
    try:
        return originals.problem(sha256)
    except NotHeld as error:
        return str(error)


def _decisions(connection: sqlite3.Connection) -> Iterator[Damage]:
    columns = ", ".join(DECISION_COLUMNS)
    last = 0
    while True:
        connection.execute("BEGIN")  # a record and its rows, as of one moment
        try:
            page = connection.execute(
                f"SELECT row_digest, {columns} FROM decisions WHERE seq > ? ORDER BY seq LIMIT {_PAGE}",
                (last,),
            ).fetchall()
            damages = [damage for digest, *row in page if (damage := record_damage(connection, digest, row))]
        finally:
            connection.execute("COMMIT")
        yield from damages
        if not page:
            return
        last = page[-1][1]


def record_damage(connection: sqlite3.Connection, digest: object, row: list[Any]) -> Damage | None:
    """What is the matter with a row of decisions, its digest, or what is derived from it."""
    named = dict(zip(DECISION_COLUMNS, row, strict=True))
    if row_digest(row) != digest:
        problem = f"decisions: {_CHANGED}"
    elif digest_of_plain(json.loads(named["record"])["decision"]) != named["digest"]:
        problem = "decisions: the record is not what its digest says"
    elif _derived(connection, named["seq"]) != named["derived_digest"]:
        problem = f"{', '.join(table for table, _ in DERIVED)}: the rows are not those of the record"
    else:
        return None
    return Damage("record", str(named["id"]), None, problem)


def _derived(connection: sqlite3.Connection, seq: int) -> str:
    return derived_digest(
        [
            connection.execute(
                f"SELECT {', '.join(columns)} FROM {table} WHERE seq = ? ORDER BY rowid", (seq,)
            ).fetchall()
            for table, columns in DERIVED
        ]
    )


def bonds(connection: sqlite3.Connection) -> Iterator[Damage]:
    """Between rows: which document says which decision, which version is the newest, what was counted."""
    for table, *_ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Damage("record", None, None, f"{table}: a row belongs to nothing")
    for (id_,) in connection.execute(NOT_NEWEST).fetchall():
        yield Damage("record", id_, None, "decisions: the wrong version is marked as the newest")
    for (id_,) in connection.execute("SELECT id FROM decisions WHERE seq NOT IN (SELECT seq FROM sources)").fetchall():
        yield Damage("record", id_, None, "sources: no document is known to say it")
    behind = "SELECT 1 FROM decisions WHERE seq > (SELECT value FROM meta WHERE key = 'generation') LIMIT 1"
    if connection.execute(behind).fetchone():
        yield Damage("record", None, None, "meta: the generation is behind the records")


def _notes(connection: sqlite3.Connection) -> Iterator[Damage]:
    """What is noted of documents that are not held: redacted ones, and files that were refused."""
    if not tombstones.has_tables(connection):
        return
    for sha256 in tombstones.changed(connection):
        yield Damage("record", None, sha256, f"redacted: {_CHANGED}")
    for path in refusals.changed(connection):
        yield Damage("record", None, None, f"refusals: {path}: {_CHANGED}")


def strays(connection: sqlite3.Connection, archive: Path, originals: Originals) -> Iterator[Damage]:
    """Files among the originals that no document has."""
    for path in originals.files():
        # The promise first: a writer that has dropped it has listed the document already.
        promise = promised(archive)
        if path.parent == originals.folder / path.name[:2] and (
            (promise is not None and promise.sha256 == path.name)
            or connection.execute("SELECT 1 FROM documents WHERE sha256 = ?", (path.name,)).fetchone()
        ):
            continue
        yield Damage("original", None, None, f"{path.relative_to(archive)}: {_stray(connection, path.name)}")


def _stray(connection: sqlite3.Connection, name: str) -> str:
    if tombstones.has_tables(connection) and tombstones.find(connection, name):
        return "this document was redacted; redact it again to finish that"
    return "no document of the archive has this file"


def _misnamed(originals: Originals) -> Iterator[Damage]:
    """What can be said of the originals when nothing lists them: whether their names are their checksums."""
    for path in originals.files():
        if problem := _original_problem(originals, path.name):
            yield Damage("original", None, None, f"{path.name}: {problem}")


def counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many documents and decisions there are."""
    try:
        (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone()
        (decisions,) = connection.execute("SELECT count(DISTINCT id) FROM decisions").fetchone()
    except sqlite3.Error:  # said already
        return 0, 0
    return documents, decisions

"""What decisions tell of persons, changes, other handlings and attachments, noted once so that it is found quickly.

    index/traces.db    SQLite; made from the archive's records, caught up by generation; may be deleted at any time

It stands beside the search index and not in archive.db, since it is made by rules (who is meant by "Lankisen", who
proposed what) that change with the program, while the archive keeps what was read. Where nothing can be written, it is
made in memory for the one question.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from corpus import Archive, Record, earlier_ids
from parser import Person, body_of, changes_of, parts_of, slug

FILE = "traces.db"
RULES = 1
"""Of what is noted; with another number, all of it is noted anew."""

_SECONDS = 30.0
_NAMED = re.compile(r"(?P<body>[A-ZÅÄÖ][^\d]{0,80}?) \d{1,2}\.")
_TABLES = """
CREATE TABLE about (rules INTEGER NOT NULL, generation INTEGER NOT NULL);
CREATE TABLE decided (          -- the newest version of each decision
  id TEXT PRIMARY KEY, municipality TEXT NOT NULL, body TEXT NOT NULL, body_slug TEXT NOT NULL, date TEXT NOT NULL,
  number TEXT NOT NULL, title TEXT NOT NULL, outcome TEXT NOT NULL, kind TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE parts (            -- who had which part in it
  id TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, title TEXT, side TEXT, printed TEXT NOT NULL
);
CREATE TABLE attended (         -- who is in a meeting's attendance list
  municipality TEXT NOT NULL, body TEXT NOT NULL, body_slug TEXT NOT NULL, date TEXT NOT NULL,
  name TEXT NOT NULL, role TEXT, present INTEGER NOT NULL,
  PRIMARY KEY (municipality, body_slug, date, name)
) WITHOUT ROWID;
CREATE TABLE mentions (         -- which other handling it names, and how
  id TEXT NOT NULL, what TEXT NOT NULL, body TEXT NOT NULL, body_slug TEXT NOT NULL, date TEXT NOT NULL,
  number TEXT NOT NULL, target TEXT NOT NULL
);
CREATE TABLE changed (id TEXT PRIMARY KEY, ground TEXT NOT NULL) WITHOUT ROWID;   -- how it differs from its proposal
CREATE TABLE attachments (id TEXT NOT NULL, name TEXT NOT NULL);
CREATE INDEX decided_by_meeting ON decided (municipality, body_slug, date);
CREATE INDEX parts_by_name ON parts (name);
CREATE INDEX parts_by_id ON parts (id);
CREATE INDEX attended_by_name ON attended (name);
CREATE INDEX mentions_by_id ON mentions (id);
CREATE INDEX attachments_by_id ON attachments (id);
"""
_NOTED = ("parts", "changed", "mentions", "attachments", "decided")


_NOBODY_MET = """
DELETE FROM attended WHERE NOT EXISTS (SELECT 1 FROM decided WHERE decided.municipality = attended.municipality
  AND decided.body_slug = attended.body_slug AND decided.date = attended.date)
"""


class Traces:
    """The traces of an open archive, caught up when they are opened; a context manager."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, archive: Archive) -> Traces:
        """Opens them, with all that the archive holds now."""
        traces = None
        try:
            traces = cls(_connected(archive.folder / "index", archive.generation))
            traces.refresh(archive)
        except (OSError, sqlite3.OperationalError):  # nothing can be written there, or another writes for long
            if traces:
                traces.close()
            traces = cls(_made(sqlite3.connect(":memory:", isolation_level=None)))
            traces.refresh(archive)
        return traces

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Traces:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rows(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        """The rows of a question to the tables above."""
        return self._connection.execute(sql, values).fetchall()

    def refresh(self, archive: Archive) -> None:
        """Notes what the archive has learned since, in one transaction."""
        (noted,) = self._connection.execute("SELECT generation FROM about").fetchone()
        generation = archive.generation
        if noted == generation:
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            (noted,) = self._connection.execute("SELECT generation FROM about").fetchone()
            self._forget([(id_,) for id_ in archive.removed_since(noted)])
            meetings: set[tuple[str, str, str]] = set()
            for record in archive.since(noted):
                self._note(record)
                self._note_meeting(record, meetings)
            self._connection.execute(_NOBODY_MET)
            self._connection.execute("UPDATE about SET generation = max(generation, ?)", (generation,))
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _forget(self, ids: Iterable[tuple[str]]) -> None:
        for id_ in ids:
            for table in _NOTED:
                self._connection.execute(f"DELETE FROM {table} WHERE id = ?", id_)

    def _note(self, record: Record) -> None:
        self._forget([(record.id,)])
        decision = record.decision
        self._connection.execute(
            "INSERT INTO decided VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.id, record.municipality, record.body, slug(record.body), record.meeting.date.isoformat(),
                decision.number, decision.title, decision.outcome, record.document_kind,
            ),
        )  # fmt: skip
        self._many("parts", _parts(record))
        changes = changes_of(decision)
        self._many("changed", [(record.id, changes.ground)] if changes else [])
        self._many("mentions", _mentions(record))
        self._many("attachments", ((record.id, each) for each in decision.attachments))

    def _note_meeting(self, record: Record, meetings: set[tuple[str, str, str]]) -> None:
        """The attendance list, once a meeting: its decisions all have the one list."""
        meeting = (record.municipality, slug(record.body), record.meeting.date.isoformat())
        if not record.meeting.attendance or meeting in meetings:
            return
        meetings.add(meeting)
        self._connection.execute("DELETE FROM attended WHERE municipality = ? AND body_slug = ? AND date = ?", meeting)
        self._connection.executemany(
            "INSERT OR REPLACE INTO attended VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (record.municipality, record.body, *meeting[1:], each.name, each.role, int(each.present))
                for each in record.meeting.attendance
            ],
        )

    def _many(self, table: str, rows: Iterable[tuple[str | int | None, ...]]) -> None:
        found = list(rows)
        if found:
            places = ", ".join("?" * len(found[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", found)


def _parts(record: Record) -> Iterator[tuple[str | None, ...]]:
    if record.document_kind == "agenda":  # what was proposed by whom is in it; who did what is not
        people: list[tuple[Person, str]] = [(each, "preparer") for each in record.decision.preparers]
        people += [(record.decision.presenter, "presenter")] if record.decision.presenter else []
        yield from ((record.id, each.name, role, each.title, None, each.name) for each, role in people)
        return
    for part in parts_of(record.decision, record.meeting.attendance):
        yield record.id, part.name, part.role, part.title, part.side, part.printed


def _mentions(record: Record) -> Iterator[tuple[str, ...]]:
    """Earlier handlings that it reprints, and decisions that it refers to."""
    for each, target in zip(record.decision.earlier, earlier_ids(record), strict=True):
        yield record.id, "earlier", each.body, slug(each.body), each.date.isoformat(), each.number, target
    for reference in record.decision.references:
        named = _NAMED.match(reference.raw)  # where no body is printed, it may be an officer's decision as well
        if reference.kind == "decision" and reference.target and named and reference.target.count("/") == 3:
            _, body_slug, on, number = reference.target.split("/")
            body = body_of(named["body"]) or named["body"]
            yield record.id, "reference", body, body_slug, on, number, reference.target


@dataclass(frozen=True, slots=True)
class _Found:
    rules: int
    generation: int


def _connected(folder: Path, generation: int) -> sqlite3.Connection:
    """The file of an archive's traces, made anew where it is of other rules, damaged or of another archive."""
    folder.mkdir(exist_ok=True)
    path = folder / FILE
    for _ in range(2):
        connection = sqlite3.connect(path, timeout=_SECONDS, isolation_level=None)
        try:
            about = _about(connection)
            if about is None:
                return _made(connection)
            if about.rules == RULES and about.generation <= generation:
                return connection
        except sqlite3.OperationalError:
            connection.close()
            raise
        except sqlite3.DatabaseError:
            connection.close()  # damaged
        connection.close()
        path.unlink(missing_ok=True)
    raise sqlite3.OperationalError("the traces cannot be made anew")


def _about(connection: sqlite3.Connection) -> _Found | None:
    """What a file holds; None for a new one."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
        return None
    if connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'about'").fetchone() == (0,):
        return _Found(0, 0)
    row = connection.execute("SELECT rules, generation FROM about").fetchone()
    return _Found(*row) if row else _Found(0, 0)


def _made(connection: sqlite3.Connection) -> sqlite3.Connection:
    with suppress(sqlite3.OperationalError):  # another program was making it at the same time
        connection.executescript(f"BEGIN IMMEDIATE;{_TABLES}INSERT INTO about VALUES ({RULES}, 0);COMMIT;")
    return connection

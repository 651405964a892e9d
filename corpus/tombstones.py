"""What is left of a document that was redacted: its SHA-256, when and why. Neither its name nor a word of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.codec import encodable
from corpus.rows import row_digest

TOMBSTONE_COLUMNS = ("sha256", "redacted_at", "reason")
_SELECT = f"SELECT {', '.join(TOMBSTONE_COLUMNS)}, row_digest FROM redacted"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A document whose bytes were removed for good and are not taken in again (hautakivi).

    redacted_at  UTC in ISO form
    """

    sha256: str
    redacted_at: str
    reason: str

    @property
    def refusal(self) -> str:
        """Why the same bytes are refused, in one sentence."""
        return f"removed for good on {self.redacted_at[:10]}: {self.reason}"


def find(connection: sqlite3.Connection, sha256: str) -> Tombstone | None:
    """The tombstone of these bytes, if they were redacted."""
    row = connection.execute(f"{_SELECT} WHERE sha256 = ?", (sha256,)).fetchone()
    return Tombstone(*row[:-1]) if row else None


def listed(connection: sqlite3.Connection) -> Iterator[Tombstone]:
    """All tombstones, in the order of their SHA-256. There are few."""
    for row in connection.execute(f"{_SELECT} ORDER BY sha256").fetchall():
        yield Tombstone(*row[:-1])


def put(connection: sqlite3.Connection, tombstone: Tombstone) -> None:
    """Sets a tombstone; one that stands already stays as it is."""
    row = (tombstone.sha256, tombstone.redacted_at, encodable(tombstone.reason))
    connection.execute("INSERT OR IGNORE INTO redacted VALUES (?, ?, ?, ?)", (*row, row_digest(row)))


def has_tables(connection: sqlite3.Connection) -> bool:
    """Whether there is room for tombstones and refusals: in schema 1, before anybody opens it, there is none."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'redacted'").fetchone()
    return found is not None


def changed(connection: sqlite3.Connection) -> Iterator[str]:
    """The SHA-256 of tombstones whose row was changed after it was written."""
    for *row, digest in connection.execute(_SELECT).fetchall():
        if row_digest(row) != digest:
            yield str(row[0])

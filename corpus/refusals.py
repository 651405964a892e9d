"""The files that were not taken in: only their names, and why. A name that is taken in later is struck out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.codec import encodable
from corpus.rows import row_digest

REFUSAL_COLUMNS = ("path", "sha256", "reason")
_SELECT = f"SELECT {', '.join(REFUSAL_COLUMNS)}, row_digest FROM refusals ORDER BY path"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken in. `sha256` is empty where its bytes could not be had."""

    path: str
    sha256: str
    reason: str


def put(connection: sqlite3.Connection, refusal: Refusal) -> None:
    """Notes a file that was not taken in, within the caller's transaction."""
    row = (encodable(refusal.path), refusal.sha256, encodable(refusal.reason))
    connection.execute("INSERT OR REPLACE INTO refusals VALUES (?, ?, ?, ?)", (*row, row_digest(row)))


def drop(connection: sqlite3.Connection, path: str) -> None:
    """Strikes out a file that is taken in now."""
    connection.execute("DELETE FROM refusals WHERE path = ?", (encodable(path),))


def forget(connection: sqlite3.Connection, sha256: str, path: str | None) -> None:
    """Strikes out these bytes under whatever name, and this name with whatever bytes, and what lay in it (a zip)."""
    connection.execute("DELETE FROM refusals WHERE sha256 = ?", (sha256,))
    if path is not None:
        named = encodable(path)
        connection.execute(
            "DELETE FROM refusals WHERE path = ? OR substr(path, 1, ?) = ?", (named, len(named) + 1, f"{named}/")
        )


def names(connection: sqlite3.Connection, sha256: str) -> bool:
    """Whether these bytes were refused under some name."""
    return connection.execute("SELECT 1 FROM refusals WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone() is not None


def listed(connection: sqlite3.Connection) -> tuple[Refusal, ...]:
    """All of them, by their names."""
    return tuple(Refusal(*row[:-1]) for row in connection.execute(_SELECT).fetchall())


def changed(connection: sqlite3.Connection) -> Iterator[str]:
    """The names in rows that were changed after they were written."""
    for *row, digest in connection.execute(_SELECT).fetchall():
        if row_digest(row) != digest:
            yield str(row[0])

"""The files that were not taken in: only their names, and why. A name that is taken in later is struck out.

The table is made with the first refusal, so that an archive of before is not another kind of archive.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from corpus.codec import encodable

_TABLE = """
CREATE TABLE IF NOT EXISTS refusals (  -- files that were met and not taken in
  path TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,                -- empty where the bytes could not be had
  reason TEXT NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken in. `sha256` is empty where its bytes could not be had."""

    path: str
    sha256: str
    reason: str


def put(connection: sqlite3.Connection, refusal: Refusal) -> None:
    """Notes a file that was not taken in, within the caller's transaction."""
    connection.execute(_TABLE)
    connection.execute(
        "INSERT OR REPLACE INTO refusals VALUES (?, ?, ?)",
        (encodable(refusal.path), refusal.sha256, encodable(refusal.reason)),
    )


def drop(connection: sqlite3.Connection, path: str) -> None:
    """Strikes out a file that is taken in now."""
    if _is_there(connection):
        connection.execute("DELETE FROM refusals WHERE path = ?", (encodable(path),))


def listed(connection: sqlite3.Connection) -> tuple[Refusal, ...]:
    """All of them, by their names."""
    if not _is_there(connection):
        return ()
    return tuple(Refusal(*row) for row in connection.execute("SELECT * FROM refusals ORDER BY path").fetchall())


def _is_there(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'refusals'").fetchone()
    return found is not None

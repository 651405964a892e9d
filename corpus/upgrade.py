"""An archive of an older schema, brought to today's: in one transaction, so that it is the old one or the new one.

A step is history and never changes: it knows the tables as they were, and takes nothing from `database`. Views hold
nothing and have no history: they are dropped before the steps, and made as they are today after them.
Originals are not touched by any step.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from corpus.database import SCHEMA, transaction
from corpus.views import drop_views, make_views

Step = Callable[[sqlite3.Connection], None]


def _tombstones_and_refusals(connection: sqlite3.Connection) -> None:
    """Redacted documents leave a tombstone, and files that were not taken in their name."""
    connection.execute(
        "CREATE TABLE redacted (sha256 TEXT PRIMARY KEY, redacted_at TEXT NOT NULL, reason TEXT NOT NULL, "
        "row_digest TEXT NOT NULL) WITHOUT ROWID"
    )
    connection.execute(
        "CREATE TABLE refusals (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, reason TEXT NOT NULL, "
        "row_digest TEXT NOT NULL) WITHOUT ROWID"
    )


def _views(connection: sqlite3.Connection) -> None:
    """Views for readers, which every upgrade makes."""


STEPS: Mapping[int, Step] = {1: _tombstones_and_refusals, 2: _views}
"""What brings each schema to the next one."""


def schema_of(connection: sqlite3.Connection) -> int:
    """The schema that an archive has."""
    (found,) = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    return int(found)


def upgrade(connection: sqlite3.Connection, steps: Mapping[int, Step] = STEPS, to: int = SCHEMA) -> None:
    """Brings an archive to a schema. The caller holds the write lock; another may have done it meanwhile."""
    with transaction(connection):
        drop_views(connection)
        for schema in range(schema_of(connection), to):
            steps[schema](connection)
            connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (schema + 1,))
        make_views(connection)

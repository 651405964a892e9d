"""A check that takes seconds, for a timer: what is there, and of what size; no original and no record is read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from corpus.database import DATABASE, connect
from corpus.errors import ArchiveDamaged
from corpus.originals import ORIGINALS, Originals
from corpus.verify import Damage, Tally, bonds, counts, guarded, strays

_PAGE = 1_000


def verify_quick(archive: Path) -> Iterator[Damage | Tally]:
    """The damages that sizes, names and counts tell, and last a Tally. NotAnArchive, NewerArchive.

    What it cannot see: bytes that changed without changing a size. `verify` reads them.
    """
    originals, bad = Originals(archive / ORIGINALS), 0
    try:
        connection = connect(archive)
    except ArchiveDamaged as error:
        yield Damage("record", None, None, str(error))
        yield Tally(0, 0, 1)
        return
    with closing(connection):
        for check in (
            _size(connection, archive),
            _originals(connection, originals),
            bonds(connection),
            strays(connection, archive, originals),
        ):
            for damage in guarded(check):
                bad += 1
                yield damage
        yield Tally(*counts(connection), bad)


def _size(connection: sqlite3.Connection, archive: Path) -> Iterator[Damage]:
    (pages,), (size,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    found = (archive / DATABASE).stat().st_size
    if found < pages * size:
        yield Damage("record", None, None, f"{DATABASE} has {found} bytes, and should have {pages * size}")


def _originals(connection: sqlite3.Connection, originals: Originals) -> Iterator[Damage]:
    last = 0
    while page := connection.execute(
        f"SELECT number, sha256, size FROM documents WHERE number > ? ORDER BY number LIMIT {_PAGE}", (last,)
    ).fetchall():
        for _, sha256, size in page:
            try:
                found = originals.path(sha256).stat().st_size
            except FileNotFoundError:
                yield Damage("original", None, sha256, "the original is missing")
                continue
            if found != size:
                yield Damage("original", None, sha256, f"the original has {found} bytes, and should have {size}")
        last = page[-1][0]

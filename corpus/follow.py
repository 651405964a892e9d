"""Searches that somebody follows, by name: beside the records in a file of their own, which readers may write too.

ARCHIVE/searches.db     SQLite; deleting it forgets the searches and nothing else
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus import database
from parser import slug

SEARCHES = "searches.db"
MOST = 500
LONGEST_NAME = 100
_SECONDS = 10.0

_TABLE = """CREATE TABLE IF NOT EXISTS searches (
  slug TEXT PRIMARY KEY,      -- of the name, for addresses
  name TEXT NOT NULL,
  asked TEXT NOT NULL,        -- the query and the filters as an address carries them: q=...&body=...
  seen INTEGER NOT NULL       -- the archive's generation up to which its hits were told
)"""


@dataclass(frozen=True, slots=True)
class Saved:
    """A search that is followed (seurattu haku). `asked` is the query and the filters as an address carries them."""

    slug: str
    name: str
    asked: str
    seen: int


class Searches:
    """The followed searches of the archive in a folder. Its errors are `ArchiveError`s."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / SEARCHES

    def all(self) -> tuple[Saved, ...]:
        """By name."""
        if not self._path.is_file():
            return ()
        with self._connected() as connection:
            rows = connection.execute("SELECT slug, name, asked, seen FROM searches ORDER BY name").fetchall()
        return tuple(Saved(*row) for row in rows)

    def find(self, named: str) -> Saved | None:
        """The search of that name or slug."""
        return next((each for each in self.all() if named in (each.name, each.slug)), None)

    def save(self, name: str, asked: str, seen: int) -> Saved:
        """Follows a search from now on; one of that name is replaced. ValueError, with a sentence."""
        name = " ".join(name.split())
        if not slug(name) or len(name) > LONGEST_NAME:
            raise ValueError(f"A name has letters or digits, and at most {LONGEST_NAME} of them.")
        saved = Saved(slug(name), name, asked, seen)
        with self._connected() as connection:
            (count,) = connection.execute("SELECT count(*) FROM searches WHERE slug <> ?", (saved.slug,)).fetchone()
            if count >= MOST:
                raise ValueError(f"At most {MOST} searches are followed.")
            connection.execute(
                "INSERT OR REPLACE INTO searches (slug, name, asked, seen) VALUES (?, ?, ?, ?)",
                (saved.slug, saved.name, saved.asked, saved.seen),
            )
        return saved

    def forget(self, slug: str) -> None:
        """Follows it no more."""
        with self._connected() as connection:
            connection.execute("DELETE FROM searches WHERE slug = ?", (slug,))

    def told(self, slug: str, seen: int) -> None:
        """Its hits up to a generation have been told."""
        with self._connected() as connection:
            connection.execute("UPDATE searches SET seen = max(seen, ?) WHERE slug = ?", (seen, slug))

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with database.translated(), closing(sqlite3.connect(self._path, timeout=_SECONDS)) as connection, connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute(_TABLE)
            yield connection

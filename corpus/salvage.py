"""What can still be read of a damaged archive.db, row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.database import DATABASE
from corpus.documents import DOCUMENT_COLUMNS
from corpus.rows import DECISION_COLUMNS, DERIVED, row_digest

_PAGE = 100
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A row of decisions with what belongs to it, as it stands.

    digest  of the row, as it was written; `newest` is not in it
    """

    row: Row
    newest: int
    digest: str
    derived: tuple[tuple[Row, ...], ...]

    def member(self, name: str) -> Any:
        return self.row[DECISION_COLUMNS.index(name)]

    @property
    def is_proven(self) -> bool:
        return row_digest(list(self.row)) == self.digest


class Wreck:
    """A database that may be damaged anywhere, opened for reading. `holes` says that some of it could not be read."""

    def __init__(self, archive: Path) -> None:
        self.holes = False
        path = archive / DATABASE
        uri = f"{path.resolve().as_uri()}?mode=rw"  # rw: a journal that was left behind is played back first
        self._connection = sqlite3.connect(uri if path.is_file() else ":memory:", uri=True, isolation_level=None)
        self._connection.text_factory = lambda content: content.decode("utf-8", "surrogateescape")

    def close(self) -> None:
        self._connection.close()

    def generation(self) -> int:
        rows = self._all("SELECT value FROM meta WHERE key = 'generation'")
        return int(rows[0][0]) if rows and isinstance(rows[0][0], int) else 0

    def documents(self) -> Iterator[tuple[int, Row, str]]:
        """number, the row, its digest as it was written."""
        columns = ", ".join(DOCUMENT_COLUMNS)
        for number, digest, *row in self._paged("documents", "number", f"row_digest, {columns}"):
            yield number, tuple(row), digest

    def decisions(self) -> Iterator[Found]:
        columns = ", ".join(DECISION_COLUMNS[1:])
        for seq, newest, digest, *row in self._paged("decisions", "seq", f"newest, row_digest, {columns}"):
            yield Found((seq, *row), newest, digest, tuple(self._derived(seq)))

    def sources(self) -> list[Row]:
        return self._all("SELECT seq, sha256, position FROM sources ORDER BY seq, sha256")

    def tombstones(self) -> list[Row]:
        return self._all("SELECT sha256, redacted_at, reason, row_digest FROM redacted")

    def refusals(self) -> list[Row]:
        return self._all("SELECT path, sha256, reason, row_digest FROM refusals")

    def removed(self) -> list[Row]:
        return self._all("SELECT seq, id FROM removed")

    def _derived(self, seq: int) -> Iterator[tuple[Row, ...]]:
        for table, columns in DERIVED:
            yield tuple(self._all(f"SELECT {', '.join(columns)} FROM {table} WHERE seq = ? ORDER BY rowid", seq))

    def _paged(self, table: str, key: str, columns: str) -> Iterator[Row]:
        last = 0
        while True:
            select = f"SELECT {key}, {columns} FROM {table} WHERE {key}"
            try:
                page = self._connection.execute(f"{select} > ? ORDER BY {key} LIMIT {_PAGE}", (last,)).fetchall()
            except sqlite3.Error:
                self.holes = True
                if last >= self._last(table, key):
                    return
                for each in range(last + 1, last + _PAGE + 1):
                    yield from self._all(f"{select} = ?", each)
                last += _PAGE
                continue
            if not page:
                return
            yield from page
            last = page[-1][0]

    def _last(self, table: str, key: str) -> int:
        """The last key there may be, as far as it can be known."""
        rows = self._all(f"SELECT max({key}) FROM {table}")
        highest = rows[0][0] if rows else None
        return max(self.generation(), highest if isinstance(highest, int) else 0)

    def _all(self, sql: str, *values: int) -> list[Row]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error:
            self.holes = True
            return []

"""SQLite's FTS5 as its manual uses it: a column an area and kind of word, beside a table for filters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.search.peers import Clock
from bench.search.task import TEXT_AREAS, Task, bag_of, text_of

_COLUMNS = tuple(f"{kind}_{area}" for kind in ("lemmas", "parts", "forms") for area in TEXT_AREAS)
_WORDS = "{" + " ".join(_COLUMNS[: 2 * len(TEXT_AREAS)]) + "}"
_LEMMAS = "{" + " ".join(_COLUMNS[: len(TEXT_AREAS)]) + "}"
_FORMS = "{" + " ".join(_COLUMNS[2 * len(TEXT_AREAS) :]) + "}"
_FROM = "FROM t JOIN d ON d.rowid = t.rowid WHERE t MATCH ?"


class Fts5:
    """See `Peer`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.db"

    def build(self, count: int, documents: Iterator[dict[str, Any]]) -> float:
        clock = Clock()
        connection = sqlite3.connect(self._path)
        connection.execute("CREATE TABLE d (id TEXT, body TEXT, date TEXT, outcome TEXT, cents INTEGER)")
        connection.execute(f"CREATE VIRTUAL TABLE t USING fts5({', '.join(_COLUMNS)})")
        marks = ", ".join("?" * (len(_COLUMNS) + 1))
        for number, each in enumerate(documents, 1):
            texts = [[text_of(each["areas"].get(area, ((), (), ()))[0]) for area in TEXT_AREAS]]
            texts += [[bag_of(each["areas"].get(area, ((), (), ()))[kind]) for area in TEXT_AREAS] for kind in (1, 2)]
            values = [each[name] for name in ("id", "body", "date", "outcome", "cents")]
            with clock:
                connection.execute("INSERT INTO d VALUES (?, ?, ?, ?, ?)", values)
                row = [number, *texts[0], *texts[1], *texts[2]]
                connection.execute(f"INSERT INTO t (rowid, {', '.join(_COLUMNS)}) VALUES ({marks})", row)
        with clock:
            connection.execute("CREATE INDEX by_date ON d (body, date)")
            connection.execute("CREATE INDEX by_cents ON d (cents)")
            connection.commit()
        connection.close()
        return clock.seconds

    def open(self) -> None:
        self._connection = sqlite3.connect(self._path)

    def count(self, asked: Task) -> int:
        return self.ask(asked)

    def ask(self, asked: Task) -> int:
        match, more = _match(asked), ""
        values: list[str | int | None] = []
        if asked.body:
            more, values = " AND body = ? AND date BETWEEN ? AND ?", [asked.body, asked.start, asked.end]
        if asked.least is not None:
            more, values = " AND cents BETWEEN ? AND ?", [asked.least * 100, (asked.most or 0) * 100]
        order = "date DESC" if asked.kind == "by date" else "rank"
        shown = ", snippet(t, -1, '[', ']', '…', 30)" if asked.kind == "snippets" else ""
        self._connection.execute(
            f"SELECT id{shown} {_FROM}{more} ORDER BY {order} LIMIT 10", (match, *values)
        ).fetchall()
        for name in ("body", "substr(date, 1, 4)", "outcome") if asked.kind == "facets" else ():
            self._connection.execute(f"SELECT {name}, count(*) {_FROM}{more} GROUP BY 1", (match, *values)).fetchall()
        (count,) = self._connection.execute(f"SELECT count(*) {_FROM}{more}", (match, *values)).fetchone()
        return int(count)


def _match(asked: Task) -> str:
    if asked.kind == "prefix":
        return f'{_FORMS} : "{asked.words[0]}" *'
    if asked.kind == "phrase":
        return f'{_LEMMAS} : "{" ".join(asked.words)}"'
    between = " OR " if asked.kind == "OR of 5" else " AND "
    return between.join(f'({_WORDS} : "{word}")' for word in asked.words)

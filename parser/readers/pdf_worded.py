"""Tables on a PDF page without rules that have columns of words before the numbers: "Alue | Urakoitsija | Hinta"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parser.model import Row
from parser.readers.pdf_borderless import is_near
from parser.readers.pdf_columns import FLUSH, are_pages, is_nothing, is_number
from parser.readers.pdf_lines import Line, Place, Word, segments
from parser.readers.pdf_table import FoundTable, words_text

_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_SECTION = re.compile(r"§ ?\d{1,4}|\d{1,4}[a-z]? ?§?")


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where the cells of a column all begin, or where they all end."""

    x: float
    by_right: bool

    def holds(self, part: Sequence[Word]) -> bool:
        return abs((part[-1].x1 if self.by_right else part[0].x0) - self.x) < FLUSH


@dataclass(frozen=True, slots=True)
class _Columns:
    """For each column the edges that all its cells so far share: the left one, the right one or both."""

    shared: tuple[tuple[_Edge, ...], ...]

    @classmethod
    def of(cls, row: Sequence[Sequence[Word]]) -> _Columns:
        return cls(
            tuple(
                (_Edge(part[0].x0, by_right=False), *([_Edge(part[-1].x1, by_right=True)] if at else []))
                for at, part in enumerate(row)
            )
        )

    def with_row(self, row: Sequence[Sequence[Word]]) -> _Columns | None:
        """The columns that the row has too; None where one of them shares no edge with it."""
        shared = tuple(
            tuple(edge for edge in edges if edge.holds(part)) for edges, part in zip(self.shared, row, strict=True)
        )
        return _Columns(shared) if all(shared) else None

    @property
    def edges(self) -> tuple[_Edge, ...]:
        return tuple(edges[0] for edges in self.shared)


def worded_tables(
    lines: Sequence[Line], gap: float, halves: frozenset[int], seats: frozenset[Place]
) -> tuple[FoundTable, ...]:
    """Runs of three lines or more, of three parts or more that stand in columns, numbers in the last of them.

    Words alone are a table where a bold header shows it: a list of names and offices has none, and that of the
    attendance, `seats`, is read elsewhere. `gap` is what parts two columns, in font sizes; `halves` are lines
    that may be but parts of rows. A contents list, with numbers before its titles, is no table.
    """
    found = []
    at = 0
    while at < len(lines):
        rows = _rows_from(lines, at, gap)
        run = lines[at : at + len(rows)]
        if any(line.number in halves for line in run):
            rows = []
        if _is_table(rows) or (_has_bold_header(run) and _is_of_words(rows, run, seats)):
            header = 0 if is_number(rows[0][-1]) else 1
            cells = tuple(Row(tuple(row), line.page, line.number) for row, line in zip(rows, run, strict=True))
            found.append(FoundTable(cells, frozenset(line.number for line in run), header or None))
        at += len(rows) or 1
    return tuple(found)


def _has_bold_header(run: Sequence[Line]) -> bool:
    return len(run) > 1 and run[0].bold and not any(line.bold for line in run[1:])


def _is_of_words(rows: Sequence[Sequence[str]], run: Sequence[Line], seats: frozenset[Place]) -> bool:
    """A table without numbers in its last column, and neither a contents list nor the list of who was there."""
    if len(rows) < _FEWEST_ROWS or any(line.place in seats for line in run) or any(map(is_number, rows[0])):
        return False
    return not all(_SECTION.fullmatch(row[0]) for row in rows[1:]) and not are_pages([row[-1] for row in rows[1:]])


def _rows_from(lines: Sequence[Line], at: int, gap: float) -> list[list[str]]:
    """The cells of the rows that begin at a line; none where it begins no table."""
    first = segments(lines[at], gap)
    if len(first) < _FEWEST_COLUMNS:
        return []
    alike, columns = [first], _Columns.of(first)
    while at + len(alike) < len(lines) and is_near(lines, at + len(alike)):
        parts = segments(lines[at + len(alike)], gap)
        widened = columns.with_row(parts) if len(parts) == len(first) else None
        if widened is None:
            break
        columns = widened
        alike.append(parts)
    if len(alike) < _FEWEST_ROWS:
        return []
    rows = [[words_text(part) for part in parts] for parts in alike]
    while at + len(rows) < len(lines) and is_near(lines, at + len(rows)):
        cells = _cells(lines[at + len(rows)], columns.edges, gap)
        if cells is None:
            break
        rows.append(cells)
    return rows


def _cells(line: Line, columns: Sequence[_Edge], gap: float) -> list[str] | None:
    """The cells of a row that leaves columns empty, as a sum row does, or whose parts stand close together."""
    parts = [list(part) for part in segments(line, gap)]
    for column in columns[1:]:
        parts = [cut for part in parts for cut in _cut(part, column)]
    cells = [""] * len(columns)
    for part in parts:
        held = next((at for at, column in enumerate(columns) if not cells[at] and column.holds(part)), None)
        if held is None or any(cells[held:]):
            return None
        cells[held] = words_text(part)
    return cells if cells[0] and is_number(cells[-1]) else None


def _cut(part: list[Word], column: _Edge) -> list[list[Word]]:
    """The part, in two where a cell of the column begins inside it."""
    if column.by_right:
        return [part]
    at = next((at for at, word in enumerate(part) if at and abs(word.x0 - column.x) < FLUSH), None)
    return [part] if at is None else [part[:at], part[at:]]


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    body = rows[1:] if rows and not is_number(rows[0][-1]) else rows
    if len(rows) < _FEWEST_ROWS or len(body) < 2:
        return False
    numbers = [row[-1] for row in body]
    if not all(is_number(number) or is_nothing(number) for number in numbers) or not any(map(is_number, numbers)):
        return False
    return not all(_SECTION.fullmatch(row[0]) for row in body) and not are_pages(numbers)

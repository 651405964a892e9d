"""Tables on a PDF page without rules that have columns of words before the numbers: "Alue | Urakoitsija | Hinta"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parser.model import Row
from parser.readers.pdf_borderless import FLUSH, is_near, is_nothing, is_number
from parser.readers.pdf_lines import Line, Word, segments
from parser.readers.pdf_table import FoundTable, words_text

_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_SECTION = re.compile(r"§ ?\d{1,4}|\d{1,4}[a-z]? ?§?")
_SMALL = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the cells of a column all begin, or where they all end."""

    x: float
    by_right: bool

    def holds(self, part: Sequence[Word]) -> bool:
        return abs((part[-1].x1 if self.by_right else part[0].x0) - self.x) < FLUSH


def worded_tables(lines: Sequence[Line], gap: float) -> tuple[FoundTable, ...]:
    """Runs of three lines or more, of three parts or more that stand in columns, numbers in the last of them.

    `gap` is what parts two columns, in font sizes. A contents list, with numbers before its titles, is no table.
    """
    found = []
    at = 0
    while at < len(lines):
        rows = _rows_from(lines, at, gap)
        if _is_table(rows):
            header = 0 if is_number(rows[0][-1]) else 1
            cells = tuple(Row(tuple(row), line.page, line.number) for row, line in zip(rows, lines[at:], strict=False))
            taken = frozenset(line.number for line in lines[at : at + len(rows)])
            found.append(FoundTable(cells, taken, header or None))
        at += len(rows) or 1
    return tuple(found)


def _rows_from(lines: Sequence[Line], at: int, gap: float) -> list[list[str]]:
    """The cells of the rows that begin at a line; none where it begins no table."""
    first = segments(lines[at], gap)
    if len(first) < _FEWEST_COLUMNS:
        return []
    alike = [first]
    while at + len(alike) < len(lines) and is_near(lines, at + len(alike)):
        parts = segments(lines[at + len(alike)], gap)
        if len(parts) != len(first) or _columns([*alike, parts]) is None:
            break
        alike.append(parts)
    columns = _columns(alike)
    if columns is None or len(alike) < _FEWEST_ROWS:
        return []
    rows = [[words_text(part) for part in parts] for parts in alike]
    while at + len(rows) < len(lines) and is_near(lines, at + len(rows)):
        cells = _cells(lines[at + len(rows)], columns, gap)
        if cells is None:
            break
        rows.append(cells)
    return rows


def _columns(rows: Sequence[Sequence[Sequence[Word]]]) -> tuple[_Column, ...] | None:
    columns = []
    for at in range(len(rows[0])):
        lefts, rights = [row[at][0].x0 for row in rows], [row[at][-1].x1 for row in rows]
        if max(lefts) - min(lefts) < FLUSH:
            columns.append(_Column(lefts[0], by_right=False))
        elif at and max(rights) - min(rights) < FLUSH:
            columns.append(_Column(rights[0], by_right=True))
        else:
            return None
    return tuple(columns)


def _cells(line: Line, columns: Sequence[_Column], gap: float) -> list[str] | None:
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


def _cut(part: list[Word], column: _Column) -> list[list[Word]]:
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
    return not all(_SECTION.fullmatch(row[0]) for row in body) and not _are_pages(numbers)


def _are_pages(numbers: Sequence[str]) -> bool:
    """Small whole numbers that never fall, as the pages of a contents list do."""
    if not all(map(_SMALL.fullmatch, numbers)):
        return False
    return sorted(map(int, numbers)) == list(map(int, numbers))

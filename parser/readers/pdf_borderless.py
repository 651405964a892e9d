"""Tables on a PDF page whose columns only white space parts, and which are all numbers but the first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parser.cells import is_year
from parser.model import Row
from parser.readers.pdf_columns import (
    Columns,
    cells_of,
    columns_of,
    is_nothing,
    is_number,
    parts_stand_in,
    stands_in,
    texts_of,
)
from parser.readers.pdf_header import header_above
from parser.readers.pdf_lines import Line
from parser.readers.pdf_table import FoundTable

_RUN_TOGETHER = re.compile(r"\d{1,3}(?: \d{3}){4}|(?:19|20)\d\d (?:19|20)\d\d")  # columns too close to be told apart
_FURTHEST = 3.2  # font sizes from a row to the next


def borderless_tables(lines: Sequence[Line], gap: float, halves: frozenset[int]) -> tuple[FoundTable, ...]:
    """Runs of two lines or more in which all but the first segment are numbers that stand in columns.

    `gap` is what parts two columns, in font sizes; `halves` are lines that may be but parts of rows, and are none here.
    """
    found: list[FoundTable] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _is_row(lines[end], gap, halves) and (end == at or is_near(lines, end)):
            end += 1
        while end - at > 2 and are_years(lines[at]):
            at += 1  # years above the numbers are their header
        columns = columns_of(lines[at:end], gap) if end - at > 1 else None
        if columns is None:
            at += 1
            continue
        end, columns = _with_rows_below(lines, at, end, columns, halves)
        start, header = header_above(lines, at, columns, found[-1].lines if found else frozenset())
        table = _table(lines[start:end], header, lines[at:end], columns)
        if not any(_RUN_TOGETHER.search(cell) for row in table.rows for cell in row.cells[1:]):
            found.append(table)
        at = end
    return tuple(found)


def are_years(line: Line) -> bool:
    """Are all words of a line but the first years? They look like numbers, and head them."""
    return all(is_year(word.text) for word in line.words[1:])


def _is_row(line: Line, gap: float, halves: frozenset[int]) -> bool:
    return line.number not in halves and is_numeric_row(line, gap)


def _with_rows_below(
    lines: Sequence[Line], at: int, end: int, columns: Columns, halves: frozenset[int]
) -> tuple[int, Columns]:
    """The end of a run of rows, and their columns, with rows below that stand too close to be parted by gaps.

    "Yhteensä 1 600 000 1 124 000" is such a row where its numbers begin, or end, where those above do.
    """
    furthest = end
    while furthest < len(lines) and is_near(lines, furthest) and lines[furthest].number not in halves:
        line = lines[furthest]
        if not (is_numeric_row(line, columns.gap) or stands_in(line, columns) or parts_stand_in(line, columns)):
            break
        furthest += 1
    for stop in sorted({furthest, min(end + 1, furthest)} - {end}, reverse=True):
        widened = columns_of(lines[at:stop], columns.gap)
        if widened is not None and len(widened.spans) == len(columns.spans):
            return stop, widened
    return end, columns


def is_near(lines: Sequence[Line], at: int) -> bool:
    """Does a line stand so near below the one before that both may be rows of a table?"""
    return lines[at].top - lines[at - 1].top < _FURTHEST * lines[at].size


def is_numeric_row(line: Line, gap: float) -> bool:
    """Are all parts of a line but the first numbers, or dashes for none?"""
    values = texts_of(line, gap)[1:]
    return any(map(is_number, values)) and all(is_number(text) or is_nothing(text) for text in values)


def _table(lines: Sequence[Line], header: Sequence[Row], body: Sequence[Line], columns: Columns) -> FoundTable:
    rows = [Row(tuple(cells_of(line, columns)), line.page, line.number) for line in body]
    headers = None if are_years(body[0]) else len(header) or None  # the years are of the header too
    return FoundTable((*header, *rows), frozenset(line.number for line in lines), headers)

"""Tables on a PDF page whose columns only white space parts, and which are all numbers but the first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parser.model import Row
from parser.readers.pdf_columns import (
    Columns,
    cells_of,
    columns_of,
    header_cells,
    is_nothing,
    is_number,
    stands_in,
    texts_of,
)
from parser.readers.pdf_lines import Line, segments
from parser.readers.pdf_table import FoundTable

_YEAR = re.compile(r"(?:19|20)\d\d(?:[–-]\d{2,4})?")
_RUN_TOGETHER = re.compile(r"\d{1,3}(?: \d{3}){4}|(?:19|20)\d\d (?:19|20)\d\d")  # columns too close to be told apart
_MOST_HEADER_LINES = 3
_FURTHEST = 3.2  # font sizes from a row to the next


def borderless_tables(lines: Sequence[Line], gap: float) -> tuple[FoundTable, ...]:
    """Runs of two lines or more in which all but the first segment are numbers that stand in columns.

    `gap` is what parts two columns, in font sizes.
    """
    found: list[FoundTable] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and is_numeric_row(lines[end], gap) and (end == at or is_near(lines, end)):
            end += 1
        while end - at > 2 and all(_YEAR.fullmatch(word.text) for word in lines[at].words[1:]):
            at += 1  # years above the numbers are their header
        columns = columns_of(lines[at:end], gap) if end - at > 1 else None
        if columns is None:
            at += 1
            continue
        end, columns = _with_rows_below(lines, at, end, columns)
        start = _header_start(lines, at, columns, found[-1].lines if found else frozenset())
        table = _table(lines[start:end], at - start, columns)
        if not any(_RUN_TOGETHER.search(cell) for row in table.rows for cell in row.cells[1:]):
            found.append(table)
        at = end
    return tuple(found)


def _with_rows_below(lines: Sequence[Line], at: int, end: int, columns: Columns) -> tuple[int, Columns]:
    """The end of a run of rows, and their columns, with rows below that stand too close to be parted by gaps.

    "Yhteensä 1 600 000 1 124 000" is such a row where its numbers begin, or end, where those above do.
    """
    furthest = end
    while furthest < len(lines) and is_near(lines, furthest):
        if not is_numeric_row(lines[furthest], columns.gap) and not stands_in(lines[furthest], columns):
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


def _header_start(lines: Sequence[Line], first: int, columns: Columns, taken: frozenset[int]) -> int:
    """Where the header lines above the first row begin."""
    start = first
    row_step = lines[first + 1].top - lines[first].top
    while start > 0 and first - start < _MOST_HEADER_LINES:
        line = lines[start - 1]
        near = lines[start].top - line.top < max(_FURTHEST * line.size, 1.3 * row_step)
        if not near or line.number in taken or not _is_header(line, columns):
            break
        start -= 1
    return start


def _is_header(line: Line, columns: Columns) -> bool:
    """Several segments, or words that begin right of the row labels; no sentence, no list's opening line."""
    if line.text.endswith((".", ":")):
        return False
    return len(segments(line, columns.gap)) > 1 or line.x0 > columns.label_x0 + 2 * line.size


def _table(lines: Sequence[Line], headers: int, columns: Columns) -> FoundTable:
    header = [""] * (len(columns.spans) + 1)
    for line in lines[:headers]:
        cells = header_cells(line, columns)
        header = [" ".join(filter(None, pair)) for pair in zip(header, cells, strict=True)]
    rows = [Row(tuple(cells_of(line, columns)), line.page, line.number) for line in lines[headers:]]
    if headers:
        rows.insert(0, Row(tuple(header), lines[0].page, lines[0].number))
    return FoundTable(tuple(rows), frozenset(line.number for line in lines), 1 if headers else None)

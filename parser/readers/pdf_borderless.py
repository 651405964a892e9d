"""Tables on a PDF page whose columns only white space parts: rows of numbers, and of words before numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import pstdev

from parser.model import Row
from parser.readers.pdf_lines import Line, Word, segments
from parser.readers.pdf_table import FoundTable, words_text

_NUMBER = re.compile(
    r"(?:[-–−+]?\d{1,3}(?:[ .]\d{3}){0,5}|[-–−+]?\d{1,12})(?:,\d{1,4})?(?: ?(?:€|%|t€|M€|eur|euroa|kpl))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[–-]\d{2,4})?")
_FIGURES = re.compile(r"[\d.,%€+–−-]{1,20}")
_NOTHING = re.compile(r"[-–—]|€")
_RUN_TOGETHER = re.compile(r"\d{1,3}(?: \d{3}){4}|(?:19|20)\d\d (?:19|20)\d\d")  # columns too close to be told apart
_MOST_HEADER_LINES = 3
FLUSH = 1.5  # points: so near do the cells of a column begin or end
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
        columns = _columns(lines[at:end], gap) if end - at > 1 else None
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


def _with_rows_below(lines: Sequence[Line], at: int, end: int, columns: _Columns) -> tuple[int, _Columns]:
    """The end of a run of rows, and their columns, with rows below that stand too close to be parted by gaps.

    "Yhteensä 1 600 000 1 124 000" is such a row where its numbers begin, or end, where those above do.
    """
    while end < len(lines) and is_near(lines, end):
        if not is_numeric_row(lines[end], columns.gap) and not _stands_in(lines[end], columns):
            break
        widened = _columns(lines[at : end + 1], columns.gap)
        if widened is None or len(widened.spans) != len(columns.spans):
            break
        end, columns = end + 1, widened
    return end, columns


def _stands_in(line: Line, columns: _Columns) -> bool:
    """Has the row a number in each of two or more columns, flush with them?"""
    cells = _words_by_column(line, columns)
    if len(columns.spans) < 2 or not cells[0] or any(not cell for cell in cells[1:]):
        return False
    return all(
        is_number(words_text(cell)) and (abs(cell[0].x0 - x0) < FLUSH or abs(cell[-1].x1 - x1) < FLUSH)
        for cell, (x0, x1) in zip(cells[1:], columns.spans, strict=True)
    )


def is_near(lines: Sequence[Line], at: int) -> bool:
    """Does a line stand so near below the one before that both may be rows of a table?"""
    return lines[at].top - lines[at - 1].top < _FURTHEST * lines[at].size


def is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def is_nothing(cell: str) -> bool:
    """A dash for nothing, or the unit of a number alone."""
    return _NOTHING.fullmatch(cell) is not None


def texts_of(line: Line, gap: float) -> list[str]:
    return [words_text(part) for part in segments(line, gap)]


def is_numeric_row(line: Line, gap: float) -> bool:
    values = texts_of(line, gap)[1:]
    return any(map(is_number, values)) and all(is_number(text) or is_nothing(text) for text in values)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The value columns of a run of rows.

    spans       left and right end of each, from the rows that show them all
    flush_left  do the numbers stand flush left, so that their left ends make the column? None: both ends do
    label_x0    where the row labels begin
    in_order    each row has a segment for each column: its order tells the column, whatever its place
    """

    spans: tuple[tuple[float, float], ...]
    flush_left: bool | None
    label_x0: float
    in_order: bool
    gap: float


def _columns(rows: Sequence[Line], gap: float) -> _Columns | None:
    parted = [segments(row, gap) for row in rows]
    most = max(len(parts) for parts in parted)
    full = [parts for parts in parted if len(parts) == most]
    columns = [[(parts[at][0].x0, parts[at][-1].x1) for parts in full] for at in range(1, most)]
    spans = tuple((min(x0 for x0, _ in column), max(x1 for _, x1 in column)) for column in columns)
    in_order = len(full) == len(parted)
    edges = () if in_order else _shared_edges(rows, gap)
    if len(edges) > len(spans):
        ends = [*edges[1:], max(row.x1 for row in rows) + 1]
        spans = tuple((edge, end - 1) for edge, end in zip(edges, ends, strict=True))
        return _Columns(spans, True, min(row.x0 for row in rows), False, gap)
    if not in_order and any(left[1] > right[0] for left, right in pairwise(spans)):
        return None
    lefts = sum(pstdev(x0 for x0, _ in column) for column in columns)
    rights = sum(pstdev(x1 for _, x1 in column) for column in columns)
    flush_left = lefts < rights if abs(lefts - rights) > 1 else None
    return _Columns(spans, flush_left, min(row.x0 for row in rows), in_order, gap)


def _shared_edges(rows: Sequence[Line], gap: float) -> tuple[float, ...]:
    """Left ends that a figure of every row shares, and that a wide gap in some row shows to part two columns.

    So are columns told apart that stand no wider apart than the thousands of a number do ("310 000 640 250").
    """
    edges = []
    for word in min(rows, key=lambda row: len(row.words)).words:
        sharing = [_starting_at(row, word.x0) for row in rows]
        if all(at is not None for at in sharing) and any(
            _gap_before(row, at) > gap * word.size for row, at in zip(rows, sharing, strict=True)
        ):
            edges.append(word.x0)
    return tuple(edges)


def _starting_at(row: Line, x0: float) -> int | None:
    found = (at for at, word in enumerate(row.words) if abs(word.x0 - x0) < FLUSH and _FIGURES.fullmatch(word.text))
    return next(found, None)


def _gap_before(row: Line, at: int | None) -> float:
    return row.words[at].x0 - row.words[at - 1].x1 if at else 0.0


def _header_start(lines: Sequence[Line], first: int, columns: _Columns, taken: frozenset[int]) -> int:
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


def _is_header(line: Line, columns: _Columns) -> bool:
    """Several segments, or words that begin right of the row labels; no sentence, no list's opening line."""
    if line.text.endswith((".", ":")):
        return False
    return len(segments(line, columns.gap)) > 1 or line.x0 > columns.label_x0 + 2 * line.size


def _table(lines: Sequence[Line], headers: int, columns: _Columns) -> FoundTable:
    header = [""] * (len(columns.spans) + 1)
    for line in lines[:headers]:
        cells = _header_cells(line, columns)
        header = [" ".join(filter(None, pair)) for pair in zip(header, cells, strict=True)]
    rows = [Row(tuple(_cells(line, columns)), line.page, line.number) for line in lines[headers:]]
    if headers:
        rows.insert(0, Row(tuple(header), lines[0].page, lines[0].number))
    return FoundTable(tuple(rows), frozenset(line.number for line in lines), 1 if headers else None)


def _header_cells(line: Line, columns: _Columns) -> list[str]:
    """A header's segments in order where there is one a column; else its words, since they may run wide."""
    texts = texts_of(line, columns.gap)
    has_label = line.x0 <= columns.label_x0 + line.size
    if len(texts) == len(columns.spans) + has_label:
        return texts if has_label else ["", *texts]
    cells: list[list[Word]] = [[] for _ in range(len(columns.spans) + 1)]
    if columns.flush_left is None:  # a header over numbers that are flush right begins left of them
        first = next((word for word in line.words if word.x1 > columns.spans[0][0]), line.words[-1])
        columns = replace(columns, flush_left=first.x0 > columns.spans[0][0] - 1)
    for word in line.words:
        cells[_column_of(word, columns)].append(word)
    return [words_text(cell) for cell in cells]


def _cells(line: Line, columns: _Columns) -> list[str]:
    if columns.in_order:
        return texts_of(line, columns.gap)
    return [words_text(cell) for cell in _words_by_column(line, columns)]


def _words_by_column(line: Line, columns: _Columns) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in range(len(columns.spans) + 1)]
    for word in line.words:
        cells[_holding_column(word, columns)].append(word)
    label, number = cells[0], cells[1]
    parts = segments(line, columns.gap)
    if number and len(parts) > 1 and parts[1][0] in label:  # the first figures of a number wider than its column
        at = label.index(parts[1][0])
        cells[:2] = [label[:at], [*label[at:], *number]]
    return cells


def _holding_column(word: Word, columns: _Columns) -> int:
    """The column whose numbers stand where this one does; a label may run close up to the first of them."""
    middle = (word.x0 + word.x1) / 2
    if not _FIGURES.fullmatch(word.text):
        return 0 if middle < columns.spans[0][1] else _column_of(word, columns)
    inside = [at for at, (x0, x1) in enumerate(columns.spans, 1) if x0 - 1 <= middle <= x1 + 1]
    return inside[0] if inside else 0 if middle < columns.spans[0][0] else _column_of(word, columns)


def _column_of(word: Word, columns: _Columns) -> int:
    """The column (0 is the labels') whose edge, left or right as its numbers are flush, comes next."""
    middle = (word.x0 + word.x1) / 2
    if columns.flush_left:
        return sum(x0 - word.size / 2 <= middle for x0, _ in columns.spans)
    for at, (x0, x1) in enumerate(columns.spans, 1):
        if middle <= x1 + word.size / 2:
            return at if at > 1 or middle >= x0 - 6 * word.size else 0
    return len(columns.spans)

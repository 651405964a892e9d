"""Columns of numbers on a PDF page that only white space parts, and which words of a line stand in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import pstdev

from parser.cells import without_footnote
from parser.readers.pdf_lines import Line, Word, segments
from parser.readers.pdf_table import words_text

_NUMBER = re.compile(
    r"(?:[-–−+]?\d{1,3}(?:[ .]\d{3}){0,5}|[-–−+]?\d{1,12})(?:,\d{1,4}|,[-–—])?(?: ?(?:€|%|t€|M€|eur|euroa|kpl))?"
)
_FIGURES = re.compile(r"[\d.,%€+–−-]{1,20}(?:[*¹²³]{1,3}|\))?|\*{1,3}")
_SMALL = re.compile(r"\d{1,3}")
_NOTHING = re.compile(r"[-–—]|€")
FLUSH = 1.5  # points: so near do the cells of a column begin or end


@dataclass(frozen=True, slots=True)
class Columns:
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


def columns_of(rows: Sequence[Line], gap: float) -> Columns | None:
    """The value columns of rows of numbers; None where the rows do not agree on them."""
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
        return Columns(spans, True, min(row.x0 for row in rows), False, gap)
    if not in_order and any(left[1] > right[0] for left, right in pairwise(spans)):
        return None
    lefts = sum(pstdev(x0 for x0, _ in column) for column in columns)
    rights = sum(pstdev(x1 for _, x1 in column) for column in columns)
    flush_left = lefts < rights if abs(lefts - rights) > 1 else None
    return Columns(spans, flush_left, min(row.x0 for row in rows), in_order, gap)


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


def stands_in(line: Line, columns: Columns) -> bool:
    """Has the row a number in each of two or more columns, flush with them?"""
    cells = _words_by_column(line, columns)
    if len(columns.spans) < 2 or not cells[0] or any(not cell for cell in cells[1:]):
        return False
    return all(
        is_number(words_text(cell)) and _is_flush(cell, span)
        for cell, span in zip(cells[1:], columns.spans, strict=True)
    )


def parts_stand_in(line: Line, columns: Columns) -> bool:
    """Has the row a part in each of two or more columns, flush with them, words in some and a number in one?"""
    label, *parts = segments(line, columns.gap)
    if len(columns.spans) < 2 or len(parts) != len(columns.spans) or abs(label[0].x0 - columns.label_x0) > FLUSH:
        return False
    flush = all(_is_flush(part, span) for part, span in zip(parts, columns.spans, strict=True))
    return flush and any(is_number(words_text(part)) for part in parts)


def _is_flush(words: Sequence[Word], span: tuple[float, float]) -> bool:
    return abs(words[0].x0 - span[0]) < FLUSH or abs(words[-1].x1 - span[1]) < FLUSH


def header_cells(line: Line, columns: Columns) -> list[str]:
    """A header's segments in order where there is one a column; else its words, since they may run wide."""
    texts = texts_of(line, columns.gap)
    has_label = line.x0 <= columns.label_x0 + line.size
    if len(texts) == len(columns.spans) + has_label:
        return texts if has_label else ["", *texts]
    above = _cells_above(line, columns, has_label)
    if above is not None:
        return above
    cells: list[list[Word]] = [[] for _ in range(len(columns.spans) + 1)]
    if columns.flush_left is None:  # a header over numbers that are flush right begins left of them
        first = next((word for word in line.words if word.x1 > columns.spans[0][0]), line.words[-1])
        columns = replace(columns, flush_left=first.x0 > columns.spans[0][0] - 1)
    for word in line.words:
        cells[_column_of(word, columns)].append(word)
    return [words_text(cell) for cell in cells]


def _cells_above(line: Line, columns: Columns, has_label: bool) -> list[str] | None:
    """The cells of a header whose parts stand each above the numbers of a column of its own."""
    cells = [""] * (len(columns.spans) + 1)
    for number, part in enumerate(segments(line, columns.gap)):
        over = [at for at, (x0, x1) in enumerate(columns.spans, 1) if part[0].x0 < x1 and part[-1].x1 > x0]
        if has_label and number == 0 and not over:
            over = [0]
        if len(over) != 1 or cells[over[0]]:
            return None
        cells[over[0]] = words_text(part)
    return cells


def cells_of(line: Line, columns: Columns) -> list[str]:
    """The cells of a row: its label, and what stands in each column."""
    if columns.in_order or parts_stand_in(line, columns):
        return texts_of(line, columns.gap)
    return [words_text(cell) for cell in _words_by_column(line, columns)]


def _words_by_column(line: Line, columns: Columns) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in range(len(columns.spans) + 1)]
    for word in line.words:
        cells[_holding_column(word, columns)].append(word)
    label, number = cells[0], cells[1]
    parts = segments(line, columns.gap)
    if number and len(parts) > 1 and parts[1][0] in label:  # the first figures of a number wider than its column
        at = label.index(parts[1][0])
        cells[:2] = [label[:at], [*label[at:], *number]]
    return cells


def _holding_column(word: Word, columns: Columns) -> int:
    """The column whose numbers stand where this one does; a label may run close up to the first of them."""
    middle = (word.x0 + word.x1) / 2
    if not _FIGURES.fullmatch(word.text):
        return 0 if middle < columns.spans[0][1] else _column_of(word, columns)
    inside = [at for at, (x0, x1) in enumerate(columns.spans, 1) if x0 - 1 <= middle <= x1 + 1]
    return inside[0] if inside else 0 if middle < columns.spans[0][0] else _column_of(word, columns)


def _column_of(word: Word, columns: Columns) -> int:
    """The column (0 is the labels') whose edge, left or right as its numbers are flush, comes next."""
    middle = (word.x0 + word.x1) / 2
    if columns.flush_left:
        return sum(x0 - word.size / 2 <= middle for x0, _ in columns.spans)
    for at, (x0, x1) in enumerate(columns.spans, 1):
        if middle <= x1 + word.size / 2:
            return at if at > 1 or middle >= x0 - 6 * word.size else 0
    return len(columns.spans)


def texts_of(line: Line, gap: float) -> list[str]:
    """The parts of a line between wide gaps."""
    return [words_text(part) for part in segments(line, gap)]


def is_number(cell: str) -> bool:
    """Is a cell a number, with its sign and unit, and the mark of a footnote?"""
    return _NUMBER.fullmatch(without_footnote(cell)) is not None


def is_nothing(cell: str) -> bool:
    """A dash for nothing, or the unit of a number alone."""
    return _NOTHING.fullmatch(cell) is not None


def are_pages(numbers: Sequence[str]) -> bool:
    """Small whole numbers that never fall, as the pages of a contents list do."""
    if not all(map(_SMALL.fullmatch, numbers)):
        return False
    return sorted(map(int, numbers)) == list(map(int, numbers))

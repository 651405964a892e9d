"""Tables on a PDF page: cells of ruled ones, and columns of numbers that only white space parts.

pdfplumber's finder is right wherever there are rules and blind elsewhere; but it fills cells sign by sign, so
that a number which runs over its cell is cut in two. Here whole words go to the cell that holds their middle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import pstdev

from parser.model import Row
from parser.normalise import clean_line
from parser.readers.pdf_lines import Line, Word, segments

Box = tuple[float, float, float, float]  # x0, top, x1, bottom

_NUMBER = re.compile(
    r"(?:[-–−+]?\d{1,3}(?:[ .]\d{3}){0,5}|[-–−+]?\d{1,12})(?:,\d{1,4})?(?: ?(?:€|%|t€|M€|eur|euroa|kpl))?"
)
_NOTHING = re.compile(r"[-–—]|€")
_MOST_HEADER_LINES = 3


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table and the lines of the page that it takes up."""

    rows: tuple[Row, ...]
    lines: frozenset[int]
    header_rows: int | None = None


def ruled_table(cells: Sequence[Box], lines: Sequence[Line]) -> FoundTable | None:
    """The rows of a ruled table from its cells' boxes, or None where the rules frame no table of values."""
    tops = sorted({round(cell[1]) for cell in cells})
    lefts = sorted({round(cell[0]) for cell in cells})
    if len(tops) < 2 or len(lefts) < 2:
        return None
    texts: dict[tuple[int, int], list[str]] = {}
    numbers: dict[int, int] = {}
    taken = set()
    for line in lines:
        for word in line.words:
            cell = _holding(cells, word)
            if cell is not None:
                place = tops.index(round(cell[1])), lefts.index(round(cell[0]))
                texts.setdefault(place, []).append(word.text)
                numbers.setdefault(place[0], line.number)
                taken.add(line.number)
    if len({row for row, _ in texts}) < 2 or len({column for _, column in texts}) < 2:
        return None
    columns = sorted({column for _, column in texts})
    rows = tuple(
        Row(tuple(_join(texts.get((row, column), ())) for column in columns), lines[0].page, numbers[row])
        for row in sorted(numbers)
    )
    return FoundTable(rows, frozenset(taken))


def _holding(cells: Sequence[Box], word: Word) -> Box | None:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return next((cell for cell in cells if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]), None)


def _join(words: Sequence[str]) -> str:
    return clean_line(" ".join(words))


def borderless_tables(lines: Sequence[Line], pitch: float) -> tuple[FoundTable, ...]:
    """Runs of two lines or more in which all but the first segment are numbers that stand in columns."""
    found: list[FoundTable] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _is_numeric_row(lines[end]) and _near(lines, end, at, pitch):
            end += 1
        columns = _columns(lines[at:end]) if end - at > 1 else None
        if columns is None:
            at += 1
            continue
        start = _header_start(lines, at, columns, pitch, found[-1].lines if found else frozenset())
        found.append(_table(lines[start:end], at - start, columns))
        at = end
    return tuple(found)


def _near(lines: Sequence[Line], at: int, first: int, pitch: float) -> bool:
    return at == first or lines[at].top - lines[at - 1].top < 2.6 * pitch


def _is_numeric_row(line: Line) -> bool:
    texts = [_join([word.text for word in part]) for part in segments(line)]
    values = texts[1:] if len(texts) > 1 else []
    numbers = sum(_NUMBER.fullmatch(text) is not None for text in values)
    return numbers > 0 and all(_NUMBER.fullmatch(text) or _NOTHING.fullmatch(text) for text in values)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The value columns: the span of each, and whether their numbers stand flush left."""

    spans: tuple[tuple[float, float], ...]
    flush_left: bool
    label_x0: float


def _columns(rows: Sequence[Line]) -> _Columns | None:
    spans: list[list[tuple[float, float]]] = []
    values = sorted((part[0].x0, part[-1].x1) for row in rows for part in segments(row)[1:])
    for x0, x1 in values:
        if spans and x0 < max(end for _, end in spans[-1]):
            spans[-1].append((x0, x1))
        else:
            spans.append([(x0, x1)])
    if max(len(column) for column in spans) < 2:
        return None
    lefts = sum(pstdev(x0 for x0, _ in column) for column in spans)
    rights = sum(pstdev(x1 for _, x1 in column) for column in spans)
    merged = tuple((min(x0 for x0, _ in column), max(x1 for _, x1 in column)) for column in spans)
    return _Columns(merged, lefts < rights, min(row.x0 for row in rows))


def _header_start(lines: Sequence[Line], first: int, columns: _Columns, pitch: float, taken: frozenset[int]) -> int:
    """Where the header lines above the first row begin: lines with a word over each value column at the most."""
    start = first
    while start > 0 and first - start < _MOST_HEADER_LINES:
        line = lines[start - 1]
        near = lines[start].top - line.top < 2.2 * pitch
        if not near or line.number in taken or not _is_header(line, columns):
            break
        start -= 1
    return start


def _is_header(line: Line, columns: _Columns) -> bool:
    parts = segments(line)
    if line.text.endswith((".", ":")):
        return False
    starts_right_of_labels = line.x0 > columns.label_x0 + 2 * line.size
    return len(parts) > 1 or starts_right_of_labels


def _table(lines: Sequence[Line], headers: int, columns: _Columns) -> FoundTable:
    header = [""] * (len(columns.spans) + 1)
    for line in lines[:headers]:
        cells = _placed(line, columns, is_header=True)
        header = [" ".join(filter(None, pair)) for pair in zip(header, cells, strict=True)]
    rows = [Row(tuple(_placed(line, columns)), line.page, line.number) for line in lines[headers:]]
    if headers:
        rows.insert(0, Row(tuple(header), lines[0].page, lines[0].number))
    return FoundTable(tuple(rows), frozenset(line.number for line in lines), 1 if headers else None)


def _placed(line: Line, columns: _Columns, is_header: bool = False) -> list[str]:
    """The cells of a line. A header's segments may run wider than the numbers below, so its words are placed."""
    cells: list[list[str]] = [[] for _ in range(len(columns.spans) + 1)]
    parts = segments(line)
    fitting = is_header and len(parts) == len(columns.spans) + (parts[0][0].x0 <= columns.label_x0 + line.size)
    if fitting:
        first = len(cells) - len(parts)
        for at, part in enumerate(parts):
            cells[first + at].extend(word.text for word in part)
    elif is_header:
        for word in line.words:
            cells[_column_of(word, columns)].append(word.text)
    else:
        cells[0].extend(word.text for word in parts[0])
        for part in parts[1:]:
            cells[_column_of(part[0], columns)].extend(word.text for word in part)
    return [_join(cell) for cell in cells]


def _column_of(word: Word, columns: _Columns) -> int:
    """The column (0 is the labels') whose edge, left or right as its numbers are flush, comes next."""
    middle = (word.x0 + word.x1) / 2
    if columns.flush_left:
        return sum(x0 - word.size / 2 <= middle for x0, _ in columns.spans)
    for at, (x0, x1) in enumerate(columns.spans, 1):
        if middle <= x1 + word.size / 2:
            return at if at > 1 or middle >= x0 - 6 * word.size else 0
    return len(columns.spans)

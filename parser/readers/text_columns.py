"""Tables in plain text whose columns only spaces part. Where a cell could stand in two columns there is no table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parser.cells import is_value, is_year, read, says_nothing
from parser.model import Row
from parser.normalise import clean, clean_line

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[-=_+| ]{5,}")
_LOOKS_LIKE_MONEY = re.compile(r"\d[ .]\d{3}(?!\d)|,\d|€|%|eur", re.IGNORECASE)
_MOST_HEADER_LINES = 3
_MOST_COLUMNS = 60
_NEAR = 3  # characters between a header's word and the column that it stands over


@dataclass(frozen=True, slots=True)
class Segment:
    """Words with single spaces between them, and where they stand in their line."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table, the lines it takes up (from 0, the end not included), and how many of its rows are a header."""

    start: int
    end: int
    rows: tuple[Row, ...]
    headers: int | None


Span = tuple[int, int]


def aligned_tables(lines: Sequence[str]) -> list[Aligned]:
    """The tables among the lines of a text, in order."""
    parted = [[] if "\t" in line else _segments(line) for line in lines]
    found = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and parted[end]:
            end += 1
        table = _table(lines, parted, at, end) if end - at > 1 else None
        if table:
            found.append(table)
        at = max(end, at + 1)
    return found


def _segments(line: str) -> list[Segment]:
    return [Segment(match.start(), match.end(), clean_line(match[0])) for match in _SEGMENT.finditer(clean(line))]


def _table(lines: Sequence[str], parted: Sequence[list[Segment]], start: int, end: int) -> Aligned | None:
    """The table in a run of printed lines: from the header above its first numbers to its last numbers."""
    numeric = [at for at in range(start, end) if _is_numeric(parted[at])]
    if len(numeric) < 2:
        return None
    columns = _columns([parted[at] for at in numeric])
    if columns is None or not _is_worth(columns, [parted[at] for at in numeric]):
        return None
    header, top = _top(lines, parted, columns, start, numeric[0])
    rows = _rows(lines, parted, columns, (top, numeric[-1] + 1, end))
    if rows is None:
        return None
    first, last = [*header, *rows][0].line or 0, rows[-1].line or 0
    return Aligned(first - 1, last, (*header, *rows), len(header) or None)


def _rows(
    lines: Sequence[str], parted: Sequence[list[Segment]], columns: Sequence[Span], bounds: tuple[int, int, int]
) -> list[Row] | None:
    """The rows from the first numbers to the last, and the rows below that have a word for a number."""
    first, behind, end = bounds
    rows: list[Row] = []
    for at in range(first, end):
        cells = _cells(parted[at], columns)
        if at < behind and _RULE.fullmatch(lines[at].strip()):
            continue
        if cells is None or (at >= behind and not any(is_value(cell) for cell in cells[1:])):
            return None if at < behind else _with_whole_labels(rows)
        rows.append(Row(cells, None, at + 1))
    return _with_whole_labels(rows)


def _with_whole_labels(rows: Sequence[Row]) -> list[Row]:
    """The rows with labels of two lines in one: a line of words alone goes on with what begins in lower case.

    Two such lines with numbers below it are a group's (`Menot`, `palkat`, `matkat`), and it heads them.
    """
    found: list[Row] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        before = found[-1] if found else None
        goes_on = row.cells[0][:1].islower() and not (following and following.cells[0][:1].islower())
        if before and goes_on and not (_has_numbers(before) and _has_numbers(row)):
            last = row if _has_numbers(row) else before
            found[-1] = Row((f"{before.cells[0]} {row.cells[0]}", *last.cells[1:]), None, last.line)
        else:
            found.append(row)
    return found


def _has_numbers(row: Row) -> bool:
    return any(row.cells[1:])


def _top(
    lines: Sequence[str], parted: Sequence[list[Segment]], columns: Sequence[Span], start: int, first: int
) -> tuple[list[Row], int]:
    """The header, and the first line below it: one of words alone, where such lines stand above the numbers."""
    if header := _header(lines, parted, columns, start, first):
        return header, first
    top = first
    while top > start and first - top < _MOST_HEADER_LINES and _is_label(parted[top - 1], columns):
        top -= 1
        if header := _header(lines, parted, columns, start, top):
            return header, top
    return [], first


def _is_label(segments: Sequence[Segment], columns: Sequence[Span]) -> bool:
    return len(segments) == 1 and segments[0].end <= columns[0][0]


def _header(
    lines: Sequence[str], parted: Sequence[list[Segment]], columns: Sequence[Span], start: int, first: int
) -> list[Row]:
    """The lines right above the first numbers whose words stand over the columns."""
    header: list[Row] = []
    for at in range(first - 1, start - 1, -1):
        if _RULE.fullmatch(lines[at].strip()):
            continue
        cells = _header_cells(parted[at], columns, is_lowest=not header) if len(header) < _MOST_HEADER_LINES else None
        if cells is None:
            break
        header.insert(0, Row(cells, None, at + 1))
    return header


def _is_numeric(segments: Sequence[Segment]) -> bool:
    """All but the first segment are numbers; or all, in a line that is set in."""
    values = segments if segments and segments[0].start > 1 and _is_number(segments[0].text) else segments[1:]
    return any(is_value(each.text) for each in values) and all(_is_number(each.text) for each in values)


def _is_number(text: str) -> bool:
    return read(text).number is not None or says_nothing(text)


def _columns(rows: Sequence[Sequence[Segment]]) -> tuple[Span, ...] | None:
    """The columns of numbers: what stands above one another. None where two numbers of a line share one."""
    values = [[each for at, each in enumerate(row) if at or (each.start > 1 and _is_number(each.text))] for row in rows]
    spans: list[Span] = []
    for start, end in sorted((each.start, each.end) for row in values for each in row):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    if not spans or len(spans) > _MOST_COLUMNS:
        return None
    for row in values:
        places = [next(at for at, span in enumerate(spans) if span[0] <= each.start < span[1]) for each in row]
        if len(set(places)) < len(places):
            return None
    labels = [row[0] for row, numbers in zip(rows, values, strict=True) if len(numbers) < len(row)]
    return None if any(label.end > spans[0][0] for label in labels) else tuple(spans)


def _is_worth(columns: Sequence[Span], rows: Sequence[Sequence[Segment]]) -> bool:
    """Several columns, or numbers that look like money: the page numbers of a contents list are no table."""
    money = any(_LOOKS_LIKE_MONEY.search(each.text) for row in rows for each in row[1:])
    years = all(is_year(each.text) for row in rows for each in row[1:])
    return (money or len(columns) > 1) and not years


def _over(segment: Segment, columns: Sequence[Span]) -> list[int]:
    return [at for at, (start, end) in enumerate(columns) if segment.start < end and segment.end > start]


def _cells(segments: Sequence[Segment], columns: Sequence[Span]) -> tuple[str, ...] | None:
    """The cells of a row, the label first; None where a word could stand in two columns."""
    cells = [""] * (len(columns) + 1)
    for segment in segments:
        over = _over(segment, columns)
        if not over and segment.end <= columns[0][0]:
            at = 0
        elif len(over) == 1:
            at = over[0] + 1
        else:
            return None
        if cells[at]:
            return None
        cells[at] = segment.text
    return tuple(cells)


def _header_cells(segments: Sequence[Segment], columns: Sequence[Span], is_lowest: bool) -> tuple[str, ...] | None:
    """A header line's cells. A name of the upper level stands over all columns that it reaches over."""
    cells = [""] * (len(columns) + 1)
    if len(segments) < 2 and (segments[0].start < 2 or segments[0].end <= columns[0][0]):
        return None  # a line of its own: the caption
    for segment in segments:
        over = _over(segment, columns) or _nearest(segment, columns)
        if not over:
            if segment.end > columns[0][0] or cells[0]:
                return None
            cells[0] = segment.text
            continue
        if (len(over) > 1 and is_lowest) or any(cells[at + 1] for at in over) or len(over) == len(columns) > 1:
            return None
        for at in over:
            cells[at + 1] = segment.text
    return tuple(cells) if any(cells[1:]) else None


def _nearest(segment: Segment, columns: Sequence[Span]) -> list[int]:
    """The one column that a header's word stands close to."""
    near = [
        at
        for at, (start, end) in enumerate(columns)
        if 0 <= start - segment.end < _NEAR or 0 <= segment.start - end < _NEAR
    ]
    return near if len(near) == 1 else []

"""Which lines of a PDF page are one row of a table without rules, where labels or numbers have several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parser.cells import is_year
from parser.readers.pdf_columns import is_nothing, is_number
from parser.readers.pdf_lines import segments
from parser.readers.pdf_stacks import Stack
from parser.readers.pdf_table import words_text

_FURTHEST = 2.5  # font sizes from the end of a row to the next
_MOST_LABELS = 6  # lines of labels above the first numbers
_MOST_UNITS = 200  # of a table on a page
_WIDER = 1.0  # points: by so much more are rows apart than the lines of a cell
_TAIL = re.compile(r"\d{3}(?!\d)|€")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line, or lines that overlap. `kind`: row (a label and numbers), label, or numbers (without a label)."""

    stack: Stack
    kind: str

    @property
    def top(self) -> float:
        return self.stack[0].top

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.stack)

    @property
    def text(self) -> str:
        return min(self.stack, key=lambda line: line.x0).text


@dataclass(frozen=True, slots=True)
class Found:
    """Where rows begin and end, and all their lines, row by row; none where it cannot be told what is one row.

    halves  may a line of them be half a row, so that its numbers are half numbers?
    """

    start: int
    end: int
    rows: tuple[Stack, ...] = ()
    halves: bool = False


def rows_from(stacks: Sequence[Stack], at: int, gap: float) -> Found | None:
    """The rows around a row; None where each row is a line."""
    start, units = _zone(stacks, at, gap)
    if all(unit.kind == "row" and len(unit.stack) == 1 for unit in units):
        return None
    halves = any(len(unit.stack) > 1 or _is_half(unit, gap) for unit in units)
    rows = _by_gaps(units) or _balanced(units) or _by_words(units)
    if rows is None:
        return Found(start, start + len(units), (), halves)
    while rows and all(unit.kind == "label" for unit in rows[0]):
        start += len(rows.pop(0))
    while rows and all(unit.kind == "label" for unit in rows[-1]):
        rows.pop()
    joined = [tuple(line for unit in row for line in unit.stack) for row in rows]
    return Found(start, start + sum(map(len, rows)), tuple(joined), halves)


def _is_half(unit: _Unit, gap: float) -> bool:
    """Numbers without a label that may be the ends of the numbers above: `353 €`."""
    parts = [words_text(part) for line in unit.stack for part in segments(line, gap)]
    return unit.kind == "numbers" and all(_TAIL.match(part) or is_nothing(part) for part in parts)


def may_be_row(stack: Stack, gap: float) -> bool:
    """Several parts, a number among those that are not its label; years alone are a header's."""
    parts = [words_text(part) for line in stack for part in segments(line, gap)]
    numbers = [part for part in (parts if len(stack) > 1 else parts[1:]) if is_number(part)]
    return len(parts) > 1 and not all(map(is_year, numbers))


def is_near(above: Stack, below: Stack) -> bool:
    """Do two rows stand so close that they may be of one table?"""
    return below[0].top - max(line.bottom for line in above) < _FURTHEST * below[0].size


def _zone(stacks: Sequence[Stack], at: int, gap: float) -> tuple[int, list[_Unit]]:
    """The lines around a row that may be of its table, and where they begin."""
    end, left = at, float("inf")
    while end < min(len(stacks), at + _MOST_UNITS) and (end == at or is_near(stacks[end - 1], stacks[end])):
        if may_be_row(stacks[end], gap):
            left = min(left, *(_numbers_x0(stacks[end], gap)))
        elif max(line.x1 for line in stacks[end]) >= left and not _is_numbers(stacks[end], gap):
            break
        end += 1
    start = at
    while start > max(0, at - _MOST_LABELS) and is_near(stacks[start - 1], stacks[start]):
        above = stacks[start - 1]
        if may_be_row(above, gap) or max(line.x1 for line in above) >= left:
            break
        start -= 1
    x0 = min(line.x0 for stack in stacks[at:end] for line in stack)
    return start, [_Unit(stack, _kind(stack, gap, x0)) for stack in stacks[start:end]]


def _numbers_x0(stack: Stack, gap: float) -> Iterator[float]:
    for line in stack:
        parts = segments(line, gap)
        yield from (part[0].x0 for part in parts if is_number(words_text(part)) and part is not parts[0])
    yield max(line.x1 for line in stack)


def _is_numbers(stack: Stack, gap: float) -> bool:
    parts = [words_text(part) for line in stack for part in segments(line, gap)]
    return all(is_number(part) or is_nothing(part) for part in parts)


def _kind(stack: Stack, gap: float, x0: float) -> str:
    if min(line.x0 for line in stack) > x0 + 2 * stack[0].size:
        return "numbers"
    return "row" if may_be_row(stack, gap) else "label"


def _by_gaps(units: Sequence[_Unit]) -> list[list[_Unit]] | None:
    """Rows that stand wider apart than the lines of their cells do."""
    gaps = [below.top - above.bottom for above, below in pairwise(units)]
    inside = [gap for gap, pair in zip(gaps, pairwise(units), strict=True) if any(unit.kind != "row" for unit in pair)]
    if not inside:
        return None
    rows = [[units[0]]]
    for gap, unit in zip(gaps, units[1:], strict=True):
        if gap > min(inside) + _WIDER:
            rows.append([unit])
        else:
            rows[-1].append(unit)
    return rows if len(rows) > 1 and all(map(_is_one_row, rows)) else None


def _is_one_row(units: Sequence[_Unit]) -> bool:
    """Numbers on one line; or on several, if the labels beside them go on with small letters. Or a label alone."""
    first, *more = [unit for unit in units if unit.kind == "row"] or [None]
    if first is None:
        return all(unit.kind == "label" for unit in units)
    return all(unit is not None and unit.text[0].islower() for unit in more)


def _balanced(units: Sequence[_Unit]) -> list[list[_Unit]] | None:
    """Rows whose cells stand in their middle: as many lines of a label above the numbers as below.

    Lines that overlap show that cells do so. None where the lines do not come out even.
    """
    if all(len(unit.stack) == 1 for unit in units) or any(unit.kind == "numbers" for unit in units):
        return None
    last = max(at for at, unit in enumerate(units) if unit.kind == "row")
    for end in range(len(units), last, -1):
        rows = _evenly(units[:end])
        if rows:
            return rows
    return None


def _evenly(units: Sequence[_Unit]) -> list[list[_Unit]] | None:
    rows: list[list[_Unit]] = []
    waiting: list[_Unit] = []
    owed = 0
    for unit in units:
        if unit.kind != "row":
            waiting.append(unit)
            continue
        if len(waiting) < owed:
            return None
        if rows:
            rows[-1] += waiting[:owed]
        above = waiting[owed:]
        rows.append([*above, unit])
        owed, waiting = len(above), []
    if not rows or len(waiting) != owed:
        return None
    rows[-1] += waiting
    return rows


def _by_words(units: Sequence[_Unit]) -> list[list[_Unit]] | None:
    """Rows whose labels go on with a small letter. Numbers without a label may be half numbers: then none."""
    if any(unit.kind == "numbers" or len(unit.stack) > 1 for unit in units):
        return None
    rows: list[list[_Unit]] = []
    for unit in units:
        goes_on = bool(rows) and (unit.text[0].islower() or unit.text[0] == "(" or rows[-1][-1].text.endswith("-"))
        if goes_on and not (unit.kind == "row" and any(each.kind == "row" for each in rows[-1])):
            rows[-1].append(unit)
        else:
            rows.append([unit])
    return rows


def lines_of_rows(rows: Sequence[Stack]) -> frozenset[int]:
    """The numbers of the lines that rows take up."""
    return frozenset(line.number for row in rows for line in row)

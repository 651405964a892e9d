"""The lines of a table without rules on a PDF page that has cells of several lines, and what each of them is."""

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
WIDER = 1.0  # points: by so much more are rows apart than the lines of a cell
_TAIL = re.compile(r"\d{3}(?!\d)|€")


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or lines that overlap.

    kind  row (a label and numbers), label, numbers (without a label), or more: a row that may be the rest of one
    """

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


def zone(stacks: Sequence[Stack], at: int, gap: float) -> tuple[int, list[Unit]]:
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
        if may_be_row(above, gap) or (max(line.x1 for line in above) >= left and not _is_numbers(above, gap)):
            break
        start -= 1
    x0 = min(line.x0 for stack in stacks[at:end] for line in stack)
    return start, [Unit(stack, _kind(stack, gap, x0)) for stack in stacks[start:end]]


def _numbers_x0(stack: Stack, gap: float) -> Iterator[float]:
    for line in stack:
        parts = segments(line, gap)
        yield from (part[0].x0 for part in parts if is_number(words_text(part)) and part is not parts[0])
    yield max(line.x1 for line in stack)


def _is_numbers(stack: Stack, gap: float) -> bool:
    parts = _parts(stack, gap)
    return all(is_number(part) or is_nothing(part) for part in parts) and not all(map(is_year, parts))


def _kind(stack: Stack, gap: float, x0: float) -> str:
    if min(line.x0 for line in stack) > x0 + 2 * stack[0].size:
        return "numbers"
    if not may_be_row(stack, gap):
        return "label"
    label, *rest = [words_text(part) for part in segments(stack[0], gap)]
    is_rest = len(stack) == 1 and label[0].islower() and _are_tails(rest)
    return "more" if is_rest else "row"


def has_half(units: Sequence[Unit], gap: float) -> bool:
    """Are there numbers that may go on in the next line, or come from the line before?

    They do where a line has no label. But a sum in each column, as far below as rows are, is one. And where a label
    goes on with a small letter below a line that has not all numbers.
    """
    widest = max(len(_parts(unit.stack, gap)) for unit in units)
    gaps = [below.top - above.bottom for above, below in pairwise(units)]
    for at, unit in enumerate(units):
        parts, below = _parts(unit.stack, gap), units[at + 1] if at + 1 < len(units) else None
        if unit.kind == "numbers":
            near = min(gaps[max(0, at - 1) : at + 1], default=0) < max(gaps, default=0) - WIDER
            if near or len(parts) < widest - 1 or _are_tails(parts):
                return True
            if below and below.kind != "label" and _are_tails(_parts(below.stack, gap)[1:]):
                return True
        elif unit.kind == "row" and below and below.kind == "row" and len(parts) < widest and below.text[0].islower():
            return True
    return False


def _are_tails(parts: Sequence[str]) -> bool:
    """May these be the ends of numbers, `353 €`?"""
    return all(_TAIL.match(part) or is_nothing(part) for part in parts)


def may_be_row(stack: Stack, gap: float) -> bool:
    """Several parts, a number among those that are not its label; years alone are a header's."""
    parts = _parts(stack, gap)
    numbers = [part for part in (parts if len(stack) > 1 else parts[1:]) if is_number(part)]
    return len(parts) > 1 and not all(map(is_year, numbers))


def is_near(above: Stack, below: Stack) -> bool:
    """Do two rows stand so close that they may be of one table?"""
    return below[0].top - max(line.bottom for line in above) < _FURTHEST * below[0].size


def _parts(stack: Stack, gap: float) -> list[str]:
    return [words_text(part) for line in stack for part in segments(line, gap)]

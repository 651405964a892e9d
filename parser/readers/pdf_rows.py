"""Which lines of a PDF page are one row of a table without rules, where labels or numbers have several lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from parser.readers.pdf_lines import segments
from parser.readers.pdf_stacks import Stack
from parser.readers.pdf_units import WIDER, Unit, has_half, is_near, zone


@dataclass(frozen=True, slots=True)
class Found:
    """Where rows begin and end, and all their lines, row by row; none where it cannot be told what is one row.

    halves  may a line of them be half a row, so that its numbers are half numbers?
    """

    start: int
    end: int
    rows: tuple[Stack, ...] = ()
    halves: bool = False


def rows_from(stacks: Sequence[Stack], at: int, gap: float) -> Found:
    """The rows around a row; none where each of them is a line."""
    start, units = zone(stacks, at, gap)
    halved = has_half(units, gap)
    if not halved and all(unit.kind == "row" and len(unit.stack) == 1 for unit in units):
        return Found(start, start + len(units))
    halves = halved or any(len(unit.stack) > 1 or unit.kind == "more" for unit in units)
    rows = _by_gaps(units) or _balanced(units) or (None if halved else _by_words(units))
    if rows is None:
        return Found(start, start + len(units), (), halves)
    above = stacks[start - 1] if start else ()
    headed = above and is_near(above, stacks[start]) and any(len(segments(line, gap)) > 1 for line in above)
    while rows and all(unit.kind == "label" for unit in rows[0]) and not (headed and len(rows[0]) == 1):
        start += len(rows.pop(0))
        headed = ()
    while rows and all(unit.kind == "label" for unit in rows[-1]):
        rows.pop()
    joined = [tuple(line for unit in row for line in unit.stack) for row in rows]
    return Found(start, start + sum(map(len, rows)), tuple(joined), halves)


def _by_gaps(units: Sequence[Unit]) -> list[list[Unit]] | None:
    """Rows that stand wider apart than the lines of their cells do."""
    pairs = list(pairwise(units))
    gaps = [below.top - above.bottom for above, below in pairs]
    inside = [gap for gap, (above, below) in zip(gaps, pairs, strict=True) if _goes_on(above, below)]
    inside += [min(gaps[max(0, at - 1) : at + 1]) for at, unit in enumerate(units) if unit.kind in ("numbers", "more")]
    beside = [gap for gap, pair in zip(gaps, pairs, strict=True) if any(unit.kind == "label" for unit in pair)]
    between = [gap for gap, pair in zip(gaps, pairs, strict=True) if all(unit.kind == "row" for unit in pair)]
    if not inside and beside and between and min(beside) < min(between) - WIDER:
        inside = [min(beside)]
    if not inside:
        return None
    rows = [[units[0]]]
    for gap, unit in zip(gaps, units[1:], strict=True):
        if gap > max(inside) + WIDER:
            rows.append([unit])
        else:
            rows[-1].append(unit)
    return rows if len(rows) > 1 and all(map(_is_one_row, rows)) else None


def _goes_on(above: Unit, below: Unit) -> bool:
    """Does a small letter show that a label goes on from the line above?"""
    small = below.text[0].islower() or below.text[0] == "(" or above.text.endswith("-")
    return small and "label" in (above.kind, below.kind)


def _is_one_row(units: Sequence[Unit]) -> bool:
    """Numbers on one line; or on several, if the labels beside them go on with small letters. Or a label alone."""
    rows = [unit for unit in units if unit.kind == "row"]
    if not rows:
        return all(unit.kind == "label" for unit in units)
    return all(unit.text[0].islower() for unit in rows[1:])


def _balanced(units: Sequence[Unit]) -> list[list[Unit]] | None:
    """Rows whose cells stand in their middle: as many lines of a label above the numbers as below.

    Lines that overlap show that cells do so. None where the lines do not come out even.
    """
    if all(len(unit.stack) == 1 for unit in units) or any(unit.kind == "numbers" for unit in units):
        return None
    last = max(at for at, unit in enumerate(units) if unit.kind in ("row", "more"))
    for end in range(len(units), last, -1):
        rows = _evenly(units[:end])
        if rows:
            return rows
    return None


def _evenly(units: Sequence[Unit]) -> list[list[Unit]] | None:
    rows: list[list[Unit]] = []
    waiting: list[Unit] = []
    owed = 0
    for unit in units:
        if unit.kind not in ("row", "more"):
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


def _by_words(units: Sequence[Unit]) -> list[list[Unit]] | None:
    """Rows whose labels go on with a small letter. None where some numbers may be halves."""
    gaps = [below.top - above.bottom for above, below in pairwise(units)]
    rows = [[units[0]]]
    for gap, (above, unit) in zip(gaps, pairwise(units), strict=True):
        goes_on = _goes_on(above, unit)
        if "numbers" in (above.kind, unit.kind) or (unit.kind == "more" and gap < max(gaps) - WIDER):
            return None
        if goes_on and len(above.stack) + len(unit.stack) > 2:
            return None  # it may belong to the row above or below
        if goes_on and not (unit.kind != "label" and any(each.kind != "label" for each in rows[-1])):
            rows[-1].append(unit)
        else:
            rows.append([unit])
    return rows


def lines_of_rows(rows: Sequence[Stack]) -> frozenset[int]:
    """The numbers of the lines that rows take up."""
    return frozenset(line.number for row in rows for line in row)

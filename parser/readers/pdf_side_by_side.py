"""Persons listed side by side on a PDF page: one column is read after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parser.attendance import is_group
from parser.readers.pdf_lines import Line, Place, Word, segments
from parser.readers.pdf_seats import FEWEST, NEAR, names_person, runs_of, shared_lefts
from parser.readers.pdf_setting import is_full


def read_down(lines: Sequence[Line], seats: frozenset[Place], gap: float) -> tuple[Line, ...]:
    """The lines of a page, those of persons that are listed side by side cut in two: left ones first, then right.

    Both halves keep the number of the line that they are printed on.
    """
    ordered: list[Line] = []
    for run in runs_of(lines, seats):
        while run and run[0].place in seats and (gutter := _gutter(run, gap)) is not None:
            done, run = _down(run, gutter, gap)
            ordered += done
        ordered += run
    return tuple(ordered)


def _gutter(run: Sequence[Line], gap: float) -> float | None:
    """Where the right one of two columns of persons begins."""
    parted = [parts for line in run if len(parts := segments(line, gap)) > 1]
    for x in shared_lefts([part[0].x0 for parts in parted for part in parts[1:]]):
        sides = [_sides(line, x) for line in run]
        both = [(left, right) for left, right in filter(None, sides) if left and right]
        persons = sum(names_person(left) and names_person(right) for left, right in both)
        if len(both) >= FEWEST and persons * 2 >= len(both):
            return x
    return None


def _sides(line: Line, x: float) -> tuple[tuple[Word, ...], tuple[Word, ...]] | None:
    """The words left and right of a gutter; None for a line that runs across."""
    left = tuple(word for word in line.words if word.x0 < x - NEAR)
    right = line.words[len(left) :]
    if left and left[-1].x1 > x - NEAR / 2:
        return None
    return None if right and right[0].x0 > x + NEAR else (left, right)


def _down(run: Sequence[Line], x: float, gap: float) -> tuple[list[Line], list[Line]]:
    """The lines of a run to the end of the columns with a gutter at `x`, in reading order; and those after it."""
    sides = [_sides(line, x) for line in run]
    two = [at for at, both in enumerate(sides) if both and both[1]]
    first = two[0]
    end = next((at for at in range(first, len(run)) if sides[at] is None), len(run))
    last = max(at for at in two if at < end)
    while last + 1 < end and not _begins_other(run[last + 1]):
        last += 1
    halves = [both for both in sides[first : last + 1] if both]
    lines = run[first : last + 1]
    left = [replace(line, words=half) for line, (half, _) in zip(lines, halves, strict=True) if half]
    right = [replace(line, words=half) for line, (_, half) in zip(lines, halves, strict=True) if half]
    more = _gutter(right, gap)
    further, rest = _down(right, more, gap) if more is not None else (_going_on(right), [])
    return [*run[:first], *_going_on(left), *further, *rest], list(run[last + 1 :])


def _begins_other(line: Line) -> bool:
    """Is a line below the columns neither a person nor the rest of one?"""
    return not (names_person(line.words) or _is_rest(line))


def _going_on(column: Sequence[Line]) -> list[Line]:
    """The lines of a column, each told whether it goes on from the one above: its own width is its margin."""
    width = max(line.x1 for line in column)
    told = [replace(column[0], follows=False)]
    for before, line in pairwise(column):
        begins = is_group(line.text) or is_group(before.text) or names_person(line.words[:2])
        told.append(replace(line, follows=not begins and (_is_rest(line) or is_full(before, line, width))))
    return told


def _is_rest(line: Line) -> bool:
    return line.text[0].islower() or line.text[0].isdigit() or line.text[0] == "("

"""The attendance list on a PDF page: columns side by side are read one after the other, rows of cells as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parser.attendance import is_group, is_listing
from parser.model import Row
from parser.people import is_given_name
from parser.readers.pdf_lines import Line, Place, Word, segments
from parser.readers.pdf_table import FoundTable, words_text

_FEWEST = 3  # lines that show a column
_LAST_PAGE = 4  # a list further in is one of an item
_NEAR = 2.0  # points
_FURTHEST = 2.5  # font sizes from a line to the next
_NAME = re.compile(r"[A-ZÅÄÖÉÜ][\w’'-]{0,40}[a-zåäöéü][\w’'-]{0,20},?")


def seat_places(pages: Sequence[Sequence[Line]], gap: float) -> frozenset[Place]:
    """The page and number of the lines that stand in the attendance list, its groups' headings left out.

    Headings side by side belong to it: each stands above persons of its own.
    """
    found = set()
    listing = False
    for line in (line for lines in pages[:_LAST_PAGE] for line in lines):
        parts = segments(line, gap)
        head_columns = len(parts) > 1 and all(is_group(words_text(part)) for part in parts)
        before, listing = listing, head_columns or is_listing(line.text, listing)
        if head_columns or (before and listing and not is_group(line.text)):
            found.add(line.place)
    return frozenset(found)


def read_down(lines: Sequence[Line], seats: frozenset[Place], gap: float) -> tuple[Line, ...]:
    """The lines of a page, those of persons that are listed side by side cut in two: left ones first, then right.

    Both halves keep the number of the line that they are printed on.
    """
    ordered: list[Line] = []
    for run in _runs(lines, seats):
        gutter = _gutter(run, gap) if run[0].place in seats else None
        ordered += _down(run, gutter, gap) if gutter is not None else run
    return tuple(ordered)


def seat_tables(lines: Sequence[Line], seats: frozenset[Place], gap: float) -> Iterator[FoundTable]:
    """Rows of the attendance list whose parts stand in columns: name, office, note."""
    listed = [line for line in lines if line.place in seats]
    edges = _edges(listed, gap)
    for run in _runs([line for line in lines if line.place in seats and line.follows is None], seats):
        rows: list[list[list[Word]]] = []
        taken: list[Line] = []
        for line in run if edges else ():
            cells = _cells(line, edges)
            if cells is None or (not cells[0] and not rows):
                yield from _table(rows, taken)
                rows, taken = [], []
            elif cells[0]:
                rows.append(cells)
                taken.append(line)
            else:  # a cell of the row above goes on
                rows[-1] = [_both(above, more) for above, more in zip(rows[-1], cells, strict=True)]
                taken.append(line)
        yield from _table(rows, taken)


def _table(rows: Sequence[Sequence[Sequence[Word]]], lines: Sequence[Line]) -> Iterator[FoundTable]:
    """The table of rows; one row alone stays a line."""
    starts = [line for line in lines if line.x0 < lines[0].x0 + _NEAR]
    if len(rows) > 1 and len(starts) == len(rows):
        cells = [tuple(words_text(cell) for cell in row) for row in rows]
        made = tuple(Row(row, line.page, line.number) for row, line in zip(cells, starts, strict=True))
        yield FoundTable(made, frozenset(line.number for line in lines), 0)


def _both(above: list[Word], more: list[Word]) -> list[Word]:
    """The words of a cell of two lines; "16.00-" and "16.20" are one."""
    if above and more and above[-1].text[-1] in "-–/" and more[0].text[0].isdigit():
        above = [*above[:-1], replace(above[-1], broken=True)]
    return [*above, *more]


def _runs(lines: Sequence[Line], seats: frozenset[Place]) -> Iterator[list[Line]]:
    """Lines that follow close on each other, either all in the list or none."""
    run: list[Line] = []
    for line in lines:
        if run and not ((run[-1].place in seats) == (line.place in seats) and _follows(run[-1], line)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _follows(line: Line, below: Line) -> bool:
    return below.top - line.top < _FURTHEST * line.size


def _edges(lines: Sequence[Line], gap: float) -> tuple[float, ...]:
    """Where the second and later columns begin; none where the first is no column of names."""
    parted = [parts for line in lines if len(parts := segments(line, gap)) > 1]
    if sum(_names_person(parts[0]) for parts in parted) * 2 < len(parted):
        return ()
    return _shared([part[0].x0 for parts in parted for part in parts[1:]])


def _shared(lefts: Sequence[float]) -> tuple[float, ...]:
    """The left ends that enough of the parts share."""
    found: list[list[float]] = []
    for x in sorted(lefts):
        if found and x - found[-1][0] < _NEAR:
            found[-1].append(x)
        else:
            found.append([x])
    return tuple(xs[0] for xs in found if len(xs) >= _FEWEST)


def _cells(line: Line, edges: Sequence[float]) -> list[list[Word]] | None:
    """The words of each column; None where a word runs over a column's edge."""
    cells: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for before, word in pairwise((None, *line.words)):
        assert word is not None
        at = sum(word.x0 > edge - _NEAR for edge in edges)
        begins = not cells[at]
        if at and begins and word.x0 - edges[at - 1] > _NEAR:
            return None
        if at and begins and before is not None and before.x1 > word.x0:
            return None
        cells[at].append(word)
    return cells


def _gutter(run: Sequence[Line], gap: float) -> float | None:
    """Where the right one of two columns of persons begins."""
    parted = [parts for line in run if len(parts := segments(line, gap)) > 1]
    for x in _shared([part[0].x0 for parts in parted for part in parts[1:]]):
        sides = [_sides(line, x) for line in run]
        both = [(left, right) for left, right in filter(None, sides) if left and right]
        persons = sum(_names_person(left) and _names_person(right) for left, right in both)
        if len(both) >= _FEWEST and persons * 2 >= len(both):
            return x
    return None


def _sides(line: Line, x: float) -> tuple[tuple[Word, ...], tuple[Word, ...]] | None:
    """The words left and right of a gutter; None for a line that runs across."""
    left = tuple(word for word in line.words if word.x0 < x - _NEAR)
    right = line.words[len(left) :]
    if left and left[-1].x1 > x - _NEAR / 2:
        return None
    return None if right and right[0].x0 > x + _NEAR else (left, right)


def _down(run: Sequence[Line], x: float, gap: float) -> list[Line]:
    """The lines of a run, those with a gutter at `x` cut in two."""
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
    after = list(run[last + 1 :])
    more, below = _gutter(right, gap), _gutter(after, gap)
    return [
        *run[:first],
        *_going_on(left),
        *(_down(right, more, gap) if more is not None else _going_on(right)),
        *(_down(after, below, gap) if below is not None else after),
    ]


def _begins_other(line: Line) -> bool:
    """Is a line below the columns neither a person nor the rest of one?"""
    return not (_names_person(line.words) or _is_rest(line))


def _going_on(column: Sequence[Line]) -> list[Line]:
    """The lines of a column, each told whether it goes on from the one above: its own width is its margin."""
    width = max(line.x1 for line in column)
    told = [replace(column[0], follows=False)]
    for before, line in pairwise(column):
        first = line.words[0]
        full = before.x1 + 0.25 * before.size + first.x1 - first.x0 > width
        begins = is_group(line.text) or is_group(before.text) or _names_person(line.words[:2])
        told.append(replace(line, follows=not begins and (_is_rest(line) or full)))
    return told


def _is_rest(line: Line) -> bool:
    return line.text[0].islower() or line.text[0].isdigit() or line.text[0] == "("


def _names_person(words: Sequence[Word]) -> bool:
    """Two words of a name side by side among the first ones, one of them a given name."""
    texts = [word.text for word in words[:5]]
    return any(
        _NAME.fullmatch(first)
        and _NAME.fullmatch(second)
        and (is_given_name(first) or is_given_name(second.strip(",")))
        for first, second in pairwise(texts)
    )

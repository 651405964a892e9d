"""The attendance list on a PDF page: where it stands, and its rows of name, office and note as a table."""

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

FEWEST = 3  # lines that show a column
_LAST_PAGE = 4  # a list further in is one of an item
NEAR = 2.0  # points
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


def seat_tables(lines: Sequence[Line], seats: frozenset[Place], gap: float) -> Iterator[FoundTable]:
    """Rows of the attendance list whose parts stand in columns: name, office, note."""
    listed = [line for line in lines if line.place in seats]
    edges = _edges(listed, gap)
    if not edges:
        return
    for run in runs_of([line for line in listed if line.follows is None], seats):
        rows: list[list[list[Word]]] = []
        taken: list[Line] = []
        for line in run:
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
    starts = [line for line in lines if line.x0 < lines[0].x0 + NEAR]
    if len(rows) > 1 and len(starts) == len(rows):
        cells = [tuple(words_text(cell) for cell in row) for row in rows]
        made = tuple(Row(row, line.page, line.number) for row, line in zip(cells, starts, strict=True))
        yield FoundTable(made, frozenset(line.number for line in lines), 0)


def _both(above: list[Word], more: list[Word]) -> list[Word]:
    """The words of a cell of two lines; "16.00-" and "16.20" are one."""
    if above and more and above[-1].text[-1] in "-–/" and more[0].text[0].isdigit():
        above = [*above[:-1], replace(above[-1], broken=True)]
    return [*above, *more]


def runs_of(lines: Sequence[Line], seats: frozenset[Place]) -> Iterator[list[Line]]:
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
    if sum(names_person(parts[0]) for parts in parted) * 2 < len(parted):
        return ()
    return shared_lefts([part[0].x0 for parts in parted for part in parts[1:]])


def shared_lefts(lefts: Sequence[float]) -> tuple[float, ...]:
    """The left ends that enough of the parts share."""
    found: list[list[float]] = []
    for x in sorted(lefts):
        if found and x - found[-1][0] < NEAR:
            found[-1].append(x)
        else:
            found.append([x])
    return tuple(xs[0] for xs in found if len(xs) >= FEWEST)


def _cells(line: Line, edges: Sequence[float]) -> list[list[Word]] | None:
    """The words of each column; None where a word runs over a column's edge."""
    cells: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for before, word in zip((None, *line.words), line.words, strict=False):
        at = sum(word.x0 > edge - NEAR for edge in edges)
        begins = not cells[at]
        if at and begins and word.x0 - edges[at - 1] > NEAR:
            return None
        if at and begins and before is not None and before.x1 > word.x0:
            return None
        cells[at].append(word)
    return cells


def names_person(words: Sequence[Word]) -> bool:
    """Two words of a name side by side among the first ones, one of them a given name."""
    texts = [word.text for word in words[:5]]
    return any(
        _NAME.fullmatch(first)
        and _NAME.fullmatch(second)
        and (is_given_name(first) or is_given_name(second.strip(",")))
        for first, second in pairwise(texts)
    )

"""The header above a table that has no rules on a PDF page: one row a level, told by where the names stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parser.cells import is_value
from parser.model import Row
from parser.readers.pdf_columns import Columns, header_cells, texts_of
from parser.readers.pdf_lines import Line, segments
from parser.readers.pdf_table import words_text
from parser.units import unit_of

_MOST_LINES = 3
_FURTHEST = 3.2  # font sizes from a header's line to the next


def header_above(lines: Sequence[Line], first: int, columns: Columns, taken: frozenset[int]) -> tuple[int, list[Row]]:
    """Where the header above the first row begins, and its rows, the upper level first.

    Lines of one level are joined by column. A line is a level of its own where it names groups of columns.
    """
    start = first
    row_step = lines[first + 1].top - lines[first].top
    levels: list[list[str]] = []
    while start > 0 and first - start < _MOST_LINES:
        line = lines[start - 1]
        near = lines[start].top - line.top < max(_FURTHEST * line.size, 1.3 * row_step)
        if not near or line.number in taken or not _is_header(line, columns):
            break
        groups = _group_names(line, columns, levels[0]) if levels else None
        if groups is None and len(levels) > 1:
            break  # what stands above the groups' names belongs to no column
        if groups is not None:
            levels.insert(0, groups)
        else:
            cells = header_cells(line, columns)
            levels[:1] = [
                [" ".join(filter(None, pair)) for pair in zip(cells, levels[0], strict=True)] if levels else cells
            ]
        start -= 1
    rows = [Row(tuple(cells), lines[at].page, lines[at].number) for at, cells in enumerate(levels, start)]
    return start, rows


def heads_each(line: Line, columns: Columns) -> bool:
    """Does a part of the line stand over each column of numbers, and at most one before them?"""
    names = list(segments(line, columns.gap))
    if line.x0 < columns.label_x0 + 2 * line.size:
        del names[0]
    middles = [(name[0].x0 + name[-1].x1) / 2 for name in names]
    return len(names) == len(columns.spans) and all(
        _stands_over(columns, middle, at, at + 1) for at, middle in enumerate(middles)
    )


def _is_header(line: Line, columns: Columns) -> bool:
    """Several segments, or words that begin right of the row labels; no sentence, no list's opening line."""
    if line.text.endswith((".", ":")) or any(map(_is_amount, texts_of(line, columns.gap))):
        return False
    return len(segments(line, columns.gap)) > 1 or line.x0 > columns.label_x0 + 2 * line.size


def _is_amount(text: str) -> bool:
    """A number that heads no column: a year does, and so does a unit (`1 000 €`)."""
    return is_value(text) and unit_of(text) is None


def _group_names(line: Line, columns: Columns, below: Sequence[str]) -> list[str] | None:
    """The cells of a line that names groups of columns, each name in the first column of its group; else None.

    The row below shows the groups, since it repeats the same labels ("Budjetti | Toteuma | Budjetti | Toteuma"),
    and each name must stand over its own.
    """
    names = list(segments(line, columns.gap))
    label = words_text(names.pop(0)) if line.x0 <= columns.label_x0 + line.size else ""
    middles = [(name[0].x0 + name[-1].x1) / 2 for name in names]
    for start, width in _repeated(below[1:], len(names)):
        if all(
            _stands_over(columns, middle, start + at * width, start + (at + 1) * width)
            for at, middle in enumerate(middles)
        ):
            cells = [label, *[""] * len(columns.spans)]
            for at, name in enumerate(names):
                cells[1 + start + at * width] = words_text(name)
            return cells
    return None


def _repeated(labels: Sequence[str], times: int) -> Iterator[tuple[int, int]]:
    """Where labels stand that are repeated so many times side by side, and how many they are: the most first."""
    if times < 2:
        return
    for width in range(len(labels) // times, 1, -1):
        for start in range(len(labels) - times * width + 1):
            groups = {tuple(labels[at : at + width]) for at in range(start, start + times * width, width)}
            if len(groups) == 1 and len(set(groups.pop())) > 1:
                yield start, width


def _stands_over(columns: Columns, middle: float, first: int, end: int) -> bool:
    """Does the middle of a name stand between the numbers before its group of columns and those behind it?"""
    behind = end == len(columns.spans) or middle < columns.spans[end][0]
    return behind and (first == 0 or middle > columns.spans[first - 1][1])

"""Lines of a PDF page that overlap in height. Lines of running text never do.

Where lines do, cells of different numbers of lines stand side by side: all lines that overlap, one with the next,
are one row of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parser.readers.pdf_lines import Line

OVERLAP = 0.15  # of the font size
_SAME_SIZE = 0.8  # a raised figure is smaller, and no line of a cell

Stack = tuple[Line, ...]


def stacks_of(lines: Sequence[Line]) -> tuple[Stack, ...]:
    """The lines of a page, those together that overlap in height."""
    stacks: list[list[Line]] = []
    bottom = 0.0
    for line in lines:
        if stacks and bottom - line.top > OVERLAP * line.size and _are_alike(stacks[-1][0], line):
            stacks[-1].append(line)
            bottom = max(bottom, line.bottom)
        else:
            stacks.append([line])
            bottom = line.bottom
    return tuple(map(tuple, stacks))


def _are_alike(line: Line, other: Line) -> bool:
    small, large = sorted((line.size, other.size))
    return small > _SAME_SIZE * large


def fragments(stacks: Iterable[Stack]) -> frozenset[int]:
    """The numbers of the lines that are a part of a row, and no whole one."""
    return frozenset(line.number for stack in stacks if len(stack) > 1 for line in stack)

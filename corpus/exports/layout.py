"""A section's text taken apart again: paragraphs of lines, and the tables that stand among them.

The text promises (parser): paragraphs apart by an empty line, a list item or a table row one line, a table's cells
apart by tabs, and tabs nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from parser import Table


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand together."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table. `table` is its number among the decision's tables, where it is one of them.

    header_rows  how many rows stand above the values; 0 where that is not known
    """

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 0
    table: int | None = None


Part = Paragraph | Grid


class Layout:
    """Takes the sections of one decision apart, in their order: equal tables are told apart by that."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._left = dict(enumerate(tables, 1))

    def parts(self, text: str) -> Iterator[Part]:
        for chunk in text.split("\n\n"):
            for tabbed, lines in groupby(chunk.split("\n"), key=lambda line: "\t" in line):
                if tabbed:
                    yield from self._grids(tuple(tuple(line.split("\t")) for line in lines))
                elif printed := tuple(line for line in lines if line):
                    yield Paragraph(printed)

    @property
    def unmet(self) -> tuple[int, ...]:
        """The numbers of the tables that no grid was found to be, once all sections were taken apart."""
        return tuple(self._left)

    def _grids(self, rows: tuple[tuple[str, ...], ...]) -> Iterator[Grid]:
        """Tables printed one right after another are parted where the width changes."""
        for _, group in groupby(rows, key=len):
            grid = tuple(group)
            number = next((number for number, table in self._left.items() if _is_end(table.rows, grid)), None)
            if number is None:
                yield Grid(grid)
            else:
                yield Grid(grid, len(grid) - len(self._left.pop(number).rows), number)


def _is_end(rows: tuple[tuple[str, ...], ...], grid: tuple[tuple[str, ...], ...]) -> bool:
    return bool(rows) and grid[-len(rows) :] == rows

"""Word tables: which of them hold values, and their cells with merged ones laid out.

Takes the XML elements that `docx.py` has opened; knows no package.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from parser.readers.docx_styles import Styles, W, is_on, value_of

WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
"""Elements that stand around others and print nothing themselves."""

_LONGEST_CELL = 600  # characters; longer ones are running text laid out by a table
_WIDEST = 200  # columns


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell (solu): its element, its first column, how many it spans, and does it go on from above?"""

    element: Any
    column: int
    span: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A printed row (rivi). `is_header`: Word repeats it on each page."""

    cells: tuple[Cell, ...]
    is_header: bool


def below(element: Any, name: str) -> Iterator[Any]:
    """The children of a name, those inside wrappers too, in order."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in WRAPPERS:
            yield from below(child, name)


def raw_text(element: Any) -> str:
    """All letters in an element: to measure, not to print."""
    return "".join(text.text or "" for text in element.iter(W + "t"))


def table_rows(table: Any) -> tuple[TableRow, ...]:
    """The rows of a table that have any text, deleted ones left out."""
    rows = (row for row in below(table, "tr") if row.find(f"{W}trPr/{W}del") is None)
    return tuple(_row(row) for row in rows if raw_text(row).strip())


def _row(row: Any) -> TableRow:
    column = _count(value_of(row, "trPr/gridBefore"), 0)
    cells = []
    for cell in below(row, "tc"):
        span = _count(value_of(cell, "tcPr/gridSpan"), 1)
        merge = value_of(cell, "tcPr/vMerge")
        cells.append(Cell(cell, column, span, merge is not None and merge != "restart"))
        column += span
        if column > _WIDEST:
            break
    return TableRow(tuple(cells), is_on(value_of(row, "trPr/tblHeader")) or False)


def _count(text: str | None, least: int) -> int:
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else least
    return max(least, min(number, _WIDEST))


def is_table_of_values(table: Any, rows: Sequence[TableRow], styles: Styles) -> bool:
    """Two columns and two rows or more of short cells. Other tables only lay the page out."""
    if any(next(table.iterdescendants(W + name), None) is not None for name in ("tbl", "txbxContent")):
        return False
    if sum(len(row.cells) > 1 for row in rows) < 2:
        return False
    if any(styles.is_heading(paragraph) for paragraph in table.iter(W + "p") if raw_text(paragraph).strip()):
        return False
    return all(len(raw_text(cell.element)) <= _LONGEST_CELL for row in rows for cell in row.cells)


def header_rows(rows: Sequence[TableRow]) -> int | None:
    """How many rows Word repeats as the header; None where it does not say."""
    count = next((at for at, row in enumerate(rows) if not row.is_header), len(rows))
    return count or None


def lay_out(rows: Sequence[TableRow], texts: Sequence[Sequence[str]]) -> list[list[str]]:
    """A full grid without empty columns. A header's text is repeated over the columns it spans, any other stands in
    its first cell; the first row is a header's when no row is marked as one and no number stands in it.
    """
    marked = any(row.is_header for row in rows)
    width = max(cell.column + cell.span for row in rows for cell in row.cells)
    grid = [[""] * width for _ in rows]
    for at, (row, printed) in enumerate(zip(rows, texts, strict=True)):
        is_header = row.is_header if marked else at == 0 and not any(text[:1].isdigit() for text in printed)
        for cell, text in zip(row.cells, printed, strict=True):
            if not cell.goes_on:
                for column in range(cell.column, cell.column + (cell.span if is_header else 1)):
                    grid[at][column] = text
    used = [column for column in range(width) if any(row[column] for row in grid)]
    return [[row[column] for column in used] for row in grid]

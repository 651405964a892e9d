"""HTML tables: which of them hold values, and their cells with rowspan and colspan laid out."""

from __future__ import annotations

from bs4 import Tag

from parser.model import Row
from parser.normalise import clean_line

LINE = "data-pykala-line"  # the attribute in which the reader keeps a tag's line

_MOST_CELLS = 50_000  # a colspan of 10^9 must not eat the machine
_LONGEST_CELL = 600  # characters; longer ones are running text laid out by a table


def is_table_of_values(table: Tag) -> bool:
    """Two columns and two rows or more of short cells. Other tables only lay the page out."""
    if table.find(["table", "h1", "h2", "h3", "h4", "h5", "h6"]) is not None:
        return False
    rows = _printed_rows(table)
    if sum(len(row) > 1 for row in rows) < 2:
        return False
    return all(len(cell.get_text()) <= _LONGEST_CELL for row in rows for cell in row)


def _printed_rows(table: Tag) -> list[list[Tag]]:
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    return [row for row in rows if any(cell.get_text(strip=True) for cell in row)]


def table_rows(table: Tag) -> tuple[str | None, list[Row], int | None]:
    """The caption, the rows and the number of header rows (None where the markup does not say)."""
    caption = table.find("caption")
    printed = _printed_rows(table)
    laid_out = _lay_out(printed)
    used = [n for n in range(len(laid_out[0])) if any(row[n] for row in laid_out)]
    rows = [Row(tuple(row[n] for n in used), None, _line(cells)) for row, cells in zip(laid_out, printed, strict=True)]
    headers = 0
    while headers < len(printed) and all(cell.name == "th" for cell in printed[headers]):
        headers += 1
    return _text(caption) if isinstance(caption, Tag) else None, rows, headers or None


def _lay_out(printed: list[list[Tag]]) -> list[list[str]]:
    """A full grid. A header's text is repeated over the columns it spans, any other stands in its first cell."""
    grid: dict[tuple[int, int], str] = {}
    width = 0
    for at, cells in enumerate(printed):
        column = 0
        for cell in cells:
            while (at, column) in grid:
                column += 1
            across = min(_span(cell, "colspan"), 200)
            down = min(_span(cell, "rowspan"), len(printed) - at)
            if len(grid) + across * down > _MOST_CELLS:
                across = down = 1
            text = _text(cell)
            for row in range(at, at + down):
                for offset in range(across):
                    repeated = row == at and (offset == 0 or cell.name == "th")
                    grid[row, column + offset] = text if repeated else ""
            column += across
        width = max(width, column)
    return [[grid.get((at, column), "") for column in range(width)] for at in range(len(printed))]


def _text(tag: Tag) -> str:
    return clean_line(" ".join(tag.get_text(" ").split()))


def _line(cells: list[Tag]) -> int | None:
    line = next((cell.get(LINE) for cell in cells if cell.get_text(strip=True)), None)
    return int(str(line)) if line is not None else None


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return max(1, int(value)) if value.isdigit() and len(value) < 10 else 1

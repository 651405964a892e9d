"""Tables that a page break cut, put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parser.cells import is_value
from parser.model import Row
from parser.readers.pdf_borderless import are_years, is_numeric_row
from parser.readers.pdf_columns import cells_of, columns_of, texts_of
from parser.readers.pdf_header import header_above, heads_each
from parser.readers.pdf_lines import Line
from parser.readers.pdf_stacks import fragments, stacks_of
from parser.readers.pdf_table import FoundTable

_NEAR = 3  # points
_MOST_LEFT_BEHIND = 4  # lines


def joined(
    tables: Sequence[tuple[FoundTable, ...]], pages: Sequence[Sequence[Line]], gap: float
) -> list[tuple[FoundTable, ...]]:
    """The tables of each page, those that a page break cut joined on their first page.

    A table goes on when nothing is printed between its last row, the last line of a page, and the first line
    of the next. A header that is printed again is left out. What is left with one row is no table.
    """
    found = [list(each) for each in tables]
    for at in range(len(pages) - 2, -1, -1):
        above, below = found[at], pages[at + 1]
        last = next((table for table in above if pages[at] and pages[at][-1].number in table.lines), None)
        follows = next((table for table in found[at + 1] if below and below[0].number in table.lines), None)
        if last is None and follows and (head := _head_of(follows, below, _free(pages[at], above), gap)):
            above.append(replace(head, rows=(*head.rows, *follows.rows)))
            found[at + 1][found[at + 1].index(follows)] = replace(follows, rows=())
        if last is None or not below:
            continue
        if follows and _one_grid(last, follows):
            last, follows = _alike(above, last, follows), _alike(found[at + 1], follows, last)
        more = follows.rows if follows else _rows_going_on(last, below, gap)
        if not more or len(more[0].cells) < 2 or len(more[0].cells) != len(last.rows[0].cells):
            continue
        rows = more[1:] if more[0].cells == last.rows[0].cells else more
        above[above.index(last)] = replace(last, rows=(*last.rows, *rows))
        if follows:
            found[at + 1][found[at + 1].index(follows)] = replace(follows, rows=())
        else:
            taken = frozenset(line.number for line in below[: len(more)])
            found[at + 1].append(FoundTable((), taken))
    return [tuple(table for table in each if len(table.rows) != 1) for each in found]


def _one_grid(table: FoundTable, other: FoundTable) -> bool:
    """Do the rules of both make the same columns, though in one of them some may be empty?"""
    pairs = zip(table.grid, other.grid, strict=False)
    return 0 < len(table.grid) == len(other.grid) and all(abs(a - b) < _NEAR for a, b in pairs)


def _alike(tables: list[FoundTable], table: FoundTable, other: FoundTable) -> FoundTable:
    """The table, also with the columns that only the other one fills; it takes its own place in `tables`."""
    wanted = [at for at, x in enumerate(table.grid) if x in table.columns or other.grid[at] in other.columns]
    own = {table.grid.index(x): at for at, x in enumerate(table.columns)}
    rows = tuple(
        replace(row, cells=tuple(row.cells[own[column]] if column in own else "" for column in wanted))
        for row in table.rows
    )
    whole = replace(table, rows=rows, columns=tuple(table.grid[at] for at in wanted))
    tables[tables.index(table)] = whole
    return whole


def _free(lines: Sequence[Line], tables: Sequence[FoundTable]) -> Sequence[Line]:
    """The lines at the foot of a page that no table has."""
    taken = max((number for table in tables for number in table.lines), default=0)
    return [line for line in lines if line.number > taken][-_MOST_LEFT_BEHIND:]


def _head_of(table: FoundTable, lines: Sequence[Line], above: Sequence[Line], gap: float) -> FoundTable | None:
    """What a table without rules and header left behind at the foot of the page before: its header, and a row.

    One row is no run of rows, so the page above knows no table there.
    """
    body = [line for line in lines if line.number in table.lines]
    if table.header_rows or table.grid or not above or not all(is_numeric_row(line, gap) for line in body):
        return None
    steps = [below.top - line.top for line, below in pairwise(body)]
    near = [*_moved(above, body[0].top - steps[0] - above[-1].top), *body] if steps else []
    first, columns = len(above), columns_of(body, gap)
    if not near or columns is None or fragments(stacks_of(near)):
        return None
    if is_numeric_row(near[first - 1], gap) and not are_years(near[first - 1]):
        wider = columns_of(near[first - 1 :], gap)
        if wider is None or len(wider.spans) != len(columns.spans):
            return None
        first, columns = first - 1, wider
    start, header = header_above(near, first, columns, frozenset())
    if not header or not heads_each(near[first - 1], columns) or any(map(is_value, header[-1].cells[1:])):
        return None
    rows = [Row(tuple(cells_of(line, columns)), line.page, line.number) for line in near[first : len(above)]]
    return FoundTable((*header, *rows), frozenset(line.number for line in above[start:]), len(header))


def _moved(lines: Sequence[Line], down: float) -> list[Line]:
    """Lines as if they stood elsewhere on their page."""
    return [
        replace(line, words=tuple(replace(w, top=w.top + down, bottom=w.bottom + down) for w in line.words))
        for line in lines
    ]


def _rows_going_on(table: FoundTable, lines: Sequence[Line], gap: float) -> tuple[Row, ...]:
    """The numeric rows at the top of a page that have as many segments as a table has columns."""
    width = len(table.rows[0].cells)
    rows = []
    parts = fragments(stacks_of(lines))
    for line in lines:
        texts = texts_of(line, gap)
        if len(texts) != width or line.number in parts or not is_numeric_row(line, gap):
            break
        rows.append(Row(tuple(texts), line.page, line.number))
    return tuple(rows)

"""Tables on a PDF page without rules whose rows have cells of several lines, set in the middle of their rows.

A cell's lines overlap in height with those of the cells beside it (`pdf_stacks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parser.model import Row
from parser.readers.pdf_columns import Columns, are_pages, is_nothing, is_number
from parser.readers.pdf_header import header_above
from parser.readers.pdf_lines import Line, Word, segments
from parser.readers.pdf_rows import lines_of_rows, rows_from
from parser.readers.pdf_stacks import OVERLAP, Stack, fragments, stacks_of
from parser.readers.pdf_table import FoundTable, words_text
from parser.readers.pdf_units import is_near, may_be_row

_FEWEST_ROWS = 2
_HAIR = 0.5  # points

Column = tuple[float, float]


def stacked_tables(lines: Sequence[Line], gap: float) -> tuple[tuple[FoundTable, ...], frozenset[int]]:
    """Runs of two rows or more of which some row has several lines, numbers in their columns.

    And the numbers of the lines that may be halves of rows and are in no table: no number of theirs is sure.
    `gap` is what parts two columns, in font sizes.
    """
    stacks = stacks_of(lines)
    tables: list[FoundTable] = []
    halves = fragments(stacks)
    at = 0
    while at < len(stacks):
        if not may_be_row(stacks[at], gap):
            at += 1
            continue
        found = rows_from(stacks, at, gap)
        above = stacks[max(0, found.start - 4) : found.start]
        table = _table(above, found.rows, gap) if len(found.rows) >= _FEWEST_ROWS else None
        if table:
            tables.append(table)
        elif found.halves:
            halves |= lines_of_rows(stacks[found.start : found.end])
        at = max(found.end, at + 1)
    return tuple(tables), halves.difference(*(table.lines for table in tables))


def _table(above: Sequence[Stack], body: Sequence[Stack], gap: float) -> FoundTable | None:
    columns = _columns(body, gap)
    parted = [_cells(stack, columns, gap) for stack in body]
    rows = [cells for cells in parted if cells is not None]
    if len(columns) < 2 or len(rows) < len(parted) or not _is_table(rows):
        return None
    heading, heads = _header(above, body, columns, gap)
    made = [Row(tuple(cells), stack[0].page, stack[0].number) for cells, stack in zip(rows, body, strict=True)]
    taken = lines_of_rows((tuple(heading), *body))
    return FoundTable((*heads, *made), taken, len(heads) or None)


def _columns(body: Sequence[Stack], gap: float) -> list[Column]:
    """What stands above one another: the left and right end of each column."""
    columns: list[Column] = []
    parts = (part for stack in body for line in stack for part in segments(line, gap))
    for x0, x1 in sorted((part[0].x0, part[-1].x1) for part in parts):
        if columns and x0 <= columns[-1][1]:  # a sign may have no width
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _over(part: Sequence[Word], columns: Sequence[Column]) -> list[int]:
    return [at for at, (x0, x1) in enumerate(columns) if part[0].x0 <= x1 and part[-1].x1 >= x0]


def _cells(stack: Stack, columns: Sequence[Column], gap: float) -> list[str] | None:
    """The cells of a row; None where two parts of a line, or of two that overlap, share a column."""
    lines: list[list[Sequence[Word]]] = [[] for _ in columns]
    for line in stack:
        places = [(_over(part, columns)[0], part) for part in segments(line, gap)]
        if len({at for at, _ in places}) < len(places):
            return None
        for at, part in places:
            if lines[at] and lines[at][-1][0].bottom - part[0].top > OVERLAP * line.size:
                return None
            lines[at].append(part)
    return [_text(parts, column) for parts, column in zip(lines, columns, strict=True)]


def _text(parts: Sequence[Sequence[Word]], column: Column) -> str:
    """The lines of a cell as one. Figures of two lines are one number if the second had no room on the first."""
    text = words_text(parts[0]) if parts else ""
    for above, below in pairwise(parts):
        space = above[-1].size / 4
        has_room = above[-1].x1 + space + below[0].x1 - below[0].x0 < column[1] - _HAIR
        apart = has_room and above[-1].text[-1].isdecimal() and below[0].text[0].isdecimal()
        text += f"{' / ' if apart else ' '}{words_text(below)}"
    return text


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """A label of words and a number in each row; a cell in a column of numbers is one, or has no figures."""
    numeric = [at for at in range(1, len(rows[0])) if any(is_number(row[at]) for row in rows)]
    if len(numeric) == 0 or sum(any(row[1:]) for row in rows) < _FEWEST_ROWS:
        return False
    for row in rows:
        if not any(map(str.isalpha, row[0])) or (any(row[1:]) and not any(is_number(row[at]) for at in numeric)):
            return False
        values = (row[at] for at in numeric)
        if any(not is_number(cell) and not is_nothing(cell) and any(map(str.isdecimal, cell)) for cell in values):
            return False
    return not _is_contents(rows, numeric)


def _is_contents(rows: Sequence[Sequence[str]], numeric: Sequence[int]) -> bool:
    """Titles and the numbers of their pages."""
    return len(numeric) == 1 and are_pages([row[numeric[0]] for row in rows if row[numeric[0]]])


def _header(
    above: Sequence[Stack], body: Sequence[Stack], columns: Sequence[Column], gap: float
) -> tuple[Sequence[Line], list[Row]]:
    """The header's lines and rows."""
    if not above or not is_near(above[-1], body[0]):
        return (), []
    if len(above[-1]) > 1:
        return _stacked_header(above[-1], columns, gap)
    lines = [line for stack in (*above, *body) for line in stack]
    first = sum(map(len, above))
    values = Columns(tuple(columns[1:]), None, columns[0][0], False, gap)
    start, rows = header_above(lines, first, values, frozenset())
    return lines[start:first], rows


def _stacked_header(stack: Stack, columns: Sequence[Column], gap: float) -> tuple[Sequence[Line], list[Row]]:
    """The header that overlapping lines are: labels, and above them the names that stand over several columns."""
    upper, labels = [""] * len(columns), [""] * len(columns)
    for line in stack:
        for part in segments(line, gap):
            over = _over(part, columns)
            at = over[0] if over else min(range(len(columns)), key=lambda at: abs(columns[at][0] - part[0].x0))
            level = upper if len(over) > 1 else labels
            level[at] = f"{level[at]} {words_text(part)}".strip()
    if any(line.text.endswith((".", ":")) for line in stack) or sum(map(bool, labels)) < 2:
        return (), []
    levels = [upper, labels] if any(upper) else [labels]
    return stack, [Row(tuple(cells), stack[0].page, stack[at].number) for at, cells in enumerate(levels)]

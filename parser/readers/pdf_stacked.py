"""Tables on a PDF page without rules whose rows have cells of several lines, set in the middle of their rows.

A cell's lines overlap in height with those of the cells beside it (`pdf_stacks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parser.model import Row
from parser.readers.pdf_columns import Columns, is_nothing, is_number
from parser.readers.pdf_header import header_above
from parser.readers.pdf_lines import Line, Word, segments
from parser.readers.pdf_stacks import OVERLAP, Stack, stacks_of
from parser.readers.pdf_table import FoundTable, words_text

_FURTHEST = 2.5  # font sizes from the end of a row to the next
_FEWEST_ROWS = 2
_MOST_BELOW = 40  # lines
_HAIR = 0.5  # points

Column = tuple[float, float]


def stacked_tables(lines: Sequence[Line], gap: float) -> tuple[FoundTable, ...]:
    """Runs of two rows or more in which some row has several lines that overlap, numbers in their columns.

    `gap` is what parts two columns, in font sizes.
    """
    stacks = stacks_of(lines)
    found: list[FoundTable] = []
    at = 0
    while at < len(stacks):
        end = at
        while end < len(stacks) and _may_be_row(stacks[end], gap) and (end == at or _is_near(stacks, end)):
            end += 1
        table = None
        if end > at and any(len(stack) > 1 for stack in stacks[at:end]):
            end, body = _with_labels(stacks, at, end, gap)
            table = _table(stacks[max(0, at - 4) : at], body, gap) if len(body) >= _FEWEST_ROWS else None
        found += [table] if table else []
        at = max(end, at + 1)
    return tuple(found)


def _is_near(stacks: Sequence[Stack], at: int) -> bool:
    above, below = stacks[at - 1], stacks[at]
    return below[0].top - max(line.bottom for line in above) < _FURTHEST * below[0].size


def _may_be_row(stack: Stack, gap: float) -> bool:
    """Several parts, a number among those that are not its label."""
    parts = [words_text(part) for line in stack for part in segments(line, gap)]
    return len(parts) > 1 and any(is_number(part) for part in (parts if len(stack) > 1 else parts[1:]))


def _with_labels(stacks: Sequence[Stack], at: int, end: int, gap: float) -> tuple[int, list[Stack]]:
    """The end of a run of rows and its rows, with rows below whose labels have lines above and below the numbers."""
    right = min(
        (part[0].x0 for stack in stacks[at:end] for line in stack for part in segments(line, gap)[1:]), default=0
    )
    furthest = end
    while furthest < min(len(stacks), end + _MOST_BELOW) and _is_near(stacks, furthest):
        stack = stacks[furthest]
        if not _may_be_row(stack, gap) and not (len(stack) == 1 and stack[0].x1 < right):
            break
        furthest += 1
    for stop in range(furthest, end, -1):
        rows = _balanced(stacks[at:stop], gap)
        if rows:
            return stop, rows
    return end, list(stacks[at:end])


def _balanced(stacks: Sequence[Stack], gap: float) -> list[Stack] | None:
    """Each row with the lines of its label that overlap none: in the middle of a row stands what has as many of them
    above as below. None where they do not come out even.
    """
    rows: list[Stack] = []
    waiting: list[Line] = []
    owed = 0
    for stack in stacks:
        if not _may_be_row(stack, gap):
            waiting += stack
            continue
        if len(waiting) < owed:
            return None
        rows[-1:] = [(*rows[-1], *waiting[:owed])] if rows else []
        above = waiting[owed:] if rows else []
        rows.append((*above, *stack))
        owed, waiting = len(above), []
    if len(waiting) != owed:
        return None
    return [*rows[:-1], (*rows[-1], *waiting)] if rows else None


def _table(above: Sequence[Stack], body: Sequence[Stack], gap: float) -> FoundTable | None:
    columns = _columns(body, gap)
    parted = [_cells(stack, columns, gap) for stack in body]
    rows = [cells for cells in parted if cells is not None]
    if len(columns) < 2 or len(rows) < len(parted) or not _is_table(rows):
        return None
    heading, heads = _header(above, body, columns, gap)
    made = [Row(tuple(cells), stack[0].page, stack[0].number) for cells, stack in zip(rows, body, strict=True)]
    taken = frozenset(line.number for stack in (heading, *body) for line in stack)
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
    for row in rows:
        if not any(map(str.isalpha, row[0])) or not any(is_number(row[at]) for at in numeric):
            return False
        values = (row[at] for at in numeric)
        if any(not is_number(cell) and not is_nothing(cell) and any(map(str.isdecimal, cell)) for cell in values):
            return False
    return not _is_contents(rows, numeric)


def _is_contents(rows: Sequence[Sequence[str]], numeric: Sequence[int]) -> bool:
    """Titles and the numbers of their pages, which never fall."""
    pages = [row[numeric[0]] for row in rows]
    small = len(numeric) == 1 and all(page.isdecimal() and len(page) < 4 for page in pages)
    return small and sorted(map(int, pages)) == list(map(int, pages))


def _header(
    above: Sequence[Stack], body: Sequence[Stack], columns: Sequence[Column], gap: float
) -> tuple[Sequence[Line], list[Row]]:
    """The header's lines and rows."""
    if not above or not _is_near((above[-1], body[0]), 1):
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

"""Which rows of a table are its header, and what they say of each column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parser.cells import is_value, is_year
from parser.model import Row
from parser.units import unit_in, unit_of, without_unit

_MOST_ROWS = 3
_OTHER_UNITS = frozenset(["%", "kpl", "htv", "hlö", "m²", "m2", "lkm"])


def header_rows(rows: Sequence[Row]) -> int:
    """Leading rows without a number: years, units and an empty first cell are a header's.

    A row below the first one that has but a label begins a group of rows, and is no header.
    """
    count = 0
    while count < min(_MOST_ROWS, len(rows)) and _may_head(rows, count):
        count += 1
    if count == len(rows) or (count == _MOST_ROWS and not _numbers_below(rows, count)):
        first = rows[0].cells  # no numbers at all: a table of words
        return int(first[0] == "" or (len(rows) > 2 and not any(":" in cell for cell in first)))
    return 0 if count > 1 and _is_form(rows[:count]) else count


def with_units_below(rows: Sequence[Row], count: int) -> int:
    """The header rows with the row of units right below them, which the markup may give as any other row."""
    if not 0 < count < len(rows) - 1:
        return count
    cells = [cell for cell in rows[count].cells[1:] if cell]
    units = bool(cells) and all(unit_of(cell.strip(" ()")) or cell.strip(" ()") in _OTHER_UNITS for cell in cells)
    words = is_value(rows[count].cells[0])
    return count + (units and not words and (_heads_units(rows, count) or not any(map(is_value, cells))))


def _may_head(rows: Sequence[Row], at: int) -> bool:
    cells = rows[at].cells
    if at and not any(cells[1:]):
        return False
    return not any(is_value(cell) for cell in cells[1:]) or _heads_units(rows, at)


def _is_form(rows: Sequence[Row]) -> bool:
    """Two columns and several rows of a name and its value above the first number: none of them heads the others."""
    return all(len(row.cells) == 2 and all(row.cells) for row in rows) and not any(
        unit_in(cell) or is_year(cell) for row in rows for cell in row.cells
    )


def _numbers_below(rows: Sequence[Row], count: int) -> bool:
    return count < len(rows) and any(is_value(cell) for cell in rows[count].cells[1:])


def _heads_units(rows: Sequence[Row], at: int) -> bool:
    """`1 000 €` over numbers without a unit is what they are counted in, not the first of them.

    Every cell of the row must be a unit or a word.
    """
    cells = [cell for cell in rows[at].cells[1:] if cell]
    numbers = [cell for cell in cells if is_value(cell)]
    if not numbers or not all(_is_thousand(cell) for cell in numbers):
        return False
    below = [without_unit(cell)[1] for row in rows[at + 1 :] for cell in row.cells[1:]]
    return bool(below) and not any(below)


def _is_thousand(cell: str) -> bool:
    number, unit = without_unit(cell)
    return unit is not None and number.replace(" ", "") == "1000"


def joined(rows: Sequence[Row]) -> tuple[str, ...]:
    """One label a column: its header cells from above, `2024 / Budjetti`."""
    if not rows:
        return ()
    filled = [*(_spread(above.cells, below.cells) for above, below in pairwise(rows)), rows[-1].cells]
    columns = zip(*filled, strict=True)
    return tuple(" / ".join(dict.fromkeys(filter(None, column))) for column in columns)


def _spread(above: Sequence[str], below: Sequence[str]) -> Sequence[str]:
    """A group's name over all its columns, where the row below shows the groups: it repeats the same labels.

    `2024 | | 2025 | ` over `Budjetti | Toteuma | Budjetti | Toteuma`; a column behind them is of no group.
    """
    starts = [at for at in range(1, len(above)) if above[at] and above[at] != above[at - 1]]
    if len(starts) < 2:
        return above
    width = starts[1] - starts[0]
    groups = [tuple(below[start : start + width]) for start in starts]
    even = all(start == starts[0] + at * width for at, start in enumerate(starts))
    if not even or len(set(groups)) > 1 or width < 2 or not all(groups[0]) or unit_in(" ".join(groups[0])):
        return above
    spread = list(above)
    for start in starts:
        spread[start : start + width] = [above[start]] * width
    return spread

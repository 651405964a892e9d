"""Which numbers of a table claim to add up, found from the labels and the numbers together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parser.roles import role_of

Place = tuple[int, int]  # row, column; both from 0


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table's numbers by place. None stands for a cell that says "nothing"; a place without a key is text."""

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    columns: tuple[int, ...]
    values: Mapping[Place, Decimal | None]


@dataclass(frozen=True, slots=True)
class Sum:
    """A claim that the parts make the total; `off_by` is what is printed less what they make."""

    what: str
    total: Place
    parts: tuple[Place, ...]
    off_by: Decimal


def sums_claimed(numbers: Numbers) -> tuple[Sum, ...]:
    """The sums over rows, then over columns. A reading that fails on most rows is no reading."""
    return (*_over_rows(numbers), *_over_columns(numbers))


def _over_rows(numbers: Numbers) -> list[Sum]:
    """One column is the total of all others."""
    totals = [column for column in numbers.columns if role_of(numbers.column_labels[column]) == "total"]
    parts = [column for column in numbers.columns if column not in totals]
    if len(totals) != 1 or len(parts) < 2:
        return []
    total = totals[0]
    what = f"{numbers.column_labels[total]} = {' + '.join(numbers.column_labels[column] for column in parts)}"
    found = []
    for row, label in enumerate(numbers.row_labels):
        claimed = _claim(numbers, f"{label}: {what}", (row, total), [(row, column) for column in parts])
        if claimed:
            found.append(claimed)
    return _believed(found)


def _over_columns(numbers: Numbers) -> list[Sum]:
    """Each sum row is the total of the rows since the sum row before; a last one may be that of the sum rows."""
    sum_rows = [row for row, label in enumerate(numbers.row_labels) if role_of(label) == "total"]
    found: list[Sum] = []
    start = 0
    for row in sum_rows:
        readings = [list(range(start, row))]
        earlier = [other for other in sum_rows if other < row]
        if earlier:
            readings += [earlier, [other for other in range(row) if other not in earlier]]
        sums = [_column_sums(numbers, row, rows) for rows in readings if len(rows) > 1]
        right = [reading for reading in sums if reading and all(claimed.off_by == 0 for claimed in reading)]
        if right:
            found += right[0]
        elif sums:
            found += _believed(sums[0])
        start = row + 1
    return found


def _column_sums(numbers: Numbers, total: int, rows: Sequence[int]) -> list[Sum]:
    found = []
    for column in numbers.columns:
        label = numbers.column_labels[column] or str(column + 1)
        what = f"{label}: {numbers.row_labels[total]} = {len(rows)} riviä"
        claimed = _claim(numbers, what, (total, column), [(row, column) for row in rows])
        if claimed:
            found.append(claimed)
    return found


def _claim(numbers: Numbers, what: str, total: Place, parts: Sequence[Place]) -> Sum | None:
    """The sum, or None where a cell of it is not a number for sure."""
    claimed = numbers.values.get(total)
    if claimed is None or any(place not in numbers.values for place in parts):
        return None
    numbered = [place for place in parts if numbers.values[place] is not None]
    if not numbered:
        return None
    made = sum((numbers.values[place] or Decimal(0) for place in numbered), Decimal(0))
    return Sum(what, total, tuple(numbered), claimed - made)


def _believed(sums: list[Sum]) -> list[Sum]:
    """All of them, unless more than one is off and those are the most: then something else was meant."""
    wrong = sum(claimed.off_by != 0 for claimed in sums)
    return [] if wrong > 1 and 2 * wrong > len(sums) else sums

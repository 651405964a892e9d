"""Which numbers of a table claim to add up, found from the labels and the numbers together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parser.roles import is_result, is_sum, is_within, role_of

Place = tuple[int, int]  # row, column; both from 0
_MOST_SUM_ROWS = 100  # a table with more of them is not read as sums of sums
_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table's numbers by place. None stands for a cell that says "nothing"; a place without a key is text.

    columns  that hold numbers which may be added up
    shares   columns of percentages
    rounded  columns whose numbers are printed in thousands or more, so that their sums may differ by rounding
    row_kinds  what else is said of a row (`menot`, `tulot`): a sum is one of rows of its own kind
    """

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    columns: tuple[int, ...]
    values: Mapping[Place, Decimal | None]
    shares: tuple[int, ...] = ()
    rounded: frozenset[int] = frozenset()
    row_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """A claim that the parts make the total; `off_by` is what is printed less what they make.

    rounding  the difference that rounding explains; `off_by` is 0 then
    """

    what: str
    total: Place
    parts: tuple[Place, ...]
    off_by: Decimal
    rounding: Decimal = Decimal(0)


def sums_claimed(numbers: Numbers) -> tuple[Sum, ...]:
    """The sums over rows, over columns, and of percentages. A reading that fails on most rows is no reading."""
    return (*_over_rows(numbers), *_over_columns(numbers), *_of_results(numbers), *_of_shares(numbers))


def why_unchecked(numbers: Numbers) -> str:
    """Why a table of numbers claims no sum."""
    totals = _totals(numbers.column_labels, numbers.columns)
    if not totals and not any(map(is_sum, numbers.row_labels)):
        return "no total column and no sum row"
    return "the numbers do not tell which of them the total is the sum of"


def _totals(labels: Sequence[str], among: Iterable[int]) -> list[int]:
    """The rows or columns that their labels call totals."""
    return [at for at in among if role_of(labels[at]) == "total"]


def _over_rows(numbers: Numbers) -> list[Sum]:
    """One column is the total of the others; in a table of groups (`2024 / …`, `2025 / …`), in each group."""
    found = []
    for group in _groups(numbers):
        totals = _totals(numbers.column_labels, group)
        parts = [column for column in group if column not in totals]
        if len(totals) == 1:
            found += _best([_row_sums(numbers, totals[0], reading) for reading in _row_readings(numbers, parts)])
    return found


def _row_readings(numbers: Numbers, parts: Sequence[int]) -> Iterator[Sequence[int]]:
    """All other columns; or those whose labels say that they are shares of a funding."""
    yield parts
    funders = [column for column in parts if role_of(numbers.column_labels[column])]
    if len(funders) < len(parts):
        yield funders


def _groups(numbers: Numbers) -> list[list[int]]:
    """The columns by the first of their two header levels, where each has two or more of them; else all in one."""
    groups: dict[str, list[int]] = {}
    for column in numbers.columns:
        above, parted, _ = numbers.column_labels[column].partition(" / ")
        groups.setdefault(above if parted else "", []).append(column)
    several = "" not in groups and len(groups) > 1 and all(len(group) > 2 for group in groups.values())
    return list(groups.values()) if several else [list(numbers.columns)]


def _row_sums(numbers: Numbers, total: int, parts: Sequence[int]) -> list[Sum]:
    if len(parts) < 2:
        return []
    what = f"{numbers.column_labels[total]} = {' + '.join(numbers.column_labels[column] for column in parts)}"
    rows = enumerate(numbers.row_labels)
    claims = (
        _claim(numbers, f"{label}: {what}", (row, total), [(row, column) for column in parts]) for row, label in rows
    )
    return [claimed for claimed in claims if claimed]


def _over_columns(numbers: Numbers) -> list[Sum]:
    """Each sum row is the total of the rows since the sum row before, of the sum rows, or of all others.

    One that stands first, or below a sum row with no row between, may be that of the rows below it. A label such as
    `Kokonaiskustannukset` is a sum only where the numbers say so.
    """
    sum_rows = _totals(numbers.row_labels, range(len(numbers.row_labels)))
    found: list[Sum] = []
    start = 0
    within = [row for row, label in enumerate(numbers.row_labels) if is_within(label)]
    for row in sum_rows:
        readings = [
            [other for other in rows if other not in within] for rows in _column_readings(sum_rows, row, start, numbers)
        ]
        readings += [rest for rows in readings if len(rest := _without_dashes(numbers, rows)) < len(rows)]
        sums = [_column_sums(numbers, row, _of_its_kind(numbers, row, rows)) for rows in readings]
        found += _best(sums, is_sum(numbers.row_labels[row]))
        start = row + 1
    return found


def _of_results(numbers: Numbers) -> list[Sum]:
    """`Toimintakate`, `Vuosikate`, `Netto`: what the signed rows since the last result make with it, exactly.

    A result may be a difference of unsigned numbers or leave out rows: where nothing fits, nothing is claimed.
    """
    found: list[Sum] = []
    start = 0
    for row in (row for row, label in enumerate(numbers.row_labels) if is_result(label)):
        rows = [other for other in range(start, row) if not is_within(numbers.row_labels[other])]
        sum_rows = _totals(numbers.row_labels, rows)
        leaves = [other for other in rows if other not in sum_rows]
        for reading in (rows, sum_rows, leaves):
            claims = _column_sums(numbers, row, reading)
            if claims and all(claimed.off_by == 0 and not claimed.rounding for claimed in claims):
                found += claims
                break
        start = row
    return found


def _without_dashes(numbers: Numbers, rows: Sequence[int]) -> list[int]:
    """The rows without those that a dash sets under the row above, where others have none."""
    return [row for row in rows if numbers.row_labels[row][:1] not in ("-", "–", "•")]


def _column_readings(sum_rows: Sequence[int], row: int, start: int, numbers: Numbers) -> Iterator[Sequence[int]]:
    earlier = [other for other in sum_rows if other < row]
    yield range(start, row)
    if 0 < len(earlier) < _MOST_SUM_ROWS:
        yield earlier
        yield [other for other in range(row) if other not in earlier]
        yield [*earlier, *range(start, row)]
    if row == start and len(sum_rows) < _MOST_SUM_ROWS:
        later = [other for other in sum_rows if other > row]
        yield range(row + 1, later[0] if later else len(numbers.row_labels))


def _of_its_kind(numbers: Numbers, row: int, rows: Sequence[int]) -> Sequence[int]:
    """Of the rows those of the sum row's kind, where kinds are told and some row is of it."""
    kind = numbers.row_kinds[row] if numbers.row_kinds else ""
    same = [other for other in rows if numbers.row_kinds and numbers.row_kinds[other] == kind]
    return same if kind and same else rows


def _column_sums(numbers: Numbers, total: int, rows: Sequence[int]) -> list[Sum]:
    if len(rows) < 2:
        return []
    found = []
    for column in numbers.columns:
        label = numbers.column_labels[column] or str(column + 1)
        what = f"{label}: {numbers.row_labels[total]} = {len(rows)} riviä"
        claimed = _claim(numbers, what, (total, column), [(row, column) for row in rows])
        if claimed:
            found.append(claimed)
    return found


def _of_shares(numbers: Numbers) -> list[Sum]:
    """Percentages over a sum row of 100, and percentages of shares without one that make 100."""
    found = []
    sum_rows = [row for row, label in enumerate(numbers.row_labels) if is_sum(label)]
    total = sum_rows[-1] if sum_rows else None
    rows = [row for row in range(len(numbers.row_labels)) if row not in sum_rows]
    for column in numbers.shares:
        if total is None or numbers.values.get((total, column)) != _HUNDRED or len(rows) < 2:
            continue
        label = numbers.column_labels[column] or str(column + 1)
        what = f"{label}: {numbers.row_labels[total]} = {len(rows)} riviä"
        claimed = _claim(numbers, what, (total, column), [(row, column) for row in rows])
        if claimed and (claimed.off_by == 0 or "osuu" in label.casefold()):
            found.append(claimed)
    return found


def _claim(numbers: Numbers, what: str, total: Place, parts: Sequence[Place]) -> Sum | None:
    """The sum, or None where a cell of it is not a number for sure."""
    claimed = numbers.values.get(total)
    if claimed is None or any(place not in numbers.values for place in parts):
        return None
    numbered = [value for place in parts if (value := numbers.values[place]) is not None]
    if not numbered:
        return None
    off = claimed - sum(numbered, Decimal(0))
    places = tuple(place for place in parts if numbers.values[place] is not None)
    if off and total[1] in (*numbers.rounded, *numbers.shares) and abs(off) <= _tolerance([claimed, *numbered]):
        return Sum(f"{what}, ero pyöristystä", total, places, Decimal(0), off)
    return Sum(what, total, places, off)


def _tolerance(values: Sequence[Decimal]) -> Decimal:
    """What rounding can make of a sum: half of the last printed decimal, for each number of it."""
    finest = min(0 if value == 0 else _exponent(value) for value in values)
    return _HALF.scaleb(finest) * len(values)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _best(readings: Sequence[list[Sum]], believe: bool = True) -> list[Sum]:
    """The first reading that is right to the last figure, or within rounding; else the first, if it may be believed."""
    made = [reading for reading in readings if reading]
    for exact in (True, False):
        for reading in made:
            if all(claimed.off_by == 0 and not (exact and claimed.rounding) for claimed in reading):
                return reading
    return _believed(made[0]) if made and believe else []


def _believed(sums: list[Sum]) -> list[Sum]:
    """All of them, unless more than one is off and those are the most: then something else was meant."""
    wrong = sum(claimed.off_by != 0 for claimed in sums)
    return [] if wrong > 1 and 2 * wrong > len(sums) else sums

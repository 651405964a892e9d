"""What the numbers of a table are: money with a unit, money for one of something, percentages, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from parser.cells import Reading, is_value, is_year, read, says_nothing
from parser.model import Table
from parser.roles import (
    begins_with_sum,
    counts,
    counts_points,
    is_measured,
    is_sum,
    role_of,
    row_counts,
    speaks_of_money,
    without_compounds,
)
from parser.sumwords import per_in, without_tax
from parser.units import Unit, is_beyond_all, unit_in

_LETTERS = 2
_HUNDRED = 100
_LONG_NUMBER = re.compile(r"\d{5,}")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}[ .]\d{3}(?!\d)|\d,\d\d(?!\d)")
_RATE = re.compile(r"(?<![\w.,/–-])\d{1,3}(?:,\d{1,2})? ?%")
_PERIOD = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\w)(?:TA|TP|TAE|KS|TS) ?\d\d(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column's or a cell's number is.

    unit   of money, "%", or None where none is printed
    money  is it a sum of money?
    per    what that is for one of
    sure   False where the unit could be one of two
    """

    unit: Unit | str | None
    money: bool
    per: str | None = None
    sure: bool = True


_NO_MONEY = Meaning(None, False)


def meanings(table: Table) -> tuple[Meaning, ...]:
    """What the numbers of each column are."""
    width = len(table.rows[0]) if table.rows else 0
    with_units = [_has_units(table, column) for column in range(width)]
    heads = [unit_in(label) for label in table.header] or [None] * width
    return tuple(_of_column(table, column, heads, with_units) for column in range(width))


def _of_column(table: Table, column: int, heads: Sequence[Unit | None], with_units: Sequence[bool]) -> Meaning:
    """By the column's label; else by the table's unit and kind, and by what the other columns are."""
    label = table.header[column] if table.header else ""
    if _is_percent(label, _numbers(table, column)) or _all_percent(table, column):
        return Meaning("%", False)
    if unit := heads[column]:
        return Meaning(unit, True, per_in(label))
    speaks = _speaks(label)
    if table.kind != "funding" or (_counts(label) and not speaks) or _all_years(table, column):
        return _NO_MONEY
    if _is_total_of_counts(table, column) or (not speaks and _are_ids(table, column)):
        return _NO_MONEY
    others = {unit for unit in heads[1:] if unit}
    has_units = with_units[column]
    per = per_in(label) if speaks else None
    if others:
        if not (speaks or has_units or _PERIOD.search(label)):
            return _NO_MONEY
        # the unit is printed over other columns: one euro is one euro, but are these thousands too?
        return Meaning(None, True, per, sure=all(unit.worth == 1 for unit in others))
    if table.unit is None and not speaks and not has_units and any(with_units[1:]):
        return _NO_MONEY  # the others have their unit in each cell
    return Meaning(unit_in(table.unit), True, per or per_in(table.unit)) if table.unit else Meaning(None, True, per)


def _is_percent(label: str, numbers: Sequence[Decimal]) -> bool:
    """`Osuus %` counts in percent; `Hinta (alv 0 %)` and `EU-tuki 70 %` over 70 000 do not."""
    label = without_tax(label)
    if "%" not in label:
        return False
    return "%" in _RATE.sub(" ", label) or all(abs(number) <= _HUNDRED for number in numbers)


def _numbers(table: Table, column: int) -> list[Decimal]:
    found = (read(row[column]).number for row in table.rows)
    return [number for number in found if number is not None]


def _is_total_of_counts(table: Table, column: int) -> bool:
    """A bare `Yhteensä` behind columns of points, or of pieces that make it in each row, is no money."""
    labels = table.header
    if column < 2 or not labels or not is_sum(labels[column]) or unit_in(labels[column]) or _has_units(table, column):
        return False
    counted = list(takewhile(lambda at: _is_count(labels[at]), range(column - 1, 0, -1)))
    if counted and counts_points(labels[counted[0]]):
        return True
    rows = [[read(row[at]).number for at in (column, *counted)] for row in table.rows]
    numbers = [(total, parts) for total, *parts in rows if total is not None]
    return len(counted) > 1 and bool(numbers) and all(total == sum(p or 0 for p in parts) for total, parts in numbers)


def _is_count(label: str) -> bool:
    return _counts(label) and not _speaks(label) and unit_in(label) is None


def _are_ids(table: Table, column: int) -> bool:
    """Long numbers without groups, in a table that groups its numbers or prints cents: `20250001` beside `1 250,00`."""
    cells = _printed(table, column)
    if not cells or not all(_LONG_NUMBER.fullmatch(cell) for cell in cells):
        return False
    return any(_GROUPED.search(row[at]) for row in table.rows for at in range(1, len(row)) if at != column)


def _speaks(label: str) -> bool:
    """Does a column's label show its numbers to be money? `Yhteensä` alone does; `Oppilaita yhteensä` does not."""
    label = without_compounds(label)
    role = role_of(label)
    return speaks_of_money(label) or role in ("own_share", "other_funders") or (role == "total" and " " not in label)


def _counts(label: str) -> bool:
    """A narrow column breaks its label's words: `henkilö- työvuodet`."""
    whole = re.sub(r"[ -]", "", label)
    return any(counts(text) or is_measured(text) or without_compounds(text) != text for text in (label, whole))


def meaning(found: Reading, label: str, by_column: Meaning) -> Meaning:
    """What one cell's number is: by its own unit, its row's label, its column."""
    if found.unit == "%":
        return Meaning("%", False)
    if isinstance(found.unit, Unit):
        return Meaning(found.unit, True, found.per)
    if _is_percent(label, [] if found.number is None else [found.number]):
        return Meaning("%", False)
    if unit := unit_in(label):
        if not isinstance(by_column.unit, Unit) or by_column.unit == unit:
            return Meaning(unit, True, per_in(label))
        return Meaning(unit, True, per_in(label), sure=unit.worth == by_column.unit.worth)
    return _NO_MONEY if _row_counts(label) else by_column


def _row_counts(label: str) -> bool:
    """`Asukkaat`, `Pisteet yhteensä`; not `Yhteensä 12 kpl`, the sum row over so many rows of money."""
    if not row_counts(label) or speaks_of_money(label):
        return False
    role = role_of(without_compounds(label))
    return role is None or (role == "total" and not begins_with_sum(label))


def value_of(found: Reading, means: Meaning) -> Decimal | None:
    """A cell's number, in euros where it is money; None where it is none for sure."""
    worth = means.unit.worth if isinstance(means.unit, Unit) else 1
    english = means.money and found.english and worth == 1 and means.per is None
    beyond = isinstance(means.unit, Unit) and is_beyond_all(found.number, means.unit)
    return None if found.number is None or not means.sure or english or beyond else found.number * worth


def is_unsure(raw: str, found: Reading, means: Meaning) -> bool:
    """Is a cell printed like a number of money, and cannot be read for sure?"""
    figures = sum(sign.isdecimal() for sign in raw)
    looks = figures > 0 and all(sign.isdecimal() or sign in " .,'’" for sign in raw)
    return means.money and value_of(found, means) is None and (looks or found.number is not None)


def row_label(table: Table, at: int) -> str:
    """The first cell; where that is a number or empty, the first cell of words before the numbers."""
    row = table.rows[at]
    if _is_words(row[0]):
        return row[0]
    for cell in row[1:]:
        if is_value(cell):
            break
        if _is_words(cell):
            return cell
    return row[0]


def row_kind(table: Table, at: int) -> str:
    """What else is said of a row in words before its numbers: `menot` of spending, `tulot` of income."""
    label, words = row_label(table, at), []
    for cell in table.rows[at][1:]:
        if is_value(cell) or says_nothing(cell):
            break
        if cell != label:
            words.append(cell)
    return " ".join(words) or ("" if table.rows[at][0] else label)


def _is_words(cell: str) -> bool:
    return sum(sign.isalpha() for sign in cell) >= _LETTERS


def _printed(table: Table, column: int) -> list[str]:
    return [row[column] for row in table.rows if not says_nothing(row[column])]


def _all_percent(table: Table, column: int) -> bool:
    cells = _printed(table, column)
    return bool(cells) and all(cell.endswith("%") for cell in cells)


def _all_years(table: Table, column: int) -> bool:
    cells = _printed(table, column)
    return bool(cells) and all(is_year(cell) for cell in cells)


def _has_units(table: Table, column: int) -> bool:
    return any(isinstance(read(cell).unit, Unit) for cell in _printed(table, column))

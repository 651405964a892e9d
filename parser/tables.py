"""Tables: header, unit, kind, typed cells, and the sums that the table itself claims.

A `Table` keeps its cells as printed; what they mean is worked out from it by `typed_cells`, the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from parser.cells import Reading, is_value, read, says_nothing
from parser.columns import Meaning, is_unsure, meaning, meanings, row_kind, row_label, value_of
from parser.headers import header_rows, joined, with_units_below
from parser.model import Block, Cell, Check, Table, TableKind, Warning  # noqa: A004
from parser.money import money_in
from parser.places import is_other_municipality
from parser.roles import is_sum, role_for, role_of, speaks_of_money
from parser.sums import Numbers, Place, Sum, sums_claimed, why_unchecked
from parser.sumwords import per_in
from parser.units import Unit, unit_in, unit_of


def table_of(block: Block, caption: str | None, notes: Sequence[str] = (), municipality: str | None = None) -> Table:
    """The table that a block of rows is, under the line that names it; `notes` are lines that may tell its unit."""
    headers = block.header_rows if block.header_rows is not None else header_rows(block.rows)
    headers = min(with_units_below(block.rows, headers), len(block.rows) - 1)
    header = joined(block.rows[:headers])
    body = tuple(row.cells for row in block.rows[headers:])
    positions = tuple((row.page, row.line) for row in block.rows[headers:])
    unit = _unit(header, caption, notes)
    kind = _kind(header, body, caption, unit)
    table = Table(caption, header, body, kind, unit, (), block.page, block.line, positions, municipality)
    return replace(table, checks=tuple(_check(table, claimed) for claimed in sums_of(table)))


def _unit(header: Sequence[str], caption: str | None, notes: Sequence[str]) -> str | None:
    """The unit that the header, the caption or a note gives for the table; a column's own unit stays the column's.

    What the sums are for one of is told of all of them only by a caption or a note: `Tuntihinnat (€/h)` gives `€/h`.
    """
    found = {unit for label in header if (unit := unit_in(label))}
    if found:
        return found.pop().name if len(found) == 1 else None
    for text in filter(None, (caption, *notes)):
        if unit := unit_in(_without_sums(text)):
            per = per_in(text)
            return f"{unit.name}/{per}" if per else unit.name
    return None


def _without_sums(text: str) -> str:
    """A caption without the sums in it: `Kustannusarvio 1,2 milj. €` says nothing of what its table is counted in."""
    for found in money_in(text):
        if unit_of(found.raw) is None:
            text = text.replace(found.raw, " ")
    return text


def _kind(header: Sequence[str], body: Sequence[Sequence[str]], caption: str | None, unit: str | None) -> TableKind:
    """Funding: numbers that a unit or the words around them show to be money."""
    numbers = sum(is_value(cell) for row in body for cell in row[1:])
    if not numbers:
        return "other"
    in_header = any(unit_in(label) for label in header)
    in_cells = any(isinstance(read(cell).unit, Unit) for row in body for cell in row[1:])
    labels = (cell for row in body for at, cell in enumerate(row[:2]) if at == 0 or not is_value(cell))
    words = [*header, *labels, caption or ""]
    shares = sum(role_of(word) in ("own_share", "other_funders") for word in dict.fromkeys(words))
    return (
        "funding"
        if unit or shares > 1 or in_header or in_cells or any(speaks_of_money(word) for word in words)
        else "other"
    )


def typed_cells(table: Table) -> tuple[Cell, ...]:
    """The value cells of a table in printed order: all but the row labels and the empty ones.

    `value` is in euros where the cell is money (the unit's multiplier applied), in the column's own unit where
    it is not (`%`), and None where the cell is no number for sure. Rows and columns count from 1, the header not
    counted.
    """
    checks = _checks_by_cell(table) if table.checks else {}  # recognised numbers (OCR) have lost their checks
    columns = meanings(table)
    return tuple(
        _cell(table, found, columns, checks.get((found.at, found.column), _UNCHECKED))
        for found in _read(table, columns)
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """A printed cell with what it holds and what that means."""

    at: int
    column: int
    label: str
    holds: Reading
    means: Meaning


def _read(table: Table, columns: Sequence[Meaning]) -> Iterator[_Read]:
    for at, row in enumerate(table.rows):
        label = row_label(table, at)
        for column in range(1, len(row)):
            if row[column]:
                holds = read(row[column])
                yield _Read(at, column, label, holds, meaning(holds, label, columns[column]))


def _cell(table: Table, found: _Read, columns: Sequence[Meaning], check: _Checked) -> Cell:
    means = found.means
    unit = means.unit.name if isinstance(means.unit, Unit) else means.unit
    value = value_of(found.holds, means)
    page, line = table.positions[found.at]
    return Cell(
        found.at + 1, found.label, found.column + 1, _label(table, found.column),
        _role(table, found, columns),
        value, unit, table.rows[found.at][found.column], check.words, page, line, means.per,
        means.money, None if value is None else found.holds.number, check.summed,
    )  # fmt: skip


def is_money(cell: Cell) -> bool:
    """Is a typed cell a sum of money that could be read?"""
    return cell.value is not None and cell.money


def unchecked_because(table: Table) -> str | None:
    """Why nothing is said of a table's sums; None where something is."""
    if table.checks:
        return None
    numbers = _numbers(table)
    return why_unchecked(numbers) if numbers.columns or numbers.shares else "no numbers"


def cell_warnings(table: Table) -> list[Warning]:
    """A warning a cell that is printed like a sum of money and cannot be read for sure."""
    return [
        Warning("cell-unsure", f"the cell {raw!r} cannot be read for sure; it has no value", *table.positions[found.at])
        for found in _read(table, meanings(table))
        if is_unsure(raw := table.rows[found.at][found.column], found.holds, found.means)
    ]


def _label(table: Table, column: int) -> str:
    return table.header[column] if table.header else ""


def _role(table: Table, found: _Read, columns: Sequence[Meaning]) -> str | None:
    """A sum row's numbers are totals whatever their column, so that summing by role counts no money twice.

    `Summa` over the only column of money does not call its numbers sums.
    """
    means = found.means
    if table.kind != "funding" or found.holds.number is None or not means.money or means.per:
        return None
    by_row = role_for(found.label, table.municipality)
    by_column = role_for(_label(table, found.column), table.municipality)
    if by_column == "own_share" and is_other_municipality(found.label, table.municipality):
        by_column = "other_funders"  # `Kuntaosuus` of each town in a row of its own
    if by_column == "total" and is_sum(_label(table, found.column)) and sum(each.money for each in columns[1:]) < 2:
        by_column = None
    if "total" in (by_row, by_column):
        return "total"
    return by_column or by_row or "part"


def _numbers(table: Table) -> Numbers:
    columns = meanings(table)
    numeric = [column for column in range(1, len(columns)) if any(is_value(row[column]) for row in table.rows)]
    shares = [column for column in numeric if columns[column].unit == "%"]
    added = [column for column in numeric if column not in shares and _may_be_added(table, columns[column])]
    values: dict[Place, Decimal | None] = {
        (at, column): None
        for at, row in enumerate(table.rows)
        for column in (*added, *shares)
        if says_nothing(row[column])
    }
    values |= {
        (found.at, found.column): found.holds.number
        for found in _read(table, columns)
        if found.column in (*added, *shares) and _is_of(found, columns[found.column])
    }
    return Numbers(
        tuple(row_label(table, at) for at in range(len(table.rows))),
        tuple(_label(table, column) for column in range(len(columns))),
        tuple(added),
        values,
        tuple(shares),
        frozenset(column for column in added if _is_rounded(columns[column].unit)),
        tuple(row_kind(table, at) for at in range(len(table.rows))),
    )


def _may_be_added(table: Table, means: Meaning) -> bool:
    return means.per is None and (means.money or table.kind != "funding")


def _is_of(found: _Read, column: Meaning) -> bool:
    """Is a cell's number of the same unit as its column's, and sure?"""
    is_sure = found.holds.number is not None and value_of(found.holds, found.means) is not None
    return is_sure and found.means.per == column.per and _worth(found.means.unit) == _worth(column.unit)


def _worth(unit: Unit | str | None) -> Decimal | str:
    return unit.worth if isinstance(unit, Unit) else unit or Decimal(1)


def _is_rounded(unit: Unit | str | None) -> bool:
    """Are numbers printed in thousands or more?"""
    return isinstance(unit, Unit) and unit.worth > 1


def sums_of(table: Table) -> tuple[Sum, ...]:
    """The sums that a table claims, each with the places of its total and its parts."""
    return sums_claimed(_numbers(table))


def _check(table: Table, claimed: Sum) -> Check:
    return Check(claimed.what, claimed.off_by == 0, _off_by(table, claimed) or None)


def _off_by(table: Table, claimed: Sum) -> Decimal:
    """In euros, where the column's unit is more than one."""
    unit = meanings(table)[claimed.total[1]].unit if claimed.off_by else None
    return claimed.off_by * (unit.worth if isinstance(unit, Unit) else 1)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What the sums of a cell say of it, and whether it is a sum itself."""

    words: str
    summed: bool = False


_UNCHECKED = _Checked("unchecked")


def _checks_by_cell(table: Table) -> dict[Place, _Checked]:
    """What each cell's sums say; a sum that is off tells on all its cells."""
    words: dict[Place, str] = {}
    claims = sums_of(table)
    for claimed in claims:
        off = _off_by(table, claimed)
        for place in (claimed.total, *claimed.parts):
            if words.get(place, "ok") == "ok":
                words[place] = "ok" if off == 0 else f"off by {_finnish(off)}"
    totals = {claimed.total for claimed in claims}
    return {place: _Checked(said, place in totals) for place, said in words.items()}


def _finnish(value: Decimal) -> str:
    return f"{value:,.2f}".replace(",", " ").replace(".", ",")

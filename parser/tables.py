"""Tables: header, unit, kind, typed cells, and the sums that the table itself claims.

A `Table` keeps its cells as printed; what they mean is worked out from it by `typed_cells`, the same each time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from parser.model import Block, Cell, Check, Row, Table, TableKind
from parser.money import Unit, number_of, unit_in, without_unit
from parser.roles import role_of, speaks_of_money
from parser.sums import Numbers, Sum, sums_claimed

_YEAR = re.compile(r"(?:19|20)\d\d(?:[–-](?:19|20)?\d\d)?")
_NOTHING = re.compile(r"[-–—−]?")
_FOOTNOTE = re.compile(r"(?<=[\d%€]) ?\*{1,3}\Z")
_PERCENT = re.compile(r" ?%\Z")
_MOST_HEADER_ROWS = 3


def table_of(block: Block, caption: str | None) -> Table:
    """The table that a block of rows is, under the line that names it."""
    headers = block.header_rows if block.header_rows is not None else _header_rows(block.rows)
    headers = min(headers, len(block.rows) - 1)
    header = _joined_header(block.rows[:headers])
    body = tuple(row.cells for row in block.rows[headers:])
    positions = tuple((row.page, row.line) for row in block.rows[headers:])
    unit = _unit(header, caption)
    kind = _kind(header, body, caption, unit)
    table = Table(caption, header, body, kind, unit.name if unit else None, (), block.page, block.line, positions)
    return replace(table, checks=tuple(_check(table, claimed) for claimed in _sums(table)))


def _header_rows(rows: Sequence[Row]) -> int:
    """Leading rows without a number: years and an empty first cell are a header's."""
    count = 0
    if rows and any(_heads_units(rows, column) for column in range(1, len(rows[0].cells))):
        count = 1
    while count < min(_MOST_HEADER_ROWS, len(rows)) and not any(_is_value(cell) for cell in rows[count].cells[1:]):
        count += 1
    if count == len(rows) or count == _MOST_HEADER_ROWS:  # no numbers at all: a table of words
        first = rows[0].cells
        return int(first[0] == "" or (len(rows) > 2 and not any(":" in cell for cell in first)))
    return count


def _heads_units(rows: Sequence[Row], column: int) -> bool:
    """`1 000 €` over numbers without a unit is what they are counted in, not the first of them."""
    number, unit = without_unit(rows[0].cells[column])
    below = [without_unit(row.cells[column]) for row in rows[1:]]
    return bool(unit and number.replace(" ", "") == "1000" and below and not any(own for _, own in below))


def _is_value(cell: str) -> bool:
    return _number(cell) is not None and not _YEAR.fullmatch(cell)


def _joined_header(rows: Sequence[Row]) -> tuple[str, ...]:
    if not rows:
        return ()
    columns = zip(*(row.cells for row in rows), strict=True)
    return tuple(" / ".join(dict.fromkeys(filter(None, column))) for column in columns)


def _number(cell: str) -> Decimal | None:
    """The number that a cell holds, without its own unit and a footnote's mark."""
    return _read(cell)[0]


def _read(cell: str) -> tuple[Decimal | None, Unit | None]:
    """The number that a cell holds, and the unit of money that stands behind it there."""
    number, unit = without_unit(_FOOTNOTE.sub("", cell))
    return number_of(_PERCENT.sub("", number)), unit


def _unit(header: Sequence[str], caption: str | None) -> Unit | None:
    """The unit that the header or caption gives for the table; a column's own unit stays the column's."""
    found = {unit for label in header if (unit := unit_in(label))}
    if len(found) == 1:
        return found.pop()
    return unit_in(caption) if caption and not found else None


def _kind(header: Sequence[str], body: Sequence[Sequence[str]], caption: str | None, unit: Unit | None) -> TableKind:
    """Funding: numbers that a unit or the words around them show to be money."""
    numbers = sum(_is_value(cell) for row in body for cell in row[1:])
    if not numbers:
        return "other"
    in_cells = any(without_unit(cell)[1] for row in body for cell in row[1:])
    words = [*header, *(row[0] for row in body), caption or ""]
    return "funding" if unit or in_cells or any(speaks_of_money(word) for word in words) else "other"


def typed_cells(table: Table) -> tuple[Cell, ...]:
    """The value cells of a table in printed order: all but the row labels and the empty ones.

    `value` is in euros where the cell is money (the unit's multiplier applied), in the column's own unit where
    it is not (`%`), and None where the cell is no number. Rows and columns count from 1, the header not counted.
    """
    checks = _checks_by_cell(table) if table.checks else {}  # recognised numbers (OCR) have lost their checks
    cells = []
    for at, row in enumerate(table.rows):
        page, line = table.positions[at]
        for column in range(1, len(row)):
            if row[column]:
                value, unit = _value(table, at, column)
                cells.append(
                    Cell(
                        at + 1, row[0], column + 1, _label(table, column), _role(table, at, column),
                        value, unit, row[column], checks.get((at, column), "unchecked"), page, line,
                    )
                )  # fmt: skip
    return tuple(cells)


def is_money(table: Table, cell: Cell) -> bool:
    """Is a typed cell of this table a sum of money?"""
    return (
        cell.value is not None
        and cell.unit != "%"
        and (table.kind == "funding" or without_unit(cell.raw)[1] is not None)
    )


def _label(table: Table, column: int) -> str:
    return table.header[column] if table.header else ""


def _column_unit(table: Table, column: int) -> Unit | str | None:
    label = _label(table, column)
    if "%" in label:
        return "%"
    if unit := unit_in(label):
        return unit
    if table.unit is None:
        return None
    if any(unit_in(other) for other in table.header[1:]):  # the unit is that of other columns
        return None
    return unit_in(table.unit)


def _value(table: Table, at: int, column: int) -> tuple[Decimal | None, str | None]:
    raw = table.rows[at][column]
    number, in_cell = _read(raw)
    own: Unit | str | None = "%" if raw.endswith("%") else in_cell or _column_unit(table, column)
    if isinstance(own, Unit):
        return (None if number is None else number * own.worth), own.name
    return number, own


def _role(table: Table, at: int, column: int) -> str | None:
    """A sum row's numbers are totals whatever their column, so that summing by role counts no money twice."""
    raw = table.rows[at][column]
    if table.kind != "funding" or _number(raw) is None or "%" in (raw[-1:], _column_unit(table, column)):
        return None
    by_row, by_column = role_of(table.rows[at][0]), role_of(_label(table, column))
    if "total" in (by_row, by_column):
        return "total"
    return by_column or by_row or "part"


def _numbers(table: Table) -> Numbers:
    width = len(table.rows[0]) if table.rows else 0
    columns = [
        column
        for column in range(1, width)
        if _column_unit(table, column) != "%" and any(_is_value(row[column]) for row in table.rows)
    ]
    values = {}
    for at, row in enumerate(table.rows):
        for column in columns:
            number = _number(row[column])
            if number is not None or _NOTHING.fullmatch(row[column]):
                values[at, column] = number
    return Numbers(
        tuple(row[0] for row in table.rows),
        tuple(_label(table, column) for column in range(width)),
        tuple(columns),
        values,
    )


def _sums(table: Table) -> tuple[Sum, ...]:
    return sums_claimed(_numbers(table))


def _check(table: Table, claimed: Sum) -> Check:
    return Check(claimed.what, claimed.off_by == 0, _off_by(table, claimed) or None)


def _off_by(table: Table, claimed: Sum) -> Decimal:
    """In euros, where the column's unit is more than one."""
    unit = _column_unit(table, claimed.total[1])
    return claimed.off_by * (unit.worth if isinstance(unit, Unit) else 1)


def _checks_by_cell(table: Table) -> dict[tuple[int, int], str]:
    """What each cell's sums say; a sum that is off tells on all its cells."""
    found: dict[tuple[int, int], str] = {}
    for claimed in _sums(table):
        off = _off_by(table, claimed)
        words = "ok" if off == 0 else f"off by {_finnish(off)}"
        for place in (claimed.total, *claimed.parts):
            if found.get(place, "ok") == "ok":
                found[place] = words
    return found


def _finnish(value: Decimal) -> str:
    return f"{value:,.2f}".replace(",", " ").replace(".", ",")

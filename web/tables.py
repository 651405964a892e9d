"""A printed table as a page shows it, and where in a section's text it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parser import Cell, Section, Table, typed_cells, unchecked_because
from web.texts import Lines, Rows, prose


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as printed; `off` says by how much a sum that it claims is wrong."""

    text: str
    is_number: bool = False
    is_total: bool = False
    off: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one financier gives of a funding table: euros, and hundredths of all."""

    name: str
    euros: Decimal
    percent: Decimal


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its number among the decision's; `shares` where its financiers can be told for sure."""

    number: int
    table: Table
    rows: tuple[tuple[ShownCell, ...], ...]
    numeric: tuple[bool, ...]
    why_unchecked: str | None
    shares: tuple[Share, ...]


Part = Lines | Rows | ShownTable


def shown(number: int, table: Table) -> ShownTable:
    """A table for the page."""
    cells = {(cell.row, cell.column): cell for cell in typed_cells(table)}
    rows = tuple(
        tuple(_cell(text, cells.get((at, column))) for column, text in enumerate(row, 1))
        for at, row in enumerate(table.rows, 1)
    )
    width = max(map(len, rows), default=0)
    numeric = tuple(any(len(row) > at and row[at].is_number for row in rows) for at in range(width))
    return ShownTable(number, table, rows, numeric, unchecked_because(table), shares(table))


def _cell(text: str, cell: Cell | None) -> ShownCell:
    if cell is None:
        return ShownCell(text)
    off = cell.check.removeprefix("off by ") if cell.check.startswith("off by ") else None
    return ShownCell(text, cell.number is not None, cell.role == "total", off)


def funded(table: Table) -> tuple[Cell, ...]:
    """The cells that are some financier's money; none unless the table claims sums and all of them hold."""
    if table.kind != "funding" or not table.checks or not all(check.ok for check in table.checks):
        return ()
    cells = [cell for cell in typed_cells(table) if cell.money and cell.value is not None and not cell.summed]
    found = [cell for cell in cells if cell.role in ("own_share", "other_funders", "part") and not cell.per]
    known = any(cell.role in ("own_share", "other_funders") for cell in found)
    return tuple(found) if known and all((cell.value or 0) >= 0 for cell in found) else ()


def by_column(cells: Sequence[Cell]) -> bool:
    """Do the columns tell financiers, and not the rows?"""
    return len({cell.column for cell in cells}) > 1


def shares(table: Table) -> tuple[Share, ...]:
    """What each financier gives, in printed order; none where that is not sure, or where there is only one."""
    cells = funded(table)
    columns = by_column(cells)
    sums: dict[str, Decimal] = {}
    for cell in cells:
        name = cell.column_label if columns else cell.row_label
        sums[name] = sums.get(name, Decimal(0)) + (cell.value or Decimal(0))
    whole = sum(sums.values(), Decimal(0))
    if len(sums) < 2 or "" in sums or not whole:
        return ()
    return tuple(Share(name, euros, euros * 100 / whole) for name, euros in sums.items())


def section_parts(section: Section, tables: Sequence[ShownTable], placed: set[int]) -> Iterator[Part]:
    """A section's text with real tables where their rows are printed; `placed` learns which of them are.

    Rows that no table has stay as they are printed.
    """
    for part in prose(section.text):
        if not isinstance(part, Rows):
            yield part
            continue
        rest = list(part.rows)
        for each in tables:
            own = {_key(row) for row in (each.table.header, *each.table.rows)}
            if each.number in placed or not any(_key(row) in own for row in rest if any(row)):
                continue
            before = next(at for at, row in enumerate(rest) if _key(row) in own)
            if before and not _is_header(rest[:before], each.table):
                yield Rows(tuple(rest[:before]))
            yield each
            placed.add(each.number)
            rest = [row for row in rest[before:] if _key(row) not in own]
        if rest:
            yield Rows(tuple(rest))


def _key(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in row)


def _is_header(rows: Sequence[Sequence[str]], table: Table) -> bool:
    """Are printed rows what the table's header was joined from?"""
    header = " ".join(table.header)
    return all(cell.strip() in header for row in rows for cell in row)

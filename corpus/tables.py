"""Tables and amounts of decisions as the rows of a CSV file (the contract's layouts)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TextIO

from corpus import csvfile
from corpus.csvfile import Field
from corpus.record import Record
from parser import Table, typed_cells

TableKinds = Literal["funding", "all"]
Layout = Literal["long", "wide"]

LONG_COLUMNS = (
    "decision_id", "municipality", "body", "date", "number", "title", "case_id", "table", "caption", "row",
    "row_label", "column", "column_label", "role", "value", "unit", "raw", "check", "sha256", "page", "line",
)  # fmt: skip
WIDE_COLUMNS = ("decision_id", "body", "date", "number", "title", "case_id", "caption")
MONEY_COLUMNS = (
    "decision_id", "municipality", "body", "date", "number", "title", "case_id", "value", "currency", "raw",
    "where", "role", "label", "per", "bound", "vat", "about", "sha256", "page", "line",
)  # fmt: skip


def long_rows(record: Record, kind: TableKinds) -> Iterator[tuple[Field, ...]]:
    """One row a value cell. `table` counts the decision's tables from 1, those left out too."""
    for number, table in tables_of(record, kind):
        for cell in typed_cells(table):
            yield (
                *decision_fields(record), number, table.caption, cell.row, cell.row_label, cell.column,
                cell.column_label, cell.role, cell.value, cell.unit, cell.raw, cell.check,
                record.source.sha256, cell.page, cell.line,
            )  # fmt: skip


def wide_rows(record: Record, kind: TableKinds, width: int) -> Iterator[tuple[Field, ...]]:
    """The tables as printed, header first, each row filled up to `width` cells after WIDE_COLUMNS."""
    id_, _, *rest = decision_fields(record)
    for _, table in tables_of(record, kind):
        for cells in _printed(table):
            yield (id_, *rest, table.caption, *cells, *[None] * (width - len(cells)))


def widest(records: Iterable[Record], kind: TableKinds) -> int:
    """How many cells the widest row of these tables has; 0 without tables."""
    return max(
        (len(cells) for record in records for _, table in tables_of(record, kind) for cells in _printed(table)),
        default=0,
    )


def money_rows(record: Record) -> Iterator[tuple[Field, ...]]:
    """One row an amount of money, in printed order; `value` in euros, empty where it is not sure."""
    for amount in record.decision.amounts:
        yield (
            *decision_fields(record), amount.value, amount.currency,
            amount.raw, amount.where, amount.role, amount.label, amount.per, amount.bound,
            amount.vat, "noin" if amount.about else None,
            record.source.sha256, amount.page, amount.line,
        )  # fmt: skip


def write_tables(
    stream: TextIO,
    records: Callable[[], Iterable[Record]],
    kind: TableKinds = "funding",
    layout: Layout = "long",
    excel: bool = False,
) -> int:
    """Writes the tables of records to a CSV stream (see csvfile.write); says how many rows.

    `records` gives them from the start each time it is called: the wide layout reads them twice, and holds
    none of them.
    """
    if layout == "long":
        rows = (row for record in records() for row in long_rows(record, kind))
        return csvfile.write(stream, LONG_COLUMNS, rows, excel)
    width = widest(records(), kind)
    rows = (row for record in records() for row in wide_rows(record, kind, width))
    header = (*WIDE_COLUMNS, *[str(number + 1) for number in range(width)])
    return csvfile.write(stream, header, rows, excel)


def write_money(stream: TextIO, records: Iterable[Record], excel: bool = False) -> int:
    """Writes the amounts of records to a CSV stream (see csvfile.write); says how many rows."""
    rows = (row for record in records for row in money_rows(record))
    return csvfile.write(stream, MONEY_COLUMNS, rows, excel)


def tables_of(record: Record, kind: TableKinds) -> Iterator[tuple[int, Table]]:
    """A decision's tables of a kind, each with its number among all of them."""
    for number, table in enumerate(record.decision.tables, 1):
        if kind in ("all", table.kind):
            yield number, table


def _printed(table: Table) -> tuple[tuple[str, ...], ...]:
    return (table.header, *table.rows) if table.header else table.rows


def decision_fields(record: Record) -> tuple[Field, ...]:
    """Which decision a row is of: the first columns of the long layout."""
    decision = record.decision
    return (
        decision.id,
        record.municipality,
        record.body,
        record.meeting.date.isoformat(),
        decision.number,
        decision.title,
        decision.case_id,
    )

"""Tables and amounts as an Excel workbook, through XlsxWriter, which lives here alone.

Numbers are numbers, everything else is text: nothing that a document prints is ever a formula or a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from corpus.csvfile import Field
from corpus.record import Record
from corpus.tables import MONEY_COLUMNS, WIDE_COLUMNS, TableKinds, decision_fields, money_rows, tables_of
from parser import Cell, Table, typed_cells, unchecked_because

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

INDEX_COLUMNS = (
    "sheet", "decision_id", "municipality", "body", "date", "number", "title", "case_id", "table", "caption", "kind",
    "unit", "rows", "columns", "checks", "why unchecked", "sha256", "page", "line",
)  # fmt: skip
PLACE_COLUMNS = ("sha256", "page", "line")

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767  # what a cell holds
_DIGITS = 15  # what Excel's numbers hold
_ALWAYS = datetime(2000, 1, 1)  # the same records give the same bytes


def write_tables_workbook(stream: BinaryIO, records: Iterable[Record], kind: TableKinds = "funding") -> int:
    """One sheet a table as printed, with the place of each row behind it, and first an index; says how many tables."""
    with _workbook(stream) as book:
        index = _Sheet(book, "Taulukot", INDEX_COLUMNS)
        count = 0
        for record in records:
            for number, table in tables_of(record, kind):
                count += 1
                name = _name(count, table.caption)
                index.add(_index_row(name, record, number, table))
                _write_table(_Sheet(book, name, ()), record, table)
    return count


def write_money_workbook(stream: BinaryIO, records: Iterable[Record]) -> int:
    """Every amount as a row of one sheet; says how many."""
    rows = (row for record in records for row in money_rows(record))
    return write_rows_workbook(stream, "Rahasummat", MONEY_COLUMNS, rows)


def write_rows_workbook(stream: BinaryIO, name: str, header: Sequence[str], rows: Iterable[Sequence[Field]]) -> int:
    """Rows of one sheet under a header; says how many."""
    count = 0
    with _workbook(stream, one_sheet=True) as book:
        sheet = _Sheet(book, name, header)
        for row in rows:
            sheet.add(row)
            count += 1
    return count


def _workbook(stream: BinaryIO, one_sheet: bool = False) -> Workbook:
    """A new workbook. One of a single sheet is written row by row and holds none of them."""
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    options["constant_memory" if one_sheet else "in_memory"] = True
    book = Workbook(stream, options)
    book.set_properties({"created": _ALWAYS})
    return book


class _Sheet:
    """A sheet that grows a row at a time."""

    def __init__(self, book: Workbook, name: str, header: Sequence[str]) -> None:
        self._book = book
        self._sheet: Any = book.add_worksheet(name)
        self._formats: dict[str, Any] = {}
        self._row = 0
        if header:
            self._sheet.freeze_panes(1, 0)
            self.add(header)

    def add(self, fields: Sequence[Field], formats: Sequence[str | None] = ()) -> None:
        """Writes a row; `formats` are the number formats of its first fields."""
        for column, field in enumerate(fields):
            self._write(column, field, formats[column] if column < len(formats) else None)
        self._row += 1

    def _write(self, column: int, field: Field, number_format: str | None) -> None:
        if field is None or field == "":
            return
        if isinstance(field, str):
            text = field.encode("utf-8", "replace").decode("utf-8")[:_LONGEST_TEXT]
            self._sheet.write_string(self._row, column, text)
        elif isinstance(field, Decimal) and len(field.as_tuple().digits) > _DIGITS:
            self._sheet.write_string(self._row, column, f"{field:f}")  # as a number it would lose its last digits
        else:
            self._sheet.write_number(self._row, column, field, self._format(number_format))

    def _format(self, number_format: str | None) -> Any:
        if number_format is None:
            return None
        if number_format not in self._formats:
            self._formats[number_format] = self._book.add_format({"num_format": number_format})
        return self._formats[number_format]


def _index_row(name: str, record: Record, number: int, table: Table) -> tuple[Field, ...]:
    checks = "; ".join(f"{check.what}: {'ok' if check.ok else f'off by {check.off_by}'}" for check in table.checks)
    return (
        name, *decision_fields(record), number, table.caption, table.kind, table.unit, len(table.rows),
        len(table.rows[0]) if table.rows else 0, checks or "unchecked", unchecked_because(table),
        record.source.sha256, table.page, table.line,
    )  # fmt: skip


def _write_table(sheet: _Sheet, record: Record, table: Table) -> None:
    id_, _, *rest = decision_fields(record)
    about = (id_, *rest, table.caption)
    width = len(table.rows[0]) if table.rows else 0
    header = table.header or tuple(str(column + 1) for column in range(width))
    sheet.add((*WIDE_COLUMNS, *header, *PLACE_COLUMNS))
    cells = {(cell.row, cell.column): cell for cell in typed_cells(table)}
    for at, row in enumerate(table.rows):
        typed = [cells.get((at + 1, column + 1)) for column in range(width)]
        printed = [_field(cell, text) for cell, text in zip(typed, row, strict=True)]
        formats = [None] * len(about) + [_number_format(cell) for cell in typed]
        sheet.add((*about, *printed, record.source.sha256, *table.positions[at]), formats)


def _field(cell: Cell | None, text: str) -> Field:
    return text if cell is None or cell.number is None else cell.number


def _number_format(cell: Cell | None) -> str | None:
    """The number as printed: its decimals, and the unit where it stands in the cell."""
    if cell is None or cell.number is None:
        return None
    exponent = cell.number.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    unit = re.search(r"(%|€|t€|M€|euroa)\s*\Z", cell.raw)
    return f"#,##0{'.' + '0' * decimals if decimals else ''}" + (f'" {unit[1]}"' if unit else "")


def _name(count: int, caption: str | None) -> str:
    """A sheet's name: a running number, so that no two are alike, and the caption as far as it fits."""
    words = _NOT_IN_A_NAME.sub(" ", caption or "").strip()
    return f"{count} {words}"[:_LONGEST_NAME].strip()

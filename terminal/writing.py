"""Records written as rows: as CSV to a stream of text, or as a workbook to one of bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, TextIO

if TYPE_CHECKING:
    from corpus import Field, Grouping, Layout, Record, TableKinds, Totals

Records = Callable[[], "Iterable[Record]"]


@contextmanager
def _text(stream: BinaryIO) -> Iterator[TextIO]:
    """Text for a stream that stays open; CSV needs its line ends as they are written."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        yield text
    finally:
        text.detach()


def write_tables_as(
    form: str, stream: BinaryIO, records: Records, kind: TableKinds, layout: Layout, excel: bool
) -> str:
    """The tables of records; says what was written."""
    from corpus import write_tables, write_tables_workbook

    if form == "xlsx":
        return f"{write_tables_workbook(stream, records(), kind)} tables"
    with _text(stream) as text:
        return f"{write_tables(text, records, kind, layout, excel)} rows"


def write_money_as(form: str, stream: BinaryIO, records: Records, excel: bool) -> str:
    """The amounts of records; says what was written."""
    from corpus import write_money, write_money_workbook

    if form == "xlsx":
        return f"{write_money_workbook(stream, records())} rows"
    with _text(stream) as text:
        return f"{write_money(text, records(), excel)} rows"


def write_totals_as(form: str, stream: BinaryIO, found: Totals, by: Grouping, excel: bool) -> str:
    """Sums by label, body, year, role or case; says what was written."""
    from corpus import TOTAL_COLUMNS, total_rows

    write_rows_as(form, stream, "Summat", (by, *TOTAL_COLUMNS), total_rows(found), excel)
    return f"{len(found.groups)} rows"


def write_rows_as(
    form: str, stream: BinaryIO, name: str, header: Sequence[str], rows: Iterable[Sequence[Field]], excel: bool
) -> None:
    """Rows of any kind under a header; `name` is the workbook's sheet."""
    from corpus import write_csv, write_rows_workbook

    if form == "xlsx":
        write_rows_workbook(stream, name, header, rows)
        return
    with _text(stream) as text:
        write_csv(text, header, rows, excel)


def left_out_text(found: Totals) -> str:
    """What a sum does not count, a line a reason."""
    return "\n".join(f"left out: {count} {reason}" for reason, count in found.left_out)

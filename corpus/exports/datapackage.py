"""A Frictionless data package: a CSV file a table, with `datapackage.json` and CSVW's `csv-metadata.json`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import fields
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpus.codec import encodable
from corpus.exports import schemas
from corpus.exports.entries import Holdings, once
from corpus.exports.rows import rows_of
from corpus.exports.sheets import SHEETS, Sheet


def write(folder: Path, holdings: Holdings) -> None:
    """Writes the package into a folder that is there."""
    for name, content in (("datapackage.json", schemas.datapackage()), ("csv-metadata.json", schemas.csvw())):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    with ExitStack() as files:
        writers = {sheet: _opened(folder, sheet, files) for sheet in SHEETS}
        is_new = once()
        for sitting in holdings.sittings():
            for row in rows_of(sitting, is_new):
                writers[type(row)].writerow(_cells(row))


def _opened(folder: Path, sheet: type[Sheet], files: ExitStack) -> Any:
    table = schemas.table_of(sheet)
    stream = files.enter_context((folder / table.path).open("w", encoding="utf-8", newline=""))
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    return writer


def _cells(row: Sheet) -> Iterator[str]:
    return (_cell(getattr(row, each.name)) for each in fields(row))


def _cell(value: object) -> str:
    """A value as the schemas say that it is written; they call an empty cell a missing value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, time):
        return value.isoformat("seconds")
    return value.isoformat() if isinstance(value, date) else encodable(str(value))

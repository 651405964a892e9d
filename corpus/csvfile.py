"""Rows into a CSV file that a spreadsheet can open without harm.

UTF-8, comma, `\\r\\n`, RFC 4180 quoting; for Finnish Excel a byte order mark, semicolons and decimal commas.
Documents come from outside: a cell that a spreadsheet would run as a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TextIO

Field = str | int | Decimal | None

# The full-width forms are formulas to a spreadsheet in East Asian settings.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+\-–−] ?[0-9]{1,3}(?:[ .\u00a0\u202f]?[0-9]{3})*(?:[.,][0-9]+)?(?:[ \u00a0]?[€%])?")


def write(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[Field]], excel: bool = False) -> int:
    """Writes a header and rows; says how many rows.

    The stream takes UTF-8 and leaves line ends alone: `open(path, "w", encoding="utf-8", newline="")`.
    Numbers are written plainly, None as an empty cell.
    """
    if excel:
        stream.write("\ufeff")
    writer = csv.writer(stream, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow([defused(name) for name in header])
    count = 0
    for row in rows:
        writer.writerow([_cell(field, excel) for field in row])
        count += 1
    return count


def defused(text: str) -> str:
    """The text as a cell that no spreadsheet runs. A plain number (`-1 234,50`, `+3`) stays as printed."""
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        text = f"'{text}"
    return text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate would stop the whole file


def _cell(field: Field, excel: bool) -> str:
    if field is None:
        return ""
    if isinstance(field, Decimal):
        number = f"{field:f}"
        return number.replace(".", ",") if excel else number
    return defused(field) if isinstance(field, str) else str(field)

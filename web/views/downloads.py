"""What a search finds as files: the hits, their tables, their amounts of money."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TextIO

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from corpus import Record, masked, write_csv, write_money, write_rows_workbook, write_tables
from index import COLUMNS, Hit, QueryError, hit_row
from web.asking import asked_in, found, ids_found
from web.desk import Opened

MOST = 5_000
"""Decisions of one file; more is `pykala export`'s work."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def hits_csv(opened: Opened, request: Request) -> Response:
    """The hits as CSV; with `excel=1` as Finnish Excel opens it."""
    excel = _excel(request)
    rows = [hit_row(hit) for hit in _hits(opened, request)]
    return csv_file("paatokset.csv", lambda text: write_csv(text, COLUMNS, rows, excel))


def hits_xlsx(opened: Opened, request: Request) -> Response:
    """The hits as a workbook."""
    stream = io.BytesIO()
    write_rows_workbook(stream, "Osumat", COLUMNS, [hit_row(hit) for hit in _hits(opened, request)])
    return file("paatokset.xlsx", XLSX, stream.getvalue())


def tables_csv(opened: Opened, request: Request) -> Response:
    """The tables of the hits, a row a cell."""
    records, excel = _records(opened, request), _excel(request)
    return csv_file("taulukot.csv", lambda text: write_tables(text, records, "all", "long", excel))


def money_csv(opened: Opened, request: Request) -> Response:
    """Every amount of money of the hits."""
    records, excel = _records(opened, request), _excel(request)
    return csv_file("rahasummat.csv", lambda text: write_money(text, records(), excel))


def csv_file(name: str, write: Callable[[TextIO], object]) -> Response:
    """What is written, as a file to keep."""
    text = io.StringIO(newline="")
    write(text)
    return file(name, "text/csv; charset=utf-8", text.getvalue().encode())


def file(name: str, media_type: str, content: bytes) -> Response:
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})


def _excel(request: Request) -> bool:
    return request.query_params.get("excel") == "1"


def _hits(opened: Opened, request: Request) -> tuple[Hit, ...]:
    try:
        return found(opened, asked_in(request), limit=MOST, offset=0).hits
    except (QueryError, ValueError) as error:
        raise HTTPException(400, str(error)) from error


def _records(opened: Opened, request: Request) -> Callable[[], Iterator[Record]]:
    try:
        ids = tuple(islice(ids_found(opened, asked_in(request)), MOST))
    except (QueryError, ValueError) as error:
        raise HTTPException(400, str(error)) from error
    return lambda: map(masked, opened.archive.records(ids))

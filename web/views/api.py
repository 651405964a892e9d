"""The same answers as JSON, read-only and paged; `openapi.py` says how they look."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from corpus import MONEY_COLUMNS, Filters, Line, decision_json, masked, money_rows
from index import QueryError, facets_json, hit_json
from web.asked import Asked
from web.asking import asked_in, found, ids_found
from web.desk import Opened
from web.openapi import MOST, PAGE, document


def openapi(opened: Opened, request: Request) -> Response:
    """The description of the interface."""
    return _json(document())


def decisions(opened: Opened, request: Request) -> Response:
    """A page of what a search finds."""
    asked, limit, offset = _asked(request)
    results = _meant(lambda: found(opened, asked, limit, offset))
    facets = json.loads(facets_json(results.facets))["facets"] if results.facets else {}
    hits = [json.loads(hit_json(hit)) for hit in results.hits]
    return _json(
        {"total": results.total, "limit": limit, "offset": offset, "hits": hits, "facets": facets,
         "suggestion": results.suggestion}
    )  # fmt: skip


def decision(opened: Opened, request: Request) -> Response:
    """A decision with everything that is known of it."""
    version = request.query_params.get("version", "")
    if version and not (version.isascii() and version.isdigit() and int(version[:9]) > 0 and len(version) < 7):
        raise HTTPException(400, f"{version[:50]!r} is no version")
    record = masked(opened.archive.record(request.path_params["id"], int(version) if version else None))
    sources = masked(opened.archive.sources(record.id, record.version))
    return Response(decision_json(record, sources), media_type="application/json")


def case(opened: Opened, request: Request) -> Response:
    """The decisions of a case, the oldest first."""
    limit, offset = _paged(request)
    case_id = request.path_params["id"].strip()
    ids = opened.archive.select(Filters(case=case_id), "date")[::-1]
    if not ids:
        raise HTTPException(404, "the archive has no decision of this case")
    return _json(_listed(opened, ids, limit, offset))


def person(opened: Opened, request: Request) -> Response:
    """The decisions that somebody prepared, presented or is named in, the newest first."""
    limit, offset = _paged(request)
    ids = _meant(lambda: opened.archive.select(Filters(person=request.path_params["name"]), "date"))
    if not ids:
        raise HTTPException(404, "the archive has no decision with this name")
    return _json(_listed(opened, ids, limit, offset))


def bodies(opened: Opened, request: Request) -> Response:
    """The bodies by year, with the § numbers that are missing between."""
    return _json({"bodies": [asdict(each) for each in opened.archive.stats().bodies]})


def money(opened: Opened, request: Request) -> Response:
    """Every amount of money of a page of what a search finds; pages count decisions."""
    asked, limit, offset = _asked(request)
    ids = _meant(lambda: ids_found(opened, asked))
    records = map(masked, opened.archive.records(islice(ids, offset, offset + limit)))
    rows = [dict(zip(MONEY_COLUMNS, row, strict=True)) for record in records for row in money_rows(record)]
    return _json({"total": len(ids), "limit": limit, "offset": offset, "amounts": rows})


def nothing(opened: Opened, request: Request) -> Response:
    raise HTTPException(404, "there is no such address; /api/v1/openapi.json lists them")


def _listed(opened: Opened, ids: tuple[str, ...], limit: int, offset: int) -> dict[str, Any]:
    lines = masked(opened.archive.lines(ids[offset : offset + limit]))
    return {"total": len(ids), "limit": limit, "offset": offset, "decisions": [_line(line) for line in lines]}


def _line(line: Line) -> dict[str, Any]:
    cents = line.largest_cents
    return {
        "id": line.id, "version": line.version, "municipality": line.municipality, "body": line.body,
        "date": line.date, "number": line.number, "title": line.title, "case_id": line.case_id,
        "outcome": line.outcome, "kind": line.document_kind,
        "largest_amount": None if cents is None else f"{Decimal(cents) / 100:.2f}",
    }  # fmt: skip


def _asked(request: Request) -> tuple[Asked, int, int]:
    asked = asked_in(request)
    wrong = next(asked.wrong(), None)
    if wrong:
        raise HTTPException(400, f"{wrong.name}: {wrong.value[:50]!r} means nothing")
    limit, offset = _paged(request)
    return asked, limit, offset or asked.offset


def _paged(request: Request) -> tuple[int, int]:
    values = []
    for name, least, most, usual in (("limit", 1, MOST, PAGE), ("offset", 0, 1_000_000, 0)):
        text = request.query_params.get(name)
        if text is not None and not (text.isascii() and text.isdigit() and len(text) < 8):
            raise HTTPException(400, f"{name}: {text[:50]!r} is no number")
        value = usual if text is None else int(text)
        if not least <= value <= most:
            raise HTTPException(400, f"{name} is from {least} to {most}")
        values.append(value)
    return values[0], values[1]


def _meant(ask: Callable[[], Any]) -> Any:
    """What cannot be meant is the asker's fault."""
    try:
        return ask()
    except (QueryError, ValueError) as error:
        raise HTTPException(400, str(error)) from error


def _json(value: object) -> Response:
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    return Response(text.encode("utf-8", "replace"), media_type="application/json")


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    raise TypeError(value)

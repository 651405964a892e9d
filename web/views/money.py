"""The money page: sums over what a search finds, by year, financier, body and purpose, each as a chart and a table."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock
from typing import cast, get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from corpus import Grouping, Totals, masked, totals
from index import QueryError
from web import charts
from web.asking import asked_in, ids_found
from web.desk import Opened
from web.pages import language_of, page
from web.words import Words, words

MOST = 2_000
"""Decisions whose sums are added up for one page."""
_ROWS = 15
_MOST_KEPT = 32
_KEPT: OrderedDict[tuple[str, int, tuple[str, ...], str], Totals] = OrderedDict()
_KEEPING = Lock()
_GROUPINGS: tuple[Grouping, ...] = ("year", "role", "body", "label")


@dataclass(frozen=True, slots=True)
class Row:
    """The money of one year, financier, body or purpose."""

    name: str
    total: Decimal
    amounts: int
    decisions: int
    first: str


def money(opened: Opened, request: Request) -> Response:
    """The sums of what is asked for; everything, for a search that asks nothing."""
    asked, t = asked_in(request), words(language_of(request))
    try:
        ids = ids_found(opened, asked)
    except (QueryError, ValueError) as error:
        return page(request, "money.html", 400, asked=asked, wrong=str(error), sums=(), left=(), all_found=0, most=MOST)
    sums = [(by, _rows(_totals(opened, ids, by), by, t)) for by in _GROUPINGS]
    left = _totals(opened, ids, "year").left_out
    return page(
        request, "money.html", asked=asked, wrong=None, left=left, all_found=len(ids), most=MOST,
        sums=tuple(each for each in sums if each[1]),
    )  # fmt: skip


def money_chart(opened: Opened, request: Request) -> Response:
    """One of its charts."""
    by = request.path_params["by"]
    if by not in get_args(Grouping):
        raise HTTPException(404)
    try:
        ids = ids_found(opened, asked_in(request))
    except (QueryError, ValueError) as error:
        raise HTTPException(400, str(error)) from error
    rows = _rows(_totals(opened, ids, cast(Grouping, by)), by, words("en" if _english(request) else "fi"))
    draw = charts.columns if by == "year" else charts.lying
    return draw([row.name for row in rows], [("€", [row.total for row in rows])])


def _english(request: Request) -> bool:
    return language_of(request) == "en"


def _totals(opened: Opened, ids: tuple[str, ...], by: Grouping) -> Totals:
    """Sums of the same decisions are asked for by a page and then by its charts."""
    key = (str(opened.archive.folder), opened.archive.generation, ids[:MOST], by)
    with _KEEPING:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    found = totals(map(masked, opened.archive.records(ids[:MOST])), by)
    with _KEEPING:
        _KEPT[key] = found
        if len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    return found


def _rows(found: Totals, by: str, t: Words) -> tuple[Row, ...]:
    """The largest groups; years in their order."""
    groups = [group for group in found.groups if group.total]
    if by == "year":
        groups.sort(key=lambda group: group.name)
    rows = []
    for group in groups if by == "year" else groups[:_ROWS]:
        name = t(f"role.{group.name}") if by == "role" and t.has(f"role.{group.name}") else group.name
        name = t("role.none") if name.startswith("(no ") else name
        rows.append(Row(name, group.total, group.amounts, len(group.decisions), next(iter(group.decisions))))
    return tuple(rows)

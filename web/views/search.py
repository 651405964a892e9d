"""The search page: one box, what it finds, counts that narrow it, and help where it finds nothing."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from starlette.requests import Request
from starlette.responses import Response

from corpus import masked
from index import QueryError, Results
from web.asked import DEEPEST_PAGE, PER_PAGE, Asked
from web.asking import asked_in, found, in_the_way
from web.desk import Opened
from web.facets import facets_of, histogram
from web.pages import language_of, page
from web.words import words


def search(opened: Opened, request: Request) -> Response:
    """The page at any of its states; the first one shows what came last."""
    asked = asked_in(request)
    if asked.is_empty:
        return _first(opened, request, asked)
    t = words(language_of(request))
    try:
        results = found(opened, asked)
    except QueryError as error:
        return page(request, "search.html", 400, asked=asked, results=None, unread=error, meant=None, wrong=())
    except ValueError as error:
        return page(request, "search.html", 400, asked=asked, results=None, unread=None, meant=str(error), wrong=())
    return page(
        request,
        "search.html",
        asked=asked,
        results=results,
        unread=None,
        meant=None,
        wrong=tuple(asked.wrong()),
        facets=tuple(facets_of(results.facets, asked, t)) if results.facets else (),
        bars=histogram(results.facets, asked, t) if results.facets else (),
        suggested=replace(asked, q=results.suggestion, page=1) if results.suggestion else None,
        blockers=in_the_way(opened, asked) if not results.total else (),
        pages=_pages(asked, results),
        first=asked.offset + 1,
    )


def _first(opened: Opened, request: Request, asked: Asked) -> Response:
    stats = opened.archive.stats()
    t = words(language_of(request))
    counts = opened.archive.facets(opened.archive.ids()) if stats.decisions < 50_000 else None
    return page(
        request,
        "first.html",
        asked=asked,
        stats=stats,
        facets=tuple(facets_of(masked(counts), asked, t)) if counts else (),
        bars=histogram(counts, asked, t) if counts else (),
        latest=masked(opened.archive.latest(None, 12)),
    )


def _pages(asked: Asked, results: Results) -> tuple[tuple[int, Asked], ...]:
    """The pages to go to: the first, the last and those around this one."""
    last = min(ceil(results.total / PER_PAGE), DEEPEST_PAGE)
    near = {1, last, *range(asked.page - 2, asked.page + 3)}
    return tuple((number, asked.with_(page=number)) for number in sorted(near) if 1 <= number <= last)

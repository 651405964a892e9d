"""A state of the search page put to the archive and its index."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

from starlette.requests import Request

from corpus import masked
from index import QueryError, Results
from web.asked import PER_PAGE, Asked, asked_of
from web.desk import Opened


def asked_in(request: Request) -> Asked:
    """The state that a request's address tells."""
    return asked_in_query(request.url.query)


def asked_in_query(query: str) -> Asked:
    return asked_of(parse_qs(query[:20_000], keep_blank_values=False, max_num_fields=None))


def found(opened: Opened, asked: Asked, limit: int = PER_PAGE, offset: int | None = None) -> Results:
    """A page of what is asked for, with the counts of all of it. QueryError, ValueError as the index raises them."""
    start = asked.offset if offset is None else offset
    if asked.q:
        results = opened.index.search(
            asked.q, asked.filters, asked.areas_in, asked.order, limit, start, facets=True
        )  # fmt: skip
    else:
        results = opened.index.listed(asked.filters, asked.order, limit, start, facets=True)
    return masked(results)


def ids_found(opened: Opened, asked: Asked) -> tuple[str, ...]:
    """The ids of all that is asked for, in its order."""
    if asked.q:
        return opened.index.ids(asked.q, asked.filters, asked.areas_in, asked.order)
    return opened.archive.select(asked.filters, "amount" if asked.order == "amount" else "date")


def in_the_way(opened: Opened, asked: Asked) -> tuple[tuple[str, Asked, int], ...]:
    """Where nothing is found: each filter without which something would be, the state without it, and how much."""
    if len(asked.narrowed) + bool(asked.q) < 2:
        return ()
    without = [(name, asked.without(name)) for name in asked.narrowed]
    if asked.q:
        without.append(("q", replace(asked, q="", areas=(), page=1)))
    counted = [(name, other, _count(opened, other)) for name, other in without]
    return tuple(each for each in counted if each[2])


def _count(opened: Opened, asked: Asked) -> int:
    try:
        return len(ids_found(opened, asked))
    except (QueryError, ValueError):
        return 0

"""Pages of what belongs together: a case, a body, a person, and the bodies of the archive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from corpus import BodyYear, Filters, Line, masked
from index import PersonFound, persons_of
from parser import slug
from web.asked import Asked
from web.desk import Opened
from web.facets import facets_of, histogram
from web.pages import language_of, page
from web.words import words

_MOST = 300
"""Decisions that one page lists; more is a search's work."""
_MOST_PERSONS = 8  # of one name
_MOST_POSTS = 40


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting of a body with its decisions (kokous)."""

    day: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A role of a person in a body, from one year to another, and how often it is told (tehtävä)."""

    role: str
    body: str
    first: str
    last: str
    count: int


def case(opened: Opened, request: Request) -> Response:
    """A case over time, over all bodies."""
    case_id = request.path_params["id"].strip()
    ids = opened.archive.select(Filters(case=case_id), "date")
    if not ids:
        raise HTTPException(404)
    lines = masked(opened.archive.lines(reversed(ids[:_MOST])))
    texts = {record.id: record.decision.effective_text for record in map(masked, opened.archive.records(ids[:_MOST]))}
    largest = max((line.largest_cents or 0 for line in lines), default=0)
    return page(
        request, "case.html", case_id=lines[0].case_id or case_id, lines=lines, texts=texts, largest=largest,
        bodies=tuple(dict.fromkeys((line.municipality, line.body) for line in lines)),
    )  # fmt: skip


def person(opened: Opened, request: Request) -> Response:
    """Who somebody is in the decisions: where, when, with what outcome."""
    name = " ".join(request.path_params["name"].split())[:200]
    try:
        ids = opened.archive.select(Filters(person=name), "date")
    except ValueError as error:
        raise HTTPException(404) from error
    known = masked(persons_of(opened.archive, name))[:_MOST_PERSONS]
    if not ids and not known:
        raise HTTPException(404)
    asked, t = Asked(person=name), words(language_of(request))
    counts = masked(opened.archive.facets(ids))
    return page(
        request, "person.html", name=name, asked=asked, total=len(ids),
        known=[(each, _posts(each)) for each in known], bars=histogram(counts, asked, t),
        facets=tuple(each for each in facets_of(counts, asked, t) if each.name != "person"),
        lines=masked(opened.archive.lines(ids[:_MOST])),
    )  # fmt: skip


def _posts(person: PersonFound) -> tuple[Post, ...]:
    """What somebody did in which body and when, the most often first."""
    days: dict[tuple[str, str], list[str]] = {}
    for each in person.mentions:
        days.setdefault((each.role, each.body), []).append(each.date)
    posts = [Post(role, name, min(found)[:4], max(found)[:4], len(found)) for (role, name), found in days.items()]
    return tuple(sorted(posts, key=lambda post: (-post.count, post.role, post.body))[:_MOST_POSTS])


def bodies(opened: Opened, request: Request) -> Response:
    """Every body of the archive, by municipality, with its decisions a year."""
    found: dict[str, dict[str, list[BodyYear]]] = {}
    for each in opened.archive.stats().bodies:
        found.setdefault(each.municipality, {}).setdefault(each.body, []).append(each)
    return page(request, "bodies.html", municipalities=found)


def body(opened: Opened, request: Request) -> Response:
    """A body's decisions by year, its meetings of one year, and the § numbers that the archive has not."""
    wanted = request.path_params["body"]
    years = [each for each in opened.archive.stats().bodies if slug(each.body) == wanted]
    if not years:
        raise HTTPException(404)
    name = years[0].body
    newest = max(each.year for each in years)
    asked_year = request.query_params.get("vuosi", "")
    year = int(asked_year) if asked_year in {str(each.year) for each in years} else newest
    ids = opened.archive.select(Filters(body=name, start=date(year, 1, 1), end=date(year, 12, 31)), "date")
    lines = masked(opened.archive.lines(ids[:_MOST]))
    counts = Counter[int]()
    for each in years:
        counts[each.year] += each.decisions
    everything = opened.archive.facets(opened.archive.select(Filters(body=name)))
    asked, t = Asked(body=name), words(language_of(request))
    return page(
        request, "body.html", name=name, slug=wanted, year=year, years=sorted(counts.items(), reverse=True),
        most=max(counts.values()), asked=asked, bars=histogram(everything, asked, t),
        places=sorted({each.municipality for each in years}), total=sum(counts.values()),
        missing=[each for each in years if each.year == year and each.missing],
        facets=tuple(each for each in facets_of(masked(everything), asked, t) if each.name in ("outcome", "person")),
        sittings=[Sitting(day, tuple(group)) for day, group in groupby(lines, key=lambda line: line.date)],
    )  # fmt: skip

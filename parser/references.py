"""Mentions in a decision's text: other decisions, laws, cases; dates and periods."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parser.fields import CASE_ID, DATE, DECISION_REFERENCE, LAW_REFERENCE, PERIOD, date_of
from parser.model import Entity, Reference
from parser.normalise import slug
from parser.places import body_of


def references_in(text: str, municipality: str, body: str, own_case: str | None) -> tuple[Reference, ...]:
    """Each reference once, in the order of its first mention, in the words printed.

    The target of a decision is its id, of a case the case id; a law has none here.
    """
    found: dict[tuple[str, str], Reference] = {}
    for reference in (*_decisions(text, municipality, body), *_laws(text), *_cases(text, own_case)):
        found.setdefault((reference.kind, reference.raw), reference)
    return tuple(found.values())


def _decisions(text: str, municipality: str, body: str) -> Iterator[Reference]:
    for match in DECISION_REFERENCE.pattern.finditer(text):
        day = DATE.search(match["date"])
        on = date_of(day) if day else None
        if on is None:
            continue
        named = body_of(match["body"]) if match["body"] else None
        raw = match[0] if named or not match["body"] else match[0].removeprefix(match["body"]).strip()
        target = f"{slug(municipality)}/{slug(named or body)}/{on.isoformat()}/{match['number']}"
        yield Reference("decision", raw.rstrip(" ,("), target)


def _laws(text: str) -> Iterator[Reference]:
    for match in LAW_REFERENCE.pattern.finditer(text):
        yield Reference("law", match[0])


def _cases(text: str, own_case: str | None) -> Iterator[Reference]:
    for match in CASE_ID.pattern.finditer(text):
        # a bare number with a year is as often a law's ("410/2015"): only the long forms are cases for sure
        certain = match[0].count("/") > 1 or "Dno" in match[0] or match[0].startswith("HEL ")
        before = text[match.start() - 1 : match.start()]
        if certain and match[0] != own_case and not before.isalnum():
            yield Reference("case", match[0], match[0])


def times_in(text: str) -> tuple[Entity, ...]:
    """The full dates and the periods of a text, each once; a date inside a period is not told apart."""
    found: dict[tuple[str, str], Entity] = {}
    spans = []
    for match in PERIOD.pattern.finditer(text):
        period = _period(match)
        if period:
            spans.append(match.span())
            found.setdefault(("period", match[0]), Entity("period", match[0], period))
    for match in DATE.pattern.finditer(text):
        on = date_of(match)
        if on and not any(start <= match.start() < end for start, end in spans):
            found.setdefault(("date", match[0]), Entity("date", match[0], on.isoformat()))
    return tuple(found.values())


def _period(match: re.Match[str]) -> str | None:
    """`2022-09-01/2023-08-31`, as ISO 8601 writes a period; a first date without a year takes the second's."""
    last = date_of(match)
    first = DATE.search(f"{match['from_day']}.{match['from_month']}.{match['from_year'] or match['year']}")
    start = date_of(first) if first else None
    return f"{start.isoformat()}/{last.isoformat()}" if start and last else None

"""Dates and periods in running text. A day or month without its year is no date here: nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parser.fields import DATE, PERIOD, WRITTEN_DATE, date_of, month_number
from parser.mentions import Mention, Taken

_DAYS = re.compile(
    r"(?<![\d.])(?P<first>[0-3]?\d)\. ?[–-] ?(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)(?!\d)"
)
_WIDE = re.compile(
    r"(?<![\d.])(?P<from_day>[0-3]?\d)\.(?P<from_month>[01]?\d)\.(?P<from_year>(?:19|20)\d\d)? {0,2}[–-] {0,2}"
    r"(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)(?!\d)"
)
_YEARS = re.compile(r"(?<![\w.,/§-])(?P<first>(?:19|20)\d\d) ?[–-] ?(?P<last>(?:19|20)\d\d)(?![\w/-]|[.,]\d)")
_LONGEST = 40  # years: a longer one is a pair of numbers


def time_mentions(text: str) -> Iterator[Mention]:
    """The full dates and the periods; a date inside a period is not told apart."""
    taken = Taken(text)
    yield from _periods(text, taken)
    for pattern, month_of in ((DATE.pattern, int), (WRITTEN_DATE.pattern, month_number)):
        for match in pattern.finditer(text):
            on = date_of(match, month_of)
            if on and not taken.holds(*match.span()):
                yield Mention("date", *match.span(), match[0], on.isoformat())


def _periods(text: str, taken: Taken) -> Iterator[Mention]:
    for pattern in (PERIOD.pattern, _WIDE, _DAYS):
        for match in pattern.finditer(text):
            normal = _period(match)
            if normal and not taken.holds(*match.span()):
                taken.take(*match.span())
                yield Mention("period", *match.span(), match[0], normal)
    for match in _YEARS.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if 0 < last - first <= _LONGEST:
            start = match.start("first")
            yield Mention("period", start, match.end(), text[start : match.end()], f"{first}/{last}")


def _period(match: re.Match[str]) -> str | None:
    """`2022-09-01/2023-08-31`, as ISO 8601 writes a period; a first date without a year takes the second's."""
    last = date_of(match)
    groups = match.groupdict()
    if "first" in groups:
        first = DATE.search(f"{match['first']}.{match['month']}.{match['year']}")
    else:
        first = DATE.search(f"{match['from_day']}.{match['from_month']}.{match['from_year'] or match['year']}")
    start = date_of(first) if first else None
    return f"{start.isoformat()}/{last.isoformat()}" if start and last and start <= last else None

"""What a reader narrows decisions down to, as a value and as SQL with bound parameters."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from corpus.rows import case_key, name_words
from parser import Outcome, slug

Has = Literal["table", "vote", "dissent", "attachment", "amount"]
Sort = Literal["date", "amount"]
Values = tuple[str | int, ...]

_ORDERS = {
    "date": "date DESC, number_value DESC, id",
    "amount": "largest_cents DESC, date DESC, number_value DESC, id",
}
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_FINNISH_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_YEAR = re.compile(r"[0-9]{4}")
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Filters:
    """What decisions must have; what is None or empty is not asked for.

    body              name of a body, or its abbreviation (bodies.toml)
    start, end        first and last day of the meeting
    case              case id
    person            words, in any order, of the name of one who prepared, presented or is named in it
    min_eur, max_eur  some amount of the decision is in this range
    """

    body: str | None = None
    start: date | None = None
    end: date | None = None
    case: str | None = None
    person: str | None = None
    outcome: str | None = None
    min_eur: Decimal | None = None
    max_eur: Decimal | None = None
    has: tuple[Has, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """An SQL statement that gives ids, with the values for its question marks."""

    sql: str
    values: Values


def query(filters: Filters, sort: Sort | None) -> Query:
    """The statement for some filters. ValueError, with a sentence, for what cannot be meant."""
    if sort is not None and sort not in _ORDERS:
        raise ValueError(f"Decisions are sorted by {' or '.join(_ORDERS)}, not by {sort}.")
    conditions = list(_conditions(filters))
    where = " AND ".join(["newest = 1", *(condition for condition, _ in conditions)])
    return Query(
        f"SELECT id FROM decisions WHERE {where} ORDER BY {_ORDERS[sort or 'date']}",
        tuple(value for _, values in conditions for value in values),
    )


def date_bound(text: str, last: bool) -> date:
    """The day that `2022-04-04`, `4.4.2022`, `2022-04` or `2022` means as a bound.

    Of a month or a year that is the first day, or the last when `last`. ValueError with a sentence.
    """
    try:
        return _bound(text.strip(), last)
    except ValueError:
        raise ValueError(
            f"{text!r} is no date: write 2022-04-04, 4.4.2022, 2022-04 (a month) or 2022 (a year)."
        ) from None


def _bound(text: str, last: bool) -> date:
    if found := _DAY.fullmatch(text):
        year, month, day = map(int, found.groups())
        return date(year, month, day)
    if found := _FINNISH_DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    if found := _MONTH.fullmatch(text):
        year, month = map(int, found.groups())
        first = date(year, month, 1)
        return first.replace(day=calendar.monthrange(year, month)[1]) if last else first
    if _YEAR.fullmatch(text):
        return date(int(text), 12, 31) if last else date(int(text), 1, 1)
    raise ValueError


def _conditions(filters: Filters) -> Iterator[tuple[str, Values]]:
    if filters.body is not None:
        slugs = _body_slugs(filters.body)
        yield f"body_slug IN ({', '.join('?' * len(slugs))})", slugs
    if filters.start is not None:
        yield "date >= ?", (filters.start.isoformat(),)
    if filters.end is not None:
        yield "date <= ?", (filters.end.isoformat(),)
    if filters.case is not None:
        yield "case_key = ?", (case_key(filters.case),)
    if filters.person is not None:
        yield _person(filters.person)
    if filters.outcome is not None:
        yield _outcome(filters.outcome)
    if filters.min_eur is not None or filters.max_eur is not None:
        yield _amount(filters.min_eur, filters.max_eur)
    for what in filters.has:
        if what not in get_args(Has):
            raise ValueError(f"A decision can have {', '.join(get_args(Has))}, but not {what}.")
        yield f"{what}_count > 0", ()


def _person(text: str) -> tuple[str, Values]:
    words = name_words(text)
    if not words:
        raise ValueError(f"{text!r} is no name.")
    each = " AND ".join(["instr(name_words, ?) > 0"] * len(words))
    return f"seq IN (SELECT seq FROM people WHERE {each})", tuple(f" {word} " for word in words)


def _outcome(outcome: str) -> tuple[str, Values]:
    if outcome not in get_args(Outcome):
        raise ValueError(f"{outcome!r} is no outcome: it is one of {', '.join(get_args(Outcome))}.")
    return "outcome = ?", (outcome,)


def _amount(least: Decimal | None, most: Decimal | None) -> tuple[str, Values]:
    bounds = (
        -_LARGEST if least is None else _cents(least, ROUND_CEILING),
        _LARGEST if most is None else _cents(most, ROUND_FLOOR),
    )
    return "seq IN (SELECT seq FROM amounts WHERE cents BETWEEN ? AND ?)", bounds


def _cents(euros: Decimal, rounding: str) -> int:
    if not euros.is_finite():
        raise ValueError(f"{euros} is no amount of money.")
    if euros.adjusted() > 15:  # more than any budget, and than SQLite's integers
        return _LARGEST if euros > 0 else -_LARGEST
    return int((euros * 100).to_integral_value(rounding))


def bodies_meant(text: str) -> tuple[str, ...]:
    """The bodies that an abbreviation stands for (`kh`); none for a body's name."""
    return _abbreviations().get(text.strip().casefold().rstrip("."), ())


def _body_slugs(body: str) -> tuple[str, ...]:
    return tuple(map(slug, bodies_meant(body) or (body,)))


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    with Path(__file__).with_name("bodies.toml").open("rb") as stream:
        return {short: tuple(bodies) for short, bodies in tomllib.load(stream).items()}

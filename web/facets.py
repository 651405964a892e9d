"""Counts over what was found, as links that narrow it: at the side, and as a histogram over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus import Facets
from web.asked import Asked
from web.words import Words

_MOST = 8
MOST_MONTHS = 36  # of a histogram by months; longer ones go by years


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that narrows: what it is called, how many have it, the state with it, and whether it is chosen."""

    label: str
    count: int
    asked: Asked
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One kind of value. `anew` is the state without it, where one is chosen; `more` are the rarer values."""

    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    anew: Asked | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A year or month of the histogram."""

    label: str
    count: int
    asked: Asked
    height: float
    tick: str


def facets_of(counts: Facets, asked: Asked, t: Words) -> Iterator[Facet]:
    """Those at the side, without empty ones."""
    bodies = [Choice(name, count, asked.with_(body=name), asked.body == name) for name, count in counts.body]
    years = [
        Choice(year, count, asked.with_(start=year, end=year), (asked.start, asked.end) == (year, year))
        for year, count in counts.year
    ]
    outcomes = [
        Choice(t(f"outcome.{name}"), count, asked.with_(outcome=name), asked.outcome == name)
        for name, count in counts.outcome
    ]
    people = [Choice(name, count, asked.with_(person=name), asked.person == name) for name, count in counts.person]
    money = [_band(name, count, asked, t) for name, count in counts.money]
    named = (("body", bodies), ("days", years), ("outcome", outcomes), ("person", people), ("money", money))
    for name, choices in named:
        if choices:
            anew = asked.without(name) if name in asked.narrowed else None
            yield Facet(name, tuple(choices[:_MOST]), tuple(choices[_MOST:]), anew)


def _band(name: str, count: int, asked: Asked, t: Words) -> Choice:
    least, _, most = name.partition("..")
    high = most.partition(".")[0]
    label = (
        t("money.below", most=_grouped(str(int(high) + 1), t))
        if not least
        else t("money.from", least=_grouped(least, t))
        if not most
        else t("money.band", least=_grouped(least, t), most=_grouped(str(int(high) + 1), t))
    )
    return Choice(label, count, asked.with_(least=least, most=most), (asked.least, asked.most) == (least, most))


def _grouped(number: str, t: Words) -> str:
    return t.number(int(number))


def histogram(counts: Facets, asked: Asked, t: Words) -> tuple[Bar, ...]:
    """How many a year, or a month where it is a matter of a few years; none for a single one. Empty ones too."""
    months = dict(counts.month)
    if not months:
        return ()
    first, last = _month_number(min(months)), _month_number(max(months))
    if last - first < MOST_MONTHS:
        span = [_month(number) for number in range(first, last + 1)]
        bars = [(month, t.month(month), months.get(month, 0), _month_tick(month, month == span[0])) for month in span]
    else:
        years = dict(counts.year)
        span = [str(year) for year in range(int(min(years)), int(max(years)) + 1)]
        bars = [(year, year, years.get(year, 0), year) for year in span]
    if len(bars) < 2:
        return ()
    most = max(count for _, _, count, _ in bars)
    return tuple(
        Bar(label, count, asked.with_(start=when, end=when), round(100 * count / most, 1), tick)
        for when, label, count, tick in bars
    )


def _month_tick(month: str, is_first: bool) -> str:
    """The year under each January; under the first bar the month too, unless January is near."""
    year, number = month.split("-")
    if number == "01":
        return year
    return f"{int(number)}/{year}" if is_first and int(number) < 11 else ""


def _month_number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"

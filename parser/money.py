"""Sums of money in Finnish text: `92 990 €`, `1.221.750 €`, `4,7 milj. euroa`, `5 000,- €`, `-8 278 000€`.

A number is money only with a unit of money behind it (a range's first number shares the second's). What could
be read in two ways is a doubt: it has no value, only its words and why. Units and words around a sum are data:
`units.toml`, `amounts.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from parser.fields import DATE
from parser.model import Bound
from parser.numbers import may_be_english, number, number_of
from parser.sumwords import about_before, bound_before, counts_things, may_be_negative, per_after, vat_after, vat_before
from parser.units import Unit, before_a_number, behind_a_number, is_beyond_all, unit_in, unit_of, without_unit

__all__ = ["Doubt", "Sum", "Unit", "doubts_in", "money_in", "number_of", "sums_in", "unit_in", "without_unit"]

_BEFORE = r"(?<![\w.,/§:'’])(?<!\w-)"  # not inside a word, a date, an id
_DASH = r"(?:[–—-]|…|\.{2,3})"
_EVEN = r"(?:[,:](?:--?|[–—]))?"  # `5 000,- €`: euros and no cents
_ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?\d{4}){2,7} ?\Z")
_ACCOUNT_HEAD = re.compile(r"[A-Z]{2}(?:\d\d ?)?\Z")
_NUMBER_AND_SUM = re.compile(r"\d{1,3} [1-9]\d{2}(?!\d)")  # `12 000` cannot be a twelfth thing and 000 €
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = re.compile(r"\d{1,2}:\d\d")
_NEAR = 45  # characters before a sum that can change what it is
_GROUP_BEFORE = re.compile(r"(?<!\d)\d{1,3} \d{3} \Z|(?<![\w.,-])\d{1,3} \Z")
_SPACED_DASH = re.compile(r"(?<=\w) [-–] \Z")
_EITHER = ("±", "+/", "+/-", "+/–")
_UNIT_PRICE = re.compile(r"(?<!\w)[áàa]['’´]? ?\Z")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum found in a text: its value in euros, its words, and where they begin.

    per    what it is for one of (`kk`, `asukas`)
    vat    what is said of value-added tax, as printed
    about  it is called a round one ("noin")
    """

    value: Decimal
    raw: str
    start: int
    per: str | None = None
    bound: Bound | None = None
    vat: str | None = None
    about: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is printed like a sum and cannot be read for sure, and why."""

    raw: str
    start: int
    why: str


def sums_in(text: str) -> Iterator[Sum]:
    """Every sum of money in a text, in order; `start` is the offset of `raw` in it."""
    return (found for found in money_in(text) if isinstance(found, Sum))


def doubts_in(text: str) -> Iterator[Doubt]:
    """Everything that is printed like a sum and has two readings or none, in order."""
    return (found for found in money_in(text) if isinstance(found, Doubt))


def money_in(text: str) -> list[Sum | Doubt]:
    """Sums and doubts of a text, in order."""
    found: list[Sum | Doubt] = []
    ends: set[int] = set()
    for match in _sum().finditer(text):
        unit = unit_of(match["unit"])
        if unit is None or _is_account(match):
            continue
        if _is_a_tail(match):
            continue
        ends |= {match.end("unit"), match.end("lowunit")}
        found += _read(match, unit)
    found += _unreadable(text, ends)
    found += _behind_the_unit(text)
    return sorted(found, key=lambda each: each.start)


@cache
def _sum() -> re.Pattern[str]:
    unit = behind_a_number()
    low, high = number("lowsep"), number("highsep")
    return re.compile(
        rf"{_BEFORE}(?:(?P<low>{low}){_EVEN}(?P<lowunit> ?(?:{unit}))? ?(?P<dash>{_DASH} ?))?(?P<sign>[-–+]|− ?)?"
        rf"(?P<open>\()?(?P<high>(?!0\d)(?:{high}))(?(open)\)){_EVEN} ?(?P<unit>{unit})",
        re.IGNORECASE,
    )


def _read(match: re.Match[str], unit: Unit) -> Iterator[Sum | Doubt]:
    """The sum or the two ends of the range that a match is, or the doubt about it."""
    per, end = per_after(match.string, match.end())
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    if per is None and _UNIT_PRICE.search(before):
        per = "kpl"
    vat = vat_after(match.string, end) or vat_before(before)
    start = match.start("high") if match["low"] else match.start()
    raw = match.string[start : end if "/" in match.string[match.end() : end] else match.end()].strip()
    sign = (match["sign"] or "").strip()
    if match["low"] and _is_sign(match):
        sign, start = match["dash"], match.start("dash")
        raw = match["dash"] + raw
    high = number_of(sign + match["high"])
    why = "it may be more or less" if before.rstrip().endswith(_EITHER) else _two_readings(match, unit, per, before)
    if why or high is None:
        yield Doubt(match.string[match.start() : end], match.start(), why or "no number")
        return
    bound, about = bound_before(before), about_before(before)
    if match["low"] and sign != match["dash"]:
        low = _low(match, unit, high, per, vat)
        yield from (low,) if low else ()
        bound = "max" if low else None
    yield Sum(high * unit.worth, raw, start, per, bound, vat, about)


def _two_readings(match: re.Match[str], unit: Unit, per: str | None, before: str) -> str | None:
    """Why a sum cannot be read for sure, or None."""
    first = match["low"] or match["high"]
    if _NUMBER_AND_SUM.match(first) and not match["sign"] and not match["open"] and counts_things(before):
        return "the first figure may be the number of the thing before it"
    if match["low"] and match["low"].isdecimal() and counts_things(before):
        return "the first figure may be the number of the thing before it"
    if match["low"] and _YEAR.fullmatch(match["low"]) and match["highsep"] and match["dash"].endswith(" "):
        return "the first figure may be a year"
    if match["low"] and _is_sign(match) and not _YEAR.fullmatch(match["low"]):
        low, high = number_of(match["low"]), number_of(match["high"])
        if low is None or high is None or low < high:
            return "the dash may be a minus or part the ends of a range"
    if unit.worth == 1 and per is None and may_be_english(match["high"]):
        return "a comma and three figures: thousands or decimals"
    if is_beyond_all(number_of(match["high"]), unit):
        return "more money than there is: the number or its unit is misprinted"
    if before.endswith("nbsp;"):
        return "a blank is printed as its name: the number may begin before it"
    if not match["low"] and not match["sign"] and _SPACED_DASH.search(before) and may_be_negative(before):
        return "the dash may be a minus"
    return None


def _is_sign(match: re.Match[str]) -> bool:
    """`vuonna 2024 -0,1 milj. €`: a dash that touches the number behind it alone is a minus."""
    return match["dash"] in ("-", "–") and match.string[match.start("dash") - 1] == " "


def _low(match: re.Match[str], unit: Unit, high: Decimal, per: str | None, vat: str | None) -> Sum | Doubt | None:
    """A range's first end; None where it is no smaller: then the dash was something else.

    `20–25 000 €` may begin at 20 € or at 20 000 €.
    """
    low = number_of(match["low"])
    if low is None or match["sign"]:
        return None
    low_unit = unit_of(match["lowunit"].strip()) if match["lowunit"] else None
    value = low * (low_unit or unit).worth
    raw = match.string[match.start("low") : match.start("dash")].rstrip()
    if value >= high * unit.worth:
        return None
    if low_unit is None and match["low"].isdecimal() and low * 1000 < high:
        return Doubt(raw, match.start("low"), "the range may begin at so many or at so many thousand")
    return Sum(value, raw, match.start("low"), per, "min", vat)


def _is_account(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    return _ACCOUNT.search(before) is not None


def _is_a_tail(match: re.Match[str]) -> bool:
    """Is it the end of a longer row of figures, of a number with too many groups?"""
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    return re.match(r"\d{3}(?!\d)", match[0]) is not None and _GROUP_BEFORE.search(before) is not None


@cache
def _figures() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,:/§'’-])(?P<run>\d(?:[\d .,:'’]{{0,40}}?[\d])?){_EVEN} ?(?P<unit>{behind_a_number()})",
        re.IGNORECASE,
    )


def _unreadable(text: str, ends: set[int]) -> Iterator[Doubt]:
    """Figures before a unit that make no number; not dates, times and account numbers."""
    for match in _figures().finditer(text):
        run = match["run"]
        before = text[max(0, match.start() - _NEAR) : match.start()]
        if match.end("unit") in ends or DATE.search(run) or _TIME.fullmatch(run):
            continue
        if not (_ACCOUNT_HEAD.search(before) or _ACCOUNT.search(before + run)):
            yield Doubt(match[0], match.start(), "the figures are not grouped as a number is")


@cache
def _led() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,-])(?<!\d )(?:{before_a_number()}) ?(?P<sum>(?!0\d)(?:{number('sep')})){_EVEN}"
        rf"(?![\d/%]|[.,:]\d| \d| ?(?:%|(?i:{behind_a_number()})))"
    )


def _behind_the_unit(text: str) -> Iterator[Sum | Doubt]:
    """`EUR 92 990`. No year and no small number: a header may go on with them (`Summa, € 2024`, `Hinta € 1)`)."""
    for match in _led().finditer(text):
        if _YEAR.fullmatch(match["sum"]) or re.fullmatch(r"\d{1,2}", match["sum"]):
            continue
        value = number_of(match["sum"])
        if value is None or may_be_english(match["sum"]):
            yield Doubt(match[0], match.start(), "a comma and three figures: thousands or decimals")
            continue
        before = text[max(0, match.start() - _NEAR) : match.start()]
        per, end = per_after(text, match.end())
        yield Sum(value, match[0], match.start(), per, bound_before(before), vat_after(text, end), about_before(before))

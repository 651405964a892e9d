"""Sums of money in Finnish text: `92 990 €`, `1.221.750 €`, `4,7 milj. euroa`, `2,5 M€`, `350 t€`, `-8 278 000€`.

A number is money only with a unit of money behind it (a range's first number shares the second's). What could
be read in two ways is left unread. The units are data: `units.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from parser.model import Bound
from parser.vocabulary import read_vocabulary

_SIGN = r"[-–−+]"
_PLAIN = r"\d{1,12}(?:,\d{1,4}|\.\d{1,2})?"
_BEFORE = r"(?<![\w.,/§:])(?<!\w-)"  # not inside a word, a date, an id
_CASE_ENDING = r"(?:[ai]{0,2}(?:n|na|on|a|lla|lle|lta|sta|ssa|ksi|t|ja|jen|en)?)"  # euroa, miljoonasta, miljardin
_ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?\d{4}){2,7} ?\Z")
_ACCOUNT_LENGTH = 45
_GROUP_BEFORE = re.compile(r"(?<!\d)\d{1,3} \d{3} \Z|(?<![\w.,-])\d{1,3} \Z")
_AT_MOST = re.compile(r"(?:enintään|korkeintaan|enimmillään|maksimissaan)\s{1,3}\Z", re.IGNORECASE)
_AT_LEAST = re.compile(r"(?:vähintään|vähimmillään)\s{1,3}\Z", re.IGNORECASE)


def _number(name: str) -> str:
    """Thousands grouped by one and the same sign, or plain digits."""
    grouped = rf"\d{{1,3}}(?P<{name}>[ .])\d{{3}}(?:(?P={name})\d{{3}}){{0,2}}(?:,\d{{1,2}})?"
    return rf"{grouped}(?!\d)|{_PLAIN}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money: its name in records, and its worth in euros."""

    name: str
    worth: int


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum found in a text: its value in euros, its words, and where they begin."""

    value: Decimal
    raw: str
    start: int
    per: str | None = None
    bound: Bound | None = None


@cache
def _units() -> tuple[tuple[str, Unit], ...]:
    """(pattern, unit), longest forms first, so that `milj. €` is not read as `€`."""
    read = read_vocabulary("units.toml")
    found = []
    for entry in read["unit"]:
        unit = Unit(entry["unit"], entry["worth"])
        for form in entry["forms"]:
            words = [re.escape(word.removesuffix("…")) + _CASE_ENDING * word.endswith("…") for word in form.split()]
            found.append((r" ?".join(words) + ("" if form.endswith("€") else r"(?![^\W_])"), unit))
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _sum() -> re.Pattern[str]:
    """A sum, or a range. A unit that begins with a number ("1 000 €") heads tables; behind a number it is a sum."""
    unit = _behind_a_number()
    low, high = _number("lowsep"), _number("highsep")
    return re.compile(
        rf"{_BEFORE}(?:(?P<low>{low})(?P<lowunit> ?(?:{unit}))? ?[–-] ?)?(?P<sign>[-–+]|− ?)?"
        rf"(?P<open>\()?(?P<high>(?!0\d)(?:{high}))(?(open)\)) ?(?P<unit>{unit})"
        r"(?: ?/ ?(?P<per>[a-zåäö]{1,20}[23²³]?))?",
        re.IGNORECASE,
    )


@cache
def _behind_a_number() -> str:
    return "|".join(pattern for pattern, _ in _units() if not pattern[0].isdigit())


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(rf" ?(?P<unit>{_behind_a_number()})\Z", re.IGNORECASE)


def without_unit(text: str) -> tuple[str, Unit | None]:
    """A table cell's number and the unit of money that stands behind it in the cell."""
    match = _suffix().search(text)
    return (text[: match.start()], _unit_of(match["unit"])) if match else (text, None)


def unit_in(text: str) -> Unit | None:
    """The unit of money that a table's header, caption or note names; None when it names two or none."""
    found = {unit for match in _unit_words().finditer(text) if (unit := _unit_of(match[0]))}
    return found.pop() if len(found) == 1 else None


@cache
def _unit_words() -> re.Pattern[str]:
    return re.compile(r"(?<![\w])(?:" + "|".join(pattern for pattern, _ in _units()) + ")", re.IGNORECASE)


def _unit_of(words: str) -> Unit | None:
    return next((unit for pattern, unit in _units() if re.fullmatch(pattern, words, re.IGNORECASE)), None)


def sums_in(text: str) -> Iterator[Sum]:
    """Every sum of money in a text, in order; `start` is the offset of `raw` in it."""
    for match in _sum().finditer(text):
        unit = _unit_of(match["unit"])
        if unit is None or _is_a_tail(match):
            continue
        per = match["per"].casefold() if match["per"] else None
        if match["low"]:
            yield from _range(match, unit, per)
            continue
        value = number_of((match["sign"] or "").strip() + match["high"])
        if value is not None:
            raw = match[0].strip()
            yield Sum(value * unit.worth, raw, match.start(), per, _bound(text[: match.start()]))


def _is_a_tail(match: re.Match[str]) -> bool:
    """Is it the end of a longer row of figures: of a number with too many groups, or of an account number?"""
    before = match.string[max(0, match.start() - _ACCOUNT_LENGTH) : match.start()]
    if _ACCOUNT.search(before):
        return True
    return re.match(r"\d{3}(?!\d)", match[0]) is not None and _GROUP_BEFORE.search(before) is not None


def _range(match: re.Match[str], unit: Unit, per: str | None) -> Iterator[Sum]:
    """Both ends, unless the first is no smaller: then the dash was something else, and only the second is sure."""
    low, high = number_of(match["low"]), number_of(match["high"])
    if high is None:
        return
    is_range = low is not None and low < high and not match["sign"]
    if is_range and low is not None:
        low_unit = _unit_of(match["lowunit"].strip()) if match["lowunit"] else unit
        raw = match["low"] + (match["lowunit"] or "")
        yield Sum(low * (low_unit or unit).worth, raw, match.start("low"), per, "min")
    raw = match.string[match.start("high") : match.end()]
    yield Sum(high * unit.worth, raw, match.start("high"), per, "max" if is_range else None)


def _bound(before: str) -> Bound | None:
    tail = before[-20:]
    if _AT_MOST.search(tail):
        return "max"
    return "min" if _AT_LEAST.search(tail) else None


_NUMBER = re.compile(rf"(?P<sign>{_SIGN} ?)?(?P<digits>{_number('sep')})")


def number_of(text: str) -> Decimal | None:
    """The number that a whole text is: grouped by spaces or full stops, a decimal comma, a minus of any kind.

    `1.500` is one thousand five hundred, `1.5` one and a half; None for anything else.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    digits = match["digits"].replace(" ", "")
    whole, comma, decimals = digits.partition(",")
    if match["sep"] or comma:
        whole = whole.replace(".", "")
    value = Decimal(f"{whole}.{decimals}" if comma else whole)
    return -value if match["sign"] and match["sign"].strip() != "+" else value

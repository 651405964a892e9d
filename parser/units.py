"""Units of money, as a number, a header, a caption or a note prints them. The words are data: `units.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from parser.vocabulary import read_vocabulary

# euroa, miljoonasta, miljardin, euroihin
_CASE_ENDING = r"(?:[ai]{0,2}(?:n|na|on|a|lla|lle|lta|sta|ssa|ksi|t|ja|jen|en|hin)?)"
_MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money: its name in records, and its worth in euros."""

    name: str
    worth: Decimal


@cache
def _units() -> tuple[tuple[str, Unit], ...]:
    """(pattern, unit), longest forms first, so that `milj. €` is not read as `€`."""
    read = read_vocabulary("units.toml")
    found = []
    for entry in read["unit"]:
        unit = Unit(entry["unit"], Decimal(entry["worth"]))
        for form in entry["forms"]:
            words = [re.escape(word.removesuffix("…")) + _CASE_ENDING * word.endswith("…") for word in form.split()]
            found.append((r" ?".join(words) + ("" if form.endswith("€") else r"(?![^\W_])"), unit))
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def behind_a_number() -> str:
    """The pattern of a unit behind a number. One that begins with a number ("1 000 €") only heads tables."""
    return "|".join(pattern for pattern, _ in _units() if not pattern[0].isdigit())


@cache
def before_a_number() -> str:
    """The pattern of a unit before a number; it is worth a euro."""
    return "|".join(
        re.escape(form) for entry in read_vocabulary("units.toml")["unit"] for form in entry.get("before", ())
    )


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(rf"(?:,[-–—])? ?(?P<unit>{behind_a_number()})\Z", re.IGNORECASE)


def without_unit(text: str) -> tuple[str, Unit | None]:
    """A table cell's number and the unit of money that stands behind it in the cell, or before it."""
    if match := _suffix().search(text):
        return text[: match.start()], unit_of(match["unit"])
    match = re.match(rf"(?P<unit>{before_a_number()}) ?(?=[-–−\d])(?!(?:19|20)\d\d\Z)", text)
    return (text[match.end() :], unit_of(match["unit"])) if match else (text, None)


@lru_cache(maxsize=4096)
def unit_in(text: str) -> Unit | None:
    """The unit of money that a table's header, caption or note names; None when it names two or none."""
    found = {unit for match in _unit_words().finditer(text) if (unit := unit_of(match[0]))}
    return found.pop() if len(found) == 1 else None


@cache
def _unit_words() -> re.Pattern[str]:
    return re.compile(r"(?<![\w])(?:" + "|".join(pattern for pattern, _ in _units()) + ")", re.IGNORECASE)


def is_beyond_all(number: Decimal | None, unit: Unit) -> bool:
    """A million millions: `8 000 000 milj. euroa` is a misprint, whichever part of it."""
    return number is not None and unit.worth >= _MILLION and abs(number) >= _MILLION


def unit_of(words: str) -> Unit | None:
    """The unit that these words are."""
    return next((unit for pattern, unit in _units() if re.fullmatch(pattern, words, re.IGNORECASE)), None)

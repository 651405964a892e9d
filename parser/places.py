"""The names of municipalities and bodies. The words are data: `municipalities.toml`, `bodies.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_OF_MUNICIPALITY = re.compile(
    r"([A-ZÅÄÖ][\wåäöÅÄÖ-]{1,30}) (?i:(kaupunki|kunta|kaupungin|kunnan|stad|kommun))\b", re.UNICODE
)


@cache
def _genitives() -> dict[str, str]:
    read = tomllib.loads(files("parser").joinpath("municipalities.toml").read_text(encoding="utf-8"))
    endings = sorted(read["genitives"], key=lambda pair: -len(pair[0]))
    found = {}
    for name in read["names"].split():
        if name in read["exceptions"]:
            genitive = read["exceptions"][name]
        else:
            ending = next((pair for pair in endings if name.lower().endswith(pair[0])), ("", "n"))
            genitive = name[: len(name) - len(ending[0])] + ending[1]
            genitive = genitive[0].upper() + genitive[1:]
        found[genitive.casefold()] = name
        found.setdefault(name.casefold(), name)
    return found


def municipality_in(text: str) -> tuple[str, str] | None:
    """The municipality that a text names, and the words that name it ("Lahti", "Lahden kaupunki").

    A name that the list does not know stays as printed, since a guess at its base form could be wrong.
    """
    for match in _OF_MUNICIPALITY.finditer(text):
        known = _genitives().get(match[1].casefold())
        if known or match[2].casefold() in ("kaupunki", "kunta"):
            return known or match[1], match[0]
    return None


@dataclass(frozen=True, slots=True)
class _Bodies:
    ending: re.Pattern[str]
    office: re.Pattern[str]
    never: frozenset[str]
    short: dict[str, str]


@cache
def _bodies() -> _Bodies:
    read = tomllib.loads(files("parser").joinpath("bodies.toml").read_text(encoding="utf-8"))
    endings = "|".join(sorted((*read["endings"], *read["offices"]), key=len, reverse=True))
    ending = re.compile(rf"(?:{endings})\b(?:,? (?:[IVX]{{1,4}}|\d{{1,2}}|A|B|C))?\Z", re.IGNORECASE)
    office = re.compile(rf"(?:{'|'.join(read['offices'])})\Z", re.IGNORECASE)
    return _Bodies(ending, office, frozenset(name.casefold() for name in read["never"]), read["short"])


def body_of(text: str) -> str | None:
    """The body that a whole line or a part of one names, or None. `text` may be an abbreviation (`Kh`)."""
    name = text.strip(" ,;:-–")
    if name.casefold() in _bodies().short:
        return _bodies().short[name.casefold()]
    if not 0 < len(name) <= 100 or name.casefold() in _bodies().never or any(sign.isdigit() for sign in name):
        return None
    if len(name.split()) > 7 or not name[0].isupper() or name.endswith("."):
        return None
    return name if _bodies().ending.search(name) else None


def is_office(word: str) -> bool:
    """Does a word end as the titles of officers do ("kaupunkikehitysjohtaja")?"""
    return _bodies().office.search(word) is not None

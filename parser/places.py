"""The names of municipalities and bodies. The words are data: `municipalities.toml`, `bodies.toml`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from parser.normalise import slug
from parser.vocabulary import read_vocabulary

_OF_MUNICIPALITY = re.compile(
    r"([A-ZÅÄÖ][\wåäöÅÄÖ-]{1,30}) (?i:(kaupunki|kunta|kaupungin|kunnan|stad|kommun))\b", re.UNICODE
)

_DOMAIN = re.compile(r"(?:@|\(at\)|\bwww\.|://)(?:[\w-]{1,40}\.){0,2}?([\w-]{2,40}\.fi)\b")
_LONGEST_DECIDER = 160  # characters of a body's name and the verb
_CLAUSE = re.compile(r", (?:jo\w{1,6}|että|kun|jos)\b")
_BEHIND_TITLE = re.compile(r",| (?=\d)")


@cache
def genitives() -> dict[str, str]:
    """The municipalities by their genitive and by their name, in lower case."""
    read = read_vocabulary("municipalities.toml")
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


def genitive_of(municipality: str) -> str | None:
    """`Lahden` of `Lahti`; None for a name that the list does not have."""
    name = municipality.strip().casefold()
    return next(
        (form[0].upper() + form[1:] for form, base in genitives().items() if base.casefold() == name and form != name),
        None,
    )


def municipality_in(text: str) -> tuple[str, str] | None:
    """The municipality that a text names, and the words that name it ("Lahti", "Lahden kaupunki").

    A name that the list does not know stays as printed, since a guess at its base form could be wrong.
    """
    for match in _OF_MUNICIPALITY.finditer(text):
        known = genitives().get(match[1].casefold())
        if known or match[2].casefold() in ("kaupunki", "kunta"):
            return known or match[1], match[0]
    return None


def is_other_municipality(label: str, own: str | None) -> bool:
    """Does a whole label name a municipality that is not this one: `Hollola`, `Hollolan kunta`?"""
    named = municipality_in(label)
    name = named[0] if named else genitives().get(label.strip(" :*").casefold())
    return own is not None and name is not None and name != own


@cache
def _domains() -> dict[str, str]:
    read = read_vocabulary("municipalities.toml")
    return {f"{slug(name)}.fi": name for name in read["names"].split()} | dict(read["domains"])


def municipality_of_addresses(text: str) -> str | None:
    """The municipality whose domain most of the addresses in a text have ("maija.malli@hel.fi", "www.espoo.fi")."""
    named = Counter(found for match in _DOMAIN.finditer(text) if (found := _domains().get(match[1].casefold())))
    return named.most_common(1)[0][0] if named else None


@dataclass(frozen=True, slots=True)
class _Bodies:
    ending: re.Pattern[str]
    office: re.Pattern[str]
    never: frozenset[str]
    short: dict[str, str]
    decides: frozenset[str]


@cache
def _bodies() -> _Bodies:
    read = read_vocabulary("bodies.toml")
    endings = "|".join(sorted((*read["endings"], *read["offices"]), key=len, reverse=True))
    ending = re.compile(rf"(?:{endings})\b(?:,? (?:[IVX]{{1,4}}|\d{{1,2}}|A|B|C))?\Z", re.IGNORECASE)
    office = re.compile(rf"(?:{'|'.join(read['offices'])})\Z", re.IGNORECASE)
    never = frozenset(name.casefold() for name in read["never"])
    return _Bodies(ending, office, never, read["short"], frozenset(read["decides"]["verbs"]))


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


def decider_of(sentence: str) -> str | None:
    """The body that a sentence begins with and that decides in it: "Kaupunginhallitus päätti …".

    An officer may be told by a unit or a number behind the title: "Palvelupäällikkö, nuorten palvelut, päätti".
    """
    words = sentence[:_LONGEST_DECIDER].split()
    for at, word in enumerate(words):
        if at and word.rstrip(",:") in _bodies().decides:
            name = " ".join(words[:at]).rstrip(",")
            title = _BEHIND_TITLE.split(name, maxsplit=1)[0]
            ends = _bodies().ending.search(name) or _bodies().ending.search(title)
            whole = name[0].isupper() and not name.endswith(".") and not _CLAUSE.search(name)
            return name if ends and whole else None
    return None


def is_office(word: str) -> bool:
    """Does a word end as the titles of officers do ("kaupunkikehitysjohtaja")?"""
    return _bodies().office.search(word) is not None

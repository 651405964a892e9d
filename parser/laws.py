"""Acts and decrees named with a section or a number, and their place in Finlex. The words are data: `laws.toml`.

A mention is a name in any case form, an abbreviation or a title ("kuntalain", "MRL:n", "laki X:stä", "X:stä annetun
lain"), then its number, its section, or both. A name alone links to nothing: it is no mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from parser.mentions import Mention
from parser.vocabulary import read_vocabulary

_ACT = r"l(?:aki|ain|akia|aissa|aista|akiin|ailla|aille|ailta|akina|aiksi|akien|akeja)"
_DECREE = r"asetu(?:s|ksen|sta|ksessa|ksesta|kseen|ksella|kselle)"
_CODE = r"kaar(?:i|en|ta|essa|esta|een|ella)"
_RULES = r"(?:säännö|ohjesäännö)(?:n|ssä|stä|llä|ksi)|sääntö(?:ä|ön|)"
_NUMBER = r"(?P<number>\d{1,4}/\d{3,4})"
_PART = r"\d{1,4}(?:\.\d{1,2})?(?: ?[a-z](?![\w]))?"
_PARTS = rf"{_PART}(?: ?[-–] ?{_PART}|(?:,| ja| tai| sekä) {_PART}){{0,8}}"
_SIGN = r"§(?::\w{1,4})?"
_MOMENT = r"(?:[ ,]{0,2}\d{1,2}(?:[.]|:n)? ?(?:mom(?:ent\w{1,7}|\.)?|kohta|kohdan|kohdassa|kohtaan|k(?!\w))){1,3}"
_CHAPTER = r"(?:\d{1,3}|[IVX]{1,5})\.? ?[a-z]? ?lu(?:ku|vun|vussa|kuun|ku[ua])"
_SECTION = (
    rf"(?:{_CHAPTER},? )?(?:{_PARTS} ?{_SIGN}|§(?::\w{{1,4}}|§)? ?{_PARTS}|pykälä\w{{0,4}} {_PARTS})"
    rf"(?:{_MOMENT})?(?!\w)"
)
_TAIL = re.compile(
    rf"(?:,? ?\(?{_NUMBER}(?P<inside>(?:,| ) ?{_SECTION})?\)?(?P<behind>,? {_SECTION})?"
    rf"|,? \(?(?P<alone>{_SECTION})\)?|,? {_CHAPTER})"
)
_HEAD = re.compile(rf"(?:{_ACT}|{_DECREE}|{_CODE}|{_RULES})(?!\w)", re.IGNORECASE)
_FIRST_PART = re.compile(r"(?<![\w-])[A-ZÅÄÖa-zåäö][a-zåäö]{1,30}- ja \Z")
_TITLE_BEHIND = re.compile(r" [a-zåäö][\w-]{1,40}(?:,? [\w-]{1,40}){0,11}?(?=,? ?\(?\d)")
_LONGEST_WORD = 60
_WORD_BEFORE = re.compile(rf"[\w-]{{0,{_LONGEST_WORD}}}\Z")
_LONGEST_TITLE = 140


@dataclass(frozen=True, slots=True)
class Law:
    """An act or decree (säädös) in the statute book; before `since` its name meant `was`."""

    number: str
    since: date | None = None
    was: str | None = None

    def at(self, day: date | None) -> str | None:
        """The number of the act that the name meant on a day."""
        return self.was if self.since and day and day < self.since else self.number


@dataclass(frozen=True, slots=True)
class _Laws:
    names: dict[str, Law]
    titles: re.Pattern[str]
    short: re.Pattern[str]


@cache
def _laws() -> _Laws:
    names: dict[str, Law] = {}
    for entry in read_vocabulary("laws.toml")["law"]:
        since = date.fromisoformat(entry["since"]) if "since" in entry else None
        for name in (entry["name"], *entry.get("also", ())):
            names[name] = Law(entry["number"], since, entry.get("was"))
    short = sorted((name for name in names if any(sign.isupper() for sign in name)), key=len, reverse=True)
    titles = sorted((name[5:] for name in names if name.startswith("laki ")), key=len, reverse=True)
    return _Laws(
        names,
        re.compile(
            rf"(?<![\w-])(?:{_ACT} (?P<behind>{'|'.join(titles)})"
            rf"|(?P<before>{'|'.join(titles)}) anne(?:ttu|tun|tulla|tussa|tusta|ttuun|ttua) {_ACT})(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![\w-])(?P<name>{'|'.join(short)})(?::(?:n|ssä|ssa|stä|sta|ää|aa|ään|än))?(?![\w-])"),
    )


def law_mentions(text: str, day: date | None = None) -> Iterator[Mention]:
    """The acts that a text names with a number or a section; `day` tells which act an old name means."""
    taken = 0
    heads = sorted((*_named(text), *_abbreviated(text), *_plain(text)), key=lambda head: (head[0], -head[1]))
    for start, end, key in heads:
        tail = _TAIL.match(text, end) if start >= taken else None
        if tail is None:
            continue
        number = _valid(tail["number"])
        if key is None and number is None:
            continue
        known = _laws().names.get(key or "")
        printed = number or (known.at(day) if known else None)
        stop = _stop(text, tail)
        taken = stop
        yield Mention("law", start, stop, text[start:stop], _eli(printed) if printed else None)


def _named(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Whole titles: "laki X:stä", "X:stä annetun lain"."""
    for match in _laws().titles.finditer(text):
        yield match.start(), match.end(), f"laki {match['behind'] or match['before']}".casefold()


def _abbreviated(text: str) -> Iterator[tuple[int, int, str | None]]:
    for match in _laws().short.finditer(text):
        yield match.start(), match.end(), match["name"]


def _plain(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Words that end in -laki, -asetus, -kaari, -sääntö; and a bare "laki" or "asetus", which only a number names."""
    for match in _HEAD.finditer(text):
        start, end = match.span()
        word = text[_word_start(text, start) : start]
        if word:
            begin = _first_part(text, start - len(word))
            yield begin, end, (text[begin:start] + _base(match[0])).casefold()
            continue
        title = _TITLE_BEHIND.match(text, end, end + _LONGEST_TITLE)
        if title and "§" not in title[0]:
            yield start, title.end(), None
        yield start, end, None


def _word_start(text: str, end: int) -> int:
    found = _WORD_BEFORE.search(text[max(0, end - _LONGEST_WORD) : end])
    return end - len(found[0]) if found else end


def _first_part(text: str, start: int) -> int:
    """Where "maankäyttö- ja rakennuslaki" begins, from its second part."""
    found = _FIRST_PART.search(text[max(0, start - 40) : start])
    return start - len(found[0]) if found else start


def _base(kind: str) -> str:
    low = kind.casefold()
    for first, base in (("l", "laki"), ("a", "asetus"), ("k", "kaari")):
        if low.startswith(first):
            return base
    return "sääntö"


def _valid(number: str | None) -> str | None:
    """A number of the statute book; a year of three digits is a slip of the pen and tells nothing."""
    return number if number and 1734 <= int(number.partition("/")[2]) <= 2099 else None


def _stop(text: str, tail: re.Match[str]) -> int:
    """The end of the mention: a bracket that was opened inside it belongs to it, another one does not."""
    end = tail.end()
    if text[end - 1] == ")" and "(" not in tail[0]:
        end -= 1
    elif text[end : end + 1] == ")" and tail[0].count("(") > tail[0].count(")"):
        end += 1
    return end


def _eli(number: str) -> str:
    """The European identifier of an act: `http://data.finlex.fi/eli/sd/2015/410`."""
    serial, _, year = number.partition("/")
    return f"http://data.finlex.fi/eli/sd/{year}/{int(serial)}"

"""Counted votes: `34 JAA-ääntä ja 22 EI-ääntä, 2 tyhjää`, `EI 8 ja JAA 2`, `Jaa-äänet: 9`, `äänin 7–4`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from parser.model import Vote


def _count(name: str) -> str:
    """`8`, or `kahdeksan (8)`."""
    return rf"(?:[a-zåäö]{{3,20}} ?\((?P<{name}w>\d{{1,3}})\)|(?P<{name}d>\d{{1,3}}))"


def _label(name: str) -> str:
    return rf"(?P<{name}l>jaa|ei|tyhj\w{{0,4}}|poissa\w{{0,6}})(?:[-– ]{{0,3}}ään\w{{1,6}})?"


_COUNTED = re.compile(
    rf"(?<![\w.,§]){_count('a')} ?{_label('a')}(?!\w)"
    rf"|(?<!\w){_label('b')}(?: annettiin| sai)? ?[:=]? ?{_count('b')}(?![\w.,]\d)",
    re.IGNORECASE,
)
_WORDS = [
    "yksi",
    "kaksi",
    "kolme",
    "neljä",
    "viisi",
    "kuusi",
    "seitsemän",
    "kahdeksan",
    "yhdeksän",
    "kymmenen",
    "yksitoista",
    "kaksitoista",
    "kolmetoista",
    "neljätoista",
    "viisitoista",
    "kuusitoista",
    "seitsemäntoista",
    "kahdeksantoista",
    "yhdeksäntoista",
    "kaksikymmentä",
]
_BARE = re.compile(
    r"\bäänin (?P<for>\d{1,3}) ?[–-] ?(?P<against>\d{1,3})(?!\d)"
    r"|(?<!\w)(?P<for2>\d{1,3}) ?äänellä (?P<against2>\d{1,3}) ?ääntä vastaan",
    re.IGNORECASE,
)


def _tallied(name: str) -> str:
    """`kahdeksan ääntä`, `kuusi (6) ääntä`, `8 ääntä`."""
    word = "|".join(reversed(_WORDS))
    return rf"(?:(?P<{name}w>{word})(?: \((?P<{name}p>\d{{1,3}})\))?|(?P<{name}d>\d{{1,3}})) ?ään(?:tä|en)"


# "Maija Malli sai kahdeksan ääntä ja Matti Malli kolme ääntä", "ehdotuksen puolesta annettiin 6 ääntä ja …"
_SIDES = re.compile(
    rf"(?P<one>[^.,;]{{3,90}}?) (?:sai|annettiin) {_tallied('a')},? ja "
    rf"(?P<two>[^.,;]{{3,90}}?) (?:sai |annettiin )?{_tallied('b')}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Count:
    label: str
    printed: str
    number: int


def votes_in(sentences: Iterable[str]) -> tuple[Vote, ...]:
    """The votes that sentences of one item count, each once although it may be told twice.

    Blank and absent votes belong to the count before them; a count may go on in the next sentence.
    """
    told = list(sentences)
    found: list[Vote] = []
    parts: dict[str, _Count] = {}
    for sentence in told:
        if "jaa" in parts and "ei" in parts:
            _keep(found, parts)
            parts = {}
        for match in _COUNTED.finditer(sentence):
            count = _told(match)
            if count.label in ("jaa", "ei") and count.label in parts:
                _keep(found, parts)
                parts = {}
            parts.setdefault(count.label, count)
    _keep(found, parts)
    return tuple(found) or _bare(told)


def _keep(found: list[Vote], parts: dict[str, _Count]) -> None:
    """Adds the vote that the counts make; one that was told before only adds its blank and absent votes."""
    if "jaa" not in parts or "ei" not in parts:
        return
    yes, no = parts["jaa"], parts["ei"]
    blank = parts["blank"].number if "blank" in parts else None
    absent = parts["absent"].number if "absent" in parts else None
    for at, vote in enumerate(found):
        if (vote.for_count, vote.against_count) == (yes.number, no.number):
            blank = vote.blank if blank is None else blank
            absent = vote.absent if absent is None else absent
            found[at] = replace(vote, blank=blank, absent=absent)
            return
    found.append(Vote(yes.printed.upper(), yes.number, no.printed.upper(), no.number, blank, absent))


def _told(match: re.Match[str]) -> _Count:
    which = "a" if match["al"] else "b"
    printed = match[f"{which}l"]
    label = printed.casefold()
    kind = label if label in ("jaa", "ei") else "blank" if label.startswith("tyhj") else "absent"
    return _Count(kind, printed, int(match[f"{which}w"] or match[f"{which}d"]))


_BLANK = re.compile(r"(?<!\w)(\d{1,3}) ?tyhj", re.IGNORECASE)


def _bare(sentences: Iterable[str]) -> tuple[Vote, ...]:
    """A count without JAA and EI: of two sides by their names, or with the side that won named first."""
    for sentence in sentences:
        if sides := _SIDES.search(sentence):
            return (Vote(_side(sides["one"]), _tally(sides, "a"), _side(sides["two"]), _tally(sides, "b")),)
        if match := _BARE.search(sentence):
            won, lost = match["for"] or match["for2"], match["against"] or match["against2"]
            blank = _BLANK.search(sentence)
            return (Vote("puolesta", int(won), "vastaan", int(lost), int(blank[1]) if blank else None),)
    return ()


def _tally(match: re.Match[str], name: str) -> int:
    figures = match[f"{name}p"] or match[f"{name}d"]
    return int(figures) if figures else _WORDS.index(match[f"{name}w"].casefold()) + 1


def _side(words: str) -> str:
    """The last words before the count that can name a side: a name, or the clause's subject."""
    words = words.removesuffix(" puolesta").strip()
    name = re.search(r"(?<![\w-])[A-ZÅÄÖ][\w-]{1,60}(?: [A-ZÅÄÖ][\w-]{1,60}){1,2} ?\Z", words)
    return name[0].strip() if name else " ".join(words.split()[-4:])

"""Persons in running text: a known given name with a surname, or two names behind the title of an office.

Precision before recall: a capitalised word that no given name, no title and no person named elsewhere explains names
nobody here. The words are data: `persons.toml`, `given_names.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from parser.inflection import base_of_name, name_bases
from parser.mentions import Mention, Taken
from parser.people import is_given_name
from parser.places import is_office, municipality_in
from parser.vocabulary import read_vocabulary

_CAP = r"[A-ZÅÄÖÉÜŠŽ][\wåäöéüšžÅÄÖ’'-]{1,40}"
_RUN = re.compile(
    rf"(?<![\w@./&-]){_CAP}(?: (?:(?:von|af|de|van|der|la) ){{0,2}}{_CAP}| [A-ZÅÄÖ]\.(?= {_CAP})){{0,5}}(?![\w@])"
)
_WORD = re.compile(r"\S+")
_PARTICLES = frozenset(["von", "af", "de", "van", "der", "la"])
_SURE_TITLES = ("johtaja", "päällikkö", "sihteeri", "rehtori", "valtuutettu", "pormestari")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;]\s|\n|[•–-] )\Z")
_SHOUTED = re.compile(r"[A-ZÅÄÖ]{2,}")


@dataclass(frozen=True, slots=True)
class _Words:
    roles: frozenset[str]
    no_name: frozenset[str]
    common: frozenset[str]
    tails: re.Pattern[str]


@cache
def _vocabulary() -> _Words:
    read = read_vocabulary("persons.toml")
    tails = "|".join(re.escape(tail) for tail in read["tails"])
    return _Words(
        frozenset(read["roles"]),
        frozenset(read["no_name"]),
        frozenset(read["common"]),
        re.compile(rf" ?-?(?:\w{{0,20}})(?:{tails})"),
    )


def common_names() -> frozenset[str]:
    """Given names that are as often plain words or places."""
    return _vocabulary().common


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def person_mentions(text: str, known: Iterable[str] = (), spoken: Iterable[str] = ()) -> Iterator[Mention]:
    """The persons that a text names.

    `known` are names of persons of the document, given name first; `spoken` those that a surname alone may mean.
    """
    before = tuple(spoken)
    by_given: dict[tuple[str, ...], list[str]] = {}
    for name in dict.fromkeys((*before, *known)):
        by_given.setdefault(tuple(name.split()[:-1]), []).append(name)
    taken = Taken(text)
    found: list[Mention] = []
    runs = [_words(match) for match in _RUN.finditer(text)]
    for run in runs:
        found += taken.free(_in_run(text, run, by_given))
    for run, behind in pairwise(runs):
        if len(run) == 1 and is_given_name(run[0].text) and text[run[0].end : behind[0].start] == " ja ":
            spouse = next((mention for mention in found if mention.start == behind[0].start), None)
            if spouse and spouse.normal and len(spouse.normal.split()) == 2:
                name = f"{run[0].text} {spouse.normal.split()[-1]}"
                found += taken.free([Mention("person", run[0].start, run[0].end, run[0].text, name)])
    surnames = _surnames([*before, *(mention.normal or "" for mention in found)])
    for run in runs if surnames else ():
        for word in run:
            if not taken.holds(word.start, word.end):
                found += _surname_alone(text, word, surnames)
    return iter(sorted(found, key=lambda mention: mention.start))


def _words(match: re.Match[str]) -> list[_Word]:
    return [
        _Word(word[0], match.start() + word.start(), match.start() + word.end()) for word in _WORD.finditer(match[0])
    ]


def _in_run(text: str, run: Sequence[_Word], known: Mapping[tuple[str, ...], Sequence[str]]) -> Iterator[Mention]:
    """The persons within a run of capitalised words."""
    at = 0
    while at < len(run):
        length = _given_first(run, at, text) or _surname_first(run, at)
        if not length and at == _after_title(run, text, at) and len(run) - at == 2:
            length = 2 if all(_may_be_name(word.text) for word in run[at:]) else 0
        if not length and len(run) == 1 and _word_before(text, run[0].start).endswith(_SURE_TITLES):
            length = (
                1
                if _may_be_name(run[0].text) and not municipality_like(run[0].text) and not _is_local(run[0].text)
                else 0
            )
        if not length:
            at += 1
            continue
        words = run[at : at + length]
        at += length
        if not _is_part_of_another_name(text, run, at):
            printed = text[words[0].start : words[-1].end]
            yield Mention(
                "person", words[0].start, words[-1].end, printed, _normal([word.text for word in words], known)
            )


def _given_first(run: Sequence[_Word], at: int, text: str) -> int:
    """How many words from here are "Maija Liisa von Malli"."""
    end = at
    while end < len(run) and (
        is_given_name(run[end].text) or (end > at and re.fullmatch(r"[A-ZÅÄÖ]\.", run[end].text))
    ):
        end += 1
    if end == at or not is_given_name(run[at].text):
        return 0
    while end < len(run) and run[end].text in _PARTICLES:
        end += 1
    if end < len(run) and _may_be_name(run[end].text):
        end += 1
    elif end - at < 2:
        return 0
    common = run[at].text in _vocabulary().common and end - at == 2  # "Ilma Lahdessa"
    before = text[max(0, run[at].start - 3) : run[at].start]
    if (
        common
        and _SENTENCE_START.search(before)
        and any(municipality_like(base) for base in name_bases(run[end - 1].text))
    ):
        return 0
    return end - at


def _surname_first(run: Sequence[_Word], at: int) -> int:
    """How many words from here are "Malli Maija Liisa": the whole rest of the run."""
    names = run[at:]
    if len(names) < 2 or not _may_be_name(names[0].text) or is_given_name(names[0].text):
        return 0
    length = 1
    while length < len(names) and is_given_name(names[length].text):
        length += 1
    if length < 2 or length > 3 or length < len(names):
        return 0
    return length if names[0].text not in _vocabulary().no_name else 0


def _after_title(run: Sequence[_Word], text: str, at: int) -> int:
    """Where a name would begin that a title stands before: the run's beginning, or behind a title within it."""
    if at > 0 and _is_title(run[at - 1].text):
        return at
    return 0 if at == 0 and _is_title(_word_before(text, run[0].start)) else -1


def _word_before(text: str, start: int) -> str:
    """The word that stands before, on the same line and without another sign than a comma between."""
    before = text[max(0, start - 62) : start]
    if not before.endswith((" ", ",")):
        return ""
    return before[:-1].rpartition(" ")[2].rpartition("\n")[2]


def _is_title(word: str) -> bool:
    return is_office(word) or word.casefold() in _vocabulary().roles


def _is_local(word: str) -> bool:
    return word.endswith(("ssa", "ssä", "ien"))


def _may_be_name(word: str) -> bool:
    low = word.casefold()
    return (
        word not in _vocabulary().no_name
        and not _is_title(word)
        and not _SHOUTED.fullmatch(word)
        and not re.search(r"\d", word)
        and not re.search(
            r"(?:hallitu|valtuusto|lautakun|jaosto|kaupun[gk]i|toimiala|palvelu|osasto|rakennus|huolto|keskus|yhtiö)\w{0,60}\Z",
            low,
        )
        and len(word) > 1
    )


@lru_cache(maxsize=20_000)
def municipality_like(word: str) -> bool:
    """Is the word a municipality's name or its genitive?"""
    return municipality_in(f"{word} kaupungin") is not None


def _is_part_of_another_name(text: str, run: Sequence[_Word], at: int) -> bool:
    """Is what stands before `at` only the beginning of "Aino Kuusisen säätiö", "Malli Matti Oy"?"""
    if at < len(run) and run[at].text in ("Oy", "Oyj", "Ab", "Ky", "Tmi"):
        return True
    return _vocabulary().tails.match(text[run[at - 1].end : run[at - 1].end + 40]) is not None


def _normal(words: Sequence[str], known: Mapping[tuple[str, ...], Sequence[str]]) -> str:
    """The name given name first, in its base form: as another place of the document prints it, else by its ending."""
    ordered = list(words)
    if not is_given_name(words[0]) and len(words) > 1 and all(is_given_name(word) for word in words[1:]):
        return " ".join([*words[1:], words[0]])
    bases = name_bases(ordered[-1])
    for name in known.get(tuple(ordered[:-1]), ()):
        if name.split()[-1] in bases:
            return name
    ordered[-1] = base_of_name(ordered[-1])
    return " ".join(ordered)


def _surnames(names: Iterable[str]) -> dict[str, str | None]:
    """Each surname with the one person who has it; None where several do."""
    found: dict[str, str | None] = {}
    for name in dict.fromkeys(names):
        parts = name.split()
        if len(parts) > 1:
            found[parts[-1]] = None if found.get(parts[-1], name) != name else name
    return found


def _surname_alone(text: str, word: _Word, surnames: dict[str, str | None]) -> Iterator[Mention]:
    """ "Haapaniemen ehdotus": a surname of somebody who is named elsewhere."""
    base = next((base for base in name_bases(word.text) if base in surnames), None)
    if base is None or is_given_name(word.text) or municipality_like(word.text):
        return
    if not _vocabulary().tails.match(text[word.end : word.end + 40]):
        yield Mention("person", word.start, word.end, word.text, surnames[base] or base)

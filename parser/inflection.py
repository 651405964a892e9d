"""Proper names in case forms, and the base forms that these may come from. No dictionary: endings, which are data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from parser.vocabulary import read_vocabulary

_LOCAL = re.compile(r"(?:ll[aäe]|lt[aä]|ss[aä]|st[aä]|ksi)\Z")
_OF_NEN = re.compile(r"(?P<stem>\w{2,40})(?:se(?:n|lla|llä|lle|lta|ltä|ssa|ssä|sta|stä|ksi|en|na|nä)|s(?:ta|tä))\Z")
_PARTITIVE = re.compile(r"(?:(?<=[aeiouyäö])[aä]|(?<=[a-zåäöé])i[aä]|(?<=[aou])ta|(?<=[äöy])tä)\Z")
_SURE_PARTITIVE = re.compile(r"(?:iemeä|äkeä|ärveä|oskea|ietä|[dgnr]ia|l[aä][aä]|ö[aä])\Z")
_SHORTEST_LOCAL = 6  # letters of a word that may be in a local case: Hella is a surname
_VOWELS = "aeiouyäöå"


@cache
def _genitives() -> tuple[tuple[str, str], ...]:
    """(genitive, base) of last parts of names, the longest genitive first."""
    pairs = [*read_vocabulary("municipalities.toml")["genitives"], *read_vocabulary("persons.toml")["genitives"]]
    return tuple(sorted(((genitive, base) for base, genitive in pairs), key=lambda pair: -len(pair[0])))


@cache
def _foreign() -> tuple[str, ...]:
    return tuple(read_vocabulary("persons.toml")["foreign"])


@cache
def _foreign_with_n() -> tuple[str, ...]:
    return tuple(ending for ending in _foreign() if ending.endswith("n"))


@lru_cache(maxsize=20_000)
def name_bases(word: str) -> tuple[str, ...]:
    """What a name may be in its base form, the likeliest first; the word itself is always among them."""
    found: dict[str, None] = {}
    if word.endswith(_foreign_with_n()):
        found[word] = None  # Ahlgren, Wallin; but it may be Sundell's genitive
    if not word.endswith("nen"):
        found |= dict.fromkeys(_declined(word))
    found[word] = None
    return tuple(base for base in found if len(base) > 1)


def _declined(word: str) -> Iterator[str]:
    """The base forms that a case ending of the word would come from."""
    of_s = word.endswith("ksen")
    if of_s:
        yield f"{word.removesuffix('ksen')}s"
    of_nen = _OF_NEN.match(word)
    if of_nen and not of_s:
        yield f"{of_nen['stem']}nen"
    if _LOCAL.search(word) and len(word) > _SHORTEST_LOCAL:
        yield from _of_genitive(_LOCAL.sub("n", word))
    if word.endswith("n"):
        yield from _of_genitive(word)
    if _PARTITIVE.search(word):
        yield from _of_partitive(word)


def _of_partitive(word: str) -> Iterator[str]:
    if word.endswith(("eä", "ea")):
        yield f"{word[:-2]}i"  # Vaahtoniemeä
    if word.endswith(("ia", "iä")) and word[:-2].endswith(_foreign()):
        yield word[:-2]
    if word.endswith(("tä", "ta")):
        yield word[:-2]
    yield word[:-1]


def base_of_name(word: str) -> str:
    """The likeliest base form of a surname or a company's last word that nothing else tells.

    A partitive is taken for one only where no surname ends so.
    """
    if word.endswith("n") or _LOCAL.search(word) or _SURE_PARTITIVE.search(word):
        return name_bases(word)[0]
    return word


def _of_genitive(word: str) -> list[str]:
    stem = word[:-1]
    if stem.endswith("i") and stem[:-1].endswith(_foreign()):
        return [stem[:-1], stem]
    for genitive, base in _genitives():
        if word.casefold().endswith(genitive) and len(word) > len(genitive):
            kept = word[: len(word) - len(genitive)]
            last = base.capitalize() if word[len(kept)].isupper() else base
            return [kept + last, stem]
        if word.casefold() == genitive:
            return [base.capitalize(), stem]
    if stem.endswith(tuple(2 * vowel for vowel in "e")):
        return [stem[:-1], stem]
    if stem.endswith("i") and stem[-2:-1] not in _VOWELS:
        return [stem, stem[:-1]]
    return [stem] if stem[-1:] in _VOWELS else [word]

"""Decisions like this one: those that share its most telling words.

Which of them tell most, the ranking of a search knows by how rare they are; here only those are left out that every
decision has (`common.toml`), and names' and numbers' share is kept small by taking words the decision says often.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

from corpus import Record
from index.analysis import terms
from index.entries import entry
from index.terms import AnyForm, Area, Some, Wanted
from index.words import Words

AREAS: tuple[Area, ...] = ("title", "decision", "proposal", "reasons")
MOST_WORDS = 24
"""More find more that is less alike, and take longer."""
LEAST_SHARE = 0.15
"""Of the score that the decision itself has for its own words: below, others share only a word or two."""

_WEIGHTS: dict[Area, int] = {"title": 6, "decision": 2, "proposal": 2, "reasons": 1}
_SHORTEST = 3


def like(record: Record, words: Words) -> Wanted:
    """What to look for: the words that a decision says most, its title's first."""
    return Some(tuple(AnyForm(AREAS, (lemma,), lemma) for lemma in telling_words(record, words)))


def telling_words(record: Record, words: Words) -> tuple[str, ...]:
    """Base forms, the most telling first."""
    counts: Counter[str] = Counter()
    for texts in entry(record).texts:
        weight = _WEIGHTS.get(texts.area, 0)
        for text in texts.texts if weight else ():
            counts.update({lemma: weight * count for lemma, count in Counter(_lemmas(text, words)).items()})
    return tuple(lemma for lemma, _ in counts.most_common(MOST_WORDS))


def _lemmas(text: str, words: Words) -> list[str]:
    """One base form a word, and no numbers."""
    return [
        term.lemmas[0]
        for term in terms(text, words)
        if term.lemmas and len(term.lemmas[0]) >= _SHORTEST and not any(sign.isdigit() for sign in term.lemmas[0])
        and not _common().intersection(term.lemmas)
    ]  # fmt: skip


@cache
def _common() -> frozenset[str]:
    read = tomllib.loads(files("index").joinpath("common.toml").read_text(encoding="utf-8"))
    return frozenset(word for group in read.values() for word in group)

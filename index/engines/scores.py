"""What is wanted → the documents that have it, with scores: over postings, for engines that only keep those.

Everything is worked out document by document in plain dictionaries, which answers "all hits" faster than
matchers that run side by side in Python. The score is BM25 over areas: a word in the title counts most.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from index.terms import Adjacent, All, AnyForm, Area, Beginning, OneForm, Some, Wanted, Without

BOOSTS: dict[Area, float] = {
    "title": 4.0, "decision": 2.0, "proposal": 2.0, "reasons": 1.0, "tables": 0.8, "rest": 0.4,
    "history": 0.3, "person": 0.5, "body": 0.3, "case": 1.0, "number": 0.5,
}  # fmt: skip
FORM_BOOST = 0.5
PART_BOOST = 0.4
# How soon more of the same word counts no more, and how much a text's length (in terms) counts against it.
SATURATION = 1.2
LENGTH_SHARE = 0.5
TYPICAL_LENGTH = 150

Key = TypeVar("Key", int, str)
Scores = dict[int, float]
Weights = dict[int, float]
Places = dict[int, Sequence[int]]


class Postings(Protocol):
    """The postings of one segment; documents are numbers in it. Every answer is the caller's to change."""

    def documents(self) -> Iterable[int]:
        """Every document."""

    def lemma(self, area: Area, lemma: str) -> Weights:
        """The documents with a lemma, and how often, each time worth `per_occurrence`."""

    def part(self, area: Area, lemma: str) -> Weights:
        """The same of a part of a compound."""

    def form(self, area: Area, form: str) -> Weights:
        """The same of a form."""

    def places(self, area: Area, lemma: str, within: Collection[int]) -> Places:
        """Those of some documents with a lemma, and its positions."""

    def beginning(self, areas: tuple[Area, ...], prefix: str) -> frozenset[int]:
        """The documents with a form that begins so. Raises TooBroad."""

    def share(self, area: Area, lemma: str) -> float:
        """How much of the whole index has the lemma; above 0."""


def per_occurrence(length: int) -> float:
    """What one occurrence is worth in a text of so many terms."""
    return 1 / (1 - LENGTH_SHARE + LENGTH_SHARE * length / TYPICAL_LENGTH)


def rarity(share: float) -> float:
    """What a word is worth that such a share of all documents has; above 0."""
    return math.log(1 + 1 / share)


def scores(wanted: Wanted, postings: Postings) -> Scores:
    """Every document that has what is wanted."""
    match wanted:
        case AnyForm(areas, lemmas, form):
            return _any_form(postings, areas, lemmas, form)
        case OneForm(areas, form):
            return added(_weighed(postings.form(area, form), BOOSTS[area]) for area in areas)
        case Beginning(areas, prefix):
            return dict.fromkeys(postings.beginning(areas, prefix), 1.0)
        case Adjacent(areas, steps):
            return added(_phrase(postings, area, steps) for area in areas)
        case Some(nodes):
            return added(scores(node, postings) for node in nodes)
        case Without(node):
            return _except(_everything(postings), scores(node, postings))
        case All(nodes):
            return _all(postings, nodes)


def _all(postings: Postings, nodes: tuple[Wanted, ...]) -> Scores:
    asked = [scores(node, postings) for node in nodes if not isinstance(node, Without)]
    found = asked[0] if asked else _everything(postings)
    for each in asked[1:]:
        few, many = sorted((found, each), key=len)
        found = {document: score + many[document] for document, score in few.items() if document in many}
    for node in nodes:
        if found and isinstance(node, Without):
            found = _except(found, scores(node.node, postings))
    return found


def _everything(postings: Postings) -> Scores:
    return dict.fromkeys(postings.documents(), 1.0)


def _any_form(postings: Postings, areas: tuple[Area, ...], lemmas: tuple[str, ...], form: str) -> Scores:
    found = added(
        _weighed(weights, boost * BOOSTS[area] * _rarity(postings, area, (lemma,)))
        for area in areas
        for lemma in lemmas
        for boost, weights in ((1.0, postings.lemma(area, lemma)), (PART_BOOST, postings.part(area, lemma)))
    )
    for area in areas:
        most = BOOSTS[area] * FORM_BOOST * _rarity(postings, area, lemmas)
        for document, score in _weighed(postings.form(area, form), most).items():
            if document in found:
                found[document] += score
    return found


def _phrase(postings: Postings, area: Area, steps: tuple[tuple[str, ...], ...]) -> Scores:
    within = _with_all(postings, area, steps)
    starts = _places(postings, area, steps[0], within) if within else {}
    for number, step in enumerate(steps[1:], 1):
        if not starts:
            return {}
        here = _places(postings, area, step, starts.keys())
        met = {document: _before(starts[document], here[document], number) for document in here}
        starts = {document: places for document, places in met.items() if places}
    most = BOOSTS[area] * sum(_rarity(postings, area, step) for step in steps)
    return _weighed({document: float(len(each)) for document, each in starts.items()}, most)


def _with_all(postings: Postings, area: Area, steps: tuple[tuple[str, ...], ...]) -> set[int]:
    """The documents that have some lemma of every step, wherever: few enough to read positions of."""
    found: set[int] = set()
    for number, step in enumerate(steps):
        here = set().union(*(postings.lemma(area, lemma) for lemma in step))
        found = found & here if number else here
        if not found:
            break
    return found


def _places(postings: Postings, area: Area, step: tuple[str, ...], within: Collection[int]) -> dict[int, set[int]]:
    """Where the lemmas of a step stand."""
    found: dict[int, set[int]] = {}
    for lemma in step:
        for document, places in postings.places(area, lemma, within).items():
            found.setdefault(document, set()).update(places)
    return found


def _before(starts: set[int], places: set[int], number: int) -> set[int]:
    """The starts that have a place so many words behind them."""
    return {start for start in starts if start + number in places}


def _rarity(postings: Postings, area: Area, lemmas: tuple[str, ...]) -> float:
    return max(rarity(postings.share(area, lemma)) for lemma in lemmas)


def _weighed(weights: Weights, most: float) -> Scores:
    most *= SATURATION + 1
    return {document: most * weight / (weight + SATURATION) for document, weight in weights.items()}


def added(each: Iterable[dict[Key, float]]) -> dict[Key, float]:
    """Scores put together: what several find scores the sum. The first may be changed."""
    found: dict[Key, float] = {}
    for more in each:
        if not found:
            found = more
            continue
        for document, score in more.items():
            found[document] = found.get(document, 0.0) + score
    return found


def _except(found: Scores, excluded: Scores) -> Scores:
    return {document: score for document, score in found.items() if document not in excluded}

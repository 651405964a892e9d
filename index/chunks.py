"""Words of letters found in many texts quickly: for the marks of a page of hits.

It finds what `met` finds in `light_terms`, for leaves that `in_chunks` allows. Two things spare the work: a word of
letters is nowhere read otherwise because of what stands beside it, so that what stands between blanks (a chunk) is
analysed once; and where an archive has noted which forms a base form finds, only chunks that hold such a form are
analysed at all. Every token and every piece of one is a form, so that a chunk without one meets nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from index.analysis import light_terms
from index.matching import met, words_of
from index.patterns import RUN
from index.terms import Adjacent, AnyForm, Beginning, Leaf, OneForm
from index.words import Words

Met = tuple[int, int, int]
"""Where a word begins and ends, and the number of the leaf that it meets."""

FEW = 50
"""So many forms are looked for one by one, before a text is cut into words."""
_CHUNK = re.compile(r"\S+")


def in_chunks(asked: tuple[Leaf, ...]) -> bool:
    """Whether all that is asked for are words of letters, each by itself."""
    return not any(isinstance(leaf, Adjacent) for leaf in asked) and all(word.isalpha() for word in words_of(asked))


class Chunks:
    """Finds the words that meet some leaves, in text after text."""

    def __init__(self, asked: tuple[Leaf, ...], words: Words) -> None:
        self._asked = asked
        self._words = words
        self._forms = _forms(asked, words)
        self._beginnings = tuple(leaf.prefix for leaf in asked if isinstance(leaf, Beginning))
        self._known: dict[str, tuple[Met, ...]] = {}

    def met(self, text: str, here: frozenset[int]) -> Iterator[Met]:
        """The words that meet the leaves of these numbers; in order, but for those of one chunk."""
        chunks = self._candidates(text)
        self._learn({chunk for _, chunk in chunks if chunk not in self._known})
        for first, chunk in chunks:
            for start, end, leaf in self._known[chunk]:
                if leaf in here:
                    yield first + start, first + end, leaf

    def _candidates(self, text: str) -> list[tuple[int, str]]:
        """The chunks that may meet something, each with its place."""
        low = text.lower()
        if self._forms is None or len(low) != len(text) or not unicodedata.is_normalized("NFC", text):
            return [(chunk.start(), chunk[0]) for chunk in _CHUNK.finditer(text)]
        if len(self._forms) < FEW and not self._beginnings and not any(form in low for form in self._forms):
            return []
        runs = set(RUN.findall(low))
        meeting = self._forms & runs
        if self._beginnings:
            meeting |= {run for run in runs if run.startswith(self._beginnings)}
        if not meeting:
            return []
        starts = {_begin(text, run.start()) for run in RUN.finditer(low) if run[0] in meeting}
        return [(start, _CHUNK.match(text, start)[0]) for start in sorted(starts)]  # type: ignore[index]  # no blank

    def _learn(self, chunks: Iterable[str]) -> None:
        """Analyses chunks in one go. No shape reaches over a line end."""
        new = tuple(chunks)
        if not new:
            return
        starts = list(accumulate((len(chunk) + 1 for chunk in new), initial=0))
        found = light_terms("\n".join(new), self._words)
        places: dict[int, list[Met]] = {}
        for number, leaf in enumerate(self._asked):
            for term in met(found, leaf):
                at = bisect_right(starts, term.start) - 1
                places.setdefault(at, []).append((term.start - starts[at], term.end - starts[at], number))
        for at, chunk in enumerate(new):
            self._known[chunk] = tuple(places.get(at, ()))


def _forms(asked: tuple[Leaf, ...], words: Words) -> frozenset[str] | None:
    """The forms that meet any of the leaves; None where nobody has noted them."""
    found: set[str] = set()
    for leaf in asked:
        match leaf:
            case AnyForm(_, lemmas, _):
                for lemma in lemmas:
                    noted = words.forms_of(lemma)
                    if noted is None:
                        return None
                    found |= noted
            case OneForm(_, form):
                found.add(form)
    return frozenset(found)


def _begin(text: str, place: int) -> int:
    """Where the chunk begins that holds a place."""
    while place and not text[place - 1].isspace():
        place -= 1
    return place

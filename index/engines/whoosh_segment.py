"""One of Whoosh's segments, read: its postings as `scores` takes them, block by block where that can be."""

# mypy: disable-error-code="no-untyped-call"
# Whoosh calls itself typed, but only half of it is.

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.matching.mcore import Matcher
from whoosh.reading import IndexReader

from index import engines
from index.engines import Scored
from index.engines.names import forms, lemmas, parts
from index.engines.scores import Places, Weights, scores
from index.errors import TooBroad
from index.terms import Area, Wanted


class Expanded:
    """The words of beginnings, counted over all segments of a search."""

    def __init__(self) -> None:
        self._words: dict[str, set[tuple[str, bytes]]] = {}

    def count(self, prefix: str, name: str, text: bytes) -> None:
        """Counts a word of a field, once. Raises TooBroad."""
        words = self._words.setdefault(prefix, set())
        words.add((name, text))
        if len(words) > engines.MOST_WORDS:
            raise TooBroad(prefix, engines.MOST_WORDS)


class Segment:
    """One of Whoosh's segments, as `scores` takes it; how rare a word is, is a matter of the whole index."""

    def __init__(self, index: IndexReader, leaf: IndexReader, expanded: Expanded, ids: dict[int, str]) -> None:
        self._index = index
        self._ids = ids
        self._leaf = leaf
        self._expanded = expanded

    def found(self, wanted: Wanted) -> Iterator[Scored]:
        """Every match, by id."""
        found = scores(wanted, self)
        new = found.keys() - self._ids.keys()
        if new:
            column = self._leaf.column_reader("id")
            self._ids.update((document, column[document]) for document in new)
        return (Scored(self._ids[document], score) for document, score in found.items())

    def documents(self) -> Iterable[int]:
        return iter(self._leaf.all_doc_ids())

    def lemma(self, area: Area, lemma: str) -> Weights:
        return self._weights(lemmas(area), lemma)

    def part(self, area: Area, lemma: str) -> Weights:
        return self._weights(parts(area), lemma)

    def form(self, area: Area, form: str) -> Weights:
        return self._weights(forms(area), form)

    def places(self, area: Area, lemma: str, within: Collection[int]) -> Places:
        found = self._values(lemmas(area), lemma)
        return {document: array("I", value) for document, value in found if document in within}

    def beginning(self, areas: tuple[Area, ...], prefix: str) -> frozenset[int]:
        known = frozenset(self._leaf.indexed_field_names())
        found: set[int] = set()
        for name in (forms(area) for area in areas):
            for text in self._leaf.expand_prefix(name, prefix) if name in known else ():
                self._expanded.count(prefix, name, text)
                found.update(self._leaf.postings(name, text).all_ids())
        return frozenset(found)

    def share(self, area: Area, lemma: str) -> float:
        return float(self._index.doc_frequency(lemmas(area), lemma) + 1) / self._index.doc_count_all()

    def _weights(self, name: str, text: str) -> Weights:
        """The weight of each posting of a term."""
        found: Weights = {}
        for block in self._blocks(name, text):
            if isinstance(block, W3LeafMatcher):
                block.id(), block.weight()  # which reads the whole block, and keeps it
                found.update(zip(block._ids, block._weights, strict=True))  # type: ignore[arg-type]
            else:
                found[block.id()] = block.weight()
        return found

    def _values(self, name: str, text: str) -> Iterator[tuple[int, bytes]]:
        """The encoded positions of each posting of a term."""
        for block in self._blocks(name, text):
            if isinstance(block, W3LeafMatcher):
                block.id(), block.value()
                yield from zip(block._ids, block._values, strict=True)  # type: ignore[arg-type]
            else:
                yield block.id(), block.value()

    def _blocks(self, name: str, text: str) -> Iterator[Matcher]:
        """The matcher of a term at each of its blocks; at each posting where a segment has deleted documents."""
        matcher = self._matcher(name, text)
        while matcher is not None and matcher.is_active():
            yield matcher
            if isinstance(matcher, W3LeafMatcher):
                matcher._next_block()
            else:
                matcher.next()

    def _matcher(self, name: str, text: str) -> Any:
        terms: Any = self._leaf  # a container of terms, which its type does not say
        return self._leaf.postings(name, text) if (name, text) in terms else None

"""What is wanted → Tantivy's query objects. Scores are its BM25, with the boosts and rarities of all engines."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import product

from tantivy import Occur, Query, Schema, Searcher

from index import engines
from index.engines.names import forms, lemmas, parts
from index.engines.scores import BOOSTS, FORM_BOOST, PART_BOOST, rarity
from index.errors import TooBroad
from index.terms import Adjacent, All, AnyForm, Area, Beginning, OneForm, Some, Wanted, Without

NUMBER = "number"
MOST_PHRASES = 16
"""A phrase whose words have several lemmas is spelled out into so many; more are left to a slower kind of query."""
LONGEST_PATTERN = 900
"""Bytes of words in a regular expression; Tantivy refuses one of more than a thousand states, a byte being one."""


class Queries:
    """Makes queries for one state of an index."""

    def __init__(self, searcher: Searcher, schema: Schema, documents: int) -> None:
        """`documents` counts those that were deleted too, as Tantivy does where it counts words."""
        self._searcher = searcher
        self._schema = schema
        self._documents = documents

    def query(self, wanted: Wanted) -> Query:
        """The query that matches exactly what is wanted. Raises TooBroad."""
        match wanted:
            case AnyForm(areas, words, form):
                return self._any_form(areas, words, form)
            case OneForm(areas, form):
                return _some(each for area in areas for each in self._term(forms(area), form, BOOSTS[area]))
            case Beginning(areas, prefix):
                return Query.const_score_query(_some(self._expanded(areas, prefix)), 1.0)
            case Adjacent(areas, steps):
                return _some(each for area in areas for each in self._phrases(area, steps))
            case Some(nodes):
                return _some(self.query(node) for node in nodes)
            case Without():
                return self._all((wanted,))
            case All(nodes):
                return self._all(nodes)

    def _all(self, nodes: tuple[Wanted, ...]) -> Query:
        asked = [(Occur.Must, self.query(node)) for node in nodes if not isinstance(node, Without)]
        excluded = [(Occur.MustNot, self.query(node.node)) for node in nodes if isinstance(node, Without)]
        return Query.boolean_query([*(asked or [(Occur.Must, Query.all_query())]), *excluded])

    def _any_form(self, areas: tuple[Area, ...], words: tuple[str, ...], form: str) -> Query:
        rarities = {(area, word): self._rarity(area, word) for area in areas for word in words}
        found = _some(
            each
            for (area, word), rarity in rarities.items()
            for boost, name in ((1.0, lemmas(area)), (PART_BOOST, parts(area)))
            for each in self._term(name, word, boost * BOOSTS[area] * rarity)
        )
        exact = [
            (Occur.Should, each)
            for area in areas
            for each in self._term(
                forms(area), form, FORM_BOOST * BOOSTS[area] * max(rarities[area, word] for word in words)
            )
        ]
        return Query.boolean_query([(Occur.Must, found), *exact]) if exact else found

    def _expanded(self, areas: tuple[Area, ...], prefix: str) -> Iterator[Query]:
        most = engines.MOST_WORDS
        left = most
        for name in map(forms, areas):
            words = [word for word, _ in self._searcher.terms_with_prefix(name, prefix, limit=left + 1)]
            left -= len(words)
            if left < 0:
                raise TooBroad(prefix, most)
            if words:
                yield Query.term_set_query(self._schema, name, words)

    def _term(self, name: str, word: str, most: float) -> Iterator[Query]:
        """What matches a word of a field, for at most so much; nothing where no document has it."""
        known = self._idf(name, word)
        if known:
            yield Query.boost_query(Query.term_query(self._schema, name, word), most / known)

    def _phrases(self, area: Area, steps: tuple[tuple[str, ...], ...]) -> Iterator[Query]:
        name = lemmas(area)
        known = [{word: idf for word in step if (idf := self._idf(name, word))} for step in steps]
        if not all(known):
            return
        most = BOOSTS[area] * sum(max(self._rarity(area, word) for word in step) for step in known)
        if len(known) == 1:
            for word in known[0]:
                yield from self._term(name, word, most)
        elif math.prod(len(step) for step in known) <= MOST_PHRASES:
            for words in product(*known):
                phrase = Query.phrase_query(self._schema, name, list(words))
                yield Query.boost_query(phrase, most / sum(step[word] for step, word in zip(known, words, strict=True)))
        else:
            own = sum(max(step.values()) for step in known)
            for patterns in product(*(_patterns(step) for step in known)):
                phrase = Query.regex_phrase_query(self._schema, name, list(patterns))
                yield Query.boost_query(phrase, most / own)

    def _rarity(self, area: Area, word: str) -> float:
        return rarity((self._searcher.doc_freq(lemmas(area), word) + 1) / self._documents)

    def _idf(self, name: str, word: str) -> float:
        """What Tantivy multiplies by, which we divide by; 0 where no document has the word.

        It puts a title below a text where more titles than texts have a word.
        """
        having = self._searcher.doc_freq(name, word)
        return having and math.log(1 + (max(self._documents - having, 0) + 0.5) / (having + 0.5))


def _patterns(words: Iterable[str]) -> Iterator[str]:
    """Regular expressions that match one of the words, each as long as Tantivy takes it; mostly it is one."""
    held: list[str] = []
    for word in words:
        if held and len("".join((*held, word)).encode()) > LONGEST_PATTERN:
            yield f"({'|'.join(map(_literal, held))})"
            held = []
        held.append(word)
    yield f"({'|'.join(map(_literal, held))})"


def _literal(word: str) -> str:
    """A word in Tantivy's regular expressions, which know no escaped letters, blanks or hyphens."""
    return re.sub(r"[\\.+*?()|\[\]{}^$#&~]", r"\\\g<0>", word)


def _some(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])

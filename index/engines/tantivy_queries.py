"""What is wanted → Tantivy's query objects. Scores are its BM25, with the boosts that all engines share."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import product

from tantivy import Occur, Query, Schema, Searcher

from index import engines
from index.engines.scores import BOOSTS, FORM_BOOST, PART_BOOST
from index.errors import TooBroad
from index.terms import Adjacent, All, AnyForm, Area, Beginning, OneForm, Some, Wanted, Without

NUMBER = "number"
MOST_PHRASES = 16
"""A phrase whose words have several lemmas is spelled out into so many; more are left to a slower kind of query."""
LONGEST_PATTERN = 900
"""Bytes of words in a regular expression; Tantivy refuses one of more than a thousand states, a byte being one."""


def lemmas(area: Area) -> str:
    """The field of an area's lemmas."""
    return f"lemmas_{area}"


def parts(area: Area) -> str:
    """The field of an area's parts."""
    return f"parts_{area}"


def forms(area: Area) -> str:
    """The field of an area's forms."""
    return f"forms_{area}"


class Queries:
    """Makes queries for one state of an index."""

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def query(self, wanted: Wanted) -> Query:
        """The query that matches exactly what is wanted. Raises TooBroad."""
        match wanted:
            case AnyForm(areas, words, form):
                return self._any_form(areas, words, form)
            case OneForm(areas, form):
                return _some(_boosted(self._term(forms(area), form), BOOSTS[area]) for area in areas)
            case Beginning(areas, prefix):
                return self._beginning(areas, prefix)
            case Adjacent(areas, steps):
                return _some(_boosted(self._phrase(lemmas(area), steps), BOOSTS[area]) for area in areas)
            case Some(nodes):
                return _some(self.query(node) for node in nodes)
            case Without(node):
                return self._all((Without(node),))
            case All(nodes):
                return self._all(nodes)

    def _all(self, nodes: tuple[Wanted, ...]) -> Query:
        asked = [(Occur.Must, self.query(node)) for node in nodes if not isinstance(node, Without)]
        excluded = [(Occur.MustNot, self.query(node.node)) for node in nodes if isinstance(node, Without)]
        return Query.boolean_query([*(asked or [(Occur.Must, Query.all_query())]), *excluded])

    def _any_form(self, areas: tuple[Area, ...], words: tuple[str, ...], form: str) -> Query:
        found = _some(
            _boosted(self._term(name, word), boost * BOOSTS[area])
            for area in areas
            for word in words
            for boost, name in ((1.0, lemmas(area)), (PART_BOOST, parts(area)))
        )
        exact = (_boosted(self._term(forms(area), form), FORM_BOOST * BOOSTS[area]) for area in areas)
        return Query.boolean_query([(Occur.Must, found), *((Occur.Should, each) for each in exact)])

    def _beginning(self, areas: tuple[Area, ...], prefix: str) -> Query:
        return Query.const_score_query(_some(self._expanded(areas, prefix)), 1.0)

    def _expanded(self, areas: tuple[Area, ...], prefix: str) -> Iterator[Query]:
        most = engines.MOST_WORDS
        left = most
        for name in map(forms, areas):
            words = [word for word, _ in self._searcher.terms_with_prefix(name, prefix, limit=left + 1)]
            left -= len(words)
            if left < 0:
                raise TooBroad(prefix, most)
            yield Query.term_set_query(self._schema, name, words)

    def _phrase(self, name: str, steps: tuple[tuple[str, ...], ...]) -> Query:
        if len(steps) == 1:
            return _some(self._term(name, word) for word in steps[0])
        if math.prod(len(step) for step in steps) <= MOST_PHRASES:
            return _some(Query.phrase_query(self._schema, name, list(words)) for words in product(*steps))
        patterns = product(*(_patterns(step) for step in steps))
        return _some(Query.regex_phrase_query(self._schema, name, list(each)) for each in patterns)

    def _term(self, name: str, word: str) -> Query:
        return Query.term_query(self._schema, name, word)


def _patterns(words: tuple[str, ...]) -> Iterator[str]:
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


def _boosted(query: Query, boost: float) -> Query:
    return Query.boost_query(query, boost)

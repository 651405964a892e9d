"""The index of an archive, as others see it: search, refresh, rebuild, check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Literal, get_args

from corpus import Archive, Filters
from index import engines
from index.algebra import Scores, filters_of, found
from index.engines import Request
from index.errors import IndexFault, QueryError, TooBroad
from index.excerpt import excerpt
from index.explain import reasons
from index.hits import Hit, Results, hit
from index.keeper import Keeper, Problem, Refreshed
from index.query import parse
from index.shelf import Unusable
from index.shortcuts import is_body
from index.suggest import nearest, replaced, words_asked
from index.terms import AREAS, Area, Wanted, wanted
from index.tree import CaseId, DecisionId, Field, Node, Query, Range, Reference, Word

Sort = Literal["relevance", "date", "amount"]
In = Literal["decision", "proposal", "reasons", "title", "tables"]

LITTLE = 3
"""With fewer hits than this, another word may have been meant."""


class Index:
    """Finds decisions by their words (hakemisto). Disposable: built from the archive whenever it must be.

    Use one per archive and thread.
    """

    def __init__(self, archive: Archive, engine: str | None) -> None:
        """For `open`."""
        self._archive = archive
        self._keeper = Keeper(archive, engine)
        self.rebuilt: str | None = None
        """Why the last search built the index anew, if it did."""

    @classmethod
    def open(cls, archive: Archive, engine: str | None = None) -> Index:
        """The index of an archive, by the engine it was last built with (at first Whoosh), or by the one given.

        Reads nothing yet. ValueError for an engine that is not known.
        """
        if engine is not None and engine not in engines.ENGINES:
            raise ValueError(f"there is no search engine {engine!r}; known: {', '.join(sorted(engines.ENGINES))}")
        return cls(archive, engine)

    def search(
        self,
        query: str | Query,
        filters: Filters | None = None,
        areas: tuple[In, ...] = (),
        sort: Sort = "relevance",
        limit: int | None = 20,
        offset: int = 0,
        facets: bool = False,
        explain: bool = False,
    ) -> Results:
        """What answers the query and passes the filters; best, newest or dearest first.

        The index is brought up to date before. `areas` narrows the words that stand in no field; no areas
        means all of them. A limit of None gives every hit. `facets` counts over all hits, `explain` says of each hit
        why it was found.
        Raises QueryError for a query that cannot be read, IndexFault where there is no index and none can be
        built, ValueError for an unknown area or order and for filters that cannot be meant.
        """
        if offset < 0 or (limit is not None and limit < 0):
            raise ValueError("limit and offset must not be negative")
        asked = parse(query) if isinstance(query, str) else query
        scores, meant = self._ranked(asked, filters, areas, sort)
        page = tuple(scores)[offset : None if limit is None else offset + limit]
        return Results(
            len(scores),
            tuple(self._hits(page, scores, meant, explain)),
            self._archive.facets(scores) if facets else None,
            self._suggestion(asked, len(scores), filters, areas) if len(scores) < LITTLE else None,
        )

    def ids(
        self, query: str | Query, filters: Filters | None = None, areas: tuple[In, ...] = (), sort: Sort = "relevance"
    ) -> tuple[str, ...]:
        """The ids of all hits of the same search, in its order: for tables and exports, which need no excerpts."""
        return tuple(self._ranked(query, filters, areas, sort)[0])

    def refresh(self) -> Refreshed:
        """Catches up with the archive, or builds the index anew where there is none that can be used."""
        return self._keeper.refresh()

    def rebuild(self) -> Refreshed:
        """Builds the index anew. The old one serves others until the new one is there."""
        return self._keeper.rebuild()

    def faster_engine(self) -> str | None:
        """The engine to build the index with, where it has grown too large for the default one."""
        state = self._keeper.state()
        if state and state.engine == engines.DEFAULT and state.documents > engines.LARGE:
            return engines.FOR_LARGE
        return None

    def check(self) -> tuple[Problem, ...]:
        """What in the index is not as the archive says; nothing is changed."""
        return tuple(self._keeper.check())

    def _ranked(
        self, query: str | Query, filters: Filters | None, areas: tuple[In, ...], sort: Sort
    ) -> tuple[dict[str, float], Wanted]:
        """The score of each hit, in order, and what was looked for."""
        asked = parse(query) if isinstance(query, str) else query
        _refuse_unknown(areas, sort)
        order = self._archive.select(filters or Filters(), None if sort == "relevance" else sort)
        scores, meant = self._answer(asked, areas or AREAS)
        ids = [each for each in order if each in scores]
        if sort == "relevance":
            # `select` gives the newest first, and sorting keeps that order among equals.
            ids.sort(key=lambda each: -scores[each])
        return {each: scores[each] for each in ids}, meant

    def _suggestion(self, query: Query, total: int, filters: Filters | None, areas: tuple[In, ...]) -> str | None:
        """The query with a word of the archive in place of one that it has not, if that finds more."""
        words = self._keeper.words
        for word in words_asked(query):
            if self._found(query, Word(word), AREAS):
                continue
            passing = frozenset(self._archive.select(filters or Filters(), None))
            for other in nearest(word, words.near(word)):
                better = parse(replaced(query.text, word, other))
                if len(passing & self._found(better, better.node, areas or AREAS).keys()) > total:
                    return better.text
        return None

    def _hits(self, page: tuple[str, ...], scores: dict[str, float], meant: Wanted, explain: bool) -> Iterator[Hit]:
        words = self._keeper.words
        for record in self._archive.records(page):
            why = reasons(record, meant, words) if explain else ()
            yield hit(record, scores[record.id], excerpt(record, meant, words), why)

    def _answer(self, query: Query, areas: tuple[Area, ...]) -> tuple[Scores, Wanted]:
        """What a query finds, and the words that it is found by. What names a decision goes straight to it, if held."""
        words = self._keeper.words
        straight = self._named(query.node)
        if not straight:
            self._refresh_if_possible()
        if isinstance(query.node, CaseId):
            straight = self._found(query, Field("case", Word(query.node.text)), areas)
        return straight or self._found(query, query.node, areas), wanted(query.node, areas, words)

    def _named(self, node: Node) -> Scores:
        """The decision that an id or a reference names, which the archive knows without an index."""
        match node:
            case DecisionId(text):
                return {record.id: 1.0 for record in self._archive.records((text,))}
            case Reference():
                return dict.fromkeys(self._referred(node), 1.0)
            case _:
                return {}

    def _referred(self, reference: Reference) -> tuple[str, ...]:
        """The decisions with this § in these days, of the body if one is named; in any form, or abbreviated."""
        days = Filters(start=reference.start, end=reference.end)
        ids = tuple(each for each in self._archive.select(days) if each.rpartition("/")[2] == reference.number)
        if reference.body is None or not ids:
            return ids
        of_body = frozenset(self._archive.select(replace(days, body=reference.body)))
        return tuple(
            record.id
            for record in self._archive.records(ids)
            if record.id in of_body or is_body(reference.body, record.body, self._keeper.words)
        )

    def _found(self, query: Query, node: Node, areas: tuple[Area, ...]) -> Scores:
        """What the index as it stands has; days and euros come from the archive."""
        return found(
            node,
            lambda part: self._engine(query, wanted(part, areas, self._keeper.words)),
            self._within,
            lambda: self._archive.select(Filters()),
        )

    def _within(self, asked: Range) -> tuple[str, ...]:
        return self._archive.select(filters_of(asked))

    def _engine(self, query: Query, meant: Wanted) -> Scores:
        """What the engine has."""
        try:
            try:
                answer = self._keeper.opened().search(Request(meant))
            except TooBroad:
                raise
            except Exception:  # whatever an engine says when a writer deleted its files, or they are damaged
                self._mend()
                answer = self._keeper.opened().search(Request(meant))
        except TooBroad as error:
            raise QueryError(str(error), max(0, query.text.lower().find(error.prefix)), query.text) from error
        except Exception as error:
            raise IndexFault(f"the index cannot be read: {error}") from error
        return {scored.id: scored.score for scored in answer.scored}

    def _refresh_if_possible(self) -> None:
        try:
            self.rebuilt = self._keeper.refresh(wait=False).reason
        except IndexFault:
            try:
                self._keeper.opened()  # an archive that may only be read is searched as it was indexed
            except Unusable:
                pass
            else:
                return
            raise

    def _mend(self) -> None:
        if self._keeper.damaged():
            self._keeper.rebuild("a file of it was damaged")
            return
        try:
            self._keeper.opened()
        except Unusable as why:  # files that are whole, but not for this version of the engine
            self._keeper.rebuild(str(why))


def _refuse_unknown(areas: tuple[str, ...], sort: str) -> None:
    unknown = next(islice((area for area in areas if area not in get_args(In)), 1), None)
    if unknown is not None:
        raise ValueError(f"there is no part {unknown!r} to search in; known: {', '.join(get_args(In))}")
    if sort not in get_args(Sort):
        raise ValueError(f"hits are sorted by {', '.join(get_args(Sort))}, not by {sort!r}")

"""The index of an archive, as others see it: search, refresh, rebuild, check."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from heapq import nlargest
from itertools import islice
from typing import Literal, get_args

from corpus import Archive, Filters, Record, number_value
from index import engines
from index.algebra import Scores
from index.asking import Answer, Asking
from index.excerpt import Excerpts
from index.explain import Reason, reasons
from index.finnish import Analysis
from index.hits import Handling, Hit, Results, handling, hit
from index.keeper import Keeper, Problem, Refreshed
from index.query import parse
from index.related import LEAST_SHARE
from index.suggest import nearest, replaced, words_asked
from index.terms import AREAS, NOTHING, Wanted, wanted
from index.tree import Query, Word

Sort = Literal["relevance", "date", "amount"]
In = Literal["decision", "proposal", "reasons", "title", "tables"]

_EQUAL = 1e-6  # scores that differ by less are equals
LITTLE = 3
"""With fewer hits than this, another word may have been meant."""


class Index:
    """Finds decisions by their words (hakemisto). Disposable: built from the archive whenever it must be.

    Use one per archive and thread.
    """

    def __init__(self, archive: Archive, engine: str | None, catches_up: bool = True) -> None:
        """For `open`."""
        self._archive = archive
        self._keeper = Keeper(archive, engine)
        self._asking = Asking(archive, self._keeper, catches_up)

    @property
    def rebuilt(self) -> str | None:
        """Why the last search built the index anew, if it did."""
        return self._asking.rebuilt

    @classmethod
    def open(cls, archive: Archive, engine: str | None = None, catches_up: bool = True) -> Index:
        """The index of an archive, by the engine it was last built with (at first Whoosh), or by the one given.

        Without `catches_up`, a search asks the index as it stands, and whoever opened it sees to `refresh`.
        Reads nothing yet. ValueError for an engine that is not known.
        """
        if engine is not None and engine not in engines.ENGINES:
            raise ValueError(f"there is no search engine {engine!r}; known: {', '.join(sorted(engines.ENGINES))}")
        return cls(archive, engine, catches_up)

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
        same_case: bool = False,
    ) -> Results:
        """What answers the query and passes the filters; best, newest or dearest first.

        The index is brought up to date before. `areas` narrows the words that stand in no field; no areas
        means all of them. A limit of None gives every hit. `facets` counts over all hits, `explain` says of each hit
        why it was found, `same_case` gives the other decisions of its case.
        Raises QueryError for a query that cannot be read, IndexFault where there is no index and none can be
        built, ValueError for an unknown area or order and for filters that cannot be meant.
        """
        if offset < 0 or (limit is not None and limit < 0):
            raise ValueError("limit and offset must not be negative")
        asked = parse(query) if isinstance(query, str) else query
        end = None if limit is None else offset + limit
        scores, answer = self._ranked(asked, filters, areas, sort, None if facets else end)
        total = answer.total
        return Results(
            total,
            tuple(self._hits(tuple(scores)[offset:end], scores, answer.wanted, explain, same_case)),
            self._archive.facets(scores) if facets else None,
            self._suggestion(asked, total, filters, areas) if total < LITTLE else None,
        )

    def ids(
        self,
        query: str | Query,
        filters: Filters | None = None,
        areas: tuple[In, ...] = (),
        sort: Sort = "relevance",
        limit: int | None = None,
    ) -> tuple[str, ...]:
        """The ids of the hits of the same search, in its order: for tables and exports, which need no excerpts."""
        return tuple(self._ranked(query, filters, areas, sort, limit)[0])[:limit]

    def related(self, id: str, filters: Filters | None = None, limit: int | None = 10, offset: int = 0) -> Results:  # noqa: A002
        """Decisions like one that is held, the most alike first; a score of 1 says that another is as it is itself.

        NotHeld (of `corpus`) for an id that is not held; else as `search`.
        """
        answer = self._asking.alike(self._archive.record(id))
        most = answer.scores.get(id, 0.0)
        alike = {each: score for each, score in answer.scores.items() if each != id and 0 < LEAST_SHARE * most <= score}
        passing = self._passing(alike, filters or Filters(), "relevance", answer.is_current)
        shares = {each: round(min(1.0, alike[each] / most), 6) for each in passing}
        ids = sorted(shares, key=lambda each: -shares[each])
        page = tuple(ids)[offset : None if limit is None else offset + limit]
        return Results(len(ids), tuple(self._hits(page, shares, answer.wanted, explain=False)))

    def listed(
        self, filters: Filters, sort: Sort = "date", limit: int | None = 20, offset: int = 0, facets: bool = False
    ) -> Results:
        """What passes the filters, newest or dearest first, where there is no query; each hit as its text begins."""
        ids = self._archive.select(filters, "amount" if sort == "amount" else "date")
        page = ids[offset : None if limit is None else offset + limit]
        plain = Excerpts(NOTHING, self._keeper.words)
        hits = tuple(hit(record, 0.0, plain.of(record)) for record in self._archive.records(page))
        return Results(len(ids), hits, self._archive.facets(ids) if facets else None)

    def why(self, query: str | Query, record: Record, areas: tuple[In, ...] = ()) -> tuple[Reason, ...]:
        """Which forms in a record answer which words of a query, whatever else the query demands. QueryError."""
        asked = parse(query) if isinstance(query, str) else query
        _refuse_unknown(areas, "date")
        return reasons(record, wanted(asked.node, areas or AREAS, self._keeper.words), self._keeper.words)

    def refresh(self, wait: bool = True) -> Refreshed:
        """Catches up with the archive, or builds the index anew where there is none that can be used.

        Without `wait`, not where another program is about it and there is one to be searched meanwhile.
        """
        return self._keeper.refresh(wait)

    def rebuild(self) -> Refreshed:
        """Builds the index anew. The old one serves others until the new one is there."""
        return self._keeper.rebuild()

    def clear(self) -> None:
        """Deletes every file of the index, its table of words too; the next search builds it anew."""
        self._keeper.clear()

    def faster_engine(self) -> str | None:
        """The engine to build the index with, where it has grown too large for the default one."""
        state = self._keeper.state()
        if state and state.engine == engines.DEFAULT and state.documents > engines.LARGE:
            return engines.FOR_LARGE
        return None

    def learn(self, analyses: Mapping[str, Analysis]) -> None:
        """Takes analyses of words that are known already, so that the dictionary is not asked for them."""
        self._keeper.words.learn(analyses)

    def check(self, quick: bool = False) -> tuple[Problem, ...]:
        """What in the index is not as the archive says; nothing is changed. `quick` reads seals and counts only."""
        return tuple(self._keeper.check(quick))

    def _ranked(
        self,
        query: str | Query,
        filters: Filters | None,
        areas: tuple[In, ...],
        sort: Sort,
        most: int | None = None,
    ) -> tuple[dict[str, float], Answer]:
        """The score of each hit, in order, and the answer with the total of what passes; `most` as `Asking.answer`."""
        asked = parse(query) if isinstance(query, str) else query
        _refuse_unknown(areas, sort)
        passes = filters or Filters()
        by_score = sort == "relevance"
        answer = self._asking.answer(asked, areas or AREAS, most if by_score and passes == Filters() else None)
        all_pass = passes == Filters() and answer.is_current
        scores = _best(answer.scores, most) if all_pass and by_score and most is not None else answer.scores
        ids = self._passing(scores, passes, sort, answer.is_current)
        if by_score:
            # The newest came first, and sorting keeps that order among equals.
            ids.sort(key=lambda each: -round(scores[each], 6))
        total = answer.total if all_pass else len(ids)
        return {each: scores[each] for each in ids}, replace(answer, total=total)

    def _passing(self, scores: Scores, filters: Filters, sort: Sort, is_current: bool) -> list[str]:
        """Those that pass the filters; the newest first, or the dearest."""
        if filters == Filters() and sort != "amount" and is_current:
            return newest_first(scores)  # the archive need not tell what the ids do
        order = self._archive.select(filters, None if sort == "relevance" else sort)
        return [each for each in order if each in scores]

    def _suggestion(self, query: Query, total: int, filters: Filters | None, areas: tuple[In, ...]) -> str | None:
        """The query with a word of the archive in place of one that it has not, if that finds more."""
        words = self._keeper.words
        for word in words_asked(query):
            if self._asking.found(query, Word(word), AREAS):
                continue
            passing = frozenset(self._archive.select(filters or Filters(), None))
            for other in nearest(word, words.near(word)):
                better = parse(replaced(query.text, word, other))
                if len(passing & self._asking.found(better, better.node, areas or AREAS).keys()) > total:
                    return better.text
        return None

    def _hits(
        self, page: tuple[str, ...], scores: dict[str, float], meant: Wanted, explain: bool, same_case: bool = False
    ) -> Iterator[Hit]:
        words = self._keeper.words
        excerpts = Excerpts(meant, words)
        for record in self._archive.records(page):
            why = reasons(record, meant, words) if explain else ()
            others = tuple(self._same_case(record)) if same_case else ()
            yield hit(record, scores[record.id], excerpts.of(record), why, others)

    def _same_case(self, record: Record) -> Iterator[Handling]:
        """The other decisions of its case, the oldest first."""
        if record.decision.case_id:
            ids = self._archive.select(Filters(case=record.decision.case_id))
            yield from map(handling, self._archive.records(each for each in reversed(ids) if each != record.id))


def _refuse_unknown(areas: tuple[str, ...], sort: str) -> None:
    unknown = next(islice((area for area in areas if area not in get_args(In)), 1), None)
    if unknown is not None:
        raise ValueError(f"there is no part {unknown!r} to search in; known: {', '.join(get_args(In))}")
    if sort not in get_args(Sort):
        raise ValueError(f"hits are sorted by {', '.join(get_args(Sort))}, not by {sort!r}")


def _best(scores: Scores, most: int) -> Scores:
    """So many of the best, with all that are equal to the last of them."""
    least = min(nlargest(most, scores.values()), default=math.inf)
    return {each: score for each, score in scores.items() if score >= least - _EQUAL}


def newest_first(ids: Iterable[str]) -> list[str]:
    """Ids in the order in which the archive sorts by date; each says its day and number."""

    def day_and_number(id: str) -> tuple[str, int]:  # noqa: A002  the domain's word
        _, _, day, number = id.rsplit("/", 3)
        value = number_value(number)
        return day, -1 if value is None else value

    return sorted(sorted(ids), key=day_and_number, reverse=True)

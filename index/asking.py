"""A query asked of an archive and its index: what answers it, with scores; no filters, order or excerpts yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus import Archive, Filters, Record
from index import algebra
from index.algebra import Scores
from index.engines import Found, Request
from index.errors import IndexFault, QueryError, TooBroad
from index.keeper import Keeper
from index.related import like
from index.shelf import Unusable
from index.shortcuts import is_body
from index.terms import Area, Wanted, wanted
from index.tree import CaseId, DecisionId, Field, Node, Or, Query, Range, Reference, Word


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query finds.

    scores      of all that it finds, or of the best where no more were asked for
    total       how many it finds
    wanted      the words that it is found by
    is_current  the archive holds just what the index does, so that nothing found is missing from it
    """

    scores: Scores
    total: int
    wanted: Wanted
    is_current: bool


class Asking:
    """Asks. `rebuilt` says why the last question built the index anew, if it did."""

    def __init__(self, archive: Archive, keeper: Keeper, catches_up: bool = True) -> None:
        self._archive = archive
        self._catches_up = catches_up
        self._keeper = keeper
        self.rebuilt: str | None = None

    def answer(self, query: Query, areas: tuple[Area, ...], most: int | None = None) -> Answer:
        """What a query finds; with `most`, at least so many of the best. What names a decision goes straight to it."""
        meant = wanted(query.node, areas, self._keeper.words)
        named = self._named(query.node)
        if named:
            return _whole(named, meant, is_current=True)
        node = query.node.otherwise if isinstance(query.node, Reference) else query.node
        self._refresh_if_possible()
        is_current = self._keeper.is_current()
        if isinstance(node, CaseId):
            of_case = self.found(query, Field("case", Word(node.text)), areas)
            if of_case:
                return _whole(of_case, meant, is_current)
        if algebra.has_range(node):
            return _whole(self.found(query, node, areas), meant, is_current)
        return _answer(self._engine(query, meant, most if is_current else None), meant, is_current)

    def alike(self, record: Record) -> Answer:
        """What shares the telling words of a decision, itself too."""
        self._refresh_if_possible()
        meant = like(record, self._keeper.words)
        return _answer(self._engine(Query("", Or(())), meant), meant, self._keeper.is_current())

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

    def found(self, query: Query, node: Node, areas: tuple[Area, ...]) -> Scores:
        """What the index as it stands has; days and euros come from the archive."""
        return algebra.found(
            node,
            lambda part: _scores(self._engine(query, wanted(part, areas, self._keeper.words))),
            self._within,
            lambda: self._archive.select(Filters()),
        )

    def _within(self, asked: Range) -> tuple[str, ...]:
        return self._archive.select(algebra.filters_of(asked))

    def _engine(self, query: Query, meant: Wanted, most: int | None = None) -> Found:
        """What the engine has."""
        request = Request(meant, most)
        try:
            try:
                return self._keeper.opened().search(request)
            except TooBroad:
                raise
            except Exception:  # whatever an engine says when a writer deleted its files, or they are damaged
                self._mend()
                return self._keeper.opened().search(request)
        except TooBroad as error:
            raise QueryError(str(error), max(0, query.text.lower().find(error.prefix)), query.text) from error
        except Exception as error:
            raise IndexFault(f"the index cannot be read: {error}") from error

    def _refresh_if_possible(self) -> None:
        if not self._catches_up:
            return
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


def _scores(found: Found) -> Scores:
    return {scored.id: scored.score for scored in found.scored}


def _answer(found: Found, meant: Wanted, is_current: bool) -> Answer:
    return Answer(_scores(found), found.total, meant, is_current)


def _whole(scores: Scores, meant: Wanted, is_current: bool) -> Answer:
    return Answer(scores, len(scores), meant, is_current)

"""A query asked of an archive and its index: what answers it, with scores; no filters, order or excerpts yet."""

from __future__ import annotations

from dataclasses import replace

from corpus import Archive, Filters, Record
from index import algebra
from index.algebra import Scores
from index.engines import Request
from index.errors import IndexFault, QueryError, TooBroad
from index.keeper import Keeper
from index.related import like
from index.shelf import Unusable
from index.shortcuts import is_body
from index.terms import Area, Wanted, wanted
from index.tree import CaseId, DecisionId, Field, Node, Or, Query, Range, Reference, Word


class Asking:
    """Asks. `rebuilt` says why the last question built the index anew, if it did."""

    def __init__(self, archive: Archive, keeper: Keeper) -> None:
        self._archive = archive
        self.keeper = keeper
        self.rebuilt: str | None = None

    def answer(self, query: Query, areas: tuple[Area, ...]) -> tuple[Scores, Wanted]:
        """What a query finds, and the words that it is found by. What names a decision goes straight to it, if held."""
        words = self.keeper.words
        straight = self._named(query.node)
        if not straight:
            self._refresh_if_possible()
        if isinstance(query.node, CaseId):
            straight = self.found(query, Field("case", Word(query.node.text)), areas)
        return straight or self.found(query, query.node, areas), wanted(query.node, areas, words)

    def alike(self, record: Record) -> tuple[Scores, Wanted]:
        """What shares the telling words of a decision, itself too."""
        self._refresh_if_possible()
        meant = like(record, self.keeper.words)
        return self._engine(Query("", Or(())), meant), meant

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
            if record.id in of_body or is_body(reference.body, record.body, self.keeper.words)
        )

    def found(self, query: Query, node: Node, areas: tuple[Area, ...]) -> Scores:
        """What the index as it stands has; days and euros come from the archive."""
        return algebra.found(
            node,
            lambda part: self._engine(query, wanted(part, areas, self.keeper.words)),
            self._within,
            lambda: self._archive.select(Filters()),
        )

    def _within(self, asked: Range) -> tuple[str, ...]:
        return self._archive.select(algebra.filters_of(asked))

    def _engine(self, query: Query, meant: Wanted) -> Scores:
        """What the engine has."""
        try:
            try:
                answer = self.keeper.opened().search(Request(meant))
            except TooBroad:
                raise
            except Exception:  # whatever an engine says when a writer deleted its files, or they are damaged
                self._mend()
                answer = self.keeper.opened().search(Request(meant))
        except TooBroad as error:
            raise QueryError(str(error), max(0, query.text.lower().find(error.prefix)), query.text) from error
        except Exception as error:
            raise IndexFault(f"the index cannot be read: {error}") from error
        return {scored.id: scored.score for scored in answer.scored}

    def _refresh_if_possible(self) -> None:
        try:
            self.rebuilt = self.keeper.refresh(wait=False).reason
        except IndexFault:
            try:
                self.keeper.opened()  # an archive that may only be read is searched as it was indexed
            except Unusable:
                pass
            else:
                return
            raise

    def _mend(self) -> None:
        if self.keeper.damaged():
            self.keeper.rebuild("a file of it was damaged")
            return
        try:
            self.keeper.opened()
        except Unusable as why:  # files that are whole, but not for this version of the engine
            self.keeper.rebuild(str(why))

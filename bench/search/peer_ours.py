"""Pykälä's own way: an archive of the decisions, its index by one of the engines, and the front door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.search.made import archive_of, words_of
from bench.search.peers import Clock
from bench.search.task import TEXT_AREAS, Task
from corpus import Filters
from index import Index, Sort, engines, parse
from index.engines import Engine, EngineModule, Request, Writer
from index.entries import Document
from index.terms import wanted


class Ours:
    """See `Peer`. Of the build, what the engine takes is counted; not the archive, nor the analysis of words."""

    name = ""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, count: int, documents: Iterator[dict[str, Any]]) -> float:
        self._archive = archive_of(self._folder / "archive", count)
        self._index = Index.open(self._archive, self.name)
        self._index.learn(words_of().analyses())
        clock = Clock()
        with _clocked(clock):
            self._index.rebuild()
        return clock.seconds

    def open(self) -> None:
        """Nothing: the first question opens it."""

    def ask(self, asked: Task) -> None:
        filters = _filters(asked)
        sort: Sort = "date" if asked.kind == "by date" else "relevance"
        if asked.kind in ("facets", "snippets"):
            limit = 10 if asked.kind == "snippets" else 0
            self._index.search(_query(asked), filters, _AREAS, sort, limit, facets=asked.kind == "facets")
        else:
            self._index.ids(_query(asked), filters, _AREAS, sort, 10)

    def engine(self, asked: Task) -> Callable[[], object] | None:
        """The engine alone, asked for the first ten; None for what the archive answers with it."""
        if asked.body or asked.least is not None or asked.kind in ("by date", "facets", "snippets"):
            return None
        engine = self._index._keeper.opened()
        request = Request(wanted(parse(_query(asked)).node, _AREAS, self._index._keeper.words), 10)
        return lambda: engine.search(request)

    def count(self, asked: Task) -> int:
        return self._index.search(_query(asked), _filters(asked), _AREAS, limit=0).total


class Whoosh(Ours):
    """With Whoosh."""

    name = "whoosh"


class Tantivy(Ours):
    """With Tantivy."""

    name = "tantivy"


_AREAS: Any = TEXT_AREAS


def _filters(asked: Task) -> Filters:
    return Filters(
        body=asked.body,
        start=date.fromisoformat(asked.start) if asked.start else None,
        end=date.fromisoformat(asked.end) if asked.end else None,
        min_eur=None if asked.least is None else Decimal(asked.least),
        max_eur=None if asked.most is None else Decimal(asked.most),
    )


def _query(asked: Task) -> str:
    if asked.kind == "prefix":
        return f"{asked.words[0]}*"
    if asked.kind == "phrase":
        return f'"{" ".join(asked.words)}"'
    return (" OR " if asked.kind == "OR of 5" else " ").join(asked.words)


class _Writer:
    """A writer whose work is counted."""

    def __init__(self, writer: Writer, clock: Clock) -> None:
        self._writer = writer
        self._clock = clock

    def put(self, document: Document) -> None:
        for each in document.areas:
            each.lemmas, each.parts, each.forms  # noqa: B018  which are ready for all peers
        with self._clock:
            self._writer.put(document)

    def delete(self, id: str) -> None:  # noqa: A002  the domain's word
        with self._clock:
            self._writer.delete(id)


@contextmanager
def _clocked(clock: Clock) -> Iterator[None]:
    """Counts what the engines that are opened meanwhile take to write."""
    module = engines.module

    def counted(name: str) -> Any:
        return _Module(module(name), clock)

    engines.module = counted
    try:
        yield
    finally:
        engines.module = module


class _Module:
    def __init__(self, module: EngineModule, clock: Clock) -> None:
        self._module = module
        self._clock = clock

    def open(self, folder: Path, files: frozenset[str] | None) -> _Engine:
        return _Engine(self._module.open(folder, files), self._clock)


class _Engine:
    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    @contextmanager
    def writer(self) -> Iterator[_Writer]:
        with self._clock:
            writing = self._engine.writer()
            writer = writing.__enter__()
        yield _Writer(writer, self._clock)
        with self._clock:
            writing.__exit__(None, None, None)

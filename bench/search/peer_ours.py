"""Pykälä's own way: an engine fed with ready terms; filters, order, facets and excerpts from the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from bench.search.made import archive_of, words_of
from bench.search.peers import Clock
from bench.search.task import Task
from corpus import Archive, Filters
from index import Index, engines
from index.entries import AreaTerms, Document


@dataclass(frozen=True, slots=True)
class _Ready:
    """An area's terms as they were read; in the shape of `AreaTerms`."""

    area: str
    lemmas: tuple[Any, ...]
    parts: tuple[Any, ...]
    forms: tuple[Any, ...]


class Ours:
    """See `Peer`. The build is the engine's alone; questions go to the front door, over an archive of the decisions."""

    name = ""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def build(self, documents: Iterator[dict[str, Any]]) -> float:
        clock = Clock()
        files = self._folder / "engine"
        files.mkdir()
        with clock:
            engine = engines.module(self.name).open(files, None)
            writing = engine.writer()
            writer = writing.__enter__()
        for each in documents:
            self._count += 1
            areas = tuple(_Ready(area, *(tuple(kind) for kind in kinds)) for area, kinds in each["areas"].items())
            document = Document(each["id"], cast("tuple[AreaTerms, ...]", areas))
            with clock:
                writer.put(document)
        with clock:
            writing.__exit__(None, None, None)
        return clock.seconds

    def open(self) -> None:
        self._archive: Archive = archive_of(self._folder / "archive", self._count)
        self._index = Index.open(self._archive, self.name)
        self._index.learn(words_of().analyses())
        self._index.rebuild()

    def ask(self, asked: Task) -> int:
        filters = Filters(
            body=asked.body,
            start=date.fromisoformat(asked.start) if asked.start else None,
            end=date.fromisoformat(asked.end) if asked.end else None,
            min_eur=None if asked.least is None else Decimal(asked.least),
            max_eur=None if asked.most is None else Decimal(asked.most),
        )
        if asked.kind in ("facets", "snippets"):
            limit = 10 if asked.kind == "snippets" else 0
            return self._index.search(_query(asked), filters, _AREAS, limit=limit, facets=asked.kind == "facets").total
        ids = self._index.ids(_query(asked), filters, _AREAS, "date" if asked.kind == "by date" else "relevance")
        return len(ids)


_AREAS: Any = ("title", "decision", "proposal", "reasons", "tables")


def _query(asked: Task) -> str:
    if asked.kind == "prefix":
        return f"{asked.words[0]}*"
    if asked.kind == "phrase":
        return f'"{" ".join(asked.words)}"'
    return (" OR " if asked.kind == "OR of 5" else " ").join(asked.words)


class Whoosh(Ours):
    """With Whoosh."""

    name = "whoosh"


class Tantivy(Ours):
    """With Tantivy."""

    name = "tantivy"

"""Whoosh 2.7.4 as its manual uses it: text fields, its analysers, queries, filters, facets and highlights."""

# mypy: disable-error-code="no-untyped-call, attr-defined"
# What is installed is another Whoosh, which is typed by half.

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import whoosh.index
from whoosh import analysis, fields, highlight, query, sorting

from bench.search.peers import Clock
from bench.search.task import TEXT_AREAS, Task, bag_of, text_of

MEMORY_MB = 64
PROCESSES = 1


class Stock:
    """See `Peer`."""

    def __init__(self, folder: Path) -> None:
        words = analysis.SpaceSeparatedTokenizer()
        schema = fields.Schema(
            id=fields.ID(unique=True, stored=True),
            body=fields.ID(stored=True, sortable=True),
            outcome=fields.ID(stored=True, sortable=True),
            year=fields.ID(stored=True, sortable=True),
            date=fields.DATETIME(stored=True, sortable=True),
            cents=fields.NUMERIC(int, bits=64, stored=True, sortable=True),
        )
        for area in TEXT_AREAS:
            schema.add(f"lemmas_{area}", fields.TEXT(analyzer=words, phrase=True, stored=True))
            schema.add(f"parts_{area}", fields.TEXT(analyzer=words, phrase=False))
            schema.add(f"forms_{area}", fields.TEXT(analyzer=words, phrase=False))
        self._index = whoosh.index.create_in(str(folder), schema)

    def build(self, count: int, documents: Iterator[dict[str, Any]]) -> float:
        clock = Clock()
        with clock:
            writer = self._index.writer(limitmb=MEMORY_MB, procs=PROCESSES)
        for each in documents:
            values = {name: each[name] for name in ("id", "body", "outcome", "cents")}
            values |= {"date": datetime.fromisoformat(each["date"]), "year": each["date"][:4]}
            for area, (lemmas, parts, forms) in each["areas"].items():
                if area in TEXT_AREAS:
                    values[f"lemmas_{area}"] = text_of(lemmas)
                    values |= {f"parts_{area}": bag_of(parts), f"forms_{area}": bag_of(forms)}
            with clock:
                writer.add_document(**values)
        with clock:
            writer.commit()
        return clock.seconds

    def open(self) -> None:
        self._searcher = self._index.searcher()

    def count(self, asked: Task) -> int:
        return self.ask(asked)

    def ask(self, asked: Task) -> int:
        filters: list[Any] = []
        if asked.body:
            start, end = datetime.fromisoformat(asked.start or ""), datetime.fromisoformat(asked.end or "")
            filters = [query.Term("body", asked.body), query.DateRange("date", start, end)]
        if asked.least is not None:
            filters = [query.NumericRange("cents", asked.least * 100, (asked.most or 0) * 100)]
        groups = [sorting.FieldFacet(name) for name in ("body", "year", "outcome")] if asked.kind == "facets" else None
        found = self._searcher.search(
            _wanted(asked),
            limit=10,
            filter=query.And(filters) if filters else None,
            sortedby=sorting.FieldFacet("date", reverse=True) if asked.kind == "by date" else None,
            groupedby=groups,
        )
        for name in ("body", "year", "outcome") if groups else ():
            found.groups(name)
        if asked.kind == "snippets":
            found.fragmenter = highlight.ContextFragmenter()
            for hit in found:
                for area in TEXT_AREAS:
                    hit.highlights(f"lemmas_{area}") if f"lemmas_{area}" in hit else ""
        [hit["id"] for hit in found]
        return len(found)


def _wanted(asked: Task) -> Any:
    if asked.kind == "prefix":
        return query.Or([query.Prefix(f"forms_{area}", asked.words[0]) for area in TEXT_AREAS])
    if asked.kind == "phrase":
        return query.Or([query.Phrase(f"lemmas_{area}", list(asked.words)) for area in TEXT_AREAS])
    words = [
        query.Or([query.Term(f"{kind}_{area}", word) for area in TEXT_AREAS for kind in ("lemmas", "parts")])
        for word in asked.words
    ]
    return query.Or(words) if asked.kind == "OR of 5" else query.And(words) if len(words) > 1 else words[0]

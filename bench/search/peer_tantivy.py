"""Tantivy as its manual uses it: text fields cut at spaces, fast fields for filters, the ten best hits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query, TextAnalyzerBuilder, Tokenizer

from bench.search.peers import Clock
from bench.search.task import TEXT_AREAS, Task, bag_of, text_of

MEMORY = 64_000_000


class Bare:
    """See `Peer`."""

    def __init__(self, folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("body", stored=True, tokenizer_name="raw", fast=True)
        builder.add_text_field("outcome", stored=True, tokenizer_name="raw", fast=True)
        builder.add_text_field("year", tokenizer_name="raw", fast=True)
        builder.add_date_field("date", indexed=True, fast=True)
        builder.add_integer_field("day", indexed=True, fast=True)
        builder.add_integer_field("cents", indexed=True, fast=True)
        for area in TEXT_AREAS:
            builder.add_text_field(f"lemmas_{area}", stored=True, tokenizer_name="spaces")
            for kind in ("parts", "forms"):
                builder.add_text_field(f"{kind}_{area}", tokenizer_name="spaces", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(folder))
        self._index.register_tokenizer("spaces", TextAnalyzerBuilder(Tokenizer.whitespace()).build())

    def build(self, count: int, documents: Iterator[dict[str, Any]]) -> float:
        clock = Clock()
        with clock:
            writer = self._index.writer(MEMORY, num_threads=1)
        for each in documents:
            texts = {
                f"{kind}_{area}": make(each["areas"][area][place])
                for area in TEXT_AREAS
                if area in each["areas"]
                for place, (kind, make) in enumerate((("lemmas", text_of), ("parts", bag_of), ("forms", bag_of)))
            }
            day = datetime.fromisoformat(each["date"]).replace(tzinfo=UTC)
            with clock:
                document = tantivy.Document(
                    id=each["id"], body=each["body"], outcome=each["outcome"], year=each["date"][:4], **texts
                )
                document.add_date("date", day)
                document.add_integer("day", day.toordinal())
                document.add_integer("cents", each["cents"])
                writer.add_document(document)
        with clock:
            writer.commit()
            writer.wait_merging_threads()
        return clock.seconds

    def open(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def count(self, asked: Task) -> int:
        return self.ask(asked)

    def ask(self, asked: Task) -> int:
        wanted = [(Occur.Must, self._wanted(asked))]
        if asked.body:
            first, last = datetime.fromisoformat(asked.start or ""), datetime.fromisoformat(asked.end or "")
            wanted.append((Occur.Must, Query.term_query(self._schema, "body", asked.body)))
            wanted.append((Occur.Must, self._within("day", first.toordinal(), last.toordinal())))
        if asked.least is not None:
            wanted.append((Occur.Must, self._within("cents", asked.least * 100, (asked.most or 0) * 100)))
        query = Query.boolean_query(wanted) if len(wanted) > 1 else wanted[0][1]
        if asked.kind == "facets":
            groups = {name: {"terms": {"field": name, "size": 100}} for name in ("body", "year", "outcome")}
            self._searcher.aggregate(query, groups)
        order: dict[str, Any] = {"order_by_field": "day"} if asked.kind == "by date" else {}
        found: Any = self._searcher.search(query, limit=10, count=True, **order)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        if asked.kind == "snippets":
            for area in TEXT_AREAS:
                maker = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, f"lemmas_{area}")
                [maker.snippet_from_doc(document).to_html() for document in documents]
        return int(found.count)

    def _within(self, name: str, low: int, high: int) -> Query:
        return Query.range_query(self._schema, name, tantivy.FieldType.Integer, low, high)

    def _wanted(self, asked: Task) -> Query:
        if asked.kind == "prefix":
            return self._any(
                Query.regex_query(self._schema, f"forms_{area}", f"{asked.words[0]}.*") for area in TEXT_AREAS
            )
        if asked.kind == "phrase":
            return self._any(
                Query.phrase_query(self._schema, f"lemmas_{area}", list(asked.words)) for area in TEXT_AREAS
            )
        words = [
            self._any(
                Query.term_query(self._schema, f"{kind}_{area}", word)
                for area in TEXT_AREAS
                for kind in ("lemmas", "parts")
            )
            for word in asked.words
        ]
        must = Occur.Should if asked.kind == "OR of 5" else Occur.Must
        return Query.boolean_query([(must, word) for word in words]) if len(words) > 1 else words[0]

    def _any(self, queries: Iterator[Query]) -> Query:
        return Query.boolean_query([(Occur.Should, query) for query in queries])

"""Tantivy, the engine for large archives: hundreds of thousands of decisions. Only this and `tantivy_queries` know it.

Three fields an area, as in Whoosh: lemmas with positions, parts and forms. The terms are ready; no analyser of
Tantivy's touches them: lemmas go in as tokens with their own positions (several may share one), parts and forms as
text that is cut where we joined it. What is wanted becomes a tree of its query objects, never a query string.
What else is avoided, and why:

- Tantivy writes over its list of segments (`meta.json`) and deletes what is no longer in it. It only ever sees a
  view, a folder of links to the files of one state with a copy of that list; what a change made is taken from
  there under names of its own, so the files of before stay. Segments that were merged away, or left by a writer
  that was killed, are not taken, and that is why an index does not grow with every change.
- Ids are numbers of a signed field; deleting by an unsigned one silently deletes nothing. The number is the
  place of the id in a list beside the index: reading ids from documents would cost more than the search.
- A panic of Rust's is no Exception; here it is made one.
- Nothing is to watch a folder: a change is read by opening it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import tantivy
from tantivy.tantivy import __version__

from index.engines import Found, Info, Request, Scored
from index.engines.names import forms, lemmas, parts
from index.engines.tantivy_queries import NUMBER, Queries
from index.engines.tantivy_view import LIST, belongs, link, listed, named, remove, segments
from index.entries import AreaTerms, Document, Posting
from index.terms import AREAS

MEMORY = 64_000_000
SEPARATOR = "\n"
EQUALS = 30
"""So many hits more than the best are asked for, since those that score the same are put in order by their day."""
COARSE = 2.0**36
"""Added and taken off again it rounds a score to 1/65536, for sums in another order are equals too; `round` is slow."""


def open(folder: Path, files: frozenset[str] | None) -> TantivyEngine:  # noqa: A001  the name that engines share
    """See `EngineModule.open`."""
    with _panics_told():
        return TantivyEngine(folder.resolve(), files or frozenset())


class TantivyEngine:
    """See `Engine`."""

    def __init__(self, folder: Path, files: frozenset[str]) -> None:
        self._folder = folder
        self._files = files
        self._state = _State(folder, files)
        self._state.documents  # noqa: B018  files that this Tantivy cannot read are told now

    @property
    def files(self) -> frozenset[str]:
        return self._files

    def search(self, request: Request) -> Found:
        with _panics_told():
            return self._state.found(request)

    def ids(self) -> frozenset[str]:
        return frozenset(filter(None, self._state.ids))

    def info(self) -> Info:
        return Info("tantivy", __version__, self._state.documents)

    @contextmanager
    def writer(self) -> Iterator[_Writer]:
        with (
            _panics_told(),
            tempfile.TemporaryDirectory(prefix="work-", dir=self._folder, ignore_cleanup_errors=True) as work,
        ):
            view = Path(work)
            link(view, self._folder, self._files)
            index = tantivy.Index(_schema(), str(view))
            cut = tantivy.Tokenizer.whitespace()
            index.register_tokenizer("joined", tantivy.TextAnalyzerBuilder(cut).build())
            writer = index.writer(MEMORY, num_threads=1)
            change = _Writer(writer, list(self._state.ids))
            try:
                yield change
            except BaseException:
                writer.rollback()
                writer.wait_merging_threads()
                raise
            writer.commit()
            writer.wait_merging_threads()
            self._files = self._taken(view, change.ids)
        self._state = _State(self._folder, self._files)

    def _taken(self, view: Path, ids: list[str]) -> frozenset[str]:
        """Takes what makes up the index now out of the view, into the folder; or nothing when that fails."""
        text = (view / LIST).read_text("utf-8")
        name = uuid4().hex
        made = {f"list-{name}.json": text, f"ids-{name}": SEPARATOR.join(ids)}
        kept = frozenset(path.name for path in view.iterdir() if belongs(path.name, text))
        new = kept - self._files
        try:
            for each in new:
                (view / each).replace(self._folder / each)
            for each, text in made.items():
                (self._folder / each).write_text(text, "utf-8", newline="")
        except BaseException:
            for each in (*new, *made):
                (self._folder / each).unlink(missing_ok=True)
            raise
        return kept | frozenset(made)


class _State:
    """The index as some files hold it; opened when it is first asked something."""

    def __init__(self, folder: Path, files: frozenset[str]) -> None:
        self._folder = folder
        self._files = files

    @property
    def documents(self) -> int:
        return self._opened[0].num_docs if self._files else 0

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The id of each number; empty where a number has no document."""
        if not self._files:
            return ()
        return tuple((self._folder / named(self._files, "ids-")).read_bytes().decode().split(SEPARATOR))

    def found(self, request: Request) -> Found:
        """Every match."""
        if not self.documents:
            return Found((), 0)
        searcher, schema = self._opened
        query = Queries(searcher, schema, self._with_deleted).query(request.wanted)
        hits, total = _hits(searcher, query, request.most)
        numbers = cast("list[int]", searcher.fast_field_values(NUMBER, [address for _, address in hits]))
        ids = self.ids
        scores = [score + COARSE - COARSE for score, _ in hits]
        return Found(tuple(map(Scored, map(ids.__getitem__, numbers), scores)), total)

    @cached_property
    def _with_deleted(self) -> int:
        return sum(segment["max_doc"] for segment in segments(listed(self._folder, self._files)))

    @cached_property
    def _opened(self) -> tuple[tantivy.Searcher, tantivy.Schema]:
        # Not in the index's folder, which may only be readable. The searcher holds its files open, so that the
        # view may go.
        view = Path(tempfile.mkdtemp(prefix="pykala-"))
        try:
            link(view, self._folder, self._files)
            index = tantivy.Index.open(str(view))
            index.config_reader("manual")
            return index.searcher(), index.schema
        finally:
            remove(view)


def _hits(searcher: tantivy.Searcher, query: tantivy.Query, most: int | None) -> tuple[list[Any], int]:
    """Every hit, or so many of the best with all that are equal to the last of them; and how many there are."""
    if most is not None:
        best: Any = searcher.search(query, limit=most + EQUALS, count=True)
        if len(best.hits) == best.count:
            return best.hits, best.count
        first_left = best.hits[-1][0] + COARSE - COARSE
        kept = [hit for hit in best.hits if hit[0] + COARSE - COARSE > first_left]
        if len(kept) >= most:  # else the equals of the last go on behind those that were asked for
            return kept, best.count
    hits = searcher.search(query, limit=searcher.num_docs, count=False).hits
    return hits, len(hits)


class _Writer:
    """See `Writer`."""

    def __init__(self, writer: tantivy.IndexWriter, ids: list[str]) -> None:
        self.ids = ids
        self._writer = writer
        self._numbers = {id: number for number, id in enumerate(ids) if id}  # noqa: A001
        self._free = [number for number, id in enumerate(ids) if not id]  # noqa: A001
        self._put: set[str] = set()

    def put(self, document: Document) -> None:
        if document.id in self._put:
            raise ValueError(f"{document.id} is put twice in one change")
        if not document.id or SEPARATOR in document.id:
            raise ValueError(f"{document.id!r} is no id")
        self._put.add(document.id)
        self.delete(document.id)
        fed = tantivy.Document()
        fed.add_integer(NUMBER, self._number(document.id))
        for area in document.areas:
            _feed(fed, area)
        self._writer.add_document(fed)

    def delete(self, id: str) -> None:  # noqa: A002
        number = self._numbers.pop(id, None)
        if number is not None:
            self._writer.delete_documents_by_term(NUMBER, number)
            self.ids[number] = ""
            self._free.append(number)

    def _number(self, id: str) -> int:  # noqa: A002
        if not self._free:
            self._free.append(len(self.ids))
            self.ids.append("")
        number = self._free.pop()
        self.ids[number] = id
        self._numbers[id] = number
        return number


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder().add_integer_field(NUMBER, indexed=True, fast=True)
    for area in AREAS:
        builder.add_text_field(lemmas(area), tokenizer_name="raw", index_option="position")
        builder.add_text_field(parts(area), tokenizer_name="joined", index_option="freq")
        builder.add_text_field(forms(area), tokenizer_name="joined", index_option="freq")
    return builder.build()


def _feed(document: tantivy.Document, area: AreaTerms) -> None:
    """Adds the terms of an area. Tantivy wants the places of each word in order, and not the words."""
    token = tantivy.Token
    whole = [token(word, place, 0, 0) for word, places in area.lemmas for place in places]
    document.add_pre_tokenized_text(lemmas(area.area), tantivy.PreTokenizedString("", whole))
    _feed_words(document, parts(area.area), area.parts)
    _feed_words(document, forms(area.area), area.forms)


def _feed_words(document: tantivy.Document, name: str, postings: tuple[Posting, ...]) -> None:
    """Adds words without their places: as joined text, which is faster than tokens, where no word holds a blank."""
    text = "".join([(word + SEPARATOR) * len(places) for word, places in postings])
    if postings and len(text.split()) == text.count(SEPARATOR) == sum(len(places) for _, places in postings):
        document.add_text(name, text)
    elif postings:  # one of them holds what should part them
        tokens = [tantivy.Token(word, 0, 0, 0) for word, places in postings for _ in places]
        document.add_pre_tokenized_text(name, tantivy.PreTokenizedString("", tokens))


@contextmanager
def _panics_told() -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise RuntimeError(f"tantivy: {error}") from error
        raise

"""Whoosh, the default engine: comfortable to about 20,000 decisions. The only module that knows it.

Three fields an area, lemmas with positions, parts and forms, all fed with ready terms. Whoosh keeps and merges the
postings; what is wanted is worked out over them (`scores`), not by its query objects: those answered wrongly in
the contract test (unscored, `Or` reads ahead into an array whose matcher goes back when it is told to skip, so
that excluded documents come through, 3.54), and they are slow where every hit is wanted and not the best ten.
What else is avoided, and why:

- A fresh reader after every change: `Searcher.refresh()` gives deleted documents.
- No compound files: opening one copies all of it into memory.
- One process writes: `procs` saves no CPU, and a killed parent leaves orphans that hold the lock.
- Files are pickles and run code when they are read: only those in `files` are ever opened, which the manifest
  has sealed; the schema is ours, not the one in the file.
- Whoosh deletes its old files when it commits; here they stay until the manifest names the new ones.
"""

# mypy: disable-error-code="no-untyped-call"
# Whoosh calls itself typed, but only half of it is.

from __future__ import annotations

from array import array
from collections.abc import Collection, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import finalize

from whoosh import __version__, fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.matching.mcore import Matcher
from whoosh.reading import IndexReader
from whoosh.writing import SegmentWriter

from index import engines
from index.engines import Found, Info, Request, Scored
from index.engines.scores import Places, Weights, per_occurrence, scores
from index.entries import Document, Posting
from index.errors import TooBroad
from index.terms import AREAS, Area, Wanted

MEMORY_MB = 64
NAME = "MAIN"


class _Terms(fields.FieldType):
    """A field that is fed with terms and their positions, which spares Whoosh's analysers."""

    def __init__(self, places: bool) -> None:
        self.format = formats.Positions() if places else formats.Existence()

    def index(self, value: tuple[Posting, ...], **_: Any) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        places = isinstance(self.format, formats.Positions)
        per_word = per_occurrence(sum(len(positions) for _, positions in value))
        for text, positions in value:
            encoded = array("I", positions).tobytes() if places else b""
            yield text.encode("utf-8"), len(positions), len(positions) * per_word, encoded


def _schema() -> fields.Schema:
    schema = fields.Schema(id=fields.ID(unique=True, sortable=True))
    for area in AREAS:
        schema.add(_lemmas(area), _Terms(places=True))
        schema.add(_parts(area), _Terms(places=False))
        schema.add(_forms(area), _Terms(places=False))
    return schema


def _lemmas(area: Area) -> str:
    return f"lemmas_{area}"


def _parts(area: Area) -> str:
    return f"parts_{area}"


def _forms(area: Area) -> str:
    return f"forms_{area}"


class _Storage(FileStorage):
    """A folder of which only the named files exist, and whose old files outlive a commit."""

    def __init__(self, folder: Path, files: frozenset[str]) -> None:
        super().__init__(str(folder))
        self.files = set(files)
        self.made: set[str] = set()

    def list(self) -> list[str]:
        return sorted(self.files)

    def create_file(self, name: str, excl: Any = False, mode: Any = "wb", **kwargs: Any) -> Any:
        self.files.add(name)
        self.made.add(name)
        return super().create_file(name, excl, mode, **kwargs)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        # Not `safe`: what stands in the way was left there by a writer that was killed.
        self._path(oldname).replace(self._path(newname))
        self.files.discard(oldname)
        self.files.add(newname)
        self.made.add(newname)

    def delete_file(self, name: str) -> None:
        self.files.discard(name)
        if name in self.made:
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return Path(self.folder) / name


def open(folder: Path, files: frozenset[str] | None) -> WhooshEngine:  # noqa: A001  the name that engines share
    """See `EngineModule.open`."""
    storage = _Storage(folder, files or frozenset())
    schema = _schema()
    index = FileIndex(storage, schema) if files is not None else FileIndex.create(storage, schema, NAME)
    return WhooshEngine(index, storage)


class WhooshEngine:
    """See `Engine`."""

    def __init__(self, index: FileIndex, storage: _Storage) -> None:
        self._index = index
        self._storage = storage
        self._reader: IndexReader | None = None
        self._ids: dict[int, dict[int, str]] = {}  # of each segment, those that were found before

    @property
    def files(self) -> frozenset[str]:
        return frozenset(self._storage.files)

    def search(self, request: Request) -> Found:
        reader = self._opened()
        if not reader.doc_count():
            return Found((), 0)
        expanded = _Expanded()
        found = tuple(
            scored
            for number, (leaf, _) in enumerate(reader.leaf_readers())
            for scored in _Segment(reader, leaf, expanded, self._ids.setdefault(number, {})).found(request.wanted)
        )
        return Found(found, len(found))

    def ids(self) -> frozenset[str]:
        return frozenset(
            ids[place]
            for leaf, _ in self._opened().leaf_readers()
            if leaf.doc_count()
            for ids in (leaf.column_reader("id"),)
            for place in leaf.all_doc_ids()
        )

    def info(self) -> Info:
        return Info("whoosh", ".".join(str(part) for part in __version__), self._opened().doc_count())

    @contextmanager
    def writer(self) -> Iterator[_Writer]:
        before = set(self._storage.files)
        self._storage.made.clear()
        writer = SegmentWriter(self._index, codec=W3Codec(compression=0), limitmb=MEMORY_MB, compound=False)
        try:
            yield _Writer(writer)
            writer.commit()
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            for name in self._storage.made - before:
                (Path(self._storage.folder) / name).unlink(missing_ok=True)
            self._storage.files = before
            raise
        finally:
            self._leave()

    def _opened(self) -> IndexReader:
        """A reader of the files as they are, kept until they change: to open one costs more than most questions."""
        if self._reader is None:
            self._reader = self._index.reader()
            self._closing = finalize(self, self._reader.close)
        return self._reader

    def _leave(self) -> None:
        if self._reader is not None:
            self._closing()
            self._reader = None
            self._ids.clear()


class _Writer:
    """See `Writer`."""

    def __init__(self, writer: SegmentWriter) -> None:
        self._writer = writer
        self._put: set[str] = set()

    def put(self, document: Document) -> None:
        if document.id in self._put:
            raise ValueError(f"{document.id} is put twice in one change")
        self._put.add(document.id)
        self.delete(document.id)
        values: dict[str, Any] = {"id": document.id}
        for area in document.areas:
            values[_lemmas(area.area)] = area.lemmas
            values[_parts(area.area)] = area.parts
            values[_forms(area.area)] = area.forms
        self._writer.add_document(**values)

    def delete(self, id: str) -> None:  # noqa: A002
        self._writer.delete_by_term("id", id)


class _Expanded:
    """The words of beginnings, counted over all segments of a search."""

    def __init__(self) -> None:
        self._words: dict[str, set[tuple[str, bytes]]] = {}

    def count(self, prefix: str, name: str, text: bytes) -> None:
        """Counts a word of a field, once. Raises TooBroad."""
        words = self._words.setdefault(prefix, set())
        words.add((name, text))
        if len(words) > engines.MOST_WORDS:
            raise TooBroad(prefix, engines.MOST_WORDS)


class _Segment:
    """One of Whoosh's segments, as `scores` takes it; how rare a word is, is a matter of the whole index."""

    def __init__(self, index: IndexReader, leaf: IndexReader, expanded: _Expanded, ids: dict[int, str]) -> None:
        self._index = index
        self._ids = ids
        self._leaf = leaf
        self._expanded = expanded

    def found(self, wanted: Wanted) -> Iterator[Scored]:
        """Every match, by id."""
        found = scores(wanted, self)
        new = found.keys() - self._ids.keys()
        if new:
            column = self._leaf.column_reader("id")
            self._ids.update((document, column[document]) for document in new)
        return (Scored(self._ids[document], score) for document, score in found.items())

    def documents(self) -> Iterable[int]:
        return iter(self._leaf.all_doc_ids())

    def lemma(self, area: Area, lemma: str) -> Weights:
        return self._weights(_lemmas(area), lemma)

    def part(self, area: Area, lemma: str) -> Weights:
        return self._weights(_parts(area), lemma)

    def form(self, area: Area, form: str) -> Weights:
        return self._weights(_forms(area), form)

    def places(self, area: Area, lemma: str, within: Collection[int]) -> Places:
        found = self._values(_lemmas(area), lemma)
        return {document: array("I", value) for document, value in found if document in within}

    def beginning(self, areas: tuple[Area, ...], prefix: str) -> frozenset[int]:
        known = frozenset(self._leaf.indexed_field_names())
        found: set[int] = set()
        for name in (_forms(area) for area in areas):
            for text in self._leaf.expand_prefix(name, prefix) if name in known else ():
                self._expanded.count(prefix, name, text)
                found.update(self._leaf.postings(name, text).all_ids())
        return frozenset(found)

    def share(self, area: Area, lemma: str) -> float:
        return float(self._index.doc_frequency(_lemmas(area), lemma) + 1) / self._index.doc_count_all()

    def _weights(self, name: str, text: str) -> Weights:
        """The weight of each posting of a term."""
        found: Weights = {}
        for block in self._blocks(name, text):
            if isinstance(block, W3LeafMatcher):
                block.id(), block.weight()  # which reads the whole block, and keeps it
                found.update(zip(block._ids, block._weights, strict=True))  # type: ignore[arg-type]
            else:
                found[block.id()] = block.weight()
        return found

    def _values(self, name: str, text: str) -> Iterator[tuple[int, bytes]]:
        """The encoded positions of each posting of a term."""
        for block in self._blocks(name, text):
            if isinstance(block, W3LeafMatcher):
                block.id(), block.value()
                yield from zip(block._ids, block._values, strict=True)  # type: ignore[arg-type]
            else:
                yield block.id(), block.value()

    def _blocks(self, name: str, text: str) -> Iterator[Matcher]:
        """The matcher of a term at each of its blocks; at each posting where a segment has deleted documents."""
        matcher = self._matcher(name, text)
        while matcher is not None and matcher.is_active():
            yield matcher
            if isinstance(matcher, W3LeafMatcher):
                matcher._next_block()
            else:
                matcher.next()

    def _matcher(self, name: str, text: str) -> Any:
        terms: Any = self._leaf  # a container of terms, which its type does not say
        return self._leaf.postings(name, text) if (name, text) in terms else None

"""Whoosh, the default engine: comfortable to about 20,000 decisions. Whoosh is known here, in
`whoosh_segment.py` and in `whoosh_pool.py` alone.

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
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import finalize

from whoosh import __version__, fields, formats
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import IndexReader
from whoosh.writing import SegmentWriter

from index.engines import Found, Info, Request
from index.engines.names import forms, lemmas, parts
from index.engines.scores import per_occurrence
from index.engines.whoosh_pool import Pool
from index.engines.whoosh_segment import Expanded, Segment
from index.entries import Document, Posting
from index.terms import AREAS

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
        schema.add(lemmas(area), _Terms(places=True))
        schema.add(parts(area), _Terms(places=False))
        schema.add(forms(area), _Terms(places=False))
    return schema


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
        expanded = Expanded()
        found = tuple(
            scored
            for number, (leaf, _) in enumerate(reader.leaf_readers())
            for scored in Segment(reader, leaf, expanded, self._ids.setdefault(number, {})).found(request.wanted)
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
        writer = SegmentWriter(self._index, codec=W3Codec(compression=0), compound=False)
        writer.pool = Pool(writer._tempstorage, writer.newsegment, limitmb=MEMORY_MB)
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
            values[lemmas(area.area)] = area.lemmas
            values[parts(area.area)] = area.parts
            values[forms(area.area)] = area.forms
        self._writer.add_document(**values)

    def delete(self, id: str) -> None:  # noqa: A002
        self._writer.delete_by_term("id", id)

"""The archive: documents go in for good, and come out as records.

One writer at a time (lock.py), any number of readers. A document is acknowledged (its `Receipt` returned)
only when its original and its records would survive a power cut.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from corpus import database, documents, keeping, lines, refusals, tombstones, versions
from corpus.bag import read_bag, write_bag
from corpus.documents import Document
from corpus.errors import NotAnArchive, NotHeld
from corpus.facets import Facets, facets
from corpus.filters import Filters, Sort, query
from corpus.follow import SEARCHES
from corpus.keeping import Receipt, Store
from corpus.limits import Limits
from corpus.lines import Line
from corpus.lock import LOCK, writing
from corpus.originals import ORIGINALS, Originals, sync_folder
from corpus.record import Record, stored_record
from corpus.redaction import Redacted, redact
from corpus.references import Resolver
from corpus.refusals import Refusal
from corpus.stats import Stats, count
from corpus.tombstones import Tombstone
from corpus.upgrade import schema_of, upgrade
from parser import Minutes, SourceDocument, __version__

PATIENCE = 30.0
"""Seconds that a writer waits for another one."""

_OURS = {ORIGINALS, LOCK, "index", SEARCHES, database.DATABASE, f"{database.DATABASE}-journal"}
_PAGE = 100  # records in memory at a time
_IDS = 10_000


class Archive:
    """An open archive; a context manager. Use one per thread and process. Its errors are `ArchiveError`s."""

    def __init__(self, store: Store) -> None:
        """For `open`."""
        self._store = store
        self._connection = store.connection

    @classmethod
    def open(cls, folder: Path, create: bool = False, *, patience: float = PATIENCE) -> Archive:
        """Opens the archive in a folder; with `create`, makes one in a folder that is missing or empty.

        One of an older Pykälä is upgraded, all of it or not at all.
        patience: seconds to wait for another writer before ArchiveBusy.
        NotAnArchive, NewerArchive.
        """
        try:
            connection = database.connect(folder)
        except NotAnArchive:
            if not create:
                raise
            _create(folder, patience)
            connection = database.connect(folder)
        _upgraded(folder, connection, patience)
        return cls(Store(folder, connection, Originals(folder / ORIGINALS), patience))

    @classmethod
    def for_reading(cls, folder: Path) -> Archive:
        """An archive whose database refuses every statement that would change it, whoever asks."""
        archive = cls.open(folder)
        with database.translated():
            archive._connection.execute("PRAGMA query_only = ON")
        return archive

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """What is asked of the archive inside it ends with TookTooLong when the time is over."""
        return database.within(self._connection, seconds)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        return self._store.folder

    def add(self, document: SourceDocument, minutes: Minutes, parser_version: str = __version__) -> Receipt:
        """Keeps a document and what was read out of it.

        "unchanged" when the archive had accepted these bytes already (with a `reason` when this parser reads
        some of them otherwise: that reading replaces the old one); "new version" when an id was there with
        another text, which is kept; else "added". ValueError when the minutes are of another document.
        """
        return keeping.add(self._store, document, minutes, parser_version)

    def quarantine(self, document: SourceDocument, reason: str, parser_version: str = __version__) -> Receipt:
        """Keeps the bytes of a document that could not be read, and why.

        One that was read before stays accepted: "unchanged", with the reason.
        """
        return keeping.quarantine(self._store, document, reason, parser_version)

    def refuse(self, path: str, sha256: str, reason: str) -> None:
        """Notes a file that was not taken in, and why. `sha256` is empty where its bytes could not be had."""
        keeping.refuse(self._store, Refusal(path, sha256, reason))

    def refusals(self) -> tuple[Refusal, ...]:
        """The files that were not taken in, by the names under which they were met."""
        with database.translated():
            return refusals.listed(self._connection)

    def holds(self, sha256: str, parser_version: str = __version__) -> Receipt | None:
        """The receipt ("unchanged") of bytes that are accepted, whole, and were read by this parser, or None.

        "refused", with the reason, of bytes that were redacted. With None, read the bytes and add them. `path` is
        where they first came from.
        """
        return keeping.holds(self._store, sha256, parser_version)

    def redact(self, sha256: str, reason: str, limits: Limits = Limits()) -> Redacted:  # noqa: B008  it is frozen
        """Removes a document's bytes and every record that it alone says, for good, and leaves a tombstone.

        The same bytes are refused from then on, with the reason. What another document says too stays, as read
        from that one, within the limits. The index is not touched: build it anew. NotHeld.
        """
        return redact(self._store, sha256, reason, limits)

    def write_bag(self, target: Path) -> tuple[str, ...]:
        """Writes everything to a new folder, a BagIt bag; the SHA-256 of originals that could not be had.

        ArchiveError when the folder is there, ArchiveBusy when the archive changed meanwhile.
        """
        return write_bag(self._store, target)

    def read_bag(self, bag: Path) -> tuple[str, ...]:
        """Brings such a bag in, with equal ids, versions and digests; the SHA-256 of originals that it has not.

        ArchiveError unless this archive is empty, ArchiveDamaged when the bag is not whole.
        """
        return read_bag(self._store, bag)

    def tombstone(self, sha256: str) -> Tombstone | None:
        """What is left of a document that was redacted."""
        with database.translated():
            return tombstones.find(self._connection, sha256)

    @property
    def generation(self) -> int:
        """Grows with every record written or removed; 0 in a new archive."""
        with database.translated():
            return versions.generation(self._connection)

    def since(self, generation: int) -> Iterator[Record]:
        """The newest versions of the decisions that changed after a generation, by `seq`; all of them for 0.

        Streams. What is written meanwhile comes too; so note `generation` before, not after.
        """
        last = generation
        while page := self._rows(
            f"SELECT seq, record FROM decisions WHERE newest = 1 AND seq > ? ORDER BY seq LIMIT {_PAGE}", last
        ):
            for _, text in page:
                yield stored_record(text)
            last = page[-1][0]

    def removed_since(self, generation: int) -> tuple[str, ...]:
        """The ids that were held and are not any more: a newer parser reads their documents otherwise."""
        rows = self._rows("SELECT id FROM removed WHERE seq > ? ORDER BY seq", generation)
        return tuple([row[0] for row in rows])

    def ids(self) -> Iterator[str]:
        """The id of every decision, in alphabetical order. Streams."""
        last = ""
        while page := self._rows(f"SELECT DISTINCT id FROM decisions WHERE id > ? ORDER BY id LIMIT {_IDS}", last):
            yield from (row[0] for row in page)
            last = page[-1][0]

    def facets(self, ids: Iterable[str]) -> Facets:
        """How many of these decisions have which body, year, outcome, kind of table, person, month, band of money."""
        with database.translated():
            return facets(self._connection, ids)

    def record(self, id: str, version: int | None = None) -> Record:  # noqa: A002  the domain's word
        """The newest version of a decision, or the one asked for. NotHeld."""
        which = "newest = 1" if version is None else "version = ?"
        values = (id,) if version is None else (id, version)
        rows = self._rows(f"SELECT record FROM decisions WHERE id = ? AND {which}", *values)
        if not rows:
            what = "decision" if version is None else f"version {version} of"
            raise NotHeld(f"The archive has no {what} {id}.")
        return stored_record(rows[0][0])

    def records(self, ids: Iterable[str]) -> Iterator[Record]:
        """The newest versions of these decisions, in this order, without those not held. Streams."""
        rest = iter(ids)
        while page := tuple(islice(rest, _PAGE)):
            places = ", ".join("?" * len(page))
            found = dict(self._rows(f"SELECT id, record FROM decisions WHERE newest = 1 AND id IN ({places})", *page))
            yield from (stored_record(found[each]) for each in page if each in found)

    def resolved(self, record: Record) -> Record:
        """The record with the ids of the §s of its own body that it names without a date, where they are held."""
        return Resolver(self.select(Filters(body=record.body))).resolved(record)

    def versions(self, id: str) -> tuple[int, ...]:  # noqa: A002
        """The version numbers of a decision, oldest first; none when it is not held."""
        rows = self._rows("SELECT version FROM decisions WHERE id = ? ORDER BY version", id)
        return tuple([row[0] for row in rows])

    def select(self, filters: Filters, sort: Sort | None = None) -> tuple[str, ...]:
        """The ids of the decisions that pass all filters, by date (newest first) or by largest amount.

        ValueError, with a sentence, for a filter that cannot be meant.
        """
        found = query(filters, sort)
        return tuple([row[0] for row in self._rows(found.sql, *found.values)])

    def lines(self, ids: Iterable[str]) -> tuple[Line, ...]:
        """These decisions in brief, in this order, without those not held."""
        with database.translated():
            return lines.lines(self._connection, ids)

    def latest(self, ids: Iterable[str] | None, limit: int) -> tuple[Line, ...]:
        """Those of these decisions (of all, for None) that the archive learned of last, in brief, the last first."""
        with database.translated():
            return lines.latest(self._connection, ids, limit)

    def added(self, seqs: Iterable[int]) -> dict[int, str]:
        """When the archive got the first document that says each of these versions: seq → UTC in ISO form."""
        with database.translated():
            return lines.added(self._connection, seqs)

    def stats(self) -> Stats:
        """What is in the archive, counted."""
        with database.translated():
            return count(self._connection)

    def documents(self) -> Iterator[Document]:
        """Every file ever added, in that order. Streams."""
        with database.translated():
            yield from documents.listed(self._connection)

    def sources(self, id: str, version: int | None = None) -> tuple[Document, ...]:  # noqa: A002
        """The documents that say a version of a decision (the newest when none is given). NotHeld."""
        seq = self.record(id, version).seq
        rows = self._rows("SELECT sha256 FROM sources WHERE seq = ? ORDER BY sha256", seq)
        with database.translated():
            found = [documents.find(self._connection, sha256) for (sha256,) in rows]
        return tuple([document for document in found if document])

    def original(self, sha256: str) -> bytes:
        """The bytes of a document as they were published, checked. NotHeld, ArchiveDamaged."""
        with database.translated():
            return self._store.originals.read(sha256)

    def _rows(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        """All rows at once: no transaction stays open that a writer would wait for."""
        with database.translated():
            return self._connection.execute(sql, values).fetchall()


def _create(folder: Path, patience: float) -> None:
    """Makes an archive, or what is missing of one whose maker was killed. Other folders are not touched."""
    with database.translated():
        if folder.is_dir() and (others := {path.name for path in folder.iterdir()} - _OURS):
            raise NotAnArchive(f"{folder} is not an archive and not empty: it holds {min(others)}.")
        folder.mkdir(parents=True, exist_ok=True)
        with writing(folder, patience):
            (folder / ORIGINALS).mkdir(exist_ok=True)
            database.create(folder)
            sync_folder(folder)
            sync_folder(folder.parent)


def _upgraded(folder: Path, connection: sqlite3.Connection, patience: float) -> None:
    try:
        with database.translated():
            if schema_of(connection) < database.SCHEMA:
                with writing(folder, patience):
                    upgrade(connection)
    except BaseException:
        connection.close()
        raise

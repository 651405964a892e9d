"""How a document gets into the archive: the original first, then one transaction, then the receipt."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from corpus import documents, refusals, tombstones, versions
from corpus.codec import encodable
from corpus.database import transaction, translated
from corpus.documents import Document
from corpus.lock import Promise, WriteLock, writing
from corpus.originals import Originals
from corpus.refusals import Refusal
from parser import Minutes, SourceDocument

_INTERRUPTED = "Adding it was interrupted; add the file again."


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a document (kuittaus). `decisions` has the ids of its decisions, in printed order.

    "refused" is for whoever did not even hand a file to the archive; the archive itself says it of redacted bytes.
    """

    path: str
    sha256: str
    status: Literal["added", "unchanged", "new version", "quarantined", "refused"]
    decisions: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """The two places where an archive keeps things, and how long a writer waits for another one."""

    folder: Path
    connection: sqlite3.Connection
    originals: Originals
    patience: float


def add(store: Store, document: SourceDocument, minutes: Minutes, parser_version: str) -> Receipt:
    """See `Archive.add`."""
    if minutes.source.sha256 != document.sha256:
        raise ValueError("these minutes were read out of another document")
    ids = tuple(dict.fromkeys(decision.id for decision in minutes.decisions))
    with translated(), writing(store.folder, store.patience) as lock:
        if held := holds(store, document.sha256, parser_version):
            return replace(held, path=document.origin)
        old = documents.find(store.connection, document.sha256)
        with _keeping(store, lock, document):
            documents.put(
                store.connection, accepted(minutes, len(document.content), document.media_type, parser_version)
            )
            placed = versions.place(store.connection, minutes)
    if old and old.status == "accepted":
        reread = f"{placed.changes} of its decisions are read otherwise by parser {parser_version}"
        return Receipt(document.origin, document.sha256, "unchanged", ids, reread if placed.changes else None)
    status: Literal["new version", "added"] = "new version" if placed.new_versions else "added"
    return Receipt(document.origin, document.sha256, status, ids)


def quarantine(store: Store, document: SourceDocument, reason: str, parser_version: str) -> Receipt:
    """See `Archive.quarantine`."""
    with translated(), writing(store.folder, store.patience) as lock:
        if tombstone := tombstones.find(store.connection, document.sha256):
            return Receipt(document.origin, document.sha256, "refused", (), tombstone.refusal)
        old = documents.find(store.connection, document.sha256)
        with _keeping(store, lock, document):
            if old is None or old.status == "quarantined":
                row = _quarantined(_promise(document), reason, parser_version)
                documents.put(store.connection, row)
    if old and old.status == "accepted":
        ids = _ids_of(store, document.sha256)
        return Receipt(document.origin, document.sha256, "unchanged", ids, reason)
    return Receipt(document.origin, document.sha256, "quarantined", (), reason)


def refuse(store: Store, refusal: Refusal) -> None:
    """See `Archive.refuse`."""
    with translated(), writing(store.folder, store.patience) as lock:
        settle_promise(store, lock)
        with transaction(store.connection):
            refusals.put(store.connection, refusal)


def holds(store: Store, sha256: str, parser_version: str) -> Receipt | None:
    """See `Archive.holds`."""
    with translated():
        if tombstone := tombstones.find(store.connection, sha256):
            return Receipt("", sha256, "refused", (), tombstone.refusal)
        held = documents.find(store.connection, sha256)
        if held is None or held.status != "accepted" or held.parser_version != parser_version:
            return None
        if store.originals.problem(sha256) is not None:
            return None  # so that it is added again, which mends it
        return Receipt(held.path, sha256, "unchanged", _ids_of(store, sha256))


@contextmanager
def _keeping(store: Store, lock: WriteLock, document: SourceDocument) -> Iterator[None]:
    """Keeps the original, then everything in it is one transaction. After a failure the promise stands."""
    settle_promise(store, lock)
    lock.promise(_promise(document))
    store.originals.keep(document.content, document.sha256)
    with transaction(store.connection):
        refusals.drop(store.connection, document.origin)
        yield
    lock.kept()


def settle_promise(store: Store, lock: WriteLock) -> None:
    """Lists an original whose writer was killed before its transaction: no file is there unlisted."""
    promise = lock.left_behind()
    if promise is None:
        return
    known = documents.find(store.connection, promise.sha256) or tombstones.find(store.connection, promise.sha256)
    if known is None and store.originals.problem(promise.sha256) is None:
        with transaction(store.connection):
            documents.put(store.connection, _quarantined(promise, _INTERRUPTED, ""))
    lock.kept()


def _ids_of(store: Store, sha256: str) -> tuple[str, ...]:
    rows = store.connection.execute(
        "SELECT id FROM decisions JOIN sources USING (seq) WHERE sha256 = ? ORDER BY position", (sha256,)
    )
    return tuple(dict.fromkeys(id for (id,) in rows))  # noqa: A001  the domain's word


def _promise(document: SourceDocument) -> Promise:
    return Promise(document.sha256, encodable(document.origin), document.media_type, len(document.content))


def accepted(minutes: Minutes, size: int, media_type: str, parser_version: str) -> Document:
    """The entry of a document that was read just now, in the list of documents."""
    return Document(
        sha256=minutes.source.sha256,
        path=minutes.source.path,
        media_type=media_type,
        size=size,
        pages=minutes.source.pages,
        ocr=minutes.source.ocr,
        kind=minutes.kind,
        status="accepted",
        reason=None,
        warnings=minutes.warnings,
        parser_version=parser_version,
        added_at=_now(),
    )


def _quarantined(promise: Promise, reason: str, parser_version: str) -> Document:
    return Document(
        sha256=promise.sha256,
        path=promise.path,
        media_type=promise.media_type,
        size=promise.size,
        pages=None,
        ocr=False,
        kind=None,
        status="quarantined",
        reason=reason,
        warnings=(),
        parser_version=parser_version,
        added_at=_now(),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

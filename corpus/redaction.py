"""Takes a document out of the archive for good: its bytes, and every record that it alone says.

The order: the database first, in one transaction with the tombstone, so that the bytes are refused from then on; then
the original and whatever copy of it lies about; then SQLite's file is written anew. A redaction that was
interrupted is finished by asking for it again. What another document says as well stays, and is read from that one.
The index is not the archive's: whoever redacts clears it before and builds it anew after (`commands`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus import documents, refusals, tombstones, versions
from corpus.box import Box
from corpus.database import DATABASE, transaction, translated
from corpus.documents import Document
from corpus.errors import ArchiveDamaged, NotHeld
from corpus.keeping import Store, accepted, settle_promise
from corpus.limits import Limits
from corpus.lock import writing
from corpus.tombstones import Tombstone
from parser import Minutes, ParserError, Source, SourceDocument, __version__


@dataclass(frozen=True, slots=True)
class Redacted:
    """What a redaction took away (poistettu).

    gone  ids of decisions that no document says any more
    kept  ids of decisions that another document says as well
    """

    sha256: str
    gone: tuple[str, ...]
    kept: tuple[str, ...]


def redact(store: Store, sha256: str, reason: str, limits: Limits) -> Redacted:
    """See `Archive.redact`."""
    with translated(), writing(store.folder, store.patience) as lock:
        settle_promise(store, lock)
        if not _is_known(store, sha256):
            raise NotHeld(f"The archive does not hold the document {sha256}.")
        document = documents.find(store.connection, sha256)
        with Box(1, limits) as box:
            others = {
                other.sha256: _read(store, other, box)
                for seq in versions.read_from(store.connection, sha256)
                for other in _saying(store, seq)
                if other.sha256 != sha256
            }
        store.connection.execute("PRAGMA secure_delete = ON")
        with transaction(store.connection):
            said = versions.forget(store.connection, sha256)
            for minutes in filter(None, others.values()):
                _put(store, minutes)
            _resource(store, sha256)
            store.connection.execute("DELETE FROM documents WHERE sha256 = ?", (sha256,))
            refusals.forget(store.connection, sha256, document.path if document else None)
            tombstones.put(store.connection, Tombstone(sha256, _now(), reason))
        _remove_files(store, sha256)
        store.connection.execute("VACUUM")
    held = [id for id in said if versions.held(store.connection, id)]  # noqa: A001  the domain's word
    return Redacted(sha256, tuple(id for id in said if id not in held), tuple(held))  # noqa: A001


def _is_known(store: Store, sha256: str) -> bool:
    return (
        documents.find(store.connection, sha256) is not None
        or tombstones.find(store.connection, sha256) is not None
        or refusals.names(store.connection, sha256)
        or store.originals.path(sha256).exists()
    )


def _saying(store: Store, seq: int) -> Iterator[Document]:
    for (sha256,) in store.connection.execute("SELECT sha256 FROM sources WHERE seq = ? ORDER BY sha256", (seq,)):
        document = documents.find(store.connection, sha256)
        if document:
            yield document


def _read(store: Store, document: Document, box: Box) -> Minutes | None:
    try:
        content = store.originals.read(document.sha256)
        return box.minutes(SourceDocument(content, document.media_type, document.path))
    except (ArchiveDamaged, NotHeld, ParserError):
        return None


def _put(store: Store, minutes: Minutes) -> None:
    """Reads a document again into its records: those that came from the redacted one come from it now."""
    document = documents.find(store.connection, minutes.source.sha256)
    if document:
        documents.put(store.connection, accepted(minutes, document.size, document.media_type, __version__))
        versions.place(store.connection, minutes)


def _resource(store: Store, sha256: str) -> None:
    """Where no other document could be read again, the record's source is the other one all the same."""
    for seq in versions.read_from(store.connection, sha256, still=False):
        document = next(_saying(store, seq), None)
        if document:
            source = Source(document.path, document.sha256, document.media_type, document.pages, document.ocr)
            versions.resource(store.connection, seq, source)


def _remove_files(store: Store, sha256: str) -> None:
    store.originals.remove(sha256)
    for copy in store.folder.glob(f"{DATABASE}.*"):  # what `repair` put aside, or did not finish
        copy.unlink()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

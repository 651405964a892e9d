"""The list of documents: every file ever added, with what became of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from corpus.codec import canonical, encodable, freeze, thaw
from corpus.errors import ArchiveDamaged
from corpus.record import DocumentKind
from corpus.rows import row_digest
from parser import Warning  # noqa: A004  the domain's word

Status = Literal["accepted", "quarantined"]

DOCUMENT_COLUMNS = (
    "sha256", "path", "media_type", "size", "pages", "ocr", "kind", "status", "reason", "warnings",
    "parser_version", "added_at",
)  # fmt: skip
_SELECT = f"SELECT number, {', '.join(DOCUMENT_COLUMNS)} FROM documents"
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Document:
    """A document in the archive.

    path      where it came from when it was first added
    size      bytes
    kind      None while it is quarantined
    status    accepted, or quarantined: its bytes are kept, but `reason` says why they could not be read
    added_at  UTC in ISO form; for a reader, nothing is decided by it
    """

    sha256: str
    path: str
    media_type: str
    size: int
    pages: int | None
    ocr: bool
    kind: DocumentKind | None
    status: Status
    reason: str | None
    warnings: tuple[Warning, ...]
    parser_version: str
    added_at: str


def find(connection: sqlite3.Connection, sha256: str) -> Document | None:
    """The document with these bytes, if they were ever added."""
    row = connection.execute(f"{_SELECT} WHERE sha256 = ?", (sha256,)).fetchone()
    return _document(row) if row else None


def listed(connection: sqlite3.Connection) -> Iterator[Document]:
    """All documents in the order of adding, page by page, so that no transaction is held open meanwhile."""
    last = 0
    while rows := connection.execute(f"{_SELECT} WHERE number > ? ORDER BY number LIMIT {_PAGE}", (last,)).fetchall():
        yield from map(_document, rows)
        last = rows[-1][0]


def put(connection: sqlite3.Connection, document: Document) -> None:
    """Writes a document, or what became of one that is there: its first path and time stay."""
    old = find(connection, document.sha256)
    row = row_of(replace(document, path=old.path, added_at=old.added_at) if old else document)
    columns = ", ".join((*DOCUMENT_COLUMNS, "row_digest"))
    changes = ", ".join(f"{name} = excluded.{name}" for name in (*DOCUMENT_COLUMNS[1:], "row_digest"))
    connection.execute(
        f"INSERT INTO documents ({columns}) VALUES ({', '.join('?' * (len(row) + 1))}) "
        f"ON CONFLICT (sha256) DO UPDATE SET {changes}",
        (*row, row_digest(row)),
    )


def row_of(document: Document) -> tuple[str | int | None, ...]:
    """A document as its row, in the order of DOCUMENT_COLUMNS."""
    return (
        document.sha256,
        encodable(document.path),
        document.media_type,
        document.size,
        document.pages,
        int(document.ocr),
        document.kind,
        document.status,
        encodable(document.reason) if document.reason is not None else None,
        freeze(document.warnings),
        document.parser_version,
        document.added_at,
    )


def _document(row: tuple[Any, ...]) -> Document:
    members = dict(zip(DOCUMENT_COLUMNS, row[1:], strict=True))
    try:
        members |= {"ocr": bool(members["ocr"]), "warnings": json.loads(members["warnings"])}
        return thaw(Document, canonical(members))
    except (TypeError, ValueError) as error:
        raise ArchiveDamaged("The list of documents is damaged; `pykala verify` says where.") from error

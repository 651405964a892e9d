"""The whole archive as a BagIt bag (RFC 8493), and back: originals, records with all versions, sources, tombstones.

    data/originals/ab/abcdef…    data/documents.jsonl    data/decisions.jsonl    data/redacted.jsonl

Written by us in one pass, since bagit-python makes a bag only of a folder that is written already, whose files it
moves and reads again; the tests have it validate ours. The folder gets its name last: a bag that is there is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from corpus import documents, tombstones, versions
from corpus.codec import canonical, freeze, plain, thaw
from corpus.database import transaction, translated
from corpus.documents import Document
from corpus.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, NotHeld
from corpus.keeping import Store
from corpus.lock import writing
from corpus.originals import sync_folder
from corpus.record import Record, digest, stored_record
from corpus.rows import insert
from corpus.tombstones import Tombstone
from parser import __version__

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST, _TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_PAGE = 100


def write_bag(store: Store, target: Path) -> tuple[str, ...]:
    """Writes the archive as a bag; gives the SHA-256 of originals that are damaged or missing, and not in it.

    ArchiveError when the target is there, ArchiveBusy when the archive changed meanwhile.
    """
    if target.exists():
        raise ArchiveError(f"{target} is there already; an export makes a new folder.")
    draft = target.with_name(f"{target.name}.unfinished")
    with translated():
        shutil.rmtree(draft, ignore_errors=True)
        (draft / "data").mkdir(parents=True)
        try:
            missing = _fill(store, draft)
            draft.rename(target)
            sync_folder(target.parent)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return missing


def _fill(store: Store, bag: Path) -> tuple[str, ...]:
    connection, before = store.connection, _state(store.connection)
    sums: dict[str, str] = {}
    missing = tuple(_originals(store, bag, sums))
    _lines(bag, "data/documents.jsonl", map(freeze, documents.listed(connection)), sums)
    _lines(bag, "data/decisions.jsonl", map(canonical, _decisions(connection)), sums)
    _lines(bag, "data/redacted.jsonl", map(freeze, tombstones.listed(connection)), sums)
    if _state(connection) != before:
        raise ArchiveBusy("The archive changed while it was exported; export it again.")
    size = sum((bag / name).stat().st_size for name in sums)
    info = (
        f"Bagging-Date: {datetime.now(UTC).date()}\nBag-Software-Agent: pykala {__version__}\n"
        f"Payload-Oxum: {size}.{len(sums)}\nPykala-Generation: {before[0]}\n"
    )
    tags: dict[str, str] = {}
    manifest = [f"{sums[name]}  {name}" for name in sorted(sums)]
    for name, lines in (("bagit.txt", [_DECLARATION[:-1]]), ("bag-info.txt", [info[:-1]]), (_MANIFEST, manifest)):
        _lines(bag, name, iter(lines), tags)
    _lines(bag, _TAGS, iter([f"{tags[name]}  {name}" for name in sorted(tags)]), {})
    return missing


def _state(connection: sqlite3.Connection) -> tuple[Any, ...]:
    rows = connection.execute(
        "SELECT (SELECT value FROM meta WHERE key = 'generation'), (SELECT count(*) FROM documents), "
        "(SELECT count(*) FROM sources), (SELECT count(*) FROM redacted)"
    )
    return tuple(rows.fetchone())


def _originals(store: Store, bag: Path, sums: dict[str, str]) -> Iterator[str]:
    for document in documents.listed(store.connection):
        try:
            content = store.originals.read(document.sha256)
        except (ArchiveDamaged, NotHeld):
            yield document.sha256
            continue
        name = f"data/originals/{document.sha256[:2]}/{document.sha256}"
        (bag / name).parent.mkdir(parents=True, exist_ok=True)
        _write(bag / name, content)
        sums[name] = document.sha256


def _decisions(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    last = 0
    while page := connection.execute(
        "SELECT seq, newest, record FROM decisions WHERE seq > ? ORDER BY seq LIMIT ?", (last, _PAGE)
    ).fetchall():
        for seq, newest, text in page:
            said = connection.execute("SELECT sha256, position FROM sources WHERE seq = ? ORDER BY sha256", (seq,))
            sources = [{"sha256": sha256, "position": position} for sha256, position in said.fetchall()]
            yield {"newest": bool(newest), "sources": sources, "record": plain(stored_record(text))}
        last = page[-1][0]


def _lines(bag: Path, name: str, lines: Iterator[str], sums: dict[str, str]) -> None:
    found = hashlib.sha256()
    with (bag / name).open("wb") as stream:
        for line in lines:
            content = f"{line}\n".encode()
            found.update(content)
            stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    sums[name] = found.hexdigest()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def read_bag(store: Store, bag: Path) -> tuple[str, ...]:
    """Brings a bag into an empty archive; gives the SHA-256 of documents whose original the bag has not.

    All of the records come in one transaction, after the originals: when it is interrupted, bring it in again.
    ArchiveDamaged when the bag is not as its manifest says; then nothing was written. ArchiveError when it is no
    bag of an archive, or when the archive is not empty.
    """
    with translated(), writing(store.folder, store.patience):
        if any(_state(store.connection)):
            raise ArchiveError("An export is brought into an empty archive only; this one holds something.")
        _check(bag)
        try:
            entries = [thaw(Document, line) for line in _read_lines(bag, "documents.jsonl")]
            missing = [entry.sha256 for entry in entries if not _kept(store, bag, entry.sha256)]
            with transaction(store.connection):
                _put(store.connection, bag, entries)
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveDamaged(f"{bag} does not hold what an export of an archive holds: {error}.") from error
    return tuple(missing)


def _check(bag: Path) -> None:
    """Every file against the manifest, before anything is written; no name in it leads out of the bag."""
    for name in ("bagit.txt", _MANIFEST, "data/documents.jsonl", "data/decisions.jsonl", "data/redacted.jsonl"):
        if not (bag / name).is_file():
            raise ArchiveError(f"{bag} is no export of an archive: it has no {name}.")
    listed = {}
    for line in (bag / _MANIFEST).read_text("utf-8").splitlines():
        checksum, _, name = line.partition("  ")
        parts = PurePosixPath(name).parts
        if not name.startswith("data/") or ".." in parts:
            raise ArchiveDamaged(f"The manifest of {bag} names {name!r}, which is no file of the bag.")
        listed[name] = checksum
    there = {path.relative_to(bag).as_posix() for path in (bag / "data").rglob("*") if not path.is_dir()}
    if odd := there ^ listed.keys():
        raise ArchiveDamaged(f"The files of {bag} are not those of its manifest: {min(odd)}.")
    for name, checksum in listed.items():
        if (bag / name).is_symlink() or _sha256(bag / name) != checksum:
            raise ArchiveDamaged(f"{name} of {bag} is damaged: it has another checksum than the manifest says.")


def _kept(store: Store, bag: Path, sha256: str) -> bool:
    path = bag / "data" / store.originals.path(sha256).relative_to(store.originals.folder.parent)
    if not path.is_file():
        return False
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ArchiveDamaged(f"The original {sha256} of {bag} is damaged.")
    store.originals.keep(content, sha256)
    return True


def _put(connection: sqlite3.Connection, bag: Path, entries: list[Document]) -> None:
    for entry in entries:
        documents.put(connection, entry)
    highest = 0
    for line in _read_lines(bag, "decisions.jsonl"):
        each = json.loads(line)
        record = thaw(Record, canonical(each["record"]))
        if digest(record.decision) != record.digest:
            raise ValueError(f"{record.id} is not what its digest says")
        insert(connection, record)
        connection.execute("UPDATE decisions SET newest = ? WHERE seq = ?", (int(each["newest"]), record.seq))
        for source in each["sources"]:
            row = (record.seq, source["sha256"], source["position"])
            connection.execute("INSERT INTO sources (seq, sha256, position) VALUES (?, ?, ?)", row)
        highest = max(highest, record.seq)
    for line in _read_lines(bag, "redacted.jsonl"):
        tombstones.put(connection, thaw(Tombstone, line))
    connection.execute("UPDATE meta SET value = ? WHERE key = 'generation'", (highest,))
    versions.settle_all(connection)


def _read_lines(bag: Path, name: str) -> Iterator[str]:
    with (bag / "data" / name).open(encoding="utf-8", newline="\n") as stream:
        yield from stream


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

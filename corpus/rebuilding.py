"""A new archive.db out of a damaged one and the originals; the damaged one is only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from corpus import database, documents, versions
from corpus.documents import DOCUMENT_COLUMNS, Document
from corpus.errors import ArchiveDamaged, NotHeld
from corpus.keeping import accepted
from corpus.originals import Originals
from corpus.record import Record, digest, record_of, stored_record
from corpus.rows import DECISION_COLUMNS, DERIVED, derived_digest, insert, row_digest
from corpus.salvage import Found, Wreck
from parser import Decision, Minutes, ParserError, SourceDocument, __version__, media_type_of

Told = tuple[str | None, str | None, str]
Reader = Callable[[SourceDocument], Minutes]


class Rebuilding:
    """Builds the new file. A context manager."""

    def __init__(self, path: Path, originals: Originals, wreck: Wreck, read: Reader) -> None:
        self._originals, self._wreck, self._read = originals, wreck, read
        self._connection = database.created(path)
        self._lost: list[Found] = []
        self._sources: dict[int, list[tuple[str, int]]] = {}

    def __enter__(self) -> Rebuilding:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def run(self) -> Iterator[Told]:
        """What was put right: id, sha256, how. All of it is one transaction."""
        with database.transaction(self._connection):
            self._copy_small()
            generation = self._wreck.generation()
            yield from self._documents()
            yield from self._decisions()
            self._set_generation(generation)
            self._attach_good()
            for document in self._to_read():
                yield from self._reread(document)
            self._keep_lost()
            versions.settle_all(self._connection)

    def _copy_small(self) -> None:
        for row in self._wreck.tombstones():
            self._insert("redacted", ("sha256", "redacted_at", "reason", "row_digest"), row)
        for row in self._wreck.refusals():
            self._insert("refusals", ("path", "sha256", "reason", "row_digest"), row)
        for row in self._wreck.removed():
            self._insert("removed", ("seq", "id"), row)
        for seq, sha256, position in self._wreck.sources():
            self._sources.setdefault(seq, []).append((sha256, position))

    def _documents(self) -> Iterator[Told]:
        for number, row, written in self._wreck.documents():
            if row_digest(list(row)) == written:
                self._insert("documents", ("number", *DOCUMENT_COLUMNS, "row_digest"), (number, *row, written))
                continue
            mended = self._mended_document(row, written)
            if mended is None:  # as it stands, so that verify goes on naming it
                self._insert("documents", ("number", *DOCUMENT_COLUMNS, "row_digest"), (number, *row, written))
                continue
            sha256, how = str(mended[0]), "the entry of the document was put right"
            self._insert(
                "documents", ("number", *DOCUMENT_COLUMNS, "row_digest"), (number, *mended, row_digest(list(mended)))
            )
            yield None, sha256, how

    def _mended_document(self, row: tuple[Any, ...], written: str) -> tuple[Any, ...] | None:
        for path in self._originals.files():  # was only its name damaged?
            tried = (path.name, *row[1:])
            if row_digest(list(tried)) == written:
                return tried
        named = dict(zip(DOCUMENT_COLUMNS, row, strict=True))
        content = self._whole(str(named["sha256"]))
        if content is None:
            return None
        origin = str(named["path"])
        try:
            media_type = media_type_of(content, origin)
        except ParserError:  # its name was damaged
            media_type = str(named["media_type"])
        document = SourceDocument(content, media_type, origin)
        minutes = self._minutes(document)
        if minutes is None:
            return None
        entry = accepted(minutes, len(content), document.media_type, __version__)
        return documents.row_of(replace(entry, added_at=_moment(named["added_at"])))

    def _decisions(self) -> Iterator[Told]:
        for found in self._wreck.decisions():
            if found.is_proven and self._copied(found):
                continue
            record = _own_record(found)
            if record is not None and self._inserted(record, found.digest if not found.is_proven else None):
                self._connection.execute("UPDATE decisions SET newest = ? WHERE seq = ?", (found.newest, record.seq))
                yield record.id, None, "its rows were made anew from its record"
            else:
                self._lost.append(found)

    def _copied(self, found: Found) -> bool:
        """Copies a row and what is derived from it, as they stand; not where those are not what was derived."""
        if derived_digest(found.derived) != found.member("derived_digest"):
            return False
        if not self._insert(
            "decisions", (*DECISION_COLUMNS, "newest", "row_digest"), (*found.row, found.newest, found.digest)
        ):
            return False
        self._insert_derived(found)
        return True

    def _insert_derived(self, found: Found) -> None:
        for (table, columns), rows in zip(DERIVED, found.derived, strict=True):
            for row in rows:
                self._insert(table, ("seq", *columns), (found.row[0], *row))

    def _inserted(self, record: Record, written: str | None) -> bool:
        """Writes a record, if the row it makes is the one that was `written` (where that is asked for)."""
        self._connection.execute("SAVEPOINT trial")
        try:
            insert(self._connection, record)
            made = self._connection.execute("SELECT row_digest FROM decisions WHERE seq = ?", (record.seq,)).fetchone()
            good = written is None or made == (written,)
        except sqlite3.Error:
            good = False
        if not good:
            self._connection.execute("ROLLBACK TO trial")
        self._connection.execute("RELEASE trial")
        return good

    def _set_generation(self, generation: int) -> None:
        (highest,) = self._connection.execute("SELECT coalesce(max(seq), 0) FROM decisions").fetchone()
        highest = max(generation, highest, *(seq for seq in self._sources if isinstance(seq, int)), 0)
        self._connection.execute("UPDATE meta SET value = ? WHERE key = 'generation'", (highest,))

    def _attach_good(self) -> None:
        good = {seq for (seq,) in self._connection.execute("SELECT seq FROM decisions")}
        for seq in good & self._sources.keys():
            for sha256, position in self._sources[seq]:
                self._insert("sources", ("seq", "sha256", "position"), (seq, sha256, position))

    def _to_read(self) -> list[Document]:
        """The documents some of whose records may be missing, in the order of adding."""
        self._adopt()
        good = {seq for (seq,) in self._connection.execute("SELECT seq FROM decisions")}
        missing = {sha256 for seq, said in self._sources.items() if seq not in good for sha256, _ in said}
        unsaid = "SELECT record FROM decisions WHERE seq NOT IN (SELECT seq FROM sources)"
        missing |= {stored_record(text).source.sha256 for (text,) in self._connection.execute(unsaid).fetchall()}
        chosen = []
        for number, sha256, status, said, last in self._connection.execute(
            "SELECT number, sha256, status, count(seq), max(position) FROM documents LEFT JOIN sources USING (sha256) "
            "GROUP BY number ORDER BY number"
        ).fetchall():
            incomplete = self._wreck.holes or sha256 in missing or not said or said < last
            if number and status == "accepted" and incomplete:
                with suppress(ArchiveDamaged):
                    chosen.append(documents.find(self._connection, sha256))
        return [each for each in chosen if each is not None]

    def _adopt(self) -> None:
        """Lists whole originals that no row lists any more, where something says that they were listed."""
        known = {sha256 for (sha256,) in self._connection.execute("SELECT sha256 FROM documents")}
        known |= {sha256 for (sha256,) in self._connection.execute("SELECT sha256 FROM redacted")}
        named = {sha256 for said in self._sources.values() for sha256, _ in said}
        nothing = not known
        for path in sorted(self._originals.files()):
            if path.name in known or path != self._originals.folder / path.name[:2] / path.name:
                continue
            if not (nothing or self._wreck.holes or path.name in named or self._is_a_source(path.name)):
                continue
            content = self._whole(path.name)
            if content is not None:
                self._list(content, path)

    def _is_a_source(self, sha256: str) -> bool:
        found = self._connection.execute("SELECT 1 FROM decisions WHERE instr(record, ?) LIMIT 1", (sha256,))
        return found.fetchone() is not None

    def _list(self, content: bytes, path: Path) -> None:
        origin = self._path_said(path.name) or path.relative_to(self._originals.folder.parent).as_posix()
        try:
            document = SourceDocument(content, media_type_of(content, origin), origin)
        except ParserError:
            return
        minutes = self._minutes(document)
        if minutes is not None:
            documents.put(self._connection, accepted(minutes, len(content), document.media_type, __version__))

    def _path_said(self, sha256: str) -> str | None:
        row = self._connection.execute("SELECT record FROM decisions WHERE instr(record, ?) LIMIT 1", (sha256,))
        found = row.fetchone()
        source = stored_record(found[0]).source if found else None
        return source.path if source and source.sha256 == sha256 else None

    def _reread(self, document: Document) -> Iterator[Told]:
        content = self._whole(document.sha256)
        minutes = (
            self._minutes(SourceDocument(content, document.media_type, document.path)) if content is not None else None
        )
        if minutes is None:
            return
        for position, decision in enumerate(minutes.decisions, 1):
            held = self._connection.execute(
                "SELECT 1 FROM decisions JOIN sources USING (seq) WHERE id = ? AND sha256 = ?",
                (decision.id, document.sha256),
            ).fetchone()
            if held:
                continue
            same = self._connection.execute(
                "SELECT seq FROM decisions WHERE id = ? AND digest = ?", (decision.id, digest(decision))
            ).fetchone()
            seq = same[0] if same else self._restored(minutes, decision)
            self._insert("sources", ("seq", "sha256", "position"), (seq, document.sha256, position))
            if not same:
                yield decision.id, None, "read again from its original"

    def _restored(self, minutes: Minutes, decision: Decision) -> int:
        """Writes a decision that was lost, as the row that it was where that can be; else as a new one."""
        record = record_of(minutes, decision)
        hint = self._hint(record)
        taken = {
            each for (each,) in self._connection.execute("SELECT version FROM decisions WHERE id = ?", (record.id,))
        }
        version = _free(hint.member("version") if hint else None, taken)
        if hint and isinstance(hint.row[0], int):
            exact = replace(record, seq=hint.row[0], version=version)
            if self._inserted(exact, hint.digest):
                return exact.seq
        return versions.write(self._connection, replace(record, version=version))

    def _hint(self, record: Record) -> Found | None:
        """The damaged row that this was, which is not lost any more."""
        alike = [each for each in self._lost if each.member("digest") == record.digest]
        alike += [each for each in self._lost if each.member("id") == record.id and each not in alike]
        if not alike:
            return None
        self._lost.remove(alike[0])
        return alike[0]

    def _keep_lost(self) -> None:
        """What cannot be put right is kept as it stands, so that it is not worse than before."""
        for found in self._lost:
            columns = (*DECISION_COLUMNS, "newest", "row_digest")
            if self._insert("decisions", columns, (*found.row, found.newest, found.digest)):
                self._insert_derived(found)
                for sha256, position in self._sources.get(found.row[0], []):
                    self._insert("sources", ("seq", "sha256", "position"), (found.row[0], sha256, position))

    def _insert(self, table: str, columns: tuple[str, ...], row: tuple[Any, ...]) -> bool:
        """A row as it stands; False where it does not fit any more."""
        plain = [each.encode("utf-8", "surrogateescape") if _is_broken(each) else each for each in row]
        places = ", ".join("?" * len(columns))
        try:
            self._connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", plain)
        except sqlite3.Error:
            return False
        return True

    def _whole(self, sha256: str) -> bytes | None:
        try:
            return self._originals.read(sha256)
        except (ArchiveDamaged, NotHeld, OSError):
            return None

    def _minutes(self, document: SourceDocument) -> Minutes | None:
        try:
            return self._read(document)
        except ParserError:
            return None


def _own_record(found: Found) -> Record | None:
    """The record in a row, if it says itself what the row says."""
    try:
        record = stored_record(str(found.member("record")))
    except ArchiveDamaged:
        return None
    return record if digest(record.decision) == record.digest else None


def _free(wanted: object, taken: set[int]) -> int:
    if isinstance(wanted, int) and wanted > 0 and wanted not in taken:
        return wanted
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def _moment(text: object) -> str:
    try:
        return datetime.fromisoformat(str(text)).isoformat(timespec="seconds")
    except ValueError:
        return datetime.now(UTC).isoformat(timespec="seconds")


def _is_broken(value: object) -> bool:
    return isinstance(value, str) and any("\udc80" <= sign <= "\udcff" for sign in value)

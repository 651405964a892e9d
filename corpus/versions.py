"""Which version of which decision a document says. All of it runs within the caller's transaction.

A new document: text that is held already gets one more source; other text is a new version. The same document
again, read by another parser: what it reads otherwise is not another text but a better reading of the same
one, so it takes the place of the old reading instead of standing beside it.

The version that counts is the last one learned of, but an agenda never takes the place of minutes: what was
proposed is not what was decided.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.record import Record, record_of, stored_record
from corpus.rows import insert
from parser import Decision, Minutes, Source

NOT_NEWEST = """
SELECT DISTINCT id FROM decisions AS each WHERE newest IS NOT (seq = (
  SELECT seq FROM decisions WHERE id = each.id ORDER BY document_kind = 'agenda', version DESC LIMIT 1))
"""
"""The ids of decisions of which another version is marked than the one that counts."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What placing a document's decisions changed.

    new_versions  versions written beside another one
    changes       all that was written, replaced or dropped
    """

    new_versions: int = 0
    changes: int = 0


@dataclass(frozen=True, slots=True)
class _Held:
    """A version that is in the archive."""

    seq: int
    id: str
    version: int
    digest: str


def place(connection: sqlite3.Connection, minutes: Minutes) -> Placed:
    """Writes the decisions of a document, whose row in `documents` is there already."""
    sha256 = minutes.source.sha256
    unread = _said_by(connection, sha256)  # what it said when it was read before, until it is met again
    touched = {held.id for held in unread}
    placed = Placed()
    first_new = generation(connection) + 1
    for position, decision in enumerate(minutes.decisions, 1):
        touched.add(decision.id)
        record = record_of(minutes, decision)
        same = _held(connection, "id = ? AND digest = ?", decision.id, record.digest)
        old = same or next((held for held in unread if _replaceable(connection, held, decision, sha256)), None)
        if old:
            unread = [held for held in unread if held.seq != old.seq]
        if same:
            seq = _refresh(connection, same, record)
        elif old:
            seq = _rewrite(connection, old.seq, replace(record, version=old.version))
            placed = replace(placed, changes=placed.changes + 1)
        else:
            version = _next_version(connection, decision.id)
            seq = write(connection, replace(record, version=version))
            placed = Placed(placed.new_versions + (version > 1), placed.changes + 1)
        _attach(connection, seq, sha256, position)
    _detach(connection, unread, sha256)
    _settle(connection, touched, first_new)
    return replace(placed, changes=placed.changes + len(unread))


def forget(connection: sqlite3.Connection, sha256: str) -> tuple[str, ...]:
    """Drops what a document alone says; the ids of all that it said."""
    said = _said_by(connection, sha256)
    ids = tuple(dict.fromkeys(held.id for held in said))
    first_new = generation(connection) + 1
    _detach(connection, said, sha256)
    _settle(connection, ids, first_new)
    return ids


def read_from(connection: sqlite3.Connection, sha256: str, still: bool = True) -> tuple[int, ...]:
    """The rows whose record was read out of a document; with `still`, of those that it says, which is quicker."""
    condition = "seq IN (SELECT seq FROM sources WHERE sha256 = ?)" if still else "instr(record, ?)"
    rows = connection.execute(f"SELECT seq, record FROM decisions WHERE {condition} ORDER BY seq", (sha256,)).fetchall()
    return tuple([seq for seq, text in rows if stored_record(text).source.sha256 == sha256])


def resource(connection: sqlite3.Connection, seq: int, source: Source) -> None:
    """Gives a record another document as its source; its text and places stay as they were read."""
    old = _held(connection, "seq = ?", seq)
    if old is None:
        return
    first_new = generation(connection) + 1
    _rewrite(connection, seq, replace(_stored(connection, seq), source=source))
    _settle(connection, (old.id,), first_new)


def settle_all(connection: sqlite3.Connection) -> None:
    """Marks the version that counts of every decision where another one is marked."""
    for (id,) in connection.execute(NOT_NEWEST).fetchall():  # noqa: A001  the domain's word
        _settle(connection, (id,), 0)


def held(connection: sqlite3.Connection, id: str) -> bool:  # noqa: A002  the domain's word
    """Whether the archive holds a decision."""
    return _held(connection, "id = ?", id) is not None


def generation(connection: sqlite3.Connection) -> int:
    """The highest sequence number given so far."""
    (value,) = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    return int(value)


def _next_seq(connection: sqlite3.Connection) -> int:
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
    return generation(connection)


def _next_version(connection: sqlite3.Connection, id: str) -> int:  # noqa: A002  the domain's word
    (highest,) = connection.execute("SELECT max(version) FROM decisions WHERE id = ?", (id,)).fetchone()
    return (highest or 0) + 1


def _held(connection: sqlite3.Connection, condition: str, *values: str | int) -> _Held | None:
    rows = connection.execute(
        f"SELECT seq, id, version, digest FROM decisions WHERE {condition} ORDER BY version LIMIT 1", values
    ).fetchall()
    return _Held(*rows[0]) if rows else None


def _said_by(connection: sqlite3.Connection, sha256: str) -> list[_Held]:
    return [
        _Held(*row)
        for row in connection.execute(
            "SELECT seq, id, version, digest FROM decisions JOIN sources USING (seq) "
            "WHERE sha256 = ? ORDER BY position",
            (sha256,),
        )
    ]


def _replaceable(connection: sqlite3.Connection, held: _Held, decision: Decision, sha256: str) -> bool:
    """Whether a better reading of the document may take this version's place.

    Not while another document, read by the parser of today, still says what the version says.
    """
    if held.id != decision.id:
        return False
    others = connection.execute(
        "SELECT count(*) FROM sources JOIN documents USING (sha256) WHERE seq = ? AND sha256 <> ? AND "
        "parser_version = (SELECT parser_version FROM documents WHERE sha256 = ?)",
        (held.seq, sha256, sha256),
    )
    return bool(others.fetchone() == (0,))


def write(connection: sqlite3.Connection, record: Record) -> int:
    """Writes a record as the next in the sequence, and gives its number there."""
    record = replace(record, seq=_next_seq(connection))
    connection.execute("DELETE FROM removed WHERE id = ?", (record.id,))
    insert(connection, record)
    return record.seq


def _rewrite(connection: sqlite3.Connection, seq: int, record: Record) -> int:
    """Puts a record in the place of a row, as a new entry in the sequence; the row's documents stay."""
    sources = connection.execute("SELECT sha256, position FROM sources WHERE seq = ?", (seq,)).fetchall()
    connection.execute("DELETE FROM decisions WHERE seq = ?", (seq,))
    new = write(connection, record)
    for sha256, position in sources:
        _attach(connection, new, sha256, position)
    return new


def _refresh(connection: sqlite3.Connection, held: _Held, record: Record) -> int:
    """The text is held; what else is known of it may be better known now."""
    old = _stored(connection, held.seq)
    new = replace(record, seq=held.seq, version=held.version)
    if old == new or not _knows_better(connection, old, new):
        return held.seq
    return _rewrite(connection, held.seq, new)


def _knows_better(connection: sqlite3.Connection, old: Record, new: Record) -> bool:
    if old.document_kind == "agenda" and new.document_kind != "agenda":
        return True
    if old.source.sha256 == new.source.sha256:  # the same document, read by another parser
        return True
    still_says = "SELECT 1 FROM sources WHERE seq = ? AND sha256 = ?"
    return connection.execute(still_says, (old.seq, old.source.sha256)).fetchone() is None


def _stored(connection: sqlite3.Connection, seq: int) -> Record:
    (text,) = connection.execute("SELECT record FROM decisions WHERE seq = ?", (seq,)).fetchone()
    return stored_record(text)


def _attach(connection: sqlite3.Connection, seq: int, sha256: str, position: int) -> None:
    connection.execute(
        "INSERT INTO sources (seq, sha256, position) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET position = min(position, excluded.position)",
        (seq, sha256, position),
    )


def _detach(connection: sqlite3.Connection, unread: Sequence[_Held], sha256: str) -> None:
    """The document does not say these any more; what no document says is not held any more."""
    for held in unread:
        connection.execute("DELETE FROM sources WHERE seq = ? AND sha256 = ?", (held.seq, sha256))
        connection.execute(
            "DELETE FROM decisions WHERE seq = ? AND NOT EXISTS (SELECT 1 FROM sources WHERE seq = ?)",
            (held.seq, held.seq),
        )


def _settle(connection: sqlite3.Connection, ids: Iterable[str], first_new: int) -> None:
    """Marks the version that counts of each id, and sees to it that `since` gives it when it changed."""
    for id in sorted(ids):  # noqa: A001  the domain's word
        best = connection.execute(
            "SELECT seq, newest FROM decisions WHERE id = ? ORDER BY document_kind = 'agenda', version DESC LIMIT 1",
            (id,),
        ).fetchone()
        if best is None:
            seq = _next_seq(connection)
            connection.execute("INSERT INTO removed (seq, id) VALUES (?, ?)", (seq, id))
            continue
        seq, newest = best
        if not newest and seq < first_new:  # an older version counts again: whoever reads `since` must see it
            seq = _rewrite(connection, seq, _stored(connection, seq))
        connection.execute("UPDATE decisions SET newest = (seq = ?) WHERE id = ?", (seq, id))

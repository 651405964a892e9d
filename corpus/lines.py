"""Decisions in brief: what a list of them shows, without taking whole records apart."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from corpus.record import DocumentKind
from parser import Outcome

_COLUMNS = "id, seq, version, municipality, body, date, number, title, case_id, outcome, document_kind, largest_cents"
_OF_IDS = f"SELECT {_COLUMNS} FROM decisions WHERE newest = 1 AND id IN (SELECT value FROM json_each(?))"
_ADDED = """SELECT seq, min(added_at) FROM sources JOIN documents USING (sha256)
            WHERE seq IN (SELECT value FROM json_each(?)) GROUP BY seq"""


@dataclass(frozen=True, slots=True)
class Line:
    """A decision as one line of a list (päätösluettelon rivi). `largest_cents` is its largest sum, in cents."""

    id: str
    seq: int
    version: int
    municipality: str
    body: str
    date: date
    number: str
    title: str
    case_id: str | None
    outcome: Outcome
    document_kind: DocumentKind
    largest_cents: int | None


def lines(connection: sqlite3.Connection, ids: Iterable[str]) -> tuple[Line, ...]:
    """The newest versions of these decisions, in this order, without those not held."""
    wanted = list(ids)
    found = {row[0]: row for row in connection.execute(_OF_IDS, (json.dumps(wanted),))}
    return tuple(_line(found[each]) for each in wanted if each in found)


def latest(connection: sqlite3.Connection, ids: Iterable[str] | None, limit: int) -> tuple[Line, ...]:
    """Those of these decisions (of all, for None) that the archive learned of last, the last first."""
    order = f"ORDER BY seq DESC LIMIT {int(limit)}"
    if ids is None:
        rows = connection.execute(f"SELECT {_COLUMNS} FROM decisions WHERE newest = 1 {order}")
    else:
        rows = connection.execute(f"{_OF_IDS} {order}", (json.dumps(list(ids)),))
    return tuple(map(_line, rows.fetchall()))


def added(connection: sqlite3.Connection, seqs: Iterable[int]) -> dict[int, str]:
    """When the first document came that says each of these versions: seq → UTC in ISO form."""
    return dict(connection.execute(_ADDED, (json.dumps(list(seqs)),)).fetchall())


def _line(row: tuple[object, ...]) -> Line:
    members = list(row)
    members[5] = date.fromisoformat(cast(str, members[5]))
    return Line(*members)  # type: ignore[arg-type]  # the columns stand in the order of the members

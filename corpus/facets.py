"""Of some decisions, how many have which body, year, outcome, kind of table, person."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

Counts = tuple[tuple[str, int], ...]

_MOST = 20

_DECISIONS = """SELECT seq, body, substr(date, 1, 4), outcome FROM decisions
                WHERE newest = 1 AND id IN (SELECT value FROM json_each(?))"""
_TABLES = """SELECT table_kind, count(DISTINCT seq) FROM table_cells
             WHERE seq IN (SELECT value FROM json_each(?)) GROUP BY table_kind"""
_PEOPLE = """SELECT name, count(DISTINCT seq) FROM people
             WHERE seq IN (SELECT value FROM json_each(?)) GROUP BY name"""


@dataclass(frozen=True, slots=True)
class Facets:
    """Each value with how many of the decisions have it, the commonest first; years the newest first.

    A decision with two tables of a kind, or one person in two parts, counts once. Of each the commonest only.
    """

    body: Counts
    year: Counts
    outcome: Counts
    table: Counts
    person: Counts


def facets(connection: sqlite3.Connection, ids: Iterable[str]) -> Facets:
    """Counts the newest versions of these decisions."""
    rows = connection.execute(_DECISIONS, (json.dumps(list(ids)),)).fetchall()
    chosen = json.dumps([row[0] for row in rows])
    body, year, outcome = (Counter(row[column] for row in rows) for column in (1, 2, 3))
    return Facets(
        body=_commonest(body.items()),
        year=tuple(sorted(_commonest(year.items()), reverse=True)),
        outcome=_commonest(outcome.items()),
        table=_commonest(connection.execute(_TABLES, (chosen,))),
        person=_commonest(connection.execute(_PEOPLE, (chosen,))),
    )


def _commonest(rows: Iterable[tuple[str, int]]) -> Counts:
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0]))[:_MOST])

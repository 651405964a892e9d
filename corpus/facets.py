"""Of some decisions, how many have which body, year, outcome, kind of table, person."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

Counts = tuple[tuple[str, int], ...]

_MOST = 20

_CHOSEN = "newest = 1 AND id IN (SELECT value FROM json_each(?))"
_STATEMENTS = {
    "body": f"SELECT body, count(*) FROM decisions WHERE {_CHOSEN} GROUP BY body",
    "year": f"SELECT substr(date, 1, 4), count(*) FROM decisions WHERE {_CHOSEN} GROUP BY 1",
    "outcome": f"SELECT outcome, count(*) FROM decisions WHERE {_CHOSEN} GROUP BY outcome",
    "table": f"""SELECT table_kind, count(DISTINCT seq) FROM table_cells
                 WHERE seq IN (SELECT seq FROM decisions WHERE {_CHOSEN}) GROUP BY table_kind""",
    "person": f"""SELECT name, count(DISTINCT seq) FROM people
                  WHERE seq IN (SELECT seq FROM decisions WHERE {_CHOSEN}) GROUP BY name""",
}


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
    chosen = json.dumps(list(ids))
    counted = {name: _commonest(connection.execute(sql, (chosen,)).fetchall()) for name, sql in _STATEMENTS.items()}
    counted["year"] = tuple(sorted(counted["year"], reverse=True))
    return Facets(**counted)


def _commonest(rows: list[tuple[str, int]]) -> Counts:
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0]))[:_MOST])

"""Of some decisions, how many have which body, year, outcome, kind of table, person, month, band of money."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

Counts = tuple[tuple[str, int], ...]

_MOST = 20

_DECISIONS = """SELECT seq, body, substr(date, 1, 7), outcome FROM decisions
                WHERE newest = 1 AND id IN (SELECT value FROM json_each(?))"""
_TABLES = """SELECT table_kind, count(DISTINCT seq) FROM table_cells
             WHERE seq IN (SELECT value FROM json_each(?)) GROUP BY table_kind"""
_PEOPLE = """SELECT name, count(DISTINCT seq) FROM people
             WHERE name LIKE '% %' AND seq IN (SELECT value FROM json_each(?)) GROUP BY name"""
# A surname alone names nobody for sure, and as a filter it would find its namesakes too.

_BANDS = (None, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, None)  # euros
_MONEY = (
    "SELECT count(DISTINCT seq) FROM amounts WHERE cents BETWEEN ? AND ? AND seq IN (SELECT value FROM json_each(?))"
)
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Facets:
    """Each value with how many of the decisions have it, the commonest first; years and months the newest first.

    A decision with two tables of a kind, or one person in two parts, counts once. Of each the commonest only, but
    every year and month.
    month  `2022-04`
    money  bands of euros as a query writes them (`1000..9999.99`): how many have some amount in it; smallest first
    """

    body: Counts
    year: Counts
    outcome: Counts
    table: Counts
    person: Counts
    month: Counts = ()
    money: Counts = ()


def facets(connection: sqlite3.Connection, ids: Iterable[str]) -> Facets:
    """Counts the newest versions of these decisions."""
    rows = connection.execute(_DECISIONS, (json.dumps(list(ids)),)).fetchall()
    chosen = json.dumps([row[0] for row in rows])
    body, month, outcome = (Counter(row[column] for row in rows) for column in (1, 2, 3))
    year: Counter[str] = Counter()
    for name, count in month.items():
        year[name[:4]] += count
    return Facets(
        body=_commonest(body.items()),
        year=tuple(sorted(year.items(), reverse=True)),
        outcome=_commonest(outcome.items()),
        table=_commonest(connection.execute(_TABLES, (chosen,))),
        person=_commonest(connection.execute(_PEOPLE, (chosen,))),
        month=tuple(sorted(month.items(), reverse=True)),
        money=tuple(_money(connection, chosen)),
    )


def _money(connection: sqlite3.Connection, chosen: str) -> Iterator[tuple[str, int]]:
    for low, high in pairwise(_BANDS):
        cents = (-_LARGEST if low is None else low * 100, _LARGEST if high is None else high * 100 - 1)
        (count,) = connection.execute(_MONEY, (*cents, chosen)).fetchone()
        if count:
            yield f"{'' if low is None else low}..{'' if high is None else f'{high - 1}.99'}", count


def _commonest(rows: Iterable[tuple[str, int]]) -> Counts:
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0]))[:_MOST])

"""What is in the archive, counted, and which § numbers are not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.documents import Status
from corpus.record import DocumentKind


@dataclass(frozen=True, slots=True)
class Gap:
    """§ numbers in a row that are not held, both ends included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class BodyYear:
    """The decisions of a body in a year. `missing` lies between the smallest and the largest § held."""

    municipality: str
    body: str
    year: int
    decisions: int
    missing: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """The documents of a kind; `kind` is None for those that could not be read."""

    kind: DocumentKind | None
    status: Status
    documents: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What is in the archive. `versions` counts the older ones of the decisions too."""

    documents: int
    decisions: int
    versions: int
    kinds: tuple[KindCount, ...]
    bodies: tuple[BodyYear, ...]


def count(connection: sqlite3.Connection) -> Stats:
    """Counts the archive; bodies by name, then year."""
    kinds = tuple(
        KindCount(*row)
        for row in connection.execute(
            "SELECT kind, status, count(*) FROM documents GROUP BY kind, status ORDER BY kind, status"
        )
    )
    (versions,) = connection.execute("SELECT count(*) FROM decisions").fetchone()
    bodies = tuple(_bodies(connection))
    return Stats(
        documents=sum(kind.documents for kind in kinds),
        decisions=sum(body.decisions for body in bodies),
        versions=versions,
        kinds=kinds,
        bodies=bodies,
    )


def _bodies(connection: sqlite3.Connection) -> Iterator[BodyYear]:
    rows = connection.execute(
        "SELECT municipality, body, CAST(substr(date, 1, 4) AS INTEGER) AS year, number_value "
        "FROM decisions WHERE newest = 1 ORDER BY municipality, body, year, number_value"
    )
    for (municipality, body, year), group in groupby(rows, key=lambda row: row[:3]):
        numbers = [number for *_, number in group]
        gaps = _gaps(sorted({number for number in numbers if number is not None}))
        yield BodyYear(municipality, body, year, len(numbers), tuple(gaps))


def _gaps(numbers: list[int]) -> Iterator[Gap]:
    for before, after in pairwise(numbers):
        if after - before > 1:
            yield Gap(before + 1, after - 1)

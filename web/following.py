"""Followed searches: what is new since a moment, and why each of it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus import Archive, Line, Saved, masked
from index import Index, QueryError, Reason
from web.asked import Asked
from web.asking import asked_in_query, ids_found
from web.desk import Opened

MOST = 10_000
"""New decisions of one search that `watch` tells at once."""


@dataclass(frozen=True, slots=True)
class News:
    """A decision that a followed search has not told yet, and the forms in it that answer the search."""

    saved: Saved
    line: Line
    why: tuple[Reason, ...]


def news(archive: Archive, index: Index, saved: Saved) -> Iterator[News]:
    """What came to the archive since the search was told of, the oldest first. QueryError, ValueError."""
    asked = asked_in_query(saved.asked)
    lines = [line for line in latest(Opened(archive, index), asked, MOST) if line.seq > saved.seen]
    for line in reversed(lines):
        record = masked(archive.record(line.id))
        yield News(saved, line, index.why(asked.q, record, asked.areas_in) if asked.q else ())


def latest(opened: Opened, asked: Asked, limit: int = 100) -> tuple[Line, ...]:
    """Those of a search that the archive learned of last, the last first. QueryError, ValueError."""
    ids = None if asked.is_empty else ids_found(opened, asked)
    return masked(opened.archive.latest(ids, limit))


def counted(opened: Opened, saved: Saved) -> int | None:
    """How many are new; None where the search cannot be read."""
    try:
        return sum(line.seq > saved.seen for line in latest(opened, asked_in_query(saved.asked)))
    except (QueryError, ValueError):
        return None

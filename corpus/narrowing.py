"""Filters asked of files: the same SQL as an archive's, over an archive that lasts as long as the question."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.archive import Archive
from corpus.arrival import Arrival
from corpus.filters import Filters, Sort
from corpus.record import Record, record_of


def records_in(arrivals: Sequence[Arrival]) -> tuple[Record, ...]:
    """The decisions of files that were read, in printed order."""
    return tuple(
        record_of(arrival.minutes, decision)
        for arrival in arrivals
        if arrival.minutes
        for decision in arrival.minutes.decisions
    )


def narrowed(arrivals: Sequence[Arrival], filters: Filters, sort: Sort | None = None) -> tuple[Record, ...]:
    """Those that pass all filters; in printed order, or sorted as the archive sorts.

    A decision that two files tell comes twice where it passes, each time from its own file. ValueError, with a
    sentence, for a filter that cannot be meant.
    """
    with tempfile.TemporaryDirectory(prefix="pykala-") as folder:
        passing = _passing(Path(folder, "archive"), arrivals, filters, sort)
    found = [record for record in records_in(arrivals) if record.id in passing]
    return tuple(found if sort is None else sorted(found, key=lambda record: passing[record.id]))


def _passing(folder: Path, arrivals: Sequence[Arrival], filters: Filters, sort: Sort | None) -> dict[str, int]:
    """The ids that pass, each with its place, by an archive made in an empty folder."""
    with Archive.open(folder, create=True) as archive:
        for arrival in arrivals:
            if arrival.document and arrival.minutes:
                archive.add(arrival.document, arrival.minutes)
        return {found: place for place, found in enumerate(archive.select(filters, sort))}

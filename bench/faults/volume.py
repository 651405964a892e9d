"""As many decisions as a large archive holds: memory stays flat, and the last tenth is about as quick as the first.

The decisions are those of `bench/search/made.py`, and are not read from files. Memory is what the process takes beside
what it took at the beginning, with the words, the makers of decisions and a first document loaded.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from resource import getpagesize

from bench.faults.papers import Figures, Skipped
from bench.search import made
from corpus import Archive
from index import Index
from parser import Minutes, SourceDocument

MOST_MEGABYTES = 512
LEAST_RATE = 0.7
_PARTS = 10
_FLAT_FROM = 50_000


def volume(folder: Path, count: int) -> Figures:
    """Adds so many decisions in ten parts, and lets the index follow after each."""
    if not Path("/proc/self/statm").exists():
        raise Skipped("memory is read from /proc, which only Linux has")
    engine = os.environ.get("PYKALA_ENGINE")
    coming = made.minutes(count)
    adding, following, most = [], [], [0.0] * _PARTS
    with Archive.open(folder / "archive", create=True) as archive:
        index = Index.open(archive, engine)
        index.learn(made.words_of().analyses())  # made words are in no dictionary, which would take long over each
        archive.add(*next(coming))
        index.refresh()
        before = _megabytes()
        for part in range(_PARTS):
            seconds, decisions, most[part] = _add(archive, islice(coming, count // made.PER_MEETING // _PARTS))
            adding.append(seconds / decisions)
            began = time.process_time()
            index.refresh()
            following.append(time.process_time() - began)
            most[part] = max(most[part], _megabytes())
            told = f"part {part + 1}: {most[part] - before:.0f} MB, {1 / adding[-1]:.0f} decisions a second, then "
            print(f"{told}{following[-1]:.1f} s for the index", file=sys.stderr, flush=True)
        held = archive.stats().decisions
    shares = [each - before for each in most]
    with_index = [each + rest / (held / _PARTS) for each, rest in zip(adding, following, strict=True)]
    figures: Figures = {
        "decisions": held,
        "peak MB": max(shares),
        "MB at the half": max(shares[: _PARTS // 2]),
        "a second": 1 / adding[0],
        "a second at the end": 1 / adding[-1],
        "with the index": 1 / with_index[0],
        "with the index at the end": 1 / with_index[-1],
    }
    # Up to 200,000 analysed words are held: before some ten thousand decisions, memory still grows to that.
    grown = held >= _FLAT_FROM and max(shares) > 1.1 * max(shares[: _PARTS // 2]) + 10
    slow = adding[0] / adding[-1] < LEAST_RATE or with_index[0] / with_index[-1] < LEAST_RATE
    return {**figures, "too much memory": max(shares) > MOST_MEGABYTES, "memory grew": grown, "slower": slow}


def _add(archive: Archive, given: Iterable[tuple[SourceDocument, Minutes]]) -> tuple[float, int, float]:
    """Seconds of processor time for so many decisions, and the most memory."""
    seconds, decisions, most = 0.0, 0, 0.0
    for document, minutes in given:
        began = time.process_time()
        archive.add(document, minutes)
        seconds += time.process_time() - began
        decisions += len(minutes.decisions)
        most = max(most, _megabytes())
    return seconds, decisions, most


def _megabytes() -> float:
    """What this process takes of memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * getpagesize() / 1_000_000

"""The engines side by side, each in a process of its own: `python -m bench.search.peers NAME COUNT FOLDER`.

A peer reads the task's documents and queries, builds its index, answers, and prints one JSON object: CPU seconds of the
build, megabytes, and for each query how many it finds and the CPU milliseconds, the median of its rounds. What prepares
the documents is not counted: every peer gets ready words.
"""

from __future__ import annotations

import json
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any, Protocol, runtime_checkable

from bench.search import task
from bench.search.task import Task

ROUNDS = 5
ENOUGH = 4000.0
"""CPU milliseconds after which a query is not asked again."""
PATIENCE = 20.0
"""CPU seconds after which a query is given up: Whoosh 2.7.4 goes round and round in some of its own optimisations."""
PEERS = {
    "whoosh, ours": "bench.search.peer_ours:Whoosh",
    "whoosh 2.7.4, stock": "bench.search.peer_whoosh:Stock",
    "tantivy, ours": "bench.search.peer_ours:Tantivy",
    "tantivy, bare": "bench.search.peer_tantivy:Bare",
    "SQLite FTS5": "bench.search.peer_fts5:Fts5",
}
OURS = frozenset(name for name, place in PEERS.items() if place.startswith("bench.search.peer_ours:"))
"""They make the decisions themselves, and do not read the documents."""


class Peer(Protocol):
    """An engine as one would use it. It is made with an empty folder for its files."""

    def build(self, count: int, documents: Iterator[dict[str, Any]]) -> float:
        """Indexes so many documents; gives the CPU seconds that it took, without reading them."""

    def open(self) -> None:
        """Opens the index for questions."""

    def ask(self, asked: Task) -> object:
        """Answers a query to the ids of its first ten hits and their number, and more where its class asks for more."""

    def count(self, asked: Task) -> int:
        """How many hits a query has."""


@runtime_checkable
class HasEngine(Protocol):
    """A peer that has more around its engine."""

    def engine(self, asked: Task) -> Callable[[], object] | None:
        """The engine alone, ready to be asked; None for what it does not answer by itself."""


class Clock:
    """CPU seconds of the parts of a loop that are under `with`."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __enter__(self) -> None:
        self._since = time.process_time()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.process_time() - self._since


def peer(name: str, folder: Path) -> Peer:
    """The peer of a name."""
    module, _, kind = PEERS[name].partition(":")
    made: Peer = getattr(import_module(module), kind)(folder)
    return made


class GivenUp(Exception):  # noqa: N818  what became of a query
    """A query took longer than PATIENCE."""


def _give_up(*_: object) -> None:
    raise GivenUp


def _patiently(work: Callable[[], Any]) -> Any:
    """What it gives, or GivenUp."""
    signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        return work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _asked(one: Peer, asked: Task) -> dict[str, Any]:
    """How many a query finds, and what it takes; what was given up found None, and took as long as it was let."""
    try:
        found = _patiently(partial(one.count, asked))
    except GivenUp:
        return {"kind": asked.kind, "found": None, "ms": PATIENCE * 1000, "alone": None}
    alone = one.engine(asked) if isinstance(one, HasEngine) else None
    return {
        "kind": asked.kind,
        "found": found,
        "ms": _milliseconds(partial(one.ask, asked)),
        "alone": _milliseconds(alone) if alone else None,
    }


def _milliseconds(work: Callable[[], object]) -> float:
    """CPU milliseconds: the median of the rounds, after one that is not counted; of a slow query there are fewer."""
    work()
    times: list[float] = []
    while len(times) < ROUNDS and (not times or sum(times) < ENOUGH):
        clock = Clock()
        with clock:
            work()
        times.append(clock.seconds * 1000)
    return median(times)


def measure(name: str, count: int, folder: Path) -> dict[str, Any]:
    """Builds, asks, and says what it took."""
    place = folder / name.replace(" ", "-").replace(",", "")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    one = peer(name, place)
    built = one.build(count, task.documents(folder))
    one.open()
    answers = [_asked(one, asked) for asked in task.queries(folder)]
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 1e6
    return {"name": name, "build": built, "mb": size, "answers": answers}


if __name__ == "__main__":
    json.dump(measure(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])), sys.stdout)

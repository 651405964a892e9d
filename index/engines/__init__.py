"""The engines behind one small protocol, by name. An engine is imported when it is opened, not before.

An engine gets analysed terms and gives ids with scores. Outside it: the query language, analysing, filters,
sorting by date or amount, excerpts, and the index's manifest (`index.shelf`). The contract of all engines is
the set of hits; scores are each one's own. Adding one: a module here with `open(folder, files)`, a line in
ENGINES, and the contract tests run over it.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol

from index.entries import Document
from index.terms import Wanted

ENGINES = {"whoosh": "index.engines.whoosh", "tantivy": "index.engines.tantivy"}
DEFAULT = "whoosh"

LARGE = 20_000
"""Decisions above which Whoosh is slow: it goes through the postings in Python, all of a word's and all words of a
beginning. Measured on synthetic decisions of 400 words, a common word took it 16 ms at 20,000 and 73 ms at 100,000, a
beginning 134 and 969 ms, and at 100,000 a search from the shell took over a second and a gigabyte.
"""
FOR_LARGE = "tantivy"

MOST_WORDS = 50_000
"""A beginning of more words than this, counted in each area, is refused: it names nothing, and it is slow."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked for. With `most`, an engine may leave out what is not among so many of the best."""

    wanted: Wanted
    most: int | None = None


class Scored(NamedTuple):
    """An id, and how well the decision answers; higher is better. A tuple, since a search makes one of every match."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that matches, or the best of it with all their equals, in no order; `total` counts everything."""

    scored: tuple[Scored, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Info:
    """What an engine says of itself."""

    engine: str
    version: str
    documents: int


class Writer(Protocol):
    """One change of an index. Each id is put at most once."""

    def put(self, document: Document) -> None:
        """Adds a document, or replaces the one with its id."""

    def delete(self, id: str) -> None:  # noqa: A002  the domain's word
        """Removes a document; one that is not there is no error."""


class Engine(Protocol):
    """An index of one engine, opened."""

    @property
    def files(self) -> frozenset[str]:
        """The files that make up the index as it was opened or last written, by name in its folder."""

    def search(self, request: Request) -> Found:
        """Every match. Raises TooBroad for a beginning of too many words."""

    def ids(self) -> frozenset[str]:
        """The ids of all documents."""

    def info(self) -> Info: ...

    def writer(self) -> AbstractContextManager[Writer]:
        """A change that is there whole once the block ends (`files` names it), or not at all when it raises.

        Files of before stay where they are until the manifest names the new ones.
        """


class EngineModule(Protocol):
    """A module of this package."""

    def open(self, folder: Path, files: frozenset[str] | None) -> Engine:
        """The index of these files in a folder; None makes an empty one there. No other file is touched."""


def module(name: str) -> EngineModule:
    """The engine of this name. Raises ValueError for one that is not known."""
    if name not in ENGINES:
        raise ValueError(f"there is no search engine {name!r}; known: {', '.join(sorted(ENGINES))}")
    found: EngineModule = import_module(ENGINES[name])
    return found

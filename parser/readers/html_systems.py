"""What publishing systems write around a document. The words are data: `pages.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from parser.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True)
class System:
    """A publishing system (julkaisujärjestelmä), or all that is known of a page of none: nothing."""

    name: str | None = None
    end: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pages:
    """`pages.toml`, read: systems with the marks that tell them, and what tells a page without a decision."""

    systems: tuple[tuple[tuple[str, ...], System], ...]
    lists: tuple[tuple[str, frozenset[str]], ...]


@cache
def pages() -> Pages:
    """The words that ship with the program."""
    read = read_vocabulary("pages.toml", "parser.readers")
    systems = tuple(
        (
            tuple(mark.casefold() for mark in entry["marks"]),
            System(
                entry["name"],
                frozenset(entry.get("end", ())),
                _folded(entry["links"]),
                _folded(entry["captions"]),
                _folded(entry["files"]),
            ),
        )
        for entry in read["system"]
    )
    lists = tuple((entry["reason"], _folded(entry["lines"])) for entry in read["list"])
    return Pages(systems, lists)


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def system_of(source: str) -> System:
    """The system whose marks the page's source bears; the first in the order of the file."""
    folded = source.casefold()
    return next((system for marks, system in pages().systems if any(mark in folded for mark in marks)), System())

"""Printed text as a page shows it: paragraphs, lines, rows of tables; and found words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

Piece = tuple[str, bool]
"""A stretch of text, and whether it is marked."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A paragraph: its printed lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines that the parser printed as rows of a table: cells parted by tabs."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        return max(map(len, self.rows))


def prose(text: str | None) -> tuple[Lines | Rows, ...]:
    """A section's text in parts, none of it left out."""
    return tuple(part for paragraph in (text or "").split("\n\n") if paragraph.strip() for part in _parts(paragraph))


def _parts(paragraph: str) -> Iterator[Lines | Rows]:
    for tabbed, lines in groupby(paragraph.split("\n"), key=lambda line: "\t" in line):
        if tabbed:
            yield Rows(tuple(tuple(line.split("\t")) for line in lines))
        else:
            yield Lines(tuple(lines))


def pieces(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """A text cut where marks begin and end."""
    at = 0
    for start, end in marks:
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


class Marker:
    """Finds some word forms in any text, whole words only and in either case."""

    def __init__(self, forms: Iterable[str] = ()) -> None:
        ordered = sorted({form for form in forms if form}, key=len, reverse=True)
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE) if ordered else None
        )

    def __call__(self, text: str) -> Iterator[Piece]:
        """The text in pieces."""
        marks = [found.span() for found in self._pattern.finditer(text)] if self._pattern else []
        return pieces(text, marks)

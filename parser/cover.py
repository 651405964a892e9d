"""The cover: what stands before the first §. Municipality, body, date, time; what holds for all items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from parser.errors import UnreadableDocument
from parser.fields import TIME, date_in, time_of
from parser.marks import mark_of
from parser.model import Block, DocumentKind, Meeting, Outline, Warning  # noqa: A004
from parser.places import body_of, municipality_in

_PARTS = re.compile(r"[,;|\t/]| [–-] |\bklo\b|\bPöytäkirja\b|\bEsityslista\b|\bpöytäkirja\b|\bKokous\b|\bnro\b|\d\S*")
_KINDS = (("agenda", re.compile(r"\besityslista\b", re.I)), ("minutes", re.compile(r"\bpöytäkirja\b", re.I)))
_CLOCK = re.compile(
    rf"klo\s{{0,3}}(?P<start>{TIME.pattern.pattern})(?:\s{{0,3}}[–-]\s{{0,3}}(?P<end>\d[\d.:]{{2,4}}))?", re.I
)


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all items of a document. `rest`: the blocks of the cover that say more than this."""

    kind: DocumentKind
    municipality: str
    body: str
    meeting: Meeting
    rest: tuple[Block, ...]


def context_of(outline: Outline) -> tuple[Context, tuple[Warning, ...]]:
    """What the cover says, else the §s' own heads, else the text, with a warning for what was not on the cover.

    Raises `UnreadableDocument` where no body, date or municipality is found: no id could be made.
    """
    cover = cover_of(outline.front)
    marks = [mark for item in outline.items if (mark := mark_of(item.head[0]))]
    body = cover.body or next((mark.body for mark in marks if mark.body), None)
    day = cover.date or next((mark.date for mark in marks if mark.date), None)
    if body is None:
        raise UnreadableDocument("no body (toimielin) found before the first §")
    if day is None:
        raise UnreadableDocument("no meeting date found before the first §")
    warnings: tuple[Warning, ...] = ()
    municipality = cover.municipality
    if municipality is None:
        blocks = [*outline.front, *(block for item in outline.items for block in item.blocks)]
        municipality = municipality_of_text([block.text for block in blocks])
        if municipality is None:
            raise UnreadableDocument("no municipality found")
        told = f"the cover names no municipality; the text names {municipality}"
        warnings = (Warning("municipality", told),)
    kind = (cover.kind or "minutes") if len(outline.items) > 1 else "decision"
    return Context(kind, municipality, body, Meeting(day, cover.start, cover.end), cover.rest), warnings


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says, and the blocks of it that it says with more than these words."""

    municipality: str | None
    body: str | None
    date: date | None
    start: time | None
    end: time | None
    kind: DocumentKind | None
    rest: tuple[Block, ...]


def cover_of(front: Sequence[Block]) -> Cover:
    """The cover that blocks before the first § make."""
    text = "\n".join(block.text for block in front)
    named, dated = municipality_in(text), date_in(text)
    body = next((found for block in front if (found := _body_in(block.text))), None)
    clock = _CLOCK.search(text)
    start = time_of(clock) if clock else None
    ending = TIME.whole(clock["end"]) if clock and clock["end"] else None
    known = [named[1] if named else "", body or "", dated[1] if dated else "", clock[0] if clock else ""]
    return Cover(
        named[0] if named else None,
        body,
        dated[0] if dated else None,
        start,
        time_of(ending) if ending else None,
        _kind(text),
        tuple(block for block in front if _says_more(block.text, known)),
    )


def _body_in(line: str) -> str | None:
    """The first part of a line that names a body; the municipality's own name is none."""
    named = municipality_in(line)
    text = line.replace(named[1], ",") if named else line
    return next((body for part in _PARTS.split(text) if (body := body_of(part))), None)


def _kind(text: str) -> DocumentKind | None:
    """Minutes or agenda by their name; the first named counts, since minutes may speak of an agenda."""
    named = [(match.start(), kind) for kind, pattern in _KINDS if (match := pattern.search(text))]
    return "agenda" if named and min(named)[1] == "agenda" else "minutes" if named else None


def _says_more(line: str, known: Sequence[str]) -> bool:
    for words in known:
        if words:
            line = line.replace(words, " ", 1)
    return any(sign.isalnum() for sign in line)


def municipality_of_text(texts: Sequence[str]) -> str | None:
    """The municipality that a document's text names most often, for a cover that names none."""
    named: Counter[str] = Counter()
    for text in texts:
        for line in text.split("\n"):
            found = municipality_in(line)
            if found:
                named[found[0]] += 1
    return named.most_common(1)[0][0] if named else None

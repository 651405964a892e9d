"""The cover: what stands before the first §. Municipality, body, date, time; what holds for all items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from parser.errors import UnreadableDocument
from parser.fields import TIME, case_id_of, date_in, time_of
from parser.marks import agenda_mark_of, mark_of
from parser.model import Block, DocumentKind, Item, Meeting, Outline, Warning  # noqa: A004
from parser.places import body_of, decider_of, municipality_in, municipality_of_addresses

_PARTS = re.compile(r"[,;|\t/]| [–-] |\bklo\b|\bPöytäkirja\b|\bEsityslista\b|\bpöytäkirja\b|\bKokous\b|\bnro\b|\d\S*")
_KINDS = (("agenda", re.compile(r"\besityslista\b", re.I)), ("minutes", re.compile(r"\bpöytäkirja\b", re.I)))
_DOCUMENT = re.compile(r"\b(?:pöytäkirja|esityslista)\b|\bPykälä \d{1,4}\b|§ ?\d{1,4}\b", re.I)
_CLOCK = re.compile(
    rf"klo\s{{0,3}}(?P<start>{TIME.pattern.pattern})(?:\s{{0,3}}[–-]\s{{0,3}}(?P<end>\d[\d.:]{{2,4}}))?", re.I
)


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all items of a document. `rest`: the blocks of the cover that say more than this.

    case_id  printed before the § line, as some cities do
    """

    kind: DocumentKind
    municipality: str
    body: str
    meeting: Meeting
    rest: tuple[Block, ...]
    case_id: str | None = None


def context_of(outline: Outline) -> tuple[Context, tuple[Warning, ...]]:
    """What the cover says, else the §s' own heads; else what the file says of itself, or the text, with a warning.

    Raises `UnreadableDocument` where no body, date or municipality is found: no id could be made.
    """
    cover = cover_of(outline.front)
    marks = [mark for item in outline.items if (mark := mark_of(item.head[0]))]
    warnings: list[Warning] = []
    body = cover.body or next((mark.body for mark in marks if mark.body), None) or _body_elsewhere(outline, warnings)
    if body is None:
        raise UnreadableDocument("no body (toimielin) found before the first §")
    day = cover.date or next((mark.date for mark in marks if mark.date), None) or _day_elsewhere(outline, warnings)
    if day is None:
        raise UnreadableDocument("no meeting date found before the first §")
    municipality = cover.municipality or _municipality_elsewhere(outline, warnings)
    if municipality is None:
        raise UnreadableDocument("no municipality found")
    unnumbered = [item for item in outline.items if agenda_mark_of(item.head[0])]
    warnings += map(_unnumbered, unnumbered)
    if unnumbered or cover.kind == "agenda":  # one § alone is an extract, but of an agenda nothing is decided yet
        kind: DocumentKind = "agenda"
    else:
        kind = (cover.kind or "minutes") if len(outline.items) > 1 else "decision"
    meeting = Meeting(day, cover.start, cover.end)
    return Context(kind, municipality, body, meeting, cover.rest, cover.case_id), tuple(warnings)


def _unnumbered(item: Item) -> Warning:
    told = f"item {item.number} of an agenda: it has no § yet, so its number is the agenda's own"
    return Warning("agenda-number", told, item.head[0].page, item.head[0].line)


def _body_elsewhere(outline: Outline, warnings: list[Warning]) -> str | None:
    titled, _ = _titled(outline.hints.title)
    if titled:
        warnings.append(Warning("body", f"the text does not name the body; the page's title names {titled}"))
        return titled
    decisions = [passage for item in outline.items for passage in item.passages if passage.kind == "decision"]
    first = next((block for passage in decisions for block in passage.blocks), None)
    body = decider_of(first.text) if first else None
    if first and body:
        told = f"the body is taken from the decision's own first sentence: {body}"
        warnings.append(Warning("body", told, first.page, first.line))
    return body


def _day_elsewhere(outline: Outline, warnings: list[Warning]) -> date | None:
    _, titled = _titled(outline.hints.title)
    if titled:
        told = f"the text does not say the date of the meeting; the page's title says {titled.isoformat()}"
    elif outline.hints.made:
        told = f"no date of a meeting is given; {outline.hints.made.isoformat()} is the day on which the page was made"
    else:
        return None
    warnings.append(Warning("date", told))
    return titled or outline.hints.made


def _titled(title: str | None) -> tuple[str | None, date | None]:
    """The body and date that a page's title names together, or that the way to the page names anywhere.

    A case's title may well hold an officer's name or a date of its own: one without the other is not believed.
    """
    head, *way = title.split(" | ") if title else [""]
    body, dated = _body_in(head), date_in(head)
    if body and dated:
        return body, dated[0]
    bodies = (_body_in(part) for part in way)
    days = (date_in(part) for part in way)
    return next(filter(None, bodies), None), next((found[0] for found in days if found), None)


def _municipality_elsewhere(outline: Outline, warnings: list[Warning]) -> str | None:
    named = municipality_in(outline.hints.title or "")
    blocks = [*outline.front, *(block for item in outline.items for block in item.blocks)]
    texts = [block.text for block in blocks]
    found, where = (named[0], "page's title") if named else (municipality_of_text(texts), "text")
    if found is None:
        found, where = municipality_of_addresses("\n".join(texts)), "addresses in the text"
    if found is not None:
        verb = "name" if where.startswith("addresses") else "names"
        warnings.append(Warning("municipality", f"the cover names no municipality; the {where} {verb} {found}"))
    return found


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
    case_id: str | None = None


def cover_of(front: Sequence[Block]) -> Cover:
    """The cover that blocks before the first § make."""
    text = "\n".join(block.text for block in front)
    named, dated = municipality_in(text), date_in(text)
    body = next((found for block in front if (found := _body_in(block.text))), None)
    case = next((block for block in front if case_id_of(block.text)), None)
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
        tuple(block for block in front if block is not case and _says_more(block.text, known)),
        case_id_of(case.text) if case else None,
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
    line = _DOCUMENT.sub(" ", line)
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

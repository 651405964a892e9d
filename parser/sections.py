"""`divide`: blocks to items, and an item's blocks to headed passages. Kinds come from headings, never from order.

Guarantee: each block of the reading is in the front, or in exactly one item's head or passage, in reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from parser.errors import UnreadableDocument
from parser.fields import case_id_of, date_in
from parser.headings import Heading, heading_of
from parser.marks import Mark, mark_of
from parser.model import Block, Item, Kind, Outline, Passage, Reading

_LONGEST_HEAD = 12  # blocks between the § and its case id; a title takes fewer
_SENTENCE_END = (".", "!", "?", ":")


def divide(reading: Reading) -> Outline:
    """The items of a reading. Raises `UnreadableDocument` when it holds no § at all."""
    marks = [(at, mark) for at, block in enumerate(reading.blocks) if (mark := mark_of(block))]
    plain = [at for at, mark in marks if mark.title is None]
    # "§ 12 Vuokran määrä" may be a law's section in the text: such a line begins an item only if no other does
    starts = [(at, mark) for at, mark in marks if mark.title is None or not plain]
    if not starts:
        raise UnreadableDocument("no § found: not the minutes of a decision")
    front = reading.blocks[: starts[0][0]]
    items = []
    own = _own_handling(front, starts[0][1])
    begins = [(at, mark) for at, mark in starts if _is_own(mark, own)] or starts[:1]
    ends = [at for at, _ in begins[1:]] + [len(reading.blocks)]
    for (at, mark), end in zip(begins, ends, strict=True):
        items.append(_item(mark, reading.blocks[at:end]))
    return Outline(reading.source, reading.blocks[: begins[0][0]], tuple(items), reading.warnings, reading.hints)


def _own_handling(front: Sequence[Block], first: Mark) -> tuple[str | None, date | None]:
    """The organ and date of this document, as far as its front or its first § says them."""
    dated = date_in("\n".join(block.text for block in front))
    return first.body, dated[0] if dated else first.date


def _is_own(mark: Mark, own: tuple[str | None, date | None]) -> bool:
    """A § of this meeting. One that names another organ or date is an earlier handling, reprinted."""
    body, day = own
    if mark.date is not None and day is not None and mark.date != day:
        return False
    return mark.body is None or body is None or mark.body.casefold() == body.casefold() or mark.date is None


def _item(mark: Mark, blocks: Sequence[Block]) -> Item:
    own, rest = _head(mark, blocks)
    return Item(mark.number, tuple(own), _passages(rest))


def _head(mark: Mark, blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The § line, the title over as many lines as it takes, and the case id; and what follows."""
    if mark.title is not None:
        end = (
            1 + _paragraph(blocks[1:], any(block.gap for block in blocks[1:]))
            if blocks[1:2] and blocks[1].wrapped
            else 1
        )
        after = blocks[end : end + 1]
        return (
            (blocks[: end + 1], blocks[end + 1 :])
            if after and case_id_of(after[0].text)
            else (blocks[:end], blocks[end:])
        )
    body = blocks[1:]
    limit = next((n for n, block in enumerate(body) if _heading(block, None)), len(body))
    case = next((n for n, block in enumerate(body[: min(limit, _LONGEST_HEAD)]) if case_id_of(block.text)), None)
    if case is not None and case > 0:
        end = case + 1
    else:
        first = 0 if case is None else 1
        dense = not any(block.gap for block in body[1:])
        end = first + min(_paragraph(body[first:], not dense), max(limit - first, 0))
    return blocks[: end + 1], blocks[end + 1 :]


def _paragraph(blocks: Sequence[Block], has_gaps: bool) -> int:
    """How many blocks the first paragraph takes; in a text without empty lines, only a full line goes on."""
    if not blocks or blocks[0].kind in ("table", "item"):
        return 0
    end = 1
    while end < len(blocks) and _same_paragraph(blocks[end - 1], blocks[end], has_gaps):
        end += 1
    return end


def _same_paragraph(before: Block, block: Block, has_gaps: bool) -> bool:
    if block.gap or block.kind != before.kind or block.bold != before.bold:
        return block.wrapped and block.kind == before.kind
    return has_gaps or block.wrapped


@dataclass(frozen=True, slots=True)
class _Opening:
    """A block that opens a passage: a heading, or the head of a reprinted earlier handling."""

    at: int
    kind: Kind
    heading: Heading | None


def _passages(blocks: Sequence[Block]) -> tuple[Passage, ...]:
    openings = _own_openings(_openings(blocks))
    first = openings[0].at if openings else len(blocks)
    passages = [Passage("background", None, tuple(blocks[:first]))] if first else []
    bounds = [*(opening.at for opening in openings), len(blocks)]
    for opening, end in zip(openings, bounds[1:], strict=True):
        passages.append(_passage(opening, blocks[opening.at : end]))
    return tuple(passages)


def _passage(opening: _Opening, blocks: Sequence[Block]) -> Passage:
    head, rest = blocks[0], tuple(blocks[1:])
    if opening.heading is None:
        return Passage(opening.kind, None, tuple(blocks))
    if opening.heading.value is None:
        return Passage(opening.kind, head, rest)
    label = replace(head, text=head.text.partition(":")[0])
    value = replace(head, text=opening.heading.value, gap=True, wrapped=False)
    return Passage(opening.kind, label, (value, *rest))


def _openings(blocks: Sequence[Block]) -> list[_Opening]:
    """Every block that may open a passage. A weak heading does only where no other of its kind does."""
    found = []
    for at, block in enumerate(blocks):
        mark = mark_of(block)
        heading = _heading(block, blocks[at - 1] if at else None)
        if mark is not None and mark.title is None and (mark.date or mark.body):
            found.append(_Opening(at, "history", None))
        elif heading is not None:
            found.append(_Opening(at, heading.kind, heading))
    strong = {opening.kind for opening in found if opening.heading and not opening.heading.weak}
    return [o for o in found if not (o.heading and o.heading.weak and o.kind in strong)]


def _own_openings(openings: Sequence[_Opening]) -> list[_Opening]:
    """Without the headings of a reprinted handling: those whose kind the item has itself, before or after."""
    own: list[_Opening] = []
    reprinted = False
    for at, opening in enumerate(openings):
        if opening.heading is None:
            reprinted = True
            if not own or own[-1].kind != "history" or own[-1].heading is None:
                own.append(opening)
        elif reprinted and any(other.kind == opening.kind for other in (*own, *openings[at + 1 :])):
            continue
        else:
            reprinted = False
            own.append(opening)
    return own


def _heading(block: Block, before: Block | None) -> Heading | None:
    """The heading that a block is: a whole line, and not the last words of a sentence that the margin broke."""
    if block.kind in ("item", "table"):
        return None
    if block.wrapped and before is not None and not before.text.endswith(_SENTENCE_END):
        return None
    return heading_of(block.text)

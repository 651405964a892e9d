"""`divide`: blocks to items, and an item's blocks to headed passages. Kinds come from headings, never from order.

Guarantee: each block of the reading is in the front, or in exactly one item's head or passage, in reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from parser.errors import UnreadableDocument
from parser.fields import case_id_of
from parser.headings import Heading, heading_of
from parser.lists import end_lists
from parser.marks import Mark, mark_of
from parser.meetings import Layout, Start, is_own, layout_of
from parser.model import Block, Item, Kind, Outline, Passage, Reading

_CORE: frozenset[Kind] = frozenset(("proposal", "decision", "handling", "vote"))
_LONGEST_HEAD = 12  # blocks between the § and its case id; a title takes fewer
_SENTENCE_END = (".", "!", "?", ":")


def divide(reading: Reading) -> Outline:
    """The items of a reading. Raises `UnreadableDocument` when it holds no § at all."""
    blocks = reading.blocks
    layout = layout_of(blocks)
    if layout is None:
        raise UnreadableDocument("no § found: not the minutes of a decision")
    bounds = [start.first for start in layout.starts] + [layout.end]
    items = tuple(
        _item(start, blocks[start.first : start.at], blocks[start.at : end], layout)
        for start, end in zip(layout.starts, bounds[1:], strict=True)
    )
    return Outline(reading.source, blocks[: bounds[0]], items, blocks[layout.end :], reading.warnings, reading.hints)


def _item(start: Start, handlings: Sequence[Block], blocks: Sequence[Block], layout: Layout) -> Item:
    """`handlings` are the lines before the § line that list where the case has been."""
    head, rest = _head(start.mark, blocks)
    listed = (Passage("history", None, tuple(handlings)),) if handlings else ()
    return Item(start.mark.number, tuple(head), (*listed, *_passages(rest, layout)))


def _head(mark: Mark, blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The § line, the title over as many lines as it takes, and the case id; and what follows."""
    if mark.title is not None:
        end = 1
        if len(blocks) > 1 and blocks[1].wrapped:
            end += _paragraph(blocks[1:], any(block.gap for block in blocks[1:]))
        if end < len(blocks) and case_id_of(blocks[end].text):
            end += 1
        return blocks[:end], blocks[end:]
    body = blocks[1:]
    limit = next((n for n in range(len(body)) if n >= _title_lines(body) and _ends_head(body, n)), len(body))
    case = next((n for n, block in enumerate(body[: min(limit, _LONGEST_HEAD)]) if case_id_of(block.text)), None)
    if case is not None and case > 0:
        end = case + 1
    else:
        first = 0 if case is None else 1
        dense = not any(block.gap for block in body[1:])
        end = first + min(_paragraph(body[first:], not dense), max(limit - first, 0))
    return blocks[: end + 1], blocks[end + 1 :]


def _ends_head(body: Sequence[Block], at: int) -> bool:
    return _heading(body[at], body[at - 1] if at else None) is not None or _organ_head(body[at]) is not None


def _title_lines(body: Sequence[Block]) -> int:
    """A title may be a word of the vocabulary ("Esteellisyydet"): then another heading follows it at once."""
    is_title = len(body) > 1 and _heading(body[0], None) is not None and _ends_head(body, 1)
    return int(is_title or (bool(body) and not body[0].gap and body[0].bold))


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
    """A block that opens a passage: a heading, or a line of organ, date and §.

    reprinted  it heads an earlier handling; an organ's line that is not, says that this meeting's own begins
    """

    at: int
    kind: Kind
    heading: Heading | None
    reprinted: bool = False


def _passages(blocks: Sequence[Block], layout: Layout) -> tuple[Passage, ...]:
    openings = _own_openings(_openings(blocks, layout))
    first = openings[0].at if openings else len(blocks)
    passages = [Passage("background", None, tuple(blocks[:first]))] if first else []
    bounds = [*(opening.at for opening in openings), len(blocks)]
    for opening, end in zip(openings, bounds[1:], strict=True):
        passages.append(_passage(opening, blocks[opening.at : end]))
    return tuple(end_lists(passages))


def _passage(opening: _Opening, blocks: Sequence[Block]) -> Passage:
    head, rest = blocks[0], tuple(blocks[1:])
    if opening.reprinted:
        return Passage(opening.kind, None, tuple(blocks))
    if opening.heading is None or opening.heading.value is None:
        return Passage(opening.kind, head, rest)
    label = replace(head, text=head.text.partition(":")[0])
    value = replace(head, text=opening.heading.value, gap=True, wrapped=False)
    return Passage(opening.kind, label, (value, *rest), run_in=True)


def _organ_head(block: Block) -> Mark | None:
    """The mark of a line of organ, date and §, or None for any other line."""
    mark = mark_of(block)
    return mark if mark and mark.title is None and (mark.date or mark.body) else None


def _openings(blocks: Sequence[Block], layout: Layout) -> list[_Opening]:
    """Every block that may open a passage. A weak heading does only where no other of its kind does."""
    found = []
    for at, block in enumerate(blocks):
        heading = _heading(block, blocks[at - 1] if at else None)
        mark = _organ_head(block)
        if mark is not None:
            own = is_own(mark, layout.body, layout.day)
            found.append(_Opening(at, "background" if own else "history", None, not own))
        elif heading is not None:
            found.append(_Opening(at, heading.kind, heading))
    strong = {opening.kind for opening in found if opening.heading and not opening.heading.weak}
    return [o for o in found if not (o.heading and o.heading.weak and o.kind in strong)]


def _own_openings(openings: Sequence[_Opening]) -> list[_Opening]:
    """Without the headings of reprinted handlings.

    A reprinted handling ends where this meeting's own organ line stands. Where none does, its headings are those
    whose kind the item has itself, before or after.
    """
    own: list[_Opening] = []
    reprinted = within = False
    returns = {at for at, opening in enumerate(openings) if opening.heading is None and not opening.reprinted}
    for at, opening in enumerate(openings):
        if opening.reprinted:
            reprinted, within = True, False
            if not own or own[-1].kind != "history" or own[-1].heading is None:
                own.append(opening)
        elif not reprinted or at in returns:
            reprinted = False
            own.append(opening)
        elif any(later > at for later in returns) or _has(opening.kind, own, openings[at + 1 :]):
            within = True
        elif opening.kind in _CORE and (within or _core_goes_on(own, openings[at + 1 :])):
            continue  # beside a reprinted proposal or decision: an agenda's item may have none of its own
        else:
            reprinted = False
            own.append(opening)
    return own


def _core_goes_on(own: Sequence[_Opening], later: Sequence[_Opening]) -> bool:
    """Do the next headings, as long as they are a handling's core, name one that the item has itself?"""
    run = takewhile(lambda opening: opening.kind in _CORE and not opening.reprinted, later)
    return any(opening.kind == other.kind for opening in run for other in own)


def _has(kind: Kind, own: Sequence[_Opening], later: Sequence[_Opening]) -> bool:
    return any(opening.kind == kind for opening in (*own, *later))


def _heading(block: Block, before: Block | None) -> Heading | None:
    """The heading that a block is: a whole line, and not the last words of a sentence that the margin broke."""
    if block.kind in ("item", "table"):
        return None
    if block.wrapped and before is not None and not before.text.endswith(_SENTENCE_END):
        return None
    return heading_of(block.text)

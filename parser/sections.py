"""`divide`: blocks to items, and an item's blocks to headed passages. Kinds come from headings, never from order.

Guarantee: each block of the reading is in the front, or in exactly one item's head or passage, in reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parser.errors import UnreadableDocument
from parser.fields import case_id_of
from parser.labels import unfolded
from parser.lists import end_lists
from parser.marks import Mark
from parser.meetings import Layout, Start, layout_of
from parser.model import Block, Item, Kind, Outline, Passage, Reading
from parser.openings import Opening, heading_at, openings_of, organ_head

_NEVER_FIRST: frozenset[Kind] = frozenset(("disqualification", "appeal", "notify", "actions", "dissent"))
_LONGEST_HEAD = 12  # blocks between the § and its case id; a title takes fewer


def divide(reading: Reading) -> Outline:
    """The items of a reading. Raises `UnreadableDocument` when it holds no § at all."""
    blocks = unfolded(reading.blocks)
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
    return heading_at(body[at], body[at - 1] if at else None) is not None or organ_head(body[at]) is not None


def _title_lines(body: Sequence[Block]) -> int:
    """A title may be a word of the vocabulary: one that heads no item's first section, or one before a heading."""
    heading = heading_at(body[0], None) if body else None
    if heading is None:
        return int(bool(body) and not body[0].gap and body[0].bold)
    never_first = heading.value is None and (heading.weak or heading.kind in _NEVER_FIRST)
    return int(never_first or (len(body) > 1 and _ends_head(body, 1)))


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


def _passages(blocks: Sequence[Block], layout: Layout) -> tuple[Passage, ...]:
    openings = openings_of(blocks, layout)
    first = openings[0].at if openings else len(blocks)
    passages = [Passage("background", None, tuple(blocks[:first]))] if first else []
    bounds = [*(opening.at for opening in openings), len(blocks)]
    for opening, end in zip(openings, bounds[1:], strict=True):
        passages.append(_passage(opening, blocks[opening.at : end]))
    return tuple(end_lists(passages))


def _passage(opening: Opening, blocks: Sequence[Block]) -> Passage:
    head, rest = blocks[0], tuple(blocks[1:])
    if opening.reprinted:
        return Passage(opening.kind, None, tuple(blocks))
    if opening.heading is None or opening.heading.value is None:
        return Passage(opening.kind, head, rest)
    label = replace(head, text=opening.heading.label or head.text, parted=None)
    value = replace(head, text=opening.heading.value, gap=True, wrapped=False, parted=None)
    return Passage(opening.kind, label, (value, *rest), run_in=True)

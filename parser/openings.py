"""Where the passages of an item begin: at headings, and at the lines of organ, date and § over earlier handlings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from parser.headings import Heading, heading_of
from parser.marks import Mark, mark_of
from parser.meetings import Layout, is_own
from parser.model import Block, Kind
from parser.places import is_office

_CORE: frozenset[Kind] = frozenset(("proposal", "decision", "handling", "vote"))
_LONGEST_LABEL = 60
_PRESENTS = re.compile(r"(?:\S{1,40} ){0,2}\S{0,40}(?:johtaja|päällikkö|esittelijä)", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", ":")


@dataclass(frozen=True, slots=True)
class Opening:
    """A block that opens a passage: a heading, or a line of organ, date and §.

    reprinted  it heads an earlier handling; an organ's line that is not, says that this meeting's own begins
    named      it is no word of the vocabulary, but names who proposes or decides
    """

    at: int
    kind: Kind
    heading: Heading | None
    reprinted: bool = False
    named: bool = False


def openings_of(blocks: Sequence[Block], layout: Layout) -> list[Opening]:
    """The blocks that open an item's own passages, in printed order."""
    return _own_openings(_openings(blocks, layout))


def organ_head(block: Block) -> Mark | None:
    """The mark of a line of organ, date and §, or None for any other line."""
    mark = mark_of(block)
    return mark if mark and mark.title is None and (mark.date or mark.body) else None


def _openings(blocks: Sequence[Block], layout: Layout) -> list[Opening]:
    """Every block that may open a passage. A weak heading does only where no other of its kind does."""
    found = []
    for at, block in enumerate(blocks):
        mark = organ_head(block)
        if mark is not None:
            own = is_own(mark, layout.body, layout.day)
            found.append(Opening(at, "background" if own else "history", None, not own))
        elif heading := heading_at(block, blocks[at - 1] if at else None):
            found.append(Opening(at, heading.kind, heading))
        elif label := _named_label(block, layout.body):
            found.append(Opening(at, label.kind, label, named=True))
    found = [opening for at, opening in enumerate(found) if not opening.named or _is_decided_next(found[at:])]
    strong = {opening.kind for opening in found if opening.heading and not opening.heading.weak}
    return [o for o in found if not (o.heading and o.heading.weak and o.kind in strong)]


def _is_decided_next(openings: Sequence[Opening]) -> bool:
    """Is the first a body's decision, or a proposal upon which a decision, or nothing else, follows?"""
    return openings[0].kind == "decision" or len(openings) == 1 or openings[1].kind == "decision"


def _named_label(block: Block, body: str | None) -> Heading | None:
    """Where nobody writes "ehdotus" or "päätös": "KAUPUNGINJOHTAJA:" before what is proposed, the body before what
    it decided (Kokkola). Weak: elsewhere the same words begin a paragraph.
    """
    label, colon, value = block.text.partition(":")
    if not colon or block.kind in ("item", "table") or block.wrapped or len(label) > _LONGEST_LABEL:
        return None
    kind: Kind
    if body is not None and label.casefold() == body.casefold():
        kind = "decision"
    elif _PRESENTS.fullmatch(label) and is_office(label.split()[-1].casefold()):
        kind = "proposal"
    else:
        return None
    return Heading(kind, True, label if value.strip() else None, value.strip() or None)


def _own_openings(openings: Sequence[Opening]) -> list[Opening]:
    """Without the headings of reprinted handlings.

    A reprinted handling ends where this meeting's own organ line stands. Where none does, its headings are those
    whose kind the item has itself, before or after.
    """
    own: list[Opening] = []
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


def _core_goes_on(own: Sequence[Opening], later: Sequence[Opening]) -> bool:
    """Do the next headings, as long as they are a handling's core, name one that the item has itself?"""
    run = takewhile(lambda opening: opening.kind in _CORE and not opening.reprinted, later)
    return any(opening.kind == other.kind for opening in run for other in own)


def _has(kind: Kind, own: Sequence[Opening], later: Sequence[Opening]) -> bool:
    return any(opening.kind == kind for opening in (*own, *later))


def heading_at(block: Block, before: Block | None) -> Heading | None:
    """The heading that a block is: a whole line, and not the last words of a sentence that the margin broke."""
    if block.kind in ("item", "table"):
        return None
    if block.wrapped and before is not None and not before.text.endswith(_SENTENCE_END):
        return None
    return heading_of(block.text, block.parted)

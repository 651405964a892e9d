"""Which blocks are whose: the cover, the contents list, the §s of this meeting, the pages at the end.

Organ, date and § decide. A § line of another organ or date heads an earlier handling that is reprinted; it
begins no item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from parser.cover import cover_of
from parser.endings import end_of_items
from parser.marks import Mark, agenda_mark_of, mark_of
from parser.model import Block

_WIDEST_GAP = 40  # § numbers that may be missing between two items (not public)
_MOST_MARKS = 3000
_DIGITS, _LETTERS = "0123456789", "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Start:
    """The § line of an item, and where its first block stands: before it there may be a list of its handlings."""

    at: int
    first: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the items of a document begin, where the last one ends, and whose meeting it is."""

    starts: tuple[Start, ...]
    end: int
    body: str | None
    day: date | None


def layout_of(blocks: Sequence[Block]) -> Layout | None:
    """The layout of a document, or None when no § line begins an item."""
    marks = [(at, mark) for at, block in enumerate(blocks) if (mark := mark_of(block))][:_MOST_MARKS]
    plain = [(at, mark) for at, mark in marks if mark.body is None and mark.date is None]
    if not plain:
        plain = [(at, mark) for at, block in enumerate(blocks) if (mark := agenda_mark_of(block))][:_MOST_MARKS]
    front = blocks[: min(at for at, _ in (*plain[:1], *marks[:1]))] if plain or marks else ()
    cover = cover_of(front)
    body, day = cover.body or (marks[0][1].body if marks else None), cover.date
    numbered, headed = _chain(_of_one_style(_after_contents(plain), blocks)), _headed(marks, body, day)
    chosen = (headed if len(headed) > len(numbered) else numbered) or marks[:1]
    if not chosen:
        return None
    starts = tuple(Start(at, _first_block(blocks, at), mark) for at, mark in chosen)
    last = starts[-1].at + 1
    return Layout(starts, last + end_of_items(blocks[last:]), body, day or starts[0].mark.date)


Marks = list[tuple[int, Mark]]


def _after_contents(plain: Marks) -> Marks:
    """Without the contents list: its numbers rise, and fall back to the first when the items begin.

    The appeal pages list numbers again too; but behind a contents list there are no fewer § lines than on it.
    """
    for at, ((_, before), (_, mark)) in enumerate(pairwise(plain), 1):
        falls = _order(mark) <= _order(before)
        if (
            falls
            and len(plain) - at >= at > 1
            and _order(mark)[0] <= min(_order(each)[0] for _, each in plain[:at]) + 2
        ):
            return plain[at:]
    return plain


def _of_one_style(marks: Marks, blocks: Sequence[Block]) -> Marks:
    """§ lines written as most are: "§ 12" or "12 §", with the title on them or without.

    So a law's "136 §" on a line of its own, or its "§ 12 Vuokran määrä", begins no item.
    """
    sign_first = [(at, mark) for at, mark in marks if blocks[at].text.startswith("§")]
    number_first = [each for each in marks if each not in sign_first]
    if len(sign_first) == len(number_first):  # what comes first is more likely the item's own
        marks = sign_first if sign_first and sign_first[0] == marks[0] else number_first
    else:
        marks = max(sign_first, number_first, key=len)
    whole = [(at, mark) for at, mark in marks if mark.title is None]
    titled = [(at, mark) for at, mark in marks if mark.title is not None]
    return whole if whole and len(whole) * 2 >= len(titled) else titled


def _chain(marks: Marks) -> Marks:
    """The longest run of rising numbers, steps of one before others: a stray § line in a text falls out."""
    best: list[tuple[int, int]] = []  # for each mark: the best run that ends there, and the mark before it
    for at, (_, mark) in enumerate(marks):
        score, before = 1, -1
        for earlier in range(at - 1, max(-1, at - 60), -1):
            step = _step(marks[earlier][1], mark)
            if 0 < step <= _WIDEST_GAP and best[earlier][0] + (3 if step == 1 else 1) > score:
                score, before = best[earlier][0] + (3 if step == 1 else 1), earlier
        best.append((score, before))
    run: Marks = []
    at = max(range(len(best)), key=lambda each: (best[each][0], -each), default=-1)
    while at >= 0:
        run.append(marks[at])
        at = best[at][1]
    return run[::-1]


def _headed(marks: Marks, body: str | None, day: date | None) -> Marks:
    """Items whose § lines name organ or date: those of this meeting, each number once."""
    own: dict[str, tuple[int, Mark]] = {}
    for at, mark in marks:
        if (mark.body or mark.date) and is_own(mark, body, day):
            own.setdefault(mark.number, (at, mark))
    return _chain(list(own.values()))


def is_own(mark: Mark, body: str | None, day: date | None) -> bool:
    """A § line of this meeting: no other organ, no other date."""
    if mark.date is not None and day is not None and mark.date != day:
        return False
    return mark.body is None or body is None or mark.body.casefold() == body.casefold()


def _first_block(blocks: Sequence[Block], at: int) -> int:
    """The first of the lines right before a § line that list the handlings of its case."""
    while at > 0 and (mark := mark_of(blocks[at - 1])) and mark.body and mark.date and mark.title is None:
        at -= 1
    return at


def _order(mark: Mark) -> tuple[int, str]:
    """§ 4 stands before § 4a, and both before § 5."""
    return int(mark.number.rstrip(_LETTERS)), mark.number.lstrip(_DIGITS)


def _step(before: Mark, mark: Mark) -> int:
    """How far the numbers rise; from § 4 to § 4a as far as to § 5."""
    (number, letter), (later, later_letter) = _order(before), _order(mark)
    return int(letter < later_letter) if number == later else later - number

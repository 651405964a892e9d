"""Where two readings of one document agree, word for word: the stretches of words that both have in one order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_ANCHOR = 4  # words that agree by more than chance
_LOOKS = 5  # looks into what still stands between: keeps the time linear


@dataclass(frozen=True, slots=True)
class Stretch:
    """`length` words from `left` on are the words from `right` on."""

    left: int
    right: int
    length: int


def stretches(left: Sequence[str], right: Sequence[str]) -> tuple[Stretch, ...]:
    """The stretches of four words and more that agree, in order, none over another.

    Words that occur once on both sides are anchors; the longest chain of them that rises on both sides is taken, and
    each is drawn out as far as the words agree. What stands between is looked at again in the same way.
    """
    found: list[Stretch] = []
    between = [(0, len(left), 0, len(right))]
    for _ in range(_LOOKS):
        looked_at, between = between, []
        for left_at, left_end, right_at, right_end in looked_at:
            agreeing = _drawn_out(left, right, left_at, left_end, right_at, right_end)
            found += agreeing
            for stretch in agreeing:
                between.append((left_at, stretch.left, right_at, stretch.right))
                left_at, right_at = stretch.left + stretch.length, stretch.right + stretch.length
            if agreeing:
                between.append((left_at, left_end, right_at, right_end))
    return tuple(sorted(found, key=lambda stretch: stretch.left))


def _drawn_out(
    left: Sequence[str], right: Sequence[str], left_at: int, left_end: int, right_at: int, right_end: int
) -> list[Stretch]:
    drawn = []
    anchors = _anchors(left[left_at:left_end], right[right_at:right_end])
    for a, b in [(left_at + a, right_at + b) for a, b in anchors]:
        if a < left_at or b < right_at:
            continue  # inside the stretch before
        back = 0
        while a - back > left_at and b - back > right_at and left[a - back - 1] == right[b - back - 1]:
            back += 1
        on = _ANCHOR
        while a + on < left_end and b + on < right_end and left[a + on] == right[b + on]:
            on += 1
        drawn.append(Stretch(a - back, b - back, back + on))
        left_at, right_at = a + on, b + on
    return drawn


def _anchors(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The longest rising chain of places of runs that occur once on both sides."""
    ours, theirs = _once(left), _once(right)
    pairs = [(at, theirs[run]) for run, at in ours.items() if run in theirs]  # in the order of the left side
    ends: list[int] = []  # the least right place that a chain of each length ends with
    last: list[int] = []  # its pair
    before: list[int | None] = []
    for at, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [at]
    chain = []
    at_end = last[-1] if last else None
    while at_end is not None:
        chain.append(pairs[at_end])
        at_end = before[at_end]
    return chain[::-1]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[at : at + _ANCHOR]) for at in range(len(words) - _ANCHOR + 1)]
    often = Counter(runs)
    return {run: at for at, run in enumerate(runs) if often[run] == 1}

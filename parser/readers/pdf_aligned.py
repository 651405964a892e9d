"""The words of two readings of one document, and where they agree: those of the pages, and those of the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from parser.model import Block
from parser.readers.agreement import Stretch, stretches

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")  # letters and digits, or one sign: spaces may differ


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its block and where it stands there; `last` is the block it ends in, the next one where it is cut."""

    text: str
    block: int
    start: int
    end: int
    last: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """The words of both sides, where they agree, and the places of the single words that do."""

    ours: Sequence[Word]
    theirs: Sequence[Word]
    agreeing: Sequence[Stretch]
    pairs: Sequence[tuple[int, int]]

    @property
    def share(self) -> float:
        """How much of the source is printed, in whatever order: a table's cells may stand across its lines."""
        printed = Counter(word.text for word in self.ours) & Counter(word.text for word in self.theirs)
        return printed.total() / len(self.theirs) if self.theirs else 0.0

    def words_of(self, at: int) -> tuple[int, int]:
        """Where their words of one block begin and end."""
        first = bisect_left(self.theirs, at, key=lambda word: word.block)
        return first, bisect_left(self.theirs, at + 1, first, key=lambda word: word.block)

    def between(self, first: int, end: int) -> tuple[int, int]:
        """Our words between those that agree before their word `first` and those that agree from `end` on."""
        before = bisect_left(self.pairs, first, key=lambda pair: pair[1])
        behind = bisect_left(self.pairs, end, key=lambda pair: pair[1])
        start = self.pairs[before - 1][0] + 1 if before else 0
        return start, self.pairs[behind][0] if behind < len(self.pairs) else len(self.ours)


def aligned(blocks: Sequence[Block], source: Sequence[Block]) -> Aligned:
    """The words of the pages' blocks beside those of the source's."""
    theirs = words_in(source)
    ours = _whole(words_in(blocks), blocks, theirs)
    agreeing = stretches([word.text for word in ours], [word.text for word in theirs])
    pairs = [(each.left + at, each.right + at) for each in agreeing for at in range(each.length)]
    return Aligned(ours, theirs, agreeing, pairs)


def words_in(blocks: Sequence[Block]) -> list[Word]:
    """The words and signs of the blocks, each with the number of its block."""
    return [
        Word(found[0], at, found.start(), found.end(), at)
        for at, block in enumerate(blocks)
        for found in _WORD.finditer(block.text)
    ]


def _whole(words: Sequence[Word], blocks: Sequence[Block], theirs: Sequence[Word]) -> list[Word]:
    """The words; whole again those that a line end cuts, with a hyphen or without, and that the source has whole."""
    known = {word.text for word in theirs}
    apart = {(one.text, other.text) for one, other in pairwise(theirs)}
    whole: list[Word] = []
    for word in words:
        if (
            whole
            and word.block == whole[-1].last + 1
            and "table" not in {blocks[word.block].kind, blocks[word.block - 1].kind}
        ):
            hyphened = whole[-1].text == "-" and len(whole) > 1 and whole[-2].end == whole[-1].start
            parts = [*whole[-1 - hyphened :], word]
            text = parts[0].text + word.text
            if text in known and (parts[0].text, parts[1].text) not in apart:
                del whole[-1 - hyphened :]
                word = replace(word, text=text, block=parts[0].block, start=parts[0].start)
        whole.append(word)
    return whole

"""Words of a page to printed lines. All measures are PDF points, from the top left corner of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

_LEAST_COLUMN_GAP = 0.45  # font sizes
_MOST_COLUMN_GAP = 1.0
_DIGITS = re.compile(r"\d+")
_PRINTED_BREAK = re.compile(r"[^\W\d_]\u2010\Z")
_TOUCHING = 0.08  # of the font size
_SMALL, _RAISED = 0.8, 0.1  # of the font size: a footnote's figure behind a number
_NUMBER_END = re.compile(r"[\d%€)]\Z")
_MARK = re.compile(r"[0-9]{1,2}")
_RAISED_SIGNS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WIDE_GAP = 1.5  # font sizes; justified lines part their words by less

Place = tuple[int, int]
"""A line's page, and its number there."""


@dataclass(frozen=True, slots=True)
class Word:
    """Signs without white space between them, as printed. `broken`: a soft hyphen parts it from its other half."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one height of a page, from left to right; `number` counts the page's lines from 1.

    follows  does it go on from the line before? None where only the page's margin can tell
    """

    words: tuple[Word, ...]
    page: int
    number: int
    follows: bool | None = None

    @property
    def place(self) -> Place:
        return self.page, self.number

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def parted(self) -> int | None:
        """Where the text goes on behind a gap far wider than a word space, as a label's value does."""
        for at, (before, word) in enumerate(pairwise(self.words), 1):
            if word.x0 - before.x1 > _WIDE_GAP * min(before.size, word.size):
                return len(" ".join(each.text for each in self.words[:at])) + 1
        return None

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def broken(self) -> bool:
        return self.words[-1].broken


def lines_of(words: Iterable[Word], page: int) -> tuple[Line, ...]:
    """The lines of a page from top to bottom: words whose middles lie within half a word's height."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.x0)):
        middle = (word.top + word.bottom) / 2
        if rows and _middle(rows[-1]) + 0.4 * min(word.size, rows[-1][0].size) >= middle:
            rows[-1].append(word)
        else:
            rows.append([word])
    return tuple(Line(tuple(sorted(row, key=lambda word: word.x0)), page, number) for number, row in enumerate(rows, 1))


def whole_words(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words that touch are one: a change of font, or a sign that prints nothing, cut them.

    But "100" and the raised "1" of a footnote are no 1001.
    """
    whole: list[Word] = []
    for word in words:
        last = whole[-1] if whole else None
        if last is None or word.x0 - last.x1 >= _TOUCHING * word.size:
            whole.append(word)
        elif (mark := _raised(last, word)) is None:
            both, x1 = last.text + word.text, max(last.x1, word.x1)
            whole[-1] = replace(last, text=both, x1=x1, bold=last.bold and word.bold, broken=word.broken)
        elif mark:
            whole[-1] = replace(last, text=last.text + mark, x1=max(last.x1, word.x1))
        else:
            whole.append(word)
    return tuple(word for word in whole if word.text) or tuple(words[:1])


def _raised(word: Word, mark: Word) -> str | None:
    """A small figure behind a number in the signs for raised ones, "" if it has none; None where it is not raised."""
    small = mark.size < _SMALL * word.size and mark.bottom < word.bottom - _RAISED * word.size
    if not small or _NUMBER_END.search(word.text) is None or not mark.text[:1].isdecimal():
        return None
    return mark.text.translate(_RAISED_SIGNS) if _MARK.fullmatch(mark.text) else ""


def without_printed_break(line: Line) -> Line:
    """The line whose words end in no U+2010: where they did they are broken there."""
    if not any(_PRINTED_BREAK.search(word.text) for word in line.words):
        return line
    return replace(line, words=tuple(map(_broken, line.words)))


def _broken(word: Word) -> Word:
    return replace(word, text=word.text[:-1], broken=True) if _PRINTED_BREAK.search(word.text) else word


def _middle(row: Sequence[Word]) -> float:
    return (row[0].top + row[0].bottom) / 2


def segments(line: Line, gap: float) -> tuple[tuple[Word, ...], ...]:
    """The parts of a line between wide gaps; `gap` is in font sizes."""
    parts: list[list[Word]] = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > gap * min(before.size, word.size):
            parts.append([word])
        else:
            parts[-1].append(word)
    return tuple(tuple(part) for part in parts)


def column_gap(lines: Sequence[Line]) -> float:
    """What gap between words parts two columns, in font sizes: well above the document's usual word space.

    A word space is 0.25 to 0.33 of the size, 0.6 where all signs are equally wide. In a document that is little
    more than a table most gaps part columns: so there is a limit to what may be a word space.
    """
    gaps = [(b.x0 - a.x1) / b.size for line in lines for a, b in pairwise(line.words) if b.size > 0]
    return min(max(_LEAST_COLUMN_GAP, 1.5 * median(gaps)), _MOST_COLUMN_GAP) if gaps else _LEAST_COLUMN_GAP


def is_running(lines_by_page: Sequence[Sequence[Line]], heights: Sequence[float]) -> frozenset[Place]:
    """The (page, number) of running heads and feet: the same line, but for digits, in one place of most pages."""
    seen: Counter[tuple[str, int]] = Counter()
    places: dict[tuple[str, int], list[Place]] = {}
    for lines, height in zip(lines_by_page, heights, strict=True):
        for line in lines:
            if line.top < 0.16 * height or line.bottom > 0.88 * height:
                key = (_DIGITS.sub("0", line.text), round(line.top / 4))
                seen[key] += 1
                places.setdefault(key, []).append(line.place)
    most = max(2, 0.6 * len(lines_by_page))
    return frozenset(place for key, count in seen.items() if count >= most for place in places[key])

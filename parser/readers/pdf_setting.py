"""How a document is set: its right margin and the distance from line to line, measured over all its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from parser.readers.pdf_lines import Line

SENTENCE_ENDS = (".", "!", "?", ":")
_ENOUGH_FULL_LINES = 3
_ENOUGH_AT_MARGIN = 3
_BEYOND = 0.15  # of the width: so far may a head or a table reach out over the text


@dataclass(frozen=True, slots=True)
class Setting:
    """All in points. `justified`: full lines end on the margin itself."""

    margin: float
    pitch: float
    justified: bool


def setting_of(lines: Sequence[Line]) -> Setting:
    """The setting of lines of text, without running heads and tables."""
    if not lines:
        return Setting(0.0, 0.0, justified=False)
    margin = _margin(lines)
    full = [line for line, below in _following(lines) if is_full(line, below, margin)]
    on_margin = sum(abs(line.x1 - margin) < 1 for line in full)
    justified = len(full) >= _ENOUGH_FULL_LINES and on_margin > 0.8 * len(full)
    return Setting(margin, _pitch(lines, margin), justified)


def is_full(line: Line, below: Line, margin: float) -> bool:
    """Would the first word of the line below not have fitted on this one, before the right margin?"""
    first = below.words[0]
    return line.x1 + 0.25 * line.size + (first.x1 - first.x0) > margin


def _margin(lines: Sequence[Line]) -> float:
    """The right end of the text: where several lines end, though one or two reach a little further."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    reach = 3 * median(line.size for line in lines)
    furthest = ends[0] - _BEYOND * (ends[0] - min(line.x0 for line in lines))
    near = zip(ends, ends[_ENOUGH_AT_MARGIN - 1 :], strict=False)
    return next((end for end, last in near if end - last < reach and end > furthest), ends[0])


def _pitch(lines: Sequence[Line], margin: float) -> float:
    """The distance from one line of a paragraph to the next.

    It shows below full lines in the middle of a sentence. A document without enough of them has paragraphs of one
    line; then what is usual for the size of its letters is taken.
    """
    steps: Counter[float] = Counter()
    for line, below in _following(lines):
        if is_full(line, below, margin):
            steps[round(2 * (below.top - line.top)) / 2] += 1
    usual = steps.most_common(1)
    if usual and usual[0][1] >= _ENOUGH_FULL_LINES:
        return usual[0][0]
    return 1.4 * median(line.size for line in lines)


def _following(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Lines, each with the one below, that may well be of one paragraph."""
    return [
        (line, below)
        for line, below in pairwise(lines)
        if line.page == below.page
        and below.top > line.top
        and not line.text.endswith(SENTENCE_ENDS)
        and line.bold == below.bold
        and abs(line.size - below.size) < 0.5
    ]

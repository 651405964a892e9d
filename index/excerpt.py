"""The excerpt of a hit: where in a decision the query is met best, and the words that meet it.

Reads a record and what was looked for; the time is linear in the record's text. Words are found by the light
analysis, which needs no spaCy; only where that finds nothing, and may miss what is looked for, is the text
analysed in full.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus import Record
from index.analysis import DICTIONARY, Term, light_terms, terms
from index.chunks import Chunks, Met, in_chunks
from index.matching import ORDER, Place, asked_here, met, need_no_spacy, places
from index.terms import Area, Leaf, Wanted, leaves
from index.words import Words
from parser import Decision

WIDTH = 240
"""Characters of an excerpt, about."""

_INNER: frozenset[Area] = frozenset(ORDER)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a decision. `section` is the kind of section it is from, or "title"; `marks` are offsets."""

    section: str
    text: str
    marks: tuple[tuple[int, int], ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    leaf: int


Leaves = list[tuple[int, Leaf]]
Finder = Callable[[str, Leaves], Iterable[Met]]
_Rank = tuple[int, int, int]


class Excerpts:
    """Makes the excerpts of a page of hits for one query."""

    def __init__(self, wanted: Wanted, words: Words = DICTIONARY) -> None:
        self._asked = tuple(dict.fromkeys(leaf for leaf in leaves(wanted) if _INNER & frozenset(leaf.areas)))
        if in_chunks(self._asked):
            chunks = Chunks(self._asked, words)
            self._finders: tuple[Finder, ...] = (lambda text, here: chunks.met(text, frozenset(n for n, _ in here)),)
        else:
            light, full = _finder(light_terms, words), _finder(terms, words)
            self._finders = (light,) if need_no_spacy(self._asked) else (light, full)

    def of(self, record: Record) -> Excerpt:
        """The best excerpt; from the effective text, unmarked, where the query is met outside the text."""
        texts = tuple(places(record.decision))
        for finder in self._finders:
            windows = (window for place in texts if (window := _best_window(place, self._asked, finder)))
            best = max(windows, key=lambda window: window[0], default=None)
            if best:
                _, place, marks = best
                return Excerpt(place.section, *_cut(place.text, marks), place.heading)
        return _plain(record.decision)


def _finder(analyse: Callable[[str, Words], tuple[Term, ...]], words: Words) -> Finder:
    def found(text: str, here: Leaves) -> Iterable[Met]:
        analysed = analyse(text, words)
        return ((term.start, term.end, number) for number, leaf in here for term in met(analysed, leaf))

    return found


def _best_window(
    place: Place, asked: tuple[Leaf, ...], finder: Finder
) -> tuple[_Rank, Place, tuple[_Mark, ...]] | None:
    """The marks within one excerpt that meet the most leaves, then the most words; the first such."""
    here = asked_here(place, asked)
    if not here or not place.text:
        return None
    marks = _marks(finder(place.text, here))
    best: tuple[int, int] = (0, 0)
    window: tuple[_Mark, ...] = ()
    first = 0
    inside: dict[int, int] = {}
    for last, mark in enumerate(marks):
        inside[mark.leaf] = inside.get(mark.leaf, 0) + 1
        while first < last and mark.end - marks[first].start > WIDTH:
            leaf = marks[first].leaf
            inside[leaf] -= 1
            if not inside[leaf]:
                del inside[leaf]
            first += 1
        if (len(inside), last - first + 1) > best:
            best = (len(inside), last - first + 1)
            window = tuple(marks[first : last + 1])
    return ((best[0], -place.order, best[1]), place, window) if window else None


def _marks(found: Iterable[Met]) -> list[_Mark]:
    """Every matched word, in order, none over another."""
    marks = sorted((_Mark(*each) for each in found), key=lambda mark: (mark.start, -mark.end))
    apart: list[_Mark] = []
    for mark in marks:
        if not apart or mark.start >= apart[-1].end:
            apart.append(mark)
    return apart


def _cut(text: str, marks: tuple[_Mark, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text around the marks, cut at the ends of words, on one line; and the marks in it."""
    spare = max(0, WIDTH - (marks[-1].end - marks[0].start))
    start = max(0, marks[0].start - spare // 2)
    end = min(len(text), max(marks[-1].end, start + WIDTH))
    start = max(0, min(start, end - WIDTH))
    start = _after_blank(text, start, marks[0].start)
    end = _before_blank(text, marks[-1].end, end)
    line = "…" if text[:start].strip() else ""
    shown = []
    done = start
    for mark in marks:
        line += _SPACE.sub(" ", text[done : mark.start])
        begin = len(line)
        line += _SPACE.sub(" ", text[mark.start : mark.end])
        shown.append((begin, len(line)))
        done = mark.end
    line += _SPACE.sub(" ", text[done:end]).rstrip()
    return line + ("…" if text[end:].strip() else ""), tuple(shown)


def _after_blank(text: str, start: int, stop: int) -> int:
    """The first beginning of a word in start..stop."""
    if start == 0 or text[start - 1].isspace():
        begin = start
    else:
        begin = next((place + 1 for place in range(start, stop) if text[place].isspace()), stop)
    while begin < stop and text[begin].isspace():
        begin += 1
    return begin


def _before_blank(text: str, stop: int, end: int) -> int:
    """The last end of a word in stop..end."""
    if end == len(text) or text[end].isspace():
        return end
    return next((place for place in range(end - 1, stop - 1, -1) if text[place].isspace()), stop)


def _plain(decision: Decision) -> Excerpt:
    effective = decision.effective_text or decision.decision_text
    if not effective or not effective.strip():
        return Excerpt("title", _SPACE.sub(" ", decision.title).strip(), ())
    kind, heading = next(
        ((each.kind, each.heading) for each in decision.sections if effective in each.text or each.text in effective),
        ("decision", None),
    )
    text = effective.strip()
    end = _before_blank(text, 0, min(len(text), WIDTH)) or min(len(text), WIDTH)
    shown = _SPACE.sub(" ", text[:end]).rstrip() + ("…" if text[end:].strip() else "")
    return Excerpt(kind, shown, (), heading)

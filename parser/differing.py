"""Two texts word by word: what both have, and what only one of them has.

Words that differ only in case, and a verb's present and past ("päättää", "päätti"), are the same word: a proposal says
what the body decides, a decision what it decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby
from typing import Literal

from parser.vocabulary import read_vocabulary

SpanKind = Literal["kept", "removed", "added", "replaced"]

_TOKEN = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)|[^\W_]+(?:[.,:/–-][^\W_]+)*|\s+|[^\w\s]|_")
_PRESENT = re.compile(r"(?:aa|ää|ee|ii|oo|uu|yy|öö|oi|öi|an|än|vat|vät|[aä])\Z")
_PAST = re.compile(r"(?:i|iin|ivat|ivät)\Z")
_MOST_CELLS = 4_000_000  # words of one text times words of the other: what is compared word by word
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of two texts (jakso): `before` as the first has it, `after` as the second.

    kept      both have it; the words are the same, whatever their case, tense and blanks
    removed   the second has nothing in its place; `added` the other way round; `replaced` both have something
    """

    kind: SpanKind
    before: str
    after: str


def spans_of(before: str, after: str) -> tuple[Span, ...]:
    """The spans of two texts in order: put together, their `before` is the first text and their `after` the second."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    raw = [(kind, "".join(old[a:b]), "".join(new[c:d])) for kind, a, b, c, d in _steps(old, new)]
    return tuple(_readable(raw))


def share_kept(spans: Sequence[Span]) -> float:
    """Which part of the words of both texts is in both, 0 to 1."""
    kept = sum(2 * len(words_in(span.before)) for span in spans if span.kind == "kept")
    every = sum(len(words_in(span.before)) + len(words_in(span.after)) for span in spans)
    return kept / every if every else 1.0


def words_in(text: str) -> list[str]:
    """The words and numbers of a text, as printed."""
    return [token for token in _TOKEN.findall(text) if token[0].isalnum()]


def same_word(one: str, other: str) -> bool:
    """The same word but for case, or a verb in the present and in the past."""
    left, right = one.casefold(), other.casefold()
    return left == right or _key(left) == _key(right) or _same_verb(left, right) or _same_verb(right, left)


def len_shared(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def _same_verb(present: str, past: str) -> bool:
    shared = len_shared(present, past)
    rest_present, rest_past = present[shared:], past[shared:]
    return (
        shared >= _SHORTEST_STEM
        and present.isalpha()
        and past.isalpha()
        and len(rest_present) <= 3
        and len(rest_past) <= 5
        and _PRESENT.search(present) is not None
        and _PAST.search(past) is not None
    )


@cache
def _verbs() -> dict[str, str]:
    return {form: forms[0] for forms in read_vocabulary("changes.toml")["same"]["forms"] for form in forms}


def _key(token: str) -> str:
    folded = token.casefold()
    return " " if folded.isspace() else _verbs().get(folded, folded)


Step = tuple[bool, int, int, int, int]


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    """Which tokens stand for which: (the same?, from, to, from, to)."""
    start = 0
    while start < min(len(old), len(new)) and _key(old[start]) == _key(new[start]):
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and _key(old[-1 - end]) == _key(new[-1 - end]):
        end += 1
    yield True, 0, start, 0, start
    yield from _middle(old, new, start, len(old) - end, len(new) - end)
    yield True, len(old) - end, len(old), len(new) - end, len(new)


def _middle(old: Sequence[str], new: Sequence[str], start: int, end: int, new_end: int) -> Iterator[Step]:
    first, second = [_key(each) for each in old[start:end]], [_key(each) for each in new[start:new_end]]
    if len(first) * len(second) > _MOST_CELLS:
        yield False, start, end, start, new_end
        return
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        place = (start + a, start + b, start + c, start + d)
        if tag == "replace":
            yield from _verbs_apart(old, new, *place)
        else:
            yield tag == "equal", *place


def _verbs_apart(old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int) -> Iterator[Step]:
    """A stretch that was replaced by one as long may only tell another tense."""
    if b - a != d - c:
        yield False, a, b, c, d
        return
    for at in range(b - a):
        yield same_word(old[a + at], new[c + at]), a + at, a + at + 1, c + at, c + at + 1


def _readable(raw: Iterable[tuple[bool, str, str]]) -> Iterator[Span]:
    """Spans as a reader takes them in: a lone blank or mark between two changes belongs to them."""
    runs = [list(run) for run in _runs(raw)]
    joined: list[list[tuple[bool, str, str]]] = []
    for at, run in enumerate(runs):
        between = 0 < at < len(runs) - 1 and not any(words_in(before) for _, before, _ in run)
        if joined and not joined[-1][0][0] and (between or not run[0][0]):
            joined[-1] += [(False, before, after) for _, before, after in run]
        else:
            joined.append(run)
    for run in joined:
        before, after = "".join(part[1] for part in run), "".join(part[2] for part in run)
        kind: SpanKind = (
            "kept" if run[0][0] else "replaced" if before.strip() and after.strip() else "removed" if before.strip()
            else "added"
        )  # fmt: skip
        yield Span(kind, before, after)


def _runs(raw: Iterable[tuple[bool, str, str]]) -> Iterator[Iterable[tuple[bool, str, str]]]:
    present = [part for part in raw if part[1] or part[2]]
    for _, run in groupby(present, key=lambda part: part[0]):
        yield list(run)

"""Text → terms; one analyser for documents and for queries.

First come the tokens known by their shape (`patterns`), then spaCy's for the rest; a word of letters alone,
also hyphenated or with a case ending behind a colon, is a token by itself, so that it needs no spaCy (whose
import costs more than a search). Punctuation is dropped, every word is kept: there is no stop list.

A term is a whole token, or one of its pieces (`part`) at the same position: `EU-hankkeen` is also `eu` and
`hankkeen`, `92 990` is `92990` and also `92` and `990`. Each has its form, as printed, and what it is found by
(`index.finnish`): lemmas of the whole, and parts of a compound. What a piece is found by is a part of the whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.finnish import Analysis, analyser, asked, without_ending
from index.patterns import RUN, SHAPED, SIGNS, canonical
from index.words import Dictionary, Words
from parser import Token, tokens

TOKENS = 2
"""The version of the cutting into tokens: change it with every change here."""

LONGEST = 200
"""Characters of a token that are kept; what is longer is no word, and engines choke on it."""

DICTIONARY = Dictionary()

_CHUNK = re.compile(r"\S+")
_PLAIN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){0,20}(?::[^\W\d_]{1,8})?")
_LIGHT = re.compile(r"[^\W_]+(?:[-–:'’.][^\W_]+){0,20}")
_DASHES = str.maketrans("‐‑–−’", "----'")

Splitter = Callable[[str], tuple[Token, ...]]


@dataclass(frozen=True, slots=True)
class Term:
    """A searchable word (hakusana): `form` as printed, in lower case, and what it is found by.

    `position` counts whole tokens; `start` and `end` are offsets into the text.
    """

    form: str
    analysis: Analysis
    position: int
    start: int
    end: int
    part: bool = False

    @property
    def lemmas(self) -> tuple[str, ...]:
        """Base forms of the whole token."""
        return () if self.part else self.analysis.lemmas

    @property
    def parts(self) -> tuple[str, ...]:
        """Base forms of what the token is made of."""
        return (*self.analysis.lemmas, *self.analysis.parts) if self.part else self.analysis.parts

    @property
    def asked(self) -> tuple[str, ...]:
        """The lemmas that a query for this form means."""
        return asked(self.form, self.analysis)


def name() -> str:
    """The name and version of everything that makes terms. An index that was made by another is built anew."""
    return f"{analyser().name}, tokens {TOKENS}"


def searchable(text: str) -> bool:
    """Whether anything in it can be looked for: a letter, a digit or a kept sign."""
    return any(sign.isalnum() or sign in SIGNS for sign in text)


def terms(text: str, words: Words = DICTIONARY) -> tuple[Term, ...]:
    """Every term of a text, in order; whole tokens before their pieces."""
    return tuple(_terms(text, tokens, words))


def light_terms(text: str, words: Words = DICTIONARY) -> tuple[Term, ...]:
    """The same without spaCy: where only it knows the tokens, runs of letters and digits stand for them."""
    return tuple(_terms(text, _runs, words))


def light(word: str) -> bool:
    """Whether `light_terms` finds a form or lemma wherever `terms` does: spaCy has no say in what it is."""
    return bool(SHAPED.fullmatch(word) or _PLAIN.fullmatch(word) or RUN.fullmatch(word))


def normal(text: str) -> str:
    """How forms are compared: NFC, lower case, one kind of hyphen."""
    return unicodedata.normalize("NFC", text).lower().translate(_DASHES)[:LONGEST]


def _terms(text: str, split: Splitter, words: Words) -> Iterator[Term]:
    whole = [
        (position, start, _pieces(shape, text[start : min(end, start + LONGEST)]))
        for position, (shape, start, end) in enumerate(_whole(text, split))
    ]
    known = words.analyses({form for _, _, pieces in whole for form, *_ in pieces})
    for position, start, pieces in whole:
        for form, first, last, part in pieces:
            yield Term(form, known[form], position, start + first, start + last, part)


@lru_cache(maxsize=200_000)
def _pieces(shape: str, printed: str) -> tuple[tuple[str, int, int, bool], ...]:
    """(form, start, end, part) of a token and of its pieces."""
    form = normal(canonical(shape, printed))
    found = {form: (form, 0, len(printed), False)}
    for start, end in _parts(shape, printed):
        piece = normal(canonical(shape, printed[start:end]))
        found.setdefault(piece, (piece, start, end, True))
    return tuple(found.values())


def _parts(shape: str, printed: str) -> Iterator[tuple[int, int]]:
    """The runs of letters and digits, but no ending after a colon; and a number without its decimals."""
    if shape == "thousands" and "," in printed:
        yield 0, printed.index(",")
    for run in RUN.finditer(printed, 0, len(without_ending(printed.lower()))):
        yield run.span()


def _whole(text: str, split: Splitter) -> Iterator[tuple[str, int, int]]:
    """The whole tokens of a text as (shape, start, end); the shape of an ordinary one is empty."""
    done = 0
    for found in SHAPED.finditer(text):
        yield from _ordinary(text, done, found.start(), split)
        yield found.lastgroup or "", found.start(), found.end()
        done = found.end()
    yield from _ordinary(text, done, len(text), split)


def _ordinary(text: str, start: int, end: int, split: Splitter) -> Iterator[tuple[str, int, int]]:
    for chunk in _CHUNK.finditer(text, start, end):
        first, last = _stripped(text, *chunk.span())
        if first == last:
            continue
        if _PLAIN.fullmatch(text, first, last):
            yield "", first, last
            continue
        # A chunk this long is no text; spaCy's patterns are not made for it.
        for token in split(chunk.group()) if last - first <= LONGEST else _runs(chunk.group()):
            inside = _stripped(text, chunk.start() + token.start, chunk.start() + token.end)
            if inside[0] < inside[1]:
                yield "", *inside


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the punctuation at its ends; a plus at the end stays (`C++`)."""
    while start < end and not text[start].isalnum():
        start += 1
    stop = end
    while stop > start and not text[stop - 1].isalnum():
        stop -= 1
    while stop < end and stop > start and text[stop] == "+":
        stop += 1
    return start, stop


def _runs(chunk: str) -> tuple[Token, ...]:
    return tuple(Token(run.group(), *run.span()) for run in _LIGHT.finditer(chunk))

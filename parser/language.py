"""The one home of spaCy: Finnish tokens and sentences. spaCy is imported at the first call, not before.

`spacy.blank("fi")` needs no model; its sentencizer splits at sentence punctuation that spaCy's Finnish
rules do not take for an abbreviation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a text; `start` and `end` are character offsets into it."""

    text: str
    start: int
    end: int


@cache
def _finnish() -> Language:
    import spacy

    nlp = spacy.blank("fi")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 50_000_000  # the limit guards the models' memory; this pipeline holds none
    return nlp


# spaCy takes punctuation off a word one sign at a time, which for a run of thousands takes minutes.
_ENDLESS_WORD = re.compile(r"\S{300,}")


def _bearable(text: str) -> str:
    """The text with each endless word made plain letters; every other character stays where it is."""
    return _ENDLESS_WORD.sub(lambda match: "x" * len(match[0]), text)


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order, without those of white space alone."""
    found = []
    for token in _finnish().tokenizer(_bearable(text)):
        if not token.is_space:
            end = token.idx + len(token.text)
            found.append(Token(text[token.idx : end], token.idx, end))
    return tuple(found)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as (start, end) offsets, without the white space around them."""
    found = []
    for sentence in _finnish()(_bearable(text)).sents:
        inside = sentence.text.strip()
        if inside:
            start = sentence.start_char + sentence.text.index(inside)
            found.append((start, start + len(inside)))
    return tuple(found)

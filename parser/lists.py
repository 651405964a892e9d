"""Where a list of persons or attachments ends and text without a heading goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parser.fields import EMAIL, PHONE
from parser.model import Block, Kind, Passage
from parser.normalise import BULLETS, FILE_ENDINGS

_LISTS: frozenset[Kind] = frozenset(("preparers", "presenter", "attachments"))
_ENTRY = re.compile(
    rf"(?:\d{{1,3}}[.)]? |[{BULLETS}] |Liite |Liitteet )|.{{0,400}}\.(?:{FILE_ENDINGS})\Z",
    re.IGNORECASE,
)
_WORDS_OF_PROSE = 7
_WORDS_OF_SENTENCE = 4


def end_lists(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, with lists cut off where running text begins.

    What stands behind a presenter who is named inside the proposal ("Esittelijä: Matti Malli") goes on with the
    proposal; other text behind a list is background.
    """
    before: Kind | None = None
    for passage in passages:
        if passage.kind not in _LISTS:
            before = passage.kind
            yield passage
            continue
        end = _end(passage)
        yield Passage(passage.kind, passage.heading, passage.blocks[:end], passage.run_in)
        if end < len(passage.blocks):
            goes_on: Kind = "proposal" if passage.kind == "presenter" and before == "proposal" else "background"
            yield Passage(goes_on, None, passage.blocks[end:])
        before = "proposal" if before == "proposal" and passage.kind == "presenter" else passage.kind


def _end(passage: Passage) -> int:
    blocks = passage.blocks
    at = 0
    while at < len(blocks):
        end = at + 1
        while end < len(blocks) and blocks[end].wrapped:
            end += 1
        value_is_over = passage.run_in and passage.kind == "presenter" and at > 0
        if value_is_over or _is_prose(blocks[at:end]):
            return at
        at = end
    return len(blocks)


def _is_prose(lines: Sequence[Block]) -> bool:
    """A table, or a sentence: many words, no entry of a list, nobody's address."""
    if lines[0].kind == "table":
        return True
    text = " ".join(line.text for line in lines)
    if _ENTRY.match(text) or EMAIL.search(text) or PHONE.search(text):
        return False
    words = len(text.split())
    if words >= _WORDS_OF_PROSE:
        return len(lines) > 1 or text.endswith((".", ":", ","))
    return words >= _WORDS_OF_SENTENCE and text.endswith(".") and "," not in text

"""Printed lines to running text, with each character's way back to its page and line.

Guarantees of the text: paragraphs apart by one empty line; list items, rows of a table, and lines that were
printed apart without empty space one a line; a line end that only the margin made is a space; a word broken
at such a line end is whole again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parser.model import Block, BlockKind
from parser.normalise import FILE_ENDINGS

_BROKEN = re.compile(r"(?:^|[\s(\"”'/–-])([^\W\d_]{2,40})-\Z")
_SUFFIXED = re.compile(r"(?:(?:^|\s)[A-ZÅÄÖ0-9”\"]\S{0,40}|\S{1,40}[”\"]) -\Z")
_TAIL = 120  # characters before a line end that tell how it goes on
_CASE_ENDING = re.compile(
    r"(?:n|in|en|ssa|ssä|sta|stä|lla|llä|lle|lta|ltä|na|nä|ksi|t|ta|tä|ää|aa|iin|een|hin|ia|iä|ien|sti|o)(?!\w)"
)
_AFTER_CONJUNCTION = re.compile(r"\b(?:ja|tai|sekä|eli) -\Z")
_CLOSING = re.compile(r"[),;.](?:\s|\Z|[),;.])")
_ADDRESS = re.compile(r"(?:(?<!\S)www\.|https?://)\S{0,110}[-/_=&?%]\Z")
_DOTTED_ADDRESS = re.compile(r"(?:(?<!\S)www\.|https?://|[\w.-]{1,60}@)[^\s@]{0,110}\.\Z|(?<!\S)www\.\Z")
_FILE_NAME = re.compile(rf"(?:{FILE_ENDINGS})\b")
_DAY = re.compile(r"\d\.(?:[01]?\d\.)?(?:\d{4})?\Z")
_TO_DAY = re.compile(r"[-–][0-3]?\d\.[01]?\d\.")
_GOES_ON = re.compile(r"[a-zåäö]+")
_CONJUNCTIONS = frozenset(["ja", "tai", "sekä", "eli", "että"])
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){0,6}")

Place = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph's line, list item or table, and where its parts are printed."""

    text: str
    kind: BlockKind
    gap: bool
    blocks: tuple[Block, ...]
    starts: tuple[int, ...]

    def place(self, offset: int) -> Place:
        """The page and line that the character at `offset` is printed on."""
        block = self.blocks[bisect_right(self.starts, offset) - 1]
        return block.page, block.line


def words_of(blocks: Iterable[Block]) -> frozenset[str]:
    """The words printed whole, in lower case: the evidence for or against a hyphen at a line end."""
    return frozenset(
        word.casefold() for block in blocks for word in _WORD.findall(block.text) if not word.endswith("-")
    )


def pieces(blocks: Sequence[Block], words: frozenset[str]) -> tuple[Piece, ...]:
    """The lines of the blocks, each whole again."""
    lines: list[list[Block]] = []
    for block in blocks:
        if lines and (block.wrapped or lines[-1][-1].broken) and "table" not in (block.kind, lines[-1][-1].kind):
            lines[-1].append(block)
        else:
            lines.append([block])
    return tuple(_piece(line, words) for line in lines)


def _piece(line: Sequence[Block], words: frozenset[str]) -> Piece:
    text, starts = line[0].text, [0]
    for before, block in pairwise(line):
        text = _joined(text, block.text, before.broken, words)
        starts.append(len(text) - len(block.text))
    return Piece(text, line[0].kind, line[0].gap, tuple(line), tuple(starts))


def _joined(before: str, after: str, broken: bool, words: frozenset[str]) -> str:
    if broken:
        return before + after
    whole, before = before[:-_TAIL], before[-_TAIL:]
    return whole + _joined_tail(before, after, words)


def _joined_tail(before: str, after: str, words: frozenset[str]) -> str:
    if _clings(before, after):
        return before + after
    if not before.endswith("-"):
        return f"{before} {after}"
    if _SUFFIXED.search(before) and _GOES_ON.match(after):
        return before + after  # "Osaamiskeskus -" and "hanke"
    head, tail = _BROKEN.search(before), _GOES_ON.match(after)
    if tail is None or head is None or tail[0] in _CONJUNCTIONS:
        hangs = before.endswith(" -") or (tail is not None and tail[0] in _CONJUNCTIONS)
        return f"{before} {after}" if hangs else before + after
    if _hyphen_is_printed(head[1], tail[0], _starts_sentence(before, head), words):
        return before + after
    return before[:-1] + after


def _clings(before: str, after: str) -> bool:
    """Does the line end stand inside a word, number or address that has no hyphen there to be asked about?"""
    if after.startswith("/"):  # "VN/29053" and "/2024", "100 €" and "/vuosi"
        return not after[1:2].isspace() and (before[-1:].isalnum() or before[-1:] in "€.")
    if before[-1:] == ":" and before[-2:-1].strip() and _CASE_ENDING.match(after):
        return True  # "Oy:" and "n", "9 §:" and "n"
    if before.endswith(("–", "/")) and not before[-2:-1].isspace():
        return True  # "1.8.2023–" and "31.7.2024", "ja/" and "tai"
    if before.endswith("(") or _CLOSING.match(after) or _is_address(before, after):
        return True
    if _DAY.search(before) and _TO_DAY.match(after):
        return True  # "22.10." and "–28.11.2024"
    return bool(_AFTER_CONJUNCTION.search(before) and _GOES_ON.match(after))  # "kaupungille ja -" and "valtuustolle"


def _is_address(before: str, after: str) -> bool:
    """An address of the web or a file's name, cut where a browser may cut it: "www.lahti." and "fi"."""
    if not before.endswith("."):
        return _ADDRESS.search(before) is not None
    return bool(after[0].islower() and _DOTTED_ADDRESS.search(before)) or _FILE_NAME.match(after) is not None


def _starts_sentence(before: str, head: re.Match[str]) -> bool:
    return before[: head.start(1)].rstrip()[-1:] in ("", ".", "!", "?", ":")


def _hyphen_is_printed(head: str, tail: str, starts_sentence: bool, words: frozenset[str]) -> bool:
    """Is it `vuokra-alue`, and not `avustus`? By the document's other words, then by the rules of spelling.

    Between plain words Finnish writes a hyphen where like vowels meet, and after abbreviations and names.
    """
    lower = head.casefold()
    if f"{lower}-{tail}" in words:
        return True
    if f"{lower}{tail}" in words:
        return False
    if head.isupper() or (head[0].isupper() and not starts_sentence):
        return True
    head = lower
    return head[-1] == tail[0] and head[-1] in "aeiouyäö"


def text_of(parts: Sequence[Piece]) -> str:
    """The running text of the pieces."""
    text = ""
    before: Piece | None = None
    for part in parts:
        if before is not None:
            text += "\n\n" if _apart(before, part) else "\n"
        text += part.text
        before = part
    return text


def _apart(before: Piece, part: Piece) -> bool:
    if before.kind == part.kind == "item":
        return False
    return part.gap or before.kind != part.kind


def flow(blocks: Sequence[Block], words: frozenset[str]) -> str:
    """The running text of blocks."""
    return text_of(pieces(blocks, words))

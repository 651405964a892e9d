"""The end of minutes: the appeal pages, and which §s each kind of appeal is for. Words: `endings.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from parser.model import Block
from parser.vocabulary import read_vocabulary

_NUMBERS = re.compile(r"(\d{1,4})(?:\s{0,2}[–-]\s{0,2}§?\s?(\d{1,4}))?")
_LISTED = re.compile(
    r"(?:[\d§\s,;.:–-]|ja(?!\w)|Pykälä(?!\w)|Pykälät(?!\w)|Asiat(?!\w)|Koskee(?!\w)|[nt](?!\w)){1,2000}"
)
_MOST = 60  # a range of more §s than this was not meant as one


@dataclass(frozen=True, slots=True)
class Appeal:
    """A kind of appeal, as headed, and the numbers of the §s that it is for."""

    heading: str
    numbers: frozenset[str]


@cache
def vocabulary() -> tuple[frozenset[str], tuple[str, ...]]:
    """The headings of the appeal pages, in lower case; and the look-alikes, for the tests."""
    read = read_vocabulary("endings.toml")
    return frozenset(line.casefold() for line in (*read["appeal"], *read["guide"])), tuple(read["never"])


def is_appeal_heading(line: str) -> bool:
    """Is a whole line the heading of a kind of appeal?"""
    return line.strip(" :").casefold() in vocabulary()[0]


def end_of_items(blocks: Sequence[Block]) -> int:
    """Where the appeal pages begin among the blocks after the last § line; their number when there are none.

    They begin with the heading of a kind of appeal and a line that lists §s.
    """
    for at, block in enumerate(blocks[:-1]):
        if is_appeal_heading(block.text) and listed(blocks[at + 1].text):
            while at > 0 and _is_guide(blocks[at - 1].text):
                at -= 1
            return at
    return len(blocks)


def _is_guide(line: str) -> bool:
    """A heading of instructions ("Oikaisuvaatimusohjeet ja valitusosoitus"), not a decision's own kind of appeal."""
    return is_appeal_heading(line) and re.search("ohje|osoitus", line, re.IGNORECASE) is not None


def listed(line: str) -> frozenset[str]:
    """The § numbers that a line lists ("§22, §23", "§:t 1–4, 7"), or none when it says anything else."""
    text = line.strip()
    if not text or not _LISTED.fullmatch(text) or ("§" not in text and not text.lower().startswith("pykälä")):
        return frozenset()
    found: set[str] = set()
    for match in _NUMBERS.finditer(text):
        first, last = int(match[1]), int(match[2] or match[1])
        found |= {str(number) for number in range(first, last + 1 if last - first <= _MOST else first + 1)}
    return frozenset(found)


def appeals_in(blocks: Sequence[Block]) -> tuple[Appeal, ...]:
    """The kinds of appeal that the pages at the end head, each with its §s; a long list runs over lines."""
    found = []
    for at, block in enumerate(blocks):
        if not is_appeal_heading(block.text):
            continue
        numbers: frozenset[str] = frozenset()
        for line in blocks[at + 1 : at + 8]:
            more = listed(line.text if "§" in line.text else f"§ {line.text}")
            if not more:
                break
            numbers |= more
        if numbers:
            found.append(Appeal(block.text.strip(" :"), numbers))
    return tuple(found)

"""Counted votes: `34 JAA-ääntä ja 22 EI-ääntä, 2 tyhjää`, `EI 8 ja JAA 2`, `Jaa-äänet: 9`, `äänin 7–4`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from parser.model import Vote


def _count(name: str) -> str:
    """`8`, or `kahdeksan (8)`."""
    return rf"(?:[a-zåäö]{{3,20}} ?\((?P<{name}w>\d{{1,3}})\)|(?P<{name}d>\d{{1,3}}))"


def _label(name: str) -> str:
    return rf"(?P<{name}l>jaa|ei|tyhj\w{{0,4}}|poissa\w{{0,6}})(?:[-– ]{{0,3}}ään\w{{1,6}})?"


_COUNTED = re.compile(
    rf"(?<![\w.,§]){_count('a')} ?{_label('a')}(?!\w)"
    rf"|(?<!\w){_label('b')}(?: annettiin| sai)? ?[:=]? ?{_count('b')}(?![\w.,]\d)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\bäänin (?P<for>\d{1,3}) ?[–-] ?(?P<against>\d{1,3})(?!\d)"
    r"|(?<!\w)(?P<for2>\d{1,3}) ?äänellä (?P<against2>\d{1,3}) ?ääntä vastaan",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Count:
    label: str
    printed: str
    number: int


def votes_in(sentences: Iterable[str]) -> tuple[Vote, ...]:
    """The votes that sentences of one item count, each once although it may be told twice.

    Blank and absent votes belong to the count before them.
    """
    found: list[Vote] = []
    for sentence in sentences:
        for vote in _counted(sentence):
            if not any(_same(vote, other) for other in found):
                found.append(vote)
    return tuple(found) or _bare(sentences)


def _same(vote: Vote, other: Vote) -> bool:
    return (vote.for_count, vote.against_count) == (other.for_count, other.against_count)


def _counted(sentence: str) -> list[Vote]:
    counts = [count for match in _COUNTED.finditer(sentence) if (count := _told(match))]
    votes: list[Vote] = []
    parts: dict[str, _Count] = {}
    for count in counts:
        if count.label in ("jaa", "ei") and count.label in parts:
            votes += _vote(parts)
            parts = {}
        parts.setdefault(count.label, count)
    return votes + _vote(parts)


def _told(match: re.Match[str]) -> _Count | None:
    which = "a" if match["al"] else "b"
    printed = match[f"{which}l"]
    label = printed.casefold()
    kind = label if label in ("jaa", "ei") else "blank" if label.startswith("tyhj") else "absent"
    return _Count(kind, printed, int(match[f"{which}w"] or match[f"{which}d"]))


def _vote(parts: dict[str, _Count]) -> list[Vote]:
    if "jaa" not in parts or "ei" not in parts:
        return []
    yes, no = parts["jaa"], parts["ei"]
    blank, absent = parts.get("blank"), parts.get("absent")
    return [
        Vote(
            yes.printed.upper(), yes.number, no.printed.upper(), no.number,
            blank.number if blank else None, absent.number if absent else None,
        )
    ]  # fmt: skip


def _bare(sentences: Iterable[str]) -> tuple[Vote, ...]:
    """A count without JAA and EI: the side that won is named first."""
    for sentence in sentences:
        match = _BARE.search(sentence)
        if match:
            won, lost = match["for"] or match["for2"], match["against"] or match["against2"]
            return (Vote("puolesta", int(won), "vastaan", int(lost)),)
    return ()

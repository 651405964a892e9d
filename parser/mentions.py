"""What rules find in a text: a mention with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

MentionKind = Literal[
    "person", "organisation", "place", "date", "period", "law", "decision", "case", "property", "plan", "business"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text that names something (maininta): `text[start:end]`.

    text    as printed
    normal  its base form, ISO date, id or address; None where the text does not tell it
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    normal: str | None = None


class Taken:
    """Which characters of a text are part of a mention already; to ask takes time as the mention is long."""

    def __init__(self, text: str) -> None:
        self._taken = bytearray(len(text))

    def holds(self, start: int, end: int) -> bool:
        """Is any of these characters taken?"""
        return self._taken.find(1, start, end) >= 0

    def take(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\x01" * (end - start)

    def free(self, mentions: Iterable[Mention], beside: bool = False) -> Iterator[Mention]:
        """The mentions of one rule that take nothing from others; they are taken now, unless they stand `beside` all.

        Mentions of one stretch stand together: a reference to several decisions has one for each.
        """
        last = (-1, -1)
        for mention in mentions:
            span = (mention.start, mention.end)
            if beside or span == last or not self.holds(*span):
                if not beside:
                    self.take(*span)
                last = span
                yield mention

"""A file that was asked for, and what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.keeping import Receipt
from parser import Minutes, SourceDocument


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was asked for (saapunut tiedosto).

    sha256    of its bytes, empty when they could not be had
    document  its bytes, or None when they could not be had or are of no format that is kept
    minutes   what was read out of it, or None
    reason    why not, in one sentence
    held      the receipt that the archive gave for the same bytes before: it need not be read
    missing   nothing of that name is there at all
    """

    path: str
    sha256: str
    document: SourceDocument | None
    minutes: Minutes | None = None
    reason: str | None = None
    held: Receipt | None = None
    missing: bool = False

    def told(self, minutes: Minutes | None, reason: str | None, keep: bool) -> Arrival:
        """The same file after it was read; without its bytes where they are not to be kept."""
        return replace(self, document=self.document if keep else None, minutes=minutes, reason=reason)

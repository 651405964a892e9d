"""References to decisions, resolved against an archive: which of its decisions does one mean?

The parser tells an id where the text does; whether that decision is held, and which "§ 99" of a year is meant, only the
archive knows. A reference that may mean another body's § resolves to nothing rather than to the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.record import Record
from parser import Decision, Reference, Spot, cited

_NOT_OURS = frozenset(("history", "attachments"))  # kinds of sections in which others speak
_OF_A_LAW = re.compile(r"(?:laki|lain|laissa|laista|asetuks|säännö|sopimuks)\w{0,4}\b[^.]{0,80}\Z", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"\d[ (]*\Z|viranhaltijapäät[^.]*\Z", re.IGNORECASE
)  # a date that is printed wrong; an officer's list
_FAR = 120


class Resolver:
    """Knows the ids of an archive: `Resolver(archive.ids())`."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = frozenset(ids)
        self._of_a_year: dict[tuple[str, str, str, str], list[str]] = {}
        for each in sorted(self._ids):
            municipality, body, day, number = each.split("/")
            self._of_a_year.setdefault((municipality, body, day[:4], number), []).append(each)

    def resolve(self, reference: Reference, decision: Decision) -> tuple[str, ...]:
        """The ids of the archive that a reference of a decision means: none, one, or those of several numbers.

        A § without a date is of the decision's own body and year, unless it heads a line (such lists are of another
        body's §s), stands where another speaks, or in a sentence about a law.
        """
        if reference.kind != "decision":
            return ()
        if reference.target is not None:
            return (reference.target,) if reference.target in self._ids else ()
        bare = cited(reference.raw)
        if bare is None or not any(_means_own(spot, decision) for spot in reference.spots):
            return ()
        municipality, body, day, _ = decision.id.split("/")
        found: list[str] = []
        for number in bare.numbers:
            held = self._of_a_year.get((municipality, body, str(bare.year or day[:4]), number), [])
            found += held if len(held) == 1 and held[0] != decision.id else []
        return tuple(found)

    def resolved(self, record: Record) -> Record:
        """The record with an id for each § whose text tells none and which means one held decision."""
        references = tuple(self._told(each, record.decision) for each in record.decision.references)
        return replace(record, decision=replace(record.decision, references=references))

    def _told(self, reference: Reference, decision: Decision) -> Reference:
        found = () if reference.target else self.resolve(reference, decision)
        return replace(reference, target=found[0]) if len(found) == 1 else reference


def _means_own(spot: Spot, decision: Decision) -> bool:
    if spot.section is None:
        return True
    section = decision.sections[spot.section]
    before = section.text[max(0, spot.start - _FAR) : spot.start]
    heads_a_line = not before.rpartition("\n")[2].strip(" •–-0123456789.")
    elsewhere = _OF_A_LAW.search(before) or _OF_ANOTHER.search(before)
    return section.kind not in _NOT_OURS and not heads_a_line and not elsewhere

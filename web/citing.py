"""How a decision is cited in a story (viittaus)."""

from __future__ import annotations

from corpus import Record
from parser import genitive_of


def citation(record: Record) -> str:
    """`Lahden kaupunginhallitus 4.4.2022 § 129 (1131/00.01.03.01/2021)`.

    A municipality that the list of names does not have stays as it is: `Xby, Kaupunginhallitus 4.4.2022 § 129`.
    """
    day, decision = record.meeting.date, record.decision
    genitive = genitive_of(record.municipality)
    who = f"{genitive} {_within(record.body)}" if genitive else f"{record.municipality}, {record.body}"
    case = f" ({decision.case_id})" if decision.case_id else ""
    return f"{who} {day.day}.{day.month}.{day.year} § {decision.number}{case}"


def _within(body: str) -> str:
    """A body's name within a sentence; an abbreviation keeps its capitals."""
    return body[:1].lower() + body[1:] if body[1:2].islower() else body

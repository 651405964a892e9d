"""What a search gives, and its JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

from corpus import Record
from index.excerpt import Excerpt
from parser import Outcome


@dataclass(frozen=True, slots=True)
class Hit:
    """A decision that answers a query (osuma). `section`: the kind of section of the excerpt, or "title"."""

    id: str
    municipality: str
    body: str
    date: date
    number: str
    title: str
    case_id: str | None
    outcome: Outcome
    score: float
    section: str
    excerpt: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits; `total` counts all that pass the filters."""

    total: int
    hits: tuple[Hit, ...]


def hit(record: Record, score: float, excerpt: Excerpt) -> Hit:
    """The hit of a record."""
    decision = record.decision
    return Hit(
        id=decision.id,
        municipality=record.municipality,
        body=record.body,
        date=record.meeting.date,
        number=decision.number,
        title=decision.title,
        case_id=decision.case_id,
        outcome=decision.outcome,
        score=score,
        section=excerpt.section,
        excerpt=excerpt.text,
        marks=excerpt.marks,
    )


def hit_json(hit: Hit) -> str:
    """One line of JSON, with the keys in the contract's order."""
    plain = asdict(hit)
    plain["date"] = hit.date.isoformat()
    return json.dumps(plain, ensure_ascii=False)

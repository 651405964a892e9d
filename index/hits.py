"""What a search gives, and its JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from corpus import Facets, Record
from index.excerpt import Excerpt
from index.explain import Reason
from parser import Outcome


@dataclass(frozen=True, slots=True)
class Handling:
    """Another decision of a hit's case."""

    id: str
    body: str
    date: date
    number: str
    title: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Hit:
    """A decision that answers a query (osuma).

    section    the kind of section of the excerpt, or "title"; `heading` is what is printed over it
    reasons    why it was found, if that was asked for
    same_case  the other decisions of its case, if those were asked for
    """

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
    heading: str | None = None
    reasons: tuple[Reason, ...] = ()
    same_case: tuple[Handling, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits; `total` counts all that pass the filters.

    facets        counts over all of them, if they were asked for
    suggestion    a query that finds more, where this one finds little and holds a word that the archive has not
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Facets | None = None
    suggestion: str | None = None


def handling(record: Record) -> Handling:
    """A record as another hit names it."""
    decision = record.decision
    return Handling(decision.id, record.body, record.meeting.date, decision.number, decision.title, decision.outcome)


def hit(
    record: Record,
    score: float,
    excerpt: Excerpt,
    reasons: tuple[Reason, ...] = (),
    same_case: tuple[Handling, ...] = (),
) -> Hit:
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
        score=round(score, 6),
        section=excerpt.section,
        excerpt=excerpt.text,
        marks=excerpt.marks,
        heading=excerpt.heading,
        reasons=reasons,
        same_case=same_case,
    )


def hit_json(hit: Hit) -> str:
    """One line of JSON, with the keys in the contract's order; and what else was asked for."""
    plain = asdict(hit)
    del plain["heading"]
    for name in ("reasons", "same_case"):
        if not plain[name]:
            del plain[name]
    return json.dumps(plain, ensure_ascii=False, default=date.isoformat)


COLUMNS = (
    "id", "municipality", "body", "date", "number", "title", "case_id", "outcome", "score", "section", "heading",
    "excerpt",
)  # fmt: skip
"""Of a table of hits."""


def hit_row(hit: Hit) -> tuple[str | Decimal | None, ...]:
    """The hit as a row of such a table."""
    return (
        hit.id, hit.municipality, hit.body, hit.date.isoformat(), hit.number, hit.title, hit.case_id, hit.outcome,
        Decimal(str(hit.score)), hit.section, hit.heading, hit.excerpt,
    )  # fmt: skip


def facets_json(facets: Facets) -> str:
    """One line of JSON: name → value → count, the commonest first."""
    return json.dumps({"facets": {name: dict(counts) for name, counts in asdict(facets).items()}}, ensure_ascii=False)

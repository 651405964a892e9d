"""Sums over many decisions: money counted once, and only what is sure; what is left out is counted too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from corpus.counted import Counted, counted_of
from corpus.csvfile import Field
from corpus.record import Record
from parser import slug

Grouping = Literal["label", "body", "year", "role", "case"]

TOTAL_COLUMNS = ("sum", "amounts", "decisions", "first_decision_id")
NO_GROUP = {"label": "(no label)", "role": "(no role)", "case": "(no case)"}

_CENT = Decimal("0.01")
_REASONS = {
    "unsure": "not read for sure",
    "per": "for one of something (€/asukas)",
    "bound": "limits and ends of ranges",
    "unchecked": "in tables whose sums are not checked, or do not hold",
    "apart": "in columns that may tell the same money: no total adds them up",
    "within": "parts of a sum that is counted",
    "summed": "sums of others that are counted",
    "twice": "told before",
}


@dataclass(slots=True)
class Group:
    """The money of one label, body, year, role or case."""

    name: str
    total: Decimal = Decimal(0)
    amounts: int = 0
    decisions: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Totals:
    """The groups, largest sum first, and how many amounts were left out, by reason."""

    groups: tuple[Group, ...]
    left_out: tuple[tuple[str, int], ...]


def totals(records: Iterable[Record], by: Grouping) -> Totals:
    """Adds up the amounts of records.

    The same money told twice, in one decision or in decisions of one case, is counted once: an equal sum with an equal
    label, or without one; and what a list or the text says, perhaps rounded, of a row of a checked table.
    """
    groups: dict[str, Group] = {}
    left_out: Counter[str] = Counter()
    told: dict[str, set[tuple[Decimal, str]]] = {}
    for record in records:
        scope = record.decision.case_id or record.id
        known = told.setdefault(scope, set())
        here: set[tuple[Decimal, str]] = set()
        table: int | None = None
        for counted in counted_of(record, apart=by in ("label", "role")):
            if counted.table is None or counted.table != table:
                known |= here
                here, table = set(), counted.table
            reason = counted.reason or ("twice" if _is_told(counted, known) else None)
            if reason:
                left_out[reason] += 1
                continue
            here.add(_key(counted))
            name = _group(record, counted, by)
            group = groups.setdefault(slug(name) or name, Group(name))
            group.total += counted.value
            group.amounts += 1
            group.decisions[record.id] = None
        known |= here
    ordered = sorted(groups.values(), key=lambda group: (-group.total, group.name))
    return Totals(
        tuple(ordered), tuple((_REASONS[reason], left_out[reason]) for reason in _REASONS if left_out[reason])
    )


def total_rows(found: Totals) -> Iterator[tuple[Field, ...]]:
    """A row a group: its name, sum, number of amounts and of decisions, and the first decision."""
    for group in found.groups:
        yield group.name, group.total.quantize(_CENT), group.amounts, len(group.decisions), next(iter(group.decisions))


def _key(counted: Counted) -> tuple[Decimal, str]:
    return counted.value, slug(counted.label or "")


def _is_told(counted: Counted, told: set[tuple[Decimal, str]]) -> bool:
    """Equal sums with an equal label are the same money; so are those of which one has no label."""
    value, label = _key(counted)
    return (value, label) in told or (value, "") in told or (not label and any(value == other for other, _ in told))


def _group(record: Record, counted: Counted, by: Grouping) -> str:
    if by == "label":
        return counted.label or NO_GROUP["label"]
    if by == "role":
        return counted.role or NO_GROUP["role"]
    if by == "case":
        return record.decision.case_id or NO_GROUP["case"]
    return str(record.meeting.date.year) if by == "year" else f"{record.municipality}, {record.body}"

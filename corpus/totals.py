"""Sums over many decisions: money counted once, and only what is sure; what is left out is counted too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from corpus.csvfile import Field
from corpus.record import Record
from parser import Amount, slug, typed_cells

Grouping = Literal["label", "body", "year", "role", "case"]

TOTAL_COLUMNS = ("sum", "amounts", "decisions", "first_decision_id")
NO_GROUP = {"label": "(no label)", "role": "(no role)", "case": "(no case)"}

_CENT = Decimal("0.01")
_REASONS = {
    "unsure": "not read for sure",
    "per": "for one of something (€/asukas)",
    "bound": "limits and ends of ranges",
    "unchecked": "in tables whose sums are not checked, or do not hold",
    "summed": "sums of others that are counted",
    "twice": "told before",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A sum of money that is counted, or the reason why it is not. Equal cells of one `table` are different money."""

    value: Decimal
    label: str | None
    role: str | None
    reason: str | None = None
    table: int | None = None


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
        for counted in _counted(record):
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


def _counted(record: Record) -> Iterator[Counted]:
    """The money of a decision's tables, then that of its lists, then that of its text: the surest first."""
    tables = list(_of_tables(record))
    yield from tables
    in_tables = {counted.value for counted in tables if counted.reason in (None, "summed")}
    rows = {(slug(counted.label or ""), counted.role) for counted in tables if counted.reason is None}
    listed = [amount for amount in record.decision.amounts if amount.where == "list"]
    written = [amount for amount in record.decision.amounts if amount.where == "text"]
    sums: set[Decimal] = set()
    for amounts in (listed, written):
        made = list(_of_amounts(amounts, in_tables | sums))
        made = [_unless_in_a_row(counted, rows) for counted in made]
        sums.add(sum((amount.value or Decimal(0) for amount in _plain(amounts) if amount.role != "total"), Decimal(0)))
        yield from made


def _unless_in_a_row(counted: Counted, rows: set[tuple[str, str | None]]) -> Counted:
    """What is said of a row of a checked table is told there; of one of its financiers, if it names one."""
    label = slug(counted.label or "")
    told = label and any(label == row and counted.role in (None, "total", role) for row, role in rows)
    return replace(counted, reason="twice") if told and counted.reason is None else counted


def _of_tables(record: Record) -> Iterator[Counted]:
    """The cells whose sums hold and that are no sums themselves."""
    for number, table in enumerate(record.decision.tables):
        for cell in typed_cells(table):
            if cell.value is None or not cell.money:
                continue
            reason = "per" if cell.per else "unchecked" if cell.check != "ok" else "summed" if cell.summed else None
            yield Counted(cell.value, cell.row_label or None, cell.role, reason, number)


def _of_amounts(amounts: list[Amount], known: set[Decimal]) -> Iterator[Counted]:
    """Amounts of a list or of the text. One that is printed in a checked table, or is the others' sum, is told."""
    plain = _plain(amounts)
    parts = sum((amount.value or Decimal(0) for amount in plain if amount.role != "total"), Decimal(0))
    for amount in amounts:
        value = amount.value if amount.value is not None else Decimal(0)
        reason = "unsure" if amount.value is None else "per" if amount.per else "bound" if amount.bound else None
        if reason is None and value in known:
            reason = "twice"
        if reason is None and amount.role == "total" and value == parts and len(plain) > 2:
            reason = "summed"
        yield Counted(value, amount.label, amount.role, reason)


def _plain(amounts: list[Amount]) -> list[Amount]:
    """The amounts that may be added up."""
    return [amount for amount in amounts if amount.value is not None and not amount.per and not amount.bound]


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

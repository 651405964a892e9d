"""The money of one decision that is counted in sums over decisions, and the reason why the rest is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, takewhile

from corpus.record import Record
from parser import Amount, Table, columns_of_different_money, is_within, slug, typed_cells


@dataclass(frozen=True, slots=True)
class Counted:
    """A sum of money that is counted, or the reason why it is not. Equal cells of one `table` are different money."""

    value: Decimal
    label: str | None
    role: str | None
    reason: str | None = None
    table: int | None = None


def counted_of(record: Record, apart: bool) -> Iterator[Counted]:
    """The money of a decision's tables, then that of its lists, then that of its text: the surest first.

    apart  are a sum and the parts of it that are told ("500 €, josta omarahoitus 100 €") in groups of their own?
    """
    tables = list(_of_tables(record))
    yield from tables
    in_tables = {counted.value for counted in tables if counted.reason in (None, "summed")}
    rows = {(slug(counted.label or ""), counted.role) for counted in tables if counted.reason is None}
    listed = [amount for amount in record.decision.amounts if amount.where == "list"]
    written = [amount for amount in record.decision.amounts if amount.where == "text"]
    sums: set[Decimal] = set()
    for amounts in (listed, written):
        made = list(_of_amounts(amounts, in_tables | sums, apart))
        made = [_unless_in_a_row(counted, rows) for counted in made]
        sums.add(sum((amount.value or Decimal(0) for amount in _plain(amounts) if amount.role != "total"), Decimal(0)))
        yield from made


def _unless_in_a_row(counted: Counted, rows: set[tuple[str, str | None]]) -> Counted:
    """What is said of a row of a checked table is told there; of one of its financiers, if it names one."""
    label = slug(counted.label or "")
    told = label and any(label == row and counted.role in (None, "total", role) for row, role in rows)
    return replace(counted, reason="twice") if told and counted.reason is None else counted


def _of_tables(record: Record) -> Iterator[Counted]:
    """The cells whose sums hold and that are no sums themselves, of tables that do not tell each other's money."""
    tables = [list(_of_table(number, table)) for number, table in enumerate(record.decision.tables)]
    wholes: dict[Decimal, int] = {}
    for number in sorted(range(len(tables)), key=lambda number: (-_shares(tables[number]), number)):
        counted = [each.value for each in tables[number] if each.reason is None]
        whole = sum(counted, Decimal(0))
        if len(counted) > 1 and whole in wholes:
            tables[number] = [replace(each, reason=each.reason or "twice") for each in tables[number]]
        wholes.setdefault(whole, number)
    for table in tables:
        yield from table


def _shares(table: Sequence[Counted]) -> int:
    """How many counted cells are financiers' shares: of costs and their funding, the funding is counted."""
    return sum(each.reason is None and each.role in ("own_share", "other_funders") for each in table)


def _of_table(number: int, table: Table) -> Iterator[Counted]:
    different = columns_of_different_money(table)
    for cell in typed_cells(table):
        if cell.value is None or not cell.money:
            continue
        reason = "per" if cell.per else "unchecked" if cell.check != "ok" else "summed" if cell.summed else None
        if reason is None and cell.column not in different:
            reason = "apart"
        if reason is None and is_within(cell.row_label):
            reason = "within"
        yield Counted(cell.value, cell.row_label or None, cell.role, reason, number)


def _of_amounts(amounts: list[Amount], known: set[Decimal], apart: bool) -> Iterator[Counted]:
    """Amounts of a list or of the text. One that is printed in a checked table, or is the others' sum, is told."""
    plain = _plain(amounts)
    parts = sum((amount.value or Decimal(0) for amount in plain if amount.role != "total"), Decimal(0))
    summed, within = _wholes(plain)
    for amount in amounts:
        value = amount.value if amount.value is not None else Decimal(0)
        reason = "unsure" if amount.value is None else "per" if amount.per else "bound" if amount.bound else None
        if reason is None and value in known:
            reason = "twice"
        if reason is None and amount.role == "total" and value == parts and len(plain) > 2:
            reason = "summed"
        if reason is None and id(amount) in summed:
            reason = "summed"
        if reason is None and id(amount) in within and not apart:
            reason = "within"
        yield Counted(value, amount.label, amount.role, reason)


def _wholes(plain: list[Amount]) -> tuple[set[int], set[int]]:
    """The totals whose parts stand right behind or before them, and the shares right behind a total that is more.

    Both as identities, since equal amounts may be printed twice; `plain` is in printed order.
    """
    summed: set[int] = set()
    within: set[int] = set()
    for at, amount in enumerate(plain):
        whole = amount.value
        if amount.role != "total" or whole is None:
            continue
        behind, before = _up_to_a_total(plain[at + 1 :]), _up_to_a_total(plain[:at][::-1])
        if _make(behind, whole) or _make(before, whole):
            summed.add(id(amount))
            continue
        made = Decimal(0)
        for share in behind:
            made += share.value or Decimal(0)
            if share.role not in ("own_share", "other_funders") or made > whole:
                break
            within.add(id(share))
    return summed, within


def _up_to_a_total(amounts: list[Amount]) -> list[Amount]:
    return list(takewhile(lambda amount: amount.role != "total", amounts))


def _make(parts: list[Amount], whole: Decimal) -> bool:
    """Do the first of the parts, two or more, make the whole?"""
    made = list(accumulate(part.value or Decimal(0) for part in parts))
    return whole in made[1:]


def _plain(amounts: list[Amount]) -> list[Amount]:
    """The amounts that may be added up."""
    return [amount for amount in amounts if amount.value is not None and not amount.per and not amount.bound]

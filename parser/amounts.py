"""The sums of money of a decision: one entry a printed occurrence, in printed order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from parser.captions import lines_of_tables
from parser.flow import Piece, Place
from parser.model import Amount, Table, Warning, Where  # noqa: A004
from parser.money import Doubt, Sum, money_in, sums_in
from parser.roles import money_role_of, role_for
from parser.subjects import clause_before, does_not_pay, item_name, subject_of
from parser.tables import is_money, typed_cells
from parser.units import behind_a_number, unit_of

_CENT = Decimal("0.01")
_NUMBERED_NAME = re.compile(r"[^\W\d_]\.? \d{1,2} \Z")
_NUMBER_AND_SUM = re.compile(r"\d{1,2} [1-9]\d{2}(?!\d)")
_OPEN_NUMBER = re.compile(r"[a-zåäö]{2}[^\d]{0,12} (?:[-–−])?\d{1,3}(?:[ .]?\d{3}){0,3}(?:,\d{1,2})?\Z")
_ACTOR = re.compile(r"(?:kaupunki|kunta)\Z", re.IGNORECASE)
_TOTAL = re.compile(r"(?:yhteensä|kaikkiaan)\W{0,3}(?:noin |n\. ?|enintään )?\Z", re.IGNORECASE)
_LONG_LINE = 40  # characters: so long a line was full, and its end was not meant


def amounts_in(
    parts: Iterable[tuple[str, Sequence[Piece]]], tables: Sequence[Table], municipality: str | None = None
) -> Iterator[Amount]:
    """The amounts of parts of a decision, given as (kind, pieces); an earlier handling's are not this item's.

    What is printed like a sum and cannot be read for sure has no value.
    """
    left = list(tables)
    for kind, pieces in parts:
        if kind == "history":
            continue
        before: Piece | None = None
        of_tables = lines_of_tables(pieces)
        for group_kind, group in groupby(enumerate(pieces), key=lambda numbered: numbered[1].kind):
            numbered = list(group)
            run = [piece for _, piece in numbered]
            if group_kind == "table":
                for _ in run:
                    yield from _of_table(left.pop(0))
            elif group_kind == "item":
                yield from _of_list(run, before, municipality)
            else:
                for at, (number, piece) in enumerate(numbered):
                    more = _unit_on_the_next_line(piece, run[at + 1] if at + 1 < len(run) else None)
                    found = _amounts(piece, "text", municipality, more)
                    yield from (amount for amount in found if number not in of_tables or unit_of(amount.raw) is None)
            before = run[-1]


def warnings_of(amounts: Iterable[Amount]) -> list[Warning]:
    """A warning a sum that could not be read for sure."""
    return [
        Warning("amount-unsure", f"{amount.raw!r} cannot be read for sure; it has no value", amount.page, amount.line)
        for amount in amounts
        if amount.value is None
    ]


def _of_table(table: Table) -> Iterator[Amount]:
    for cell in typed_cells(table):
        label = cell.row_label or None
        if is_money(cell) and cell.value is not None:
            value = _in_cents(cell.value)
            yield Amount(value, cell.raw, "table", cell.role, label, cell.per, None, cell.page, cell.line)
        elif cell.value is None:  # more than a number: "noin 5 000 €", "5 000–6 000 €"
            for found in money_in(cell.raw):
                yield _amount(found, "table", cell.role, label, (cell.page, cell.line))


def _in_cents(value: Decimal) -> Decimal:
    """The value with two decimals; with those printed, where they are more (`0,125 €/kWh`): none is rounded off."""
    exact = value.quantize(_CENT)
    return exact if exact == value else value


def _of_list(items: Sequence[Piece], before: Piece | None, municipality: str | None) -> Iterator[Amount]:
    """The amounts of list items. What the line above the list says of all of them gives the role of each."""
    said = money_role_of(before.text) if before and before.text.endswith(":") else None
    found = [list(_amounts(item, "list", municipality)) for item in items]
    numbered = any(_names_a_number(item.text, sum_.start) for item in items for sum_ in sums_in(item.text))
    has_total = any(amount.role == "total" for amounts in found for amount in amounts)
    for item, amounts in zip(items, found, strict=True):
        for amount in amounts:
            role = amount.role or said or ("part" if has_total and amount.value is not None else None)
            at = item.text.find(amount.raw)
            if numbered and _NUMBER_AND_SUM.match(amount.raw) and not _names_a_number(item.text, at):
                yield replace(amount, role=role, value=None)
            else:
                yield replace(amount, role=role)


def _names_a_number(text: str, start: int) -> bool:
    """`Suvikumpu 1 50 000 €`: the list's names end in numbers, so that `Suvikumpu 2 150 000 €` has two readings."""
    return _NUMBERED_NAME.search(text[max(0, start - 40) : start]) is not None


def _unit_on_the_next_line(piece: Piece, following: Piece | None) -> str:
    """The unit that stands first on the next line, where a full line of prose ends with its number."""
    if following is None or following.gap or len(piece.text) < _LONG_LINE:
        return ""
    unit = re.match(rf"(?:{behind_a_number()})(?=[\s.,;)]|\Z)(?!\s*(?:€|[\d–-]))", following.text, re.IGNORECASE)
    return f" {unit[0]}" if unit and _OPEN_NUMBER.search(piece.text[-60:]) else ""


def _amounts(piece: Piece, where: Where, municipality: str | None, more: str = "") -> Iterator[Amount]:
    text = piece.text + more
    since = 0
    for at, found in enumerate(money_in(text)):
        page, line = piece.place(found.start)
        clause = clause_before(text, found.start, since)
        is_range = isinstance(found, Sum) and found.bound == "max" and since and found.start - since < 4
        if not is_range:
            label = item_name(text, found.start) if where == "list" and at == 0 else None
            label = label or subject_of(clause)
            role = (_role_of(label, clause, municipality) if label else None) or _role_in(text[since : found.start])
        since = found.start + len(found.raw)
        yield _amount(found, where, role, label, (page, line))


def _amount(found: Sum | Doubt, where: Where, role: str | None, label: str | None, place: Place) -> Amount:
    page, line = place
    if isinstance(found, Doubt):
        return Amount(None, found.raw, where, role, label, None, None, page, line)
    return Amount(
        _in_cents(found.value), found.raw, where, role, label, found.per, found.bound, page, line,
        vat=found.vat, about=found.about or None,
    )  # fmt: skip


def _role_of(label: str, clause: str, municipality: str | None) -> str | None:
    """The role of a subject. A city that sells or collects is no share: `kaupunki perii 5 000 €`."""
    role = role_for(label, municipality)
    return None if role != "total" and _ACTOR.search(label) and does_not_pay(clause) else role


def _role_in(before: str) -> str | None:
    """`yhteensä` right before a sum makes it a total, whatever its subject."""
    return "total" if _TOTAL.search(before[-_LONG_LINE:]) else None

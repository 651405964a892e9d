"""Which columns of a table tell different money, so that their cells may be added up over tables and decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parser.cells import is_value
from parser.columns import meanings
from parser.model import Table
from parser.roles import role_for, tells_a_stage
from parser.tables import sums_of

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHARES = {"own_share", "other_funders"}


def columns_of_different_money(table: Table) -> frozenset[int]:
    """The columns, counted from 1, of which none may tell the money of another.

    They are the parts of a total column, years, shares of a funding, or the only column of money. What is applied for
    and what is granted, a budget and its outcome, what is spent before and after income: one money in several columns.
    """
    groups: dict[int, set[int]] = {}
    for claimed in sums_of(table):
        row, total = claimed.total
        if all(part[0] == row for part in claimed.parts):
            groups.setdefault(total, set()).update(column for _, column in claimed.parts)
    if groups:
        labels = [table.header[total] for total in groups]
        parts = set().union(*groups.values()) if len(groups) == 1 or _are_years(labels) else set()
    else:
        parts = set(_of_money(table))
        labels = [table.header[column] if table.header else "" for column in sorted(parts)]
        parts = parts if len(parts) < 2 or _are_years(labels) or _are_shares(labels, table.municipality) else set()
    return frozenset(column + 1 for column in parts)


def _of_money(table: Table) -> list[int]:
    columns = enumerate(meanings(table))
    return [
        at
        for at, means in columns
        if at and means.money and means.per is None and any(is_value(row[at]) for row in table.rows)
    ]


def _are_years(labels: Sequence[str]) -> bool:
    """`2025`, `2026`; `TA 2025`, `TA 2026`: each another year, and else the same words."""
    years = [_YEAR.findall(label) for label in labels]
    words = {_YEAR.sub("", label) for label in labels}
    if len(words) > 1 or any(len(found) != 1 for found in years):
        return False
    return len({found[0] for found in years}) == len(labels)


def _are_shares(labels: Sequence[str], municipality: str | None) -> bool:
    """The own share and those of other funders, not two stages of one (`Haettu avustus`, `Myönnetty avustus`)."""
    roles = {role_for(label, municipality) for label in labels}
    return roles == _SHARES and len(set(labels)) == len(labels) and sum(map(tells_a_stage, labels)) < 2

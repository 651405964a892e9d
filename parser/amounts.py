"""The sums of money of a decision: one entry a printed occurrence, in printed order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from parser.flow import Piece
from parser.model import Amount, Table, Where
from parser.money import sums_in
from parser.normalise import BULLETS
from parser.roles import role_of
from parser.tables import is_money, typed_cells

_MARKER = re.compile(rf"(?:\d{{1,2}}[.)]|[a-zåäö]\)|[{BULLETS}])\s+")
_LONGEST_LABEL = 80
_CENT = Decimal("0.01")


def amounts_in(parts: Iterable[tuple[str, Sequence[Piece]]], tables: Sequence[Table]) -> Iterator[Amount]:
    """The amounts of parts of a decision, given as (kind, pieces); an earlier handling's are not this item's."""
    left = list(tables)
    for kind, pieces in parts:
        if kind == "history":
            continue
        for piece in pieces:
            if piece.kind == "table":
                yield from _of_table(left.pop(0))
            else:
                yield from _of_text(piece)


def _of_table(table: Table) -> Iterator[Amount]:
    for cell in typed_cells(table):
        if is_money(table, cell) and cell.value is not None:
            yield Amount(
                cell.value.quantize(_CENT),
                cell.raw,
                "table",
                cell.role,
                cell.row_label or None,
                None,
                None,
                cell.page,
                cell.line,
            )


def _of_text(piece: Piece) -> Iterator[Amount]:
    where: Where = "list" if piece.kind == "item" else "text"
    for found in sums_in(piece.text):
        page, line = piece.place(found.start)
        label = _label(piece.text[: found.start]) if where == "list" else None
        role = role_of(label) if label else None
        yield Amount(found.value.quantize(_CENT), found.raw, where, role, label, found.per, found.bound, page, line)


def _label(before: str) -> str | None:
    """What a list item's sum belongs to: the words between its marker and the sum, when they are a name."""
    label = _MARKER.sub("", before, count=1).strip(" :,–-")
    return label if 0 < len(label) <= _LONGEST_LABEL else None

"""What readers of printed lines share: is a line a list item, and does it go on from the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parser.model import Block, Row
from parser.normalise import BULLETS, clean_line

_ITEM = re.compile(rf"(?:\d{{1,2}}[.)]|[a-zåäö]\)|[{BULLETS}])[ \t]+\S")
_WIDE_GAP = re.compile(r"\t| {3}")


def is_item(line: str) -> bool:
    """A list item: a number or letter with a full stop or bracket, or a bullet, then text."""
    return _ITEM.match(line) is not None


def parted_at(raw: str) -> int | None:
    """Where the first wide gap of a printed line, a tab or three spaces, ends in its `clean_line`."""
    gap = _WIDE_GAP.search(raw.strip())
    return len(clean_line(raw.strip()[: gap.start()])) + 1 if gap else None


def first_word(line: str) -> str:
    """The part of a line that cannot be broken off its start."""
    return line.split(" ", 1)[0]


def table_block(rows: Sequence[Row], header_rows: int | None = None) -> Block:
    """A table as a block: rows made equally wide, and its text a line a row with tabs between the cells."""
    widest = max(len(row.cells) for row in rows)
    even = tuple(Row((*row.cells, *[""] * (widest - len(row.cells))), row.page, row.line) for row in rows)
    text = "\n".join("\t".join(row.cells) for row in even)
    first = even[0]
    return Block(text, "table", first.page, first.line, gap=True, rows=even, header_rows=header_rows)

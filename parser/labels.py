"""Forms: a table of two columns, headings on the left and what they head on the right, is lines, not a table."""

from __future__ import annotations

from collections.abc import Sequence

from parser.fields import case_id_of
from parser.headings import heading_of, title_of
from parser.model import Block, Row

_FEWEST = 2  # rows with a label; one alone may be a table's that happens to begin with such a word


def unfolded(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with each form's rows as lines that `heading_of` and `title_of` know by `Block.parted`."""
    return tuple(line for block in blocks for line in (map(_line, block.rows) if _is_form(block) else (block,)))


def _is_form(block: Block) -> bool:
    """Each row has one of the vocabulary's labels, or goes on with the value of the row before."""
    if block.kind != "table" or len(block.rows[0].cells) != 2 or not block.rows[0].cells[0]:
        return False
    labelled = [row for row in block.rows if row.cells[0]]
    return len(labelled) >= _FEWEST and all(_is_label(*row.cells) for row in labelled)


def _is_label(label: str, value: str) -> bool:
    line = f"{label} {value}"
    return heading_of(label) is not None or title_of(line, len(label) + 1) != line or case_id_of(line) is not None


def _line(row: Row) -> Block:
    label, value = row.cells
    parted = len(label) + 1 if label and value else None
    return Block(" ".join(filter(None, row.cells)), "line", row.page, row.line, gap=bool(label), parted=parted)

"""Lines and tables of pages to blocks: which line goes on from the one before, and where a paragraph begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parser.model import Block, BlockKind
from parser.readers.lines import is_item, table_block
from parser.readers.pdf_lines import Line, Place
from parser.readers.pdf_setting import SENTENCE_ENDS, Setting, is_full, setting_of
from parser.readers.pdf_table import FoundTable

_NEARLY_FULL = 0.7  # of the width: a line that stops there in the middle of a sentence
_SHORT_WORD = 0.2  # of the width: a word that chance seldom leaves no room for


@dataclass(slots=True)
class _Above:
    """What stands above the next line: the last line, if no table came between, and the last number of a list."""

    line: Line | None = None
    wrapped: bool = False
    number: int | None = None


def blocks_of(
    pages: Sequence[Sequence[Line]], tables: Sequence[Sequence[FoundTable]], running: frozenset[Place]
) -> tuple[Block, ...]:
    """The blocks of pages, each with its tables. `running`: the lines that repeat, which tell no margin."""
    outside = [
        [line for line in lines if not any(line.number in table.lines for table in found)]
        for lines, found in zip(pages, tables, strict=True)
    ]
    text = [line for lines in outside for line in lines if line.place not in running]
    setting = setting_of(text)
    blocks: list[Block] = []
    above = _Above()
    for page, found in zip(pages, tables, strict=True):
        ordered = _in_order(page, found)
        for at, part in enumerate(ordered):
            if isinstance(part, Line):
                below = ordered[at + 1] if at + 1 < len(ordered) else None
                blocks.append(_line_block(part, above, below if isinstance(below, Line) else None, setting))
            elif part.rows:
                blocks.append(table_block(part.rows, part.header_rows))
                above.line = None
    return tuple(blocks)


def _in_order(lines: Sequence[Line], tables: Sequence[FoundTable]) -> list[Line | FoundTable]:
    """The lines as they are to be read, and each table where the first of its lines stands."""
    ordered: list[Line | FoundTable] = []
    placed = set()
    for line in lines:
        at = next((at for at, table in enumerate(tables) if line.number in table.lines), None)
        if at is None:
            ordered.append(line)
        elif at not in placed:
            ordered.append(tables[at])
            placed.add(at)
    return ordered


def _line_block(line: Line, above: _Above, below: Line | None, setting: Setting) -> Block:
    """The block of a line, which then is what stands above the next."""
    number = _number(line)
    counts_on = above.number is not None and number == above.number + 1
    before = above.line
    wrapped = not counts_on and before is not None and _goes_on(before, line, setting)
    if before is not None and not counts_on and before.page != line.page and before.text.endswith(SENTENCE_ENDS):
        wrapped = wrapped and (line.text[0].islower() or (above.wrapped and _is_cut(before, line, below, setting)))
    gap = not wrapped and _is_apart(line, before, setting.pitch)
    kind: BlockKind = "item" if is_item(line.text) and not wrapped else "line"
    above.number = above.number if wrapped else number
    above.line, above.wrapped = line, wrapped
    return Block(line.text, kind, line.page, line.number, gap, wrapped, line.broken, line.bold, parted=line.parted)


def _number(line: Line) -> int | None:
    """The number that begins a line of a list counted "1 …", "2 …"."""
    first = line.words[0].text.rstrip(".)")
    return int(first) if len(line.words) > 1 and first.isdecimal() and len(first) < 4 else None


def _is_apart(line: Line, before: Line | None, pitch: float) -> bool:
    return before is None or before.page != line.page or line.top - before.top > 1.25 * pitch


def _goes_on(before: Line, line: Line, setting: Setting) -> bool:
    """The line before was full: the first word of this one would not have fitted before the right margin."""
    if line.follows is not None:
        return line.follows
    if is_item(line.text) or line.bold != before.bold or abs(line.size - before.size) > 1:
        return False
    if before.page == line.page and line.top - before.top > 1.25 * setting.pitch:
        return False
    if is_full(before, line, setting.margin):
        return True
    nearly_full = before.x1 - before.x0 > _NEARLY_FULL * (setting.margin - before.x0)
    return before.page == line.page and nearly_full and line.text[0].islower() and before.text[-1:].isalpha()


def _is_cut(before: Line, line: Line, below: Line | None, setting: Setting) -> bool:
    """Does a page break cut a paragraph, where the line before it ends a sentence?

    By chance a paragraph's last line may be full too. It is believed to go on where that chance is small, on the
    margin itself or before a short word, and where more than one line stands on either side, as printers have it.
    (Of ten such places in 41 real minutes six go on; without these signs one in four does.)
    """
    if before.text.endswith(":") or abs(before.x0 - line.x0) > 1 or "§" in line.text[:12]:
        return False
    if below is None or not _goes_on(line, below, setting):
        return False
    if setting.justified:
        return abs(before.x1 - setting.margin) < 1
    first = line.words[0]
    return first.x1 - first.x0 < _SHORT_WORD * (setting.margin - line.x0)

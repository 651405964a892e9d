"""Plain text: a block a printed line; rows of cells that tabs part, or columns that spaces part, are a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from parser.model import Block, BlockKind, Row, SourceDocument, Warning  # noqa: A004
from parser.normalise import clean_line
from parser.readers.charset import decode
from parser.readers.lines import first_word, is_item, parted_at, table_block
from parser.readers.text_columns import Aligned, aligned_tables

_LINE_END = re.compile(r"\r\n?|\n")
_WIDEST = 120  # characters: a file with a longer line was not broken to a width, so each line end is meant
_NARROWEST = 40
_FULL_LINES = 3  # so many lines as wide as the widest make a width; one long line alone does not


def read(document: SourceDocument) -> tuple[tuple[Block, ...], int | None, tuple[Warning, ...]]:
    """The lines of a text file; `line` counts from 1 as an editor shows it."""
    text, assumed = decode(document.content)
    warnings: tuple[Warning, ...] = ()
    if assumed is not None:
        warnings = (Warning("charset", f"the character set is not stated; read as {assumed}"),)
    return blocks_of(text), None, warnings


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text, see the module."""
    lines = _LINE_END.split(text)
    width = _width([clean_line(line) for line in lines])
    aligned = {number: table for table in aligned_tables(lines) for number in range(table.start + 1, table.end + 1)}
    blocks: list[Block] = []
    gap = True
    for key, group in groupby(enumerate(lines, 1), key=lambda pair: aligned.get(pair[0]) or _is_row(pair[1])):
        numbered = list(group)
        if isinstance(key, Aligned):
            blocks.append(table_block(key.rows, key.headers))
            gap = True
            continue
        if key and len(numbered) > 1:
            rows = [Row(tuple(clean_line(cell) for cell in line.rstrip().split("\t")), None, n) for n, line in numbered]
            blocks.append(table_block(rows))
            gap = True
            continue
        for number, raw in numbered:
            line = clean_line(raw.replace("\t", " "))
            if line:
                wrapped = not gap and _goes_on(blocks[-1], line, width)
                kind: BlockKind = "item" if is_item(line) and not wrapped else "line"
                broken = raw.rstrip().endswith("\u00ad")
                blocks.append(Block(line, kind, None, number, gap, wrapped, broken, parted=parted_at(raw)))
            gap = not line
    return tuple(blocks)


def _is_row(line: str) -> bool:
    """Two cells or more. An empty first cell counts: it is how a header row over row labels begins."""
    return "\t" in line.rstrip()


def _width(lines: Sequence[str]) -> int | None:
    """The width in characters that a file was broken to, or None when its line ends are all meant."""
    widest = max((len(line) for line in lines), default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return None
    full = 0
    for line, following in pairwise(lines):
        full += bool(following) and len(line) <= widest < len(line) + 1 + len(first_word(following))
    return widest if full >= _FULL_LINES else None


def _goes_on(before: Block, line: str, width: int | None) -> bool:
    """A line end is only a full line's when the next line's first word would not have fitted."""
    if before.kind == "table" or before.broken:
        return before.broken
    return width is not None and len(before.text) + 1 + len(first_word(line)) > width and not is_item(line)

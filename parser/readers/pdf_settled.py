"""Blocks from the pages, and the source that they were printed from: the source settles what a page leaves unsure.

Lines that the pages and the source have in the same words learn from the source whether their ends were meant, and
how words are whole again; tables in the same words, their cells. Pages and lines come from the pages, and so do the
words: nothing that is printed goes, nothing that is not printed comes.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parser.model import Block, Row, Warning  # noqa: A004
from parser.readers.lines import is_item, table_block
from parser.readers.pdf_aligned import Aligned, Word, aligned, words_in
from parser.readers.pdf_source import SourceBlock, left_out

_LEAST_AGREEMENT = 0.9  # of the source's words; real minutes have 0.99 and more


def settled(blocks: tuple[Block, ...], source: Sequence[SourceBlock]) -> tuple[tuple[Block, ...], tuple[Warning, ...]]:
    """The blocks with what the source settles; as they are, with a warning, where it is another document's."""
    if not source:
        return blocks, ()
    both = aligned(blocks, [each.block for each in source])
    if both.share < _LEAST_AGREEMENT:
        return blocks, (left_out(f"only {both.share:.0%} of its words are printed"),)
    return tuple(_with_tables(_with_line_ends(blocks, source, both), source, both)), ()


def _is_line(block: Block) -> bool:
    return block.kind != "table"


def _with_line_ends(blocks: Sequence[Block], source: Sequence[SourceBlock], both: Aligned) -> list[Block]:
    """The blocks, the line ends inside an agreeing stretch as the source has them."""
    lines = list(blocks)
    for stretch in both.agreeing:
        ours = both.ours[stretch.left : stretch.left + stretch.length]
        theirs = both.theirs[stretch.right : stretch.right + stretch.length]
        for word, other in zip(ours, theirs, strict=True):
            if word.last > word.block and _is_line(source[other.block].block):
                _go_on(lines, word.last, touching=True, cut=True)
        for (word, after), (other, then) in zip(pairwise(ours), pairwise(theirs), strict=True):
            beside = (lines[word.last], lines[after.block], source[other.block].block, source[then.block].block)
            if after.block != word.last + 1 or not all(map(_is_line, beside)):
                continue
            if other.block == then.block:
                _go_on(lines, after.block, touching=other.end == then.start)
            elif not beside[-1].wrapped:
                _begin(lines, after.block, beside[-1].gap)
    return lines


def _go_on(lines: list[Block], at: int, touching: bool, cut: bool = False) -> None:
    """The line goes on from the one before; not one that the page sets apart, which a page break does not tell."""
    before, line = lines[at - 1], lines[at]
    if not line.gap or line.page != before.page:
        text = before.text.removesuffix("-") if cut else before.text
        lines[at - 1] = replace(before, text=text, broken=touching)
        lines[at] = replace(line, kind="line", gap=False, wrapped=True)


def _begin(lines: list[Block], at: int, gap: bool) -> None:
    if lines[at].wrapped:
        lines[at] = replace(lines[at], kind="item" if is_item(lines[at].text) else "line", gap=gap, wrapped=False)
        lines[at - 1] = replace(lines[at - 1], broken=False)


def _with_tables(lines: Sequence[Block], source: Sequence[SourceBlock], both: Aligned) -> list[Block]:
    """The blocks, with a clerk's tables as the source has them, where the same words are printed in their place."""
    blocks: list[Block] = []
    done = 0
    for at, each in enumerate(source):
        if not each.authored or _is_line(each.block):
            continue
        first, end = both.words_of(at)
        start, stop = both.between(first, end)
        if not 0 < stop - start <= end - first or not _are_whole_blocks(both.ours, start, stop):
            continue
        printed = both.ours[start:stop]
        table = _printed_table(each.block, printed, lines) if printed[0].block >= done else None
        if table is not None:
            blocks += [*lines[done : printed[0].block], table]
            done = printed[-1].last + 1
    return [*blocks, *lines[done:]]


def _are_whole_blocks(words: Sequence[Word], start: int, stop: int) -> bool:
    begins = start == 0 or words[start - 1].last < words[start].block
    return begins and (stop == len(words) or words[stop - 1].last < words[stop].block)


def _printed_table(table: Block, printed: Sequence[Word], lines: Sequence[Block]) -> Block | None:
    """The source's table, its rows where they are printed; None where the words are not the same."""
    rows = [_row_words(row, at < (table.header_rows or 0)) for at, row in enumerate(table.rows)]
    if Counter(word.text for word in printed) != Counter(word.text for row in rows for word in row):
        return None
    if _touching(printed) - _touching([word for row in rows for word in row]):
        return None  # "6.000" in print and "6 .000" in the source
    places: dict[str, deque[int]] = {}
    for at, word in enumerate(printed):
        places.setdefault(word.text, deque()).append(at)
    placed = []
    page, line = _place(printed[0], lines)
    for row, words in zip(table.rows, rows, strict=True):
        if words:
            page, line = _place(printed[min(places[word.text].popleft() for word in words)], lines)
        placed.append(replace(row, page=page, line=line))
    return table_block(placed, table.header_rows)


def _row_words(row: Row, is_header: bool) -> list[Word]:
    """The words of a row as printed: the reader repeats a header's text over the columns that it spans."""
    cells = [Block(c) for at, c in enumerate(row.cells) if not (is_header and at and c == row.cells[at - 1])]
    return words_in(cells)


def _touching(words: Sequence[Word]) -> Counter[tuple[str, str]]:
    """The pairs of words without anything between."""
    return Counter(
        (one.text, other.text) for one, other in pairwise(words) if one.block == other.block and one.end == other.start
    )


def _place(word: Word, lines: Sequence[Block]) -> tuple[int | None, int | None]:
    block = lines[word.block]
    if _is_line(block):
        return block.page, block.line
    row = block.rows[block.text.count("\n", 0, word.start)]
    return row.page, row.line

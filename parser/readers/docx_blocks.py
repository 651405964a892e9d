"""The XML of a Word file to blocks: paragraphs, list items and tables in document order.

Takes the parts that `docx.py` has opened; knows no package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from parser.model import Block, BlockKind, Row, Warning  # noqa: A004
from parser.normalise import BULLETS, clean_line
from parser.readers.docx_numbering import Numbering
from parser.readers.docx_styles import Styles, W
from parser.readers.docx_table import (
    WRAPPERS,
    TableRow,
    header_rows,
    is_table_of_values,
    lay_out,
    raw_text,
    table_rows,
)
from parser.readers.docx_text import Line, Paragraph, paragraph_of
from parser.readers.lines import is_item, parted_at, table_block

_TYPED_MARKER = re.compile(rf"\s{{0,20}}(\d{{1,2}}[.)]|[a-zåäö]\)|[{BULLETS}])\t{{1,20}}")
_PARTED = 3  # paragraphs after an empty one: then the file parts paragraphs by empty ones


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of a Word file that print. `notes` by (kind, id); `head` is empty where the first page has none."""

    body: Any
    head: Any
    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Any]


def blocks_of(opened: Opened) -> Blocks:
    """All that a Word file prints. `line` is a paragraph's number in the body, from 1; the head has none."""
    found = Blocks(opened, _parts_by_empty_paragraphs(opened.body))
    found.walk(opened.head)
    found.gap = True
    found.numbers = {paragraph: at for at, paragraph in enumerate(opened.body.iter(W + "p"), 1)}
    found.walk(opened.body)
    found.end_rows()
    return found


def _parts_by_empty_paragraphs(body: Any) -> bool:
    """Are empty paragraphs this file's way to part paragraphs, so that others without space between are lines?"""
    is_empty = [not raw_text(paragraph).strip() for paragraph in body.iterfind(W + "p")]
    return sum(before and not after for before, after in pairwise(is_empty)) >= _PARTED


@dataclass
class Blocks:
    """The blocks so far; `rows` are the lines with tabs that may turn out to be a table."""

    opened: Opened
    empty_ones_part: bool
    blocks: list[Block] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    numbers: dict[Any, int] = field(default_factory=dict)
    rows: list[tuple[str, Block]] = field(default_factory=list)
    gap: bool = True
    noted: int = 0

    def walk(self, element: Any) -> None:
        """Takes paragraphs and tables in document order."""
        for child in element:
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self._table(child)
            elif child.tag in WRAPPERS:
                self.walk(child)
            elif child.tag == W + "altChunk":
                told = "a part of the Word file that is in another format is not read"
                self.warnings.append(Warning("part-not-read", told))

    def _paragraph(self, element: Any) -> None:
        styles = self.opened.styles
        paragraph = paragraph_of(element, styles)
        number = self.numbers.get(element)
        lines = [line for line in paragraph.lines if clean_line(line.text.replace("\t", " "))]
        numbering = self.opened.numbering
        before = numbering.current
        marker = numbering.marker(element)  # an empty item is counted too
        if marker and numbering.current == before:
            self.gap = False  # the items of a list stand together, whatever space is between them
        else:
            self.gap = self.gap or not self.empty_ones_part or styles.space(element, "before")
        for at, line in enumerate(lines):
            kind: BlockKind = "heading" if styles.is_heading(element) else "line"
            self._line(line, kind, marker if at == 0 else "", number)
        self.gap = not lines or styles.space(element, "after")
        if not lines:
            self.end_rows()
        self._hanging(paragraph)

    def _line(self, line: Line, kind: BlockKind, marker: str, number: int | None) -> None:
        raw = _TYPED_MARKER.sub(r"\1 ", line.text.rstrip(), count=1)
        text = clean_line(f"{marker} {raw}".replace("\t", " "))
        if kind == "line" and (is_item(text) or (marker and "§" not in marker)):
            kind = "item"
        block = Block(text, kind, None, number, self.gap, bold=line.bold, parted=None if marker else parted_at(raw))
        self.gap = False
        if kind == "line" and not marker and "\t" in raw:
            self.rows.append((raw, block))
            return
        self.end_rows()
        self.blocks.append(block)

    def end_rows(self) -> None:
        """Closes a run of lines with tabs: a table, when two or more have one that is no indent."""
        rows, self.rows = self.rows, []
        if sum("\t" in raw.strip() for raw, _ in rows) < 2:
            self.blocks += [block for _, block in rows]
            return
        cells = [[clean_line(cell) for cell in raw.split("\t")] for raw, _ in rows]
        self._values([(row, block.line) for row, (_, block) in zip(cells, rows, strict=True)], None)

    def _values(self, rows: Sequence[tuple[list[str], int | None]], headers: int | None) -> None:
        self.blocks.append(table_block([Row(tuple(cells), None, line) for cells, line in rows], headers))
        self.gap = True

    def _table(self, element: Any) -> None:
        self.end_rows()
        rows = table_rows(element)
        self.gap = True
        if is_table_of_values(element, rows, self.opened.styles):
            self._table_of_values(rows)
            return
        for row in rows:
            for cell in row.cells:
                if not cell.goes_on:
                    self.walk(cell.element)
                    self.gap = True
        self.end_rows()

    def _table_of_values(self, rows: Sequence[TableRow]) -> None:
        hanging: list[Paragraph] = []
        texts = [[self._cell(cell.element, hanging) for cell in row.cells] for row in rows]
        places = [self._place(row) for row in rows]
        if len(rows[0].cells) == 1:  # one cell over the whole width names the table
            self.blocks.append(Block(texts[0][0], "line", None, places[0], gap=True))
            rows, texts, places = rows[1:], texts[1:], places[1:]
        self._values(list(zip(lay_out(rows, texts), places, strict=True)), header_rows(rows))
        for paragraph in hanging:
            self._hanging(paragraph)

    def _cell(self, element: Any, hanging: list[Paragraph]) -> str:
        """A cell's text on one line."""
        parts = []
        for each in element.iter(W + "p"):
            paragraph = paragraph_of(each, self.opened.styles)
            hanging.append(paragraph)
            text = clean_line(" ".join(line.text for line in paragraph.lines).replace("\t", " "))
            marker = self.opened.numbering.marker(each)
            parts.append(f"{marker} {text}" if text else "")
        return clean_line(" ".join(filter(None, parts)))

    def _place(self, row: TableRow) -> int | None:
        return next((self.numbers.get(p) for cell in row.cells for p in cell.element.iter(W + "p")), None)

    def _hanging(self, paragraph: Paragraph) -> None:
        """The text boxes and notes of a paragraph."""
        for box in paragraph.boxes:
            self.gap = True
            self.walk(box)
            self.gap = True
        for reference in paragraph.notes:
            self.noted += 1
            for text, line in self._note(reference):
                self.end_rows()
                self.blocks.append(Block(f"{self.noted} {text}", "line", None, line, gap=True))
                self.gap = True

    def _note(self, reference: tuple[str, str]) -> Iterator[tuple[str, int | None]]:
        note = self.opened.notes.get(reference, ())
        lines = [line.text for each in note for line in paragraph_of(each, self.opened.styles).lines]
        text = clean_line(" ".join(lines).replace("\t", " "))
        if text:
            yield text, self.blocks[-1].line if self.blocks else None

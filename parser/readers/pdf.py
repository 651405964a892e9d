"""PDF through pdfplumber, which lives in this module alone: words with their places, and ruled tables."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parser.errors import ScannedDocument, UnreadableDocument
from parser.model import Block, BlockKind, SourceDocument, Warning  # noqa: A004
from parser.normalise import clean_line
from parser.readers.lines import is_item, table_block
from parser.readers.pdf_lines import Line, Word, column_gap, is_full, is_running, line_pitch, lines_of
from parser.readers.pdf_table import Box, FoundTable, borderless_tables, joined, ruled_table

if TYPE_CHECKING:
    import pdfplumber.page

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_NEARLY_FULL = 0.7  # of the width: a line that stops there in the middle of a sentence
_TOUCHING = 0.08  # of the font size
_SENTENCE_END = (".", "!", "?", ":")
# What a browser prints around a page: date, time and title above, address and page number below.
_BROWSER_HEAD = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? (?:klo )?\d{1,2}[.:]\d\d")
_BROWSER_FOOT = re.compile(r"(?:https?|file)://\S+(?: \d{1,4}/\d{1,4})?\Z")


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[Line, ...]
    ruled: tuple[tuple[Box, ...], ...]
    height: float
    broken: frozenset[int]  # the numbers of the lines that end in a soft hyphen


def read(document: SourceDocument) -> tuple[tuple[Block, ...], int | None, tuple[Warning, ...]]:
    """The printed lines and tables of a PDF. `line` counts the lines of a page from 1, running heads too.

    Raises `UnreadableDocument` when the file is damaged or locked, or no page has any text (a scan).
    """
    pages = _pages(document.content)
    if not pages:
        raise UnreadableDocument("the PDF has no pages")
    if not any(page.lines for page in pages):
        raise ScannedDocument("the PDF holds no text, only pictures (a scan?)")
    running = is_running([page.lines for page in pages], [page.height for page in pages])
    body = [_without_running(page, running, at == 0) for at, page in enumerate(pages)]
    lines = [line for page in body for line in page.lines]
    gap = column_gap(lines)
    tables = joined([_tables(page, gap) for page in body], [page.lines for page in body], gap)
    empty = [at for at, page in enumerate(pages, 1) if not page.lines]
    warnings = tuple(Warning("empty-page", f"page {at} holds no text", at) for at in empty)
    return _blocks(body, tables), len(pages), warnings


def _pages(content: bytes) -> list[_Page]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    pages = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            for page in pdf.pages:
                pages.append(_page(page))
                page.close()  # pages left open hold 3 MB each
    except PdfminerException as error:
        locked = isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect)
        reason = "the PDF is locked with a password" if locked else "the PDF is damaged"
        raise UnreadableDocument(reason) from error
    except Exception as error:  # pdfminer raises TypeError, KeyError … on damaged files: 68 of 2,373 public ones
        raise UnreadableDocument(f"the PDF is damaged ({type(error).__name__})") from error
    return pages


def _page(page: pdfplumber.page.Page) -> _Page:
    """One page's words and rules."""
    if _is_double_struck(page):
        page = page.dedupe_chars()
    found = page.extract_words(use_text_flow=False, extra_attrs=["fontname", "size"], x_tolerance_ratio=0.2)
    broken, words = set(), []
    for word in found:
        text = clean_line(word["text"])
        if text or word["text"].endswith("\u00ad"):
            bold = _BOLD.search(word["fontname"]) is not None
            words.append(Word(word["text"], word["x0"], word["x1"], word["top"], word["bottom"], word["size"], bold))
    lines = []
    for line in lines_of(words, page.page_number):
        if line.words[-1].text.endswith("\u00ad"):
            broken.add(line.number)
        cleaned = [replace(word, text=clean_line(word.text)) for word in line.words]
        lines.append(replace(line, words=_whole(cleaned)))
    ruled = tuple(tuple(table.cells) for table in page.find_tables({"snap_tolerance": 4}))
    return _Page(tuple(line for line in lines if line.text), ruled, float(page.height), frozenset(broken))


def _whole(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words that touch are one: a change of font, or a sign that prints nothing, cut them."""
    whole: list[Word] = []
    for word in words:
        last = whole[-1] if whole else None
        if last is not None and word.x0 - last.x1 < _TOUCHING * word.size:
            both = last.text + word.text
            whole[-1] = replace(last, text=both, x1=max(last.x1, word.x1), bold=last.bold and word.bold)
        else:
            whole.append(word)
    return tuple(word for word in whole if word.text) or tuple(words[:1])


def _is_double_struck(page: pdfplumber.page.Page) -> bool:
    """Bold made by printing each sign twice, a hair apart: "9922 999900" would be a wrong sum."""
    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in page.chars if char["text"] != " "}
    printed = sum(1 for char in page.chars if char["text"] != " ")
    return len(places) < 0.9 * printed


def _without_running(page: _Page, running: frozenset[tuple[int, int]], is_first: bool) -> _Page:
    """The page without running heads and feet. The first page keeps its head: it names body and date."""
    kept = tuple(
        line
        for line in page.lines
        if not _is_browsers(line, page.height)
        and ((line.page, line.number) not in running or (is_first and line.top < page.height / 2))
    )
    return replace(page, lines=kept)


def _is_browsers(line: Line, height: float) -> bool:
    if line.top < 0.05 * height:
        return _BROWSER_HEAD.match(line.text) is not None
    return line.bottom > 0.95 * height and _BROWSER_FOOT.match(line.text) is not None


def _tables(page: _Page, gap: float) -> tuple[FoundTable, ...]:
    ruled = []
    taken: set[int] = set()
    for cells in page.ruled:
        free = [line for line in page.lines if line.number not in taken]
        table = ruled_table(cells, free) if free else None
        if table is not None:
            ruled.append(table)
            taken |= table.lines
    free = [line for line in page.lines if line.number not in taken]
    return (*ruled, *borderless_tables(free, gap))


def _blocks(pages: Sequence[_Page], tables: Sequence[tuple[FoundTable, ...]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    before: Line | None = None
    number: int | None = None
    outside = [
        [line for line in page.lines if not any(line.number in table.lines for table in found)]
        for page, found in zip(pages, tables, strict=True)
    ]
    text = [line for lines in outside for line in lines]
    margin = max((line.x1 for line in text), default=0.0)
    pitch = line_pitch(text, margin) if text else 0.0
    for page, found, lines in zip(pages, tables, outside, strict=True):
        ordered: list[Line | FoundTable] = [*lines, *found]
        ordered.sort(key=lambda part: part.number if isinstance(part, Line) else min(part.lines))
        for part in ordered:
            if isinstance(part, Line):
                counts_on = number is not None and _number(part) == number + 1
                block = _line_block(part, None if counts_on else before, pitch, margin, part.number in page.broken)
                blocks.append(replace(block, gap=_is_apart(part, before, pitch)) if counts_on else block)
                number = number if block.wrapped else _number(part)
                before = part
            elif part.rows:
                blocks.append(table_block(part.rows, part.header_rows))
                before = None
    return tuple(blocks)


def _line_block(line: Line, before: Line | None, pitch: float, margin: float, broken: bool) -> Block:
    wrapped = before is not None and _goes_on(before, line, pitch, margin)
    gap = not wrapped and _is_apart(line, before, pitch)
    kind: BlockKind = "item" if is_item(line.text) and not wrapped else "line"
    return Block(line.text, kind, line.page, line.number, gap, wrapped, broken, line.bold)


def _number(line: Line) -> int | None:
    """The number that begins a line of a list counted "1 …", "2 …"."""
    first = line.words[0].text.rstrip(".)")
    return int(first) if len(line.words) > 1 and first.isdecimal() and len(first) < 4 else None


def _is_apart(line: Line, before: Line | None, pitch: float) -> bool:
    return before is None or before.page != line.page or line.top - before.top > 1.25 * pitch


def _goes_on(before: Line, line: Line, pitch: float, margin: float) -> bool:
    """The line before was full: the first word of this one would not have fitted before the right margin."""
    if is_item(line.text) or line.bold != before.bold or abs(line.size - before.size) > 1:
        return False
    if before.page == line.page and line.top - before.top > 1.25 * pitch:
        return False
    if before.page != line.page and before.text.endswith(_SENTENCE_END):
        return False
    if is_full(before, line, margin):
        return True
    nearly_full = before.x1 - before.x0 > _NEARLY_FULL * (margin - before.x0)
    return before.page == line.page and nearly_full and line.text[0].islower() and before.text[-1:].isalpha()

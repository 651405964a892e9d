"""PDF through pdfplumber, which lives in this module alone: words with their places, and ruled tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parser.errors import ScannedDocument, UnreadableDocument
from parser.model import Block, SourceDocument, Warning  # noqa: A004
from parser.normalise import clean_line
from parser.readers.pdf_blocks import blocks_of
from parser.readers.pdf_borderless import borderless_tables
from parser.readers.pdf_joined import joined
from parser.readers.pdf_lines import (
    Line,
    Place,
    Word,
    column_gap,
    is_running,
    lines_of,
    whole_words,
    without_printed_break,
)
from parser.readers.pdf_seats import seat_places, seat_tables
from parser.readers.pdf_side_by_side import read_down
from parser.readers.pdf_signs import printed_signs
from parser.readers.pdf_stacked import stacked_tables
from parser.readers.pdf_table import Box, FoundTable, ruled_table
from parser.readers.pdf_worded import worded_tables

if TYPE_CHECKING:
    import pdfplumber.page

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_FEW_LETTERS = 60  # on a page: a stamp or a page number, and no text
# What a browser prints around a page: date, time and title above, address and page number below.
_BROWSER_HEAD = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? (?:klo )?\d{1,2}[.:]\d\d")
_BROWSER_FOOT = re.compile(r"(?:https?|file)://\S+(?: \d{1,4}/\d{1,4})?\Z")


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[Line, ...]
    ruled: tuple[tuple[Box, ...], ...]
    height: float
    pictured: bool  # pictures cover most of it


def read(document: SourceDocument) -> tuple[tuple[Block, ...], int | None, tuple[Warning, ...]]:
    """The printed lines and tables of a PDF. `line` counts the lines of a page from 1, running heads too.

    A page without text, or with little beside a picture of it, is a warning: nothing of it is lost in silence.
    Raises `UnreadableDocument` when the file is damaged or locked, `ScannedDocument` when no page has any text.
    """
    pages, info = _pages(document.content)
    if not pages:
        raise UnreadableDocument("the PDF has no pages")
    pages = _without_printed_breaks(pages)
    running = is_running([page.lines for page in pages], [page.height for page in pages])
    warnings = tuple(_unread(pages, running))
    if len(warnings) == len(pages):
        raise ScannedDocument("the PDF holds no text, only pictures (a scan?)")
    body = [_without_running(page, running, at == 0) for at, page in enumerate(pages)]
    lines = [line for page in body for line in page.lines]
    gap = column_gap(lines)
    seats = seat_places([page.lines for page in body], gap)
    body = [replace(page, lines=read_down(page.lines, seats, gap)) for page in body]
    tables = joined([_tables(page, seats, gap) for page in body], [page.lines for page in body], gap)
    blocks, told = _settled(blocks_of([page.lines for page in body], tables, running), info)
    return blocks, len(pages), (*warnings, *told)


def _settled(blocks: tuple[Block, ...], info: Mapping[str, object]) -> tuple[tuple[Block, ...], tuple[Warning, ...]]:
    """The blocks, with what the source settles that some systems leave in the file."""
    if not any("source" in key for key in info):
        return blocks, ()
    from parser.readers.pdf_settled import settled  # the reader of web pages loads slowly
    from parser.readers.pdf_source import source_of

    source, told = source_of(info, sum(len(block.text) for block in blocks))
    blocks, doubts = settled(blocks, source)
    return blocks, (*told, *doubts)


def _unread(pages: Sequence[_Page], running: frozenset[Place]) -> Iterator[Warning]:
    """A warning for each page of which no text is read; running heads and stamps are none."""
    for at, page in enumerate(pages, 1):
        letters = sum(len(line.text) for line in page.lines if line.place not in running)
        if page.pictured and letters < _FEW_LETTERS:
            yield Warning("scanned-page", f"page {at} is a picture (a scan?); what it says is not read", at)
        elif not page.lines:
            yield Warning("empty-page", f"page {at} holds no text", at)


def _pages(content: bytes) -> tuple[list[_Page], Mapping[str, object]]:
    """The pages, and the Info dictionary."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    pages = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            for page in pdf.pages:
                pages.append(_page(page))
                page.close()  # pages left open hold 3 MB each
            info = {str(key): value for key, value in pdf.metadata.items()}
    except PdfminerException as error:
        locked = isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect)
        reason = "the PDF is locked with a password" if locked else "the PDF is damaged"
        raise UnreadableDocument(reason) from error
    except Exception as error:  # pdfminer raises TypeError, KeyError … on damaged files: 68 of 2,373 public ones
        raise UnreadableDocument(f"the PDF is damaged ({type(error).__name__})") from error
    return pages, info


def _page(page: pdfplumber.page.Page) -> _Page:
    """One page's words and rules."""
    from pdfplumber.utils.text import extract_words

    signs = printed_signs(page.chars)
    found = extract_words(signs, extra_attrs=["fontname", "size", "struck"], x_tolerance_ratio=0.2)
    words = []
    for word in found:
        text, broken = clean_line(word["text"]), word["text"].endswith("\u00ad")
        if text or broken:
            bold = word["struck"] or _BOLD.search(word["fontname"]) is not None
            place = (word["x0"], word["x1"], word["top"], word["bottom"])
            words.append(Word(text, *place, word["size"], bold, broken))
    lines = [replace(line, words=whole_words(line.words)) for line in lines_of(words, page.page_number)]
    ruled = tuple(tuple(table.cells) for table in page.find_tables({"snap_tolerance": 4}))
    covered = sum((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images)
    pictured = covered > 0.5 * float(page.width) * float(page.height)
    return _Page(tuple(line for line in lines if line.text), ruled, float(page.height), pictured)


def _without_printed_breaks(pages: Sequence[_Page]) -> list[_Page]:
    """A browser prints a soft hyphen that it used as U+2010; in other documents that sign is a hyphen of its own."""
    lines = [line for page in pages for line in page.lines]
    if any("\u2010" in word.text[:-1] for line in lines for word in line.words):
        return list(pages)
    return [replace(page, lines=tuple(map(without_printed_break, page.lines))) for page in pages]


def _without_running(page: _Page, running: frozenset[Place], is_first: bool) -> _Page:
    """The page without running heads and feet. The first page keeps its head: it names body and date."""
    kept = tuple(
        line
        for line in page.lines
        if not _is_browsers(line, page.height)
        and (line.place not in running or (is_first and line.top < page.height / 2))
    )
    return replace(page, lines=kept)


def _is_browsers(line: Line, height: float) -> bool:
    if line.top < 0.05 * height:
        return _BROWSER_HEAD.match(line.text) is not None
    return line.bottom > 0.95 * height and _BROWSER_FOOT.match(line.text) is not None


def _tables(page: _Page, seats: frozenset[Place], gap: float) -> tuple[FoundTable, ...]:
    ruled = []
    taken: set[int] = set()
    for cells in page.ruled:
        free = [line for line in page.lines if line.number not in taken]
        table = ruled_table(cells, free) if free else None
        if table is not None:
            ruled.append(table)
            taken |= table.lines
    stacked, halves = stacked_tables([line for line in page.lines if line.number not in taken], gap)
    taken = taken.union(*(table.lines for table in stacked))
    numeric = borderless_tables([line for line in page.lines if line.number not in taken], gap, halves)
    taken = taken.union(*(table.lines for table in numeric))
    worded = worded_tables([line for line in page.lines if line.number not in taken], gap, halves, seats)
    taken = taken.union(*(table.lines for table in worded))
    free = [line for line in page.lines if line.number not in taken]
    return (*ruled, *stacked, *numeric, *worded, *seat_tables(free, seats, gap))

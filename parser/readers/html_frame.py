"""The lines of a page without its frame: menus, the way to the page, links to other files. And pages of lists.

The frame is what is linked and stands before the document's § line, and what stands after its end. The lists of files
that a system shows before the document come after it, where decisions have them. Nothing inside it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parser.errors import UnreadableDocument
from parser.fields import AGENDA_CAPTIONS
from parser.model import Block
from parser.readers.html_lines import Line, Lines
from parser.readers.html_systems import System, pages

_SECTION_LINE = re.compile(r"(?:§ ?\d{1,4}[a-z]?|\d{1,4}[a-z]? ?§)(?:\s.{0,300})?")
_HANDLING = re.compile(r"[A-ZÅÄÖ][^.,:;|]{1,80}[ ,]{1,2}(?:[0-3]?\d\.[01]?\d\.\d{4}[ ,]{1,3})?§ ?\d{1,4}[a-z]?")
_PAGE_HEAD = re.compile(
    r"(?P<head>.{0,80}[0-3]?\d\.[01]?\d\.\d{4}.{0,20}?)[ /,]{1,3}"
    rf"(?P<mark>(?:Pykälä|{AGENDA_CAPTIONS}):? ?(?P<number>\d{{1,4}}))"
)
_MOST_FILES = 300


def document_of(page: Lines, system: System) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of the document, and the lines of the frame that name the way to it.

    Raises `UnreadableDocument` for a list of meetings and other pages that hold no decision.
    """
    lines = page.lines[: page.end]
    lines = [line for line in lines if line.block.text.casefold() not in system.captions]
    first = next((at for at, line in enumerate(lines) if not line.linked and _is_section(line.block)), None)
    head = next((at for at, line in enumerate(lines[:first]) if _PAGE_HEAD.fullmatch(line.block.text)), None)
    if first is None and head is None:
        _refuse_lists(lines)
    start = first if first is not None else _after_head(lines, head, system)
    before, files = _without_files(lines[:start], system)
    trails = [line.block.text.strip(" |»›>·") for line in before if line.trail]
    before = [line for line in before if not line.linked or line.block.kind == "heading"]
    before, inside = _headed(before, lines[start:])
    return tuple(line.block for line in (*before, *inside, *files)), (*page.trails, *trails)


def _after_head(lines: Sequence[Line], head: int | None, system: System) -> int:
    """Where the document begins behind the page's head: links and lists of files come before it."""
    at = 0 if head is None else head + 1
    while 0 < at < len(lines) - 1 and (
        lines[at].linked or (_heads_files(lines[at], system) and _is_file(lines[at + 1]))
    ):
        at += 1
    return at


def _is_section(block: Block) -> bool:
    if block.kind == "table" or block.wrapped:
        return False
    return bool(_SECTION_LINE.fullmatch(block.text) or _HANDLING.fullmatch(block.text))


def _without_files(before: Sequence[Line], system: System) -> tuple[list[Line], list[Line]]:
    """The lines before the document, and the captioned lists of files among them."""
    kept: list[Line] = []
    files: list[Line] = []
    at = 0
    while at < len(before):
        end = at + 1
        if _heads_files(before[at], system):
            while end < len(before) and end - at < _MOST_FILES and _is_file(before[end]):
                end += 1
        (files if end > at + 1 else kept).extend(before[at:end])
        at = end
    return kept, files


def _heads_files(line: Line, system: System) -> bool:
    return line.block.text.rstrip(" :").casefold() in system.files


def _is_file(line: Line) -> bool:
    return line.linked and not line.trail and line.block.kind != "heading"


def _headed(before: list[Line], inside: list[Line]) -> tuple[list[Line], list[Line]]:
    """The page's head ("Pöytäkirja 4.12.2023/Pykälä 303") as date and § line, where no § line of its own follows."""
    for at, line in enumerate(before):
        found = _PAGE_HEAD.fullmatch(line.block.text)
        if found:
            numbers = (f"§ {found['number']}", f"{found['number']} §", f"§{found['number']}")
            if any(each.block.text.startswith(numbers) and not each.block.wrapped for each in inside):
                return before, inside
            date = replace(line, block=replace(line.block, text=found["head"].strip()))
            mark = replace(line, block=replace(line.block, text=found["mark"], gap=True))
            rest = [*before[at + 1 :], *inside]
            own = next((n for n, each in enumerate(rest) if each.block.text == found["number"]), None)
            if own is not None:  # an agenda's item: its bare number stands where minutes have the § line
                line = replace(rest[own], block=replace(rest[own].block, text=found["mark"], gap=True))
                return [*before[:at], date, *rest[:own]], [line, *rest[own + 1 :]]
            return [*before[:at], date], [mark, *rest]
    return before, inside


def _refuse_lists(lines: Sequence[Line]) -> None:
    """A page without a § line that shows what only lists show."""
    shown = {line.block.text.rstrip(" :").casefold() for line in lines}
    shown |= {" ".join(row.split()).casefold() for line in lines for row in line.block.text.split("\n", 3)[:3]}
    for reason, words in pages().lists:
        if shown & words:
            raise UnreadableDocument(reason)

"""HTML through BeautifulSoup over lxml, which live in this module and `html_table` alone.

The page's words are kept in document order: a block an element that starts a line of its own, a table block a
table of values. Left out is what is not part of the printed document: scripts, styles, navigation, the page's
footer. Lines are those of the source file; lxml does not tell them, so each start tag gets its line's number
before parsing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, cast

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from parser.errors import UnreadableDocument
from parser.model import Block, BlockKind, SourceDocument, Warning  # noqa: A004
from parser.normalise import clean_line
from parser.readers.charset import decode
from parser.readers.html_table import LINE, is_table_of_values, table_rows
from parser.readers.lines import is_item, table_block

_DEEPEST = 250  # lxml loses text below depth 254 without a word
_START_TAG_OR_LINE_END = re.compile(r"<[a-zA-Z][a-zA-Z0-9]{0,20}(?=[\s/>])|\n")
_LEFT_OUT = frozenset(["script", "style", "noscript", "template", "nav", "head", "svg", "button", "select"])
_PAGE_FRAME = frozenset(["html", "body", "div", "form"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_PARAGRAPHS = _HEADINGS | frozenset(
    ["p", "ul", "ol", "dl", "table", "blockquote", "section", "article", "main", "pre", "caption", "hr"]
)
_OWN_LINE = _PARAGRAPHS | frozenset(
    [
        "address",
        "aside",
        "body",
        "center",
        "dd",
        "div",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "html",
        "label",
        "legend",
        "li",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "br",
    ]
)
_BOLD = frozenset(["b", "strong", "th"])
_WHITE = re.compile(r"[ \t\n\r\f]+")


def read(document: SourceDocument) -> tuple[tuple[Block, ...], int | None, tuple[Warning, ...]]:
    """The blocks of a page. Raises `UnreadableDocument` for a page nested deeper than can be read whole."""
    text, assumed = decode(document.content)
    warnings: tuple[Warning, ...] = ()
    if assumed is not None:
        warnings = (Warning("charset", f"the page does not state its character set; read as {assumed}"),)
    soup = BeautifulSoup(_numbered(text.replace("\r\n", "\n").replace("\r", "\n")), "lxml")
    page = _Page()
    for event, node in _walk(soup):
        page.take(event, node)
    page.end_line()
    return tuple(page.blocks), None, warnings


def _numbered(source: str) -> str:
    """The page with an attribute in each start tag that holds its line."""
    line = 1

    def mark(match: re.Match[str]) -> str:
        nonlocal line
        if match[0] == "\n":
            line += 1
            return "\n"
        return f'{match[0]} {LINE}="{line}"'

    return _START_TAG_OR_LINE_END.sub(mark, source)


Event = Literal["open", "close", "text"]


def _walk(root: Tag) -> Iterator[tuple[Event, PageElement]]:
    """The tree in document order, without what is left out and without recursion."""
    stack: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.contents))]
    while stack:
        if len(stack) > _DEEPEST:
            raise UnreadableDocument(f"the page is nested deeper than {_DEEPEST} elements")
        tag, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                yield "close", tag
        elif isinstance(child, Tag):
            if _is_left_out(child):
                continue
            yield "open", child
            inside = () if child.name == "table" and is_table_of_values(child) else child.contents
            stack.append((child, iter(inside)))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield "text", child


def _is_left_out(tag: Tag) -> bool:
    if tag.name in _LEFT_OUT or tag.has_attr("hidden"):
        return True
    if tag.name not in ("header", "footer") or tag.parent is None or tag.parent.name not in _PAGE_FRAME:
        return False
    return tag.name == "footer" or tag.find(list(_HEADINGS)) is None  # a header with a heading may name the decision


@dataclass
class _Page:
    """The blocks so far and the line that is being gathered."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    bold_parts: int = 0
    kind: BlockKind = "line"
    source_line: int = 1
    first_line: int | None = None
    gap: bool = True
    bold_depth: int = 0
    pre_depth: int = 0
    marker: str = ""
    lists: list[int | None] = field(default_factory=list)  # the last number of each open list, None for bullets

    def take(self, event: Event, node: PageElement) -> None:
        if event == "text":
            self._text(str(node))
        elif event == "open":
            self._open(cast(Tag, node))
        else:
            self._close(cast(Tag, node))

    def _open(self, tag: Tag) -> None:
        self.source_line = int(str(tag.get(LINE) or self.source_line))
        if tag.name in _OWN_LINE:
            self.end_line(gap=tag.name in _PARAGRAPHS)
        if tag.name in _HEADINGS:
            self.kind = "heading"
        elif tag.name == "table" and is_table_of_values(tag):
            self._table(tag)
        elif tag.name == "ol":
            self.lists.append(_start(tag) - 1)
        elif tag.name == "ul":
            self.lists.append(None)
        elif tag.name == "li":
            self._item()
        self.bold_depth += tag.name in _BOLD
        self.pre_depth += tag.name == "pre"

    def _close(self, tag: Tag) -> None:
        self.bold_depth -= tag.name in _BOLD
        self.pre_depth -= tag.name == "pre"
        if tag.name in _OWN_LINE:
            self.end_line(gap=tag.name in _PARAGRAPHS)
        if tag.name in ("ol", "ul") and self.lists:
            self.lists.pop()

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else None
        if number is None:
            self.marker = "• "
        else:
            self.lists[-1] = number + 1
            self.marker = f"{number + 1}. "

    def _text(self, text: str) -> None:
        for piece in text.splitlines(keepends=True) if self.pre_depth else (text,):
            self._words(piece)
            self.source_line += piece.count("\n")
            if self.pre_depth and piece.endswith("\n"):
                self.end_line(gap=not self.parts)

    def _words(self, text: str) -> None:
        words = text if self.pre_depth else _WHITE.sub(" ", text)
        if not words.strip():
            if self.parts:
                self.parts.append(" ")
            return
        if self.first_line is None:
            self.first_line = self.source_line + text[: len(text) - len(text.lstrip())].count("\n")
        if self.parts and _touch(self.parts[-1], words):
            self.parts.append(" ")
        self.parts.append(words)
        self.bold_parts += self.bold_depth > 0

    def end_line(self, gap: bool = False) -> None:
        """Closes the line being gathered; `gap` says that empty space follows."""
        line = clean_line("".join(self.parts).replace("\t", " "))
        if line:
            if self.marker and not is_item(line):
                line = self.marker + line
            kind: BlockKind = "item" if self.marker or (self.kind == "line" and is_item(line)) else self.kind
            bold = self.bold_parts == sum(bool(part.strip()) for part in self.parts)
            self.blocks.append(Block(line, kind, None, self.first_line, self.gap, bold=bold))
            self.gap = False
            self.marker = ""
        self.gap = self.gap or gap
        self.parts, self.bold_parts, self.first_line, self.kind = [], 0, None, "line"

    def _table(self, tag: Tag) -> None:
        caption, rows, header_rows = table_rows(tag)
        if caption:
            self.blocks.append(Block(caption, "line", None, self.source_line, gap=True))
        self.blocks.append(table_block(rows, header_rows))
        self.gap = True


def _touch(before: str, after: str) -> bool:
    """Do two elements' texts touch where a label ends and its value begins ("ValmistelijaMatti Malli")?"""
    return before[-1:].islower() and after[:1].isupper()


def _start(tag: Tag) -> int:
    start = str(tag.get("start", "1"))
    return int(start) if start.isdigit() and len(start) < 5 else 1

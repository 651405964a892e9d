"""Events of a page to printed lines: where a line ends, what is bold, where a caption ends and its value begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from bs4 import Tag
from bs4.element import PageElement

from parser.model import Block, BlockKind
from parser.normalise import clean_line
from parser.readers.html_table import LINE, table_blocks
from parser.readers.html_walk import HEADINGS, Event
from parser.readers.lines import is_item

_PARAGRAPHS = HEADINGS | frozenset(
    ["p", "ul", "ol", "dl", "table", "blockquote", "section", "article", "main", "pre", "caption", "hr"]
)
_BOXES = frozenset(
    ["address", "aside", "body", "br", "center", "dd", "div", "dt", "fieldset", "figcaption", "figure", "footer"]
)
_PARTS = frozenset(["form", "header", "html", "label", "legend", "li", "tbody", "td", "tfoot", "th", "thead", "tr"])
_OWN_LINE = _PARAGRAPHS | _BOXES | _PARTS
_BOLD = frozenset(["b", "strong", "th"])
_NO_CAPTION = frozenset(["sub", "sup"])
_WEIGHT = re.compile(r"(?<![\w-])font-weight\s{0,3}:\s{0,3}(?:(bold|[6-9]00)|normal|[1-5]00|lighter)", re.I)
_WHITE = re.compile(r"[ \t\n\r\f]+")
_WIDE = re.compile(r"[\xa0\u2002\u2003\t][ \xa0\u2002\u2003\t]*[\xa0\u2002\u2003\t]")
_ONLY_SIGNS = re.compile(r"[ |»›>·©/•]{0,20}[|»›>·©][ |»›>·©/•]{0,20}")
_LONGEST_CAPTION = 90


@dataclass(frozen=True, slots=True)
class Line:
    """A block, whether all its words are links, and whether these are several with signs between."""

    block: Block
    linked: bool = False
    trail: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    line: int
    bold: bool
    link: bool
    element: int  # the inline element that it stands in, 0 for none


@dataclass
class Lines:
    """The lines so far, how many of them stand before the document's end, and the line that is being gathered."""

    lines: list[Line] = field(default_factory=list)
    trails: list[str] = field(default_factory=list)
    end: int | None = None
    parts: list[_Part] = field(default_factory=list)
    kind: BlockKind = "line"
    source_line: int = 1
    gap: bool = True
    bolds: list[bool] = field(default_factory=lambda: [False])
    elements: list[int] = field(default_factory=lambda: [0])
    opened: int = 0
    link_depth: int = 0
    pre_depth: int = 0
    marker: str = ""
    lists: list[int | None] = field(default_factory=list)  # the last number of each open list, None for bullets

    def take(self, event: Event, node: PageElement) -> None:
        if event == "text":
            self._text(str(node))
        elif event == "open":
            self._open(cast(Tag, node))
        elif event == "close":
            self._close(cast(Tag, node))
        elif event == "table":
            self._table(cast(Tag, node))
        elif event == "trail":
            words = clean_line(" | ".join(cast(Tag, node).stripped_strings))
            self.trails += [words] if words else []
        else:
            self.end_line(gap=True)
            self.end = len(self.lines)

    def _open(self, tag: Tag) -> None:
        self.source_line = int(str(tag.get(LINE) or self.source_line))
        own_line = tag.name in _OWN_LINE
        if own_line:
            self.end_line(gap=tag.name in _PARAGRAPHS)
        self.opened += 1
        self.elements.append(0 if own_line or tag.name in _NO_CAPTION else self.opened)
        self.bolds.append(_is_bold(tag, self.bolds[-1]))
        if tag.name in HEADINGS:
            self.kind = "heading"
        elif tag.name in ("ol", "ul"):
            self.lists.append(_start(tag) - 1 if tag.name == "ol" else None)
        elif tag.name == "li":
            self._item()
        self.link_depth += tag.name == "a"
        self.pre_depth += tag.name == "pre"

    def _close(self, tag: Tag) -> None:
        self.elements.pop()
        self.bolds.pop()
        self.link_depth -= tag.name == "a"
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
        words = text.replace("\t", " ") if self.pre_depth else _WHITE.sub(" ", text)
        if not words.strip(" ") or (not self.parts and not words.strip()):
            if self.parts:
                self.parts.append(_Part(" ", self.source_line, False, False, 0))
            return
        line = self.source_line + text[: len(text) - len(text.lstrip())].count("\n")
        self.parts.append(_Part(words, line, self.bolds[-1], self.link_depth > 0, self.elements[-1]))

    def end_line(self, gap: bool = False) -> None:
        """Closes the line being gathered; `gap` says that empty space follows."""
        text = clean_line(_joined(self.parts))
        if text and not _ONLY_SIGNS.fullmatch(text):
            self._add(text)
            self.gap = False
            self.marker = ""
        self.gap = self.gap or gap
        self.parts, self.kind = [], "line"

    def _add(self, text: str) -> None:
        printed = [part for part in self.parts if part.text.strip()]
        linked = all(part.link for part in printed if any(sign.isalnum() for sign in part.text))
        trail = linked and len({part.element for part in printed if part.link}) > 1
        if self.marker and not is_item(text):
            text = self.marker + text
        kind: BlockKind = "item" if self.marker or (self.kind == "line" and is_item(text)) else self.kind
        lead = _caption(self.parts) if kind == "line" and not linked else 0
        parts = self.parts[:lead] or self.parts
        line, bold = printed[0].line, all(part.bold for part in parts if part.text.strip())
        if not lead:
            self.lines.append(Line(Block(text, kind, None, line, self.gap, bold=bold), linked, trail))
            return
        rest = self.parts[lead:]
        value = Block(clean_line(_joined(rest)), "line", None, rest[0].line, wrapped=True)
        self.lines.append(Line(Block(clean_line(_joined(parts)), kind, None, line, self.gap, bold=bold)))
        self.lines.append(Line(value))

    def _table(self, tag: Tag) -> None:
        self.source_line = int(str(tag.get(LINE) or self.source_line))
        self.end_line(gap=True)
        self.lines += [Line(block) for block in table_blocks(tag, self.source_line)]
        self.gap = True


def _joined(parts: list[_Part]) -> str:
    """The words of a line; a space where one element's label touches the next one's value."""
    text: list[str] = []
    for part in parts:
        if text and text[-1][-1:].islower() and part.text[:1].isupper():
            text.append(" ")
        text.append(part.text)
    return "".join(text)


def _caption(parts: list[_Part]) -> int:
    """How many parts at the start of a line look like a caption with its value behind it; 0 when none do.

    A caption is bold, or an element of its own. It touches its value ("ValmistelijaMatti Malli"), or, when bold,
    ends in a colon or stands apart by more than a space. Whether the words are a heading is not asked here: the
    value goes on the caption's line (`wrapped`), so that the two are one line again where they are no heading.
    """
    first = parts[0]
    end = 1
    while end < len(parts) and (
        not parts[end].text.strip(" ") or (parts[end].bold if first.bold else parts[end].element == first.element)
    ):
        end += 1
    while end > 1 and not parts[end - 1].text.strip():
        end -= 1
    lead, rest = "".join(part.text for part in parts[:end]), "".join(part.text for part in parts[end:])
    words, value = lead.strip(), rest.strip()
    if not value or not 2 < len(words) <= _LONGEST_CAPTION or not (first.bold or first.element):
        return 0
    if not (words[-1].islower() or words[-1] in ":)") or not (
        value[0].isupper() or value[0].isdecimal() or value[0] in '”"('
    ):
        return 0
    between = lead[len(lead.rstrip()) :] + rest[: len(rest) - len(rest.lstrip())]
    if not between:
        return end if parts[end].element != first.element else 0
    return end if first.bold and (words.endswith(":") or _WIDE.search(between)) else 0


def _is_bold(tag: Tag, around: bool) -> bool:
    weight = _WEIGHT.search(str(tag.get("style", ""))[:500])
    if weight:
        return weight[1] is not None
    return around or tag.name in _BOLD


def _start(tag: Tag) -> int:
    start = str(tag.get("start", "1"))
    return int(start) if start.isdecimal() and len(start) < 5 else 1

"""A page's source to events in document order, without what is not part of the printed page.

Left out: scripts, styles, navigation, the page's footer, and the links that the publishing system puts on every
page. Lines are those of the source file; lxml does not tell them, so each start tag gets its line's number before
parsing. No recursion, and no page deeper than can be read whole.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Literal

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import Comment, NavigableString, PageElement, PreformattedString

from parser.errors import UnreadableDocument
from parser.normalise import clean_line
from parser.readers.html_systems import System
from parser.readers.html_table import LINE, is_table_of_values

Event = Literal["open", "close", "text", "table", "trail", "end"]
"""`table`: a table of values, whole; `trail`: the way to the page, whole; `end`: the system's mark of the end."""

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])

_DEEPEST = 250  # lxml loses text below depth 254 without a word
_START_TAG_OR_LINE_END = re.compile(r"<[a-zA-Z][a-zA-Z0-9]{0,20}(?=[\s/>])|\n")
_LEFT_OUT = frozenset(
    ["script", "style", "noscript", "template", "nav", "head", "title", "svg", "button", "select", "option", "textarea"]
)
_PAGE_FRAME = frozenset(["html", "body", "div", "form"])
_TRAIL = re.compile(r"crumb|murupolku", re.I)
_LONGEST_LINK = 100


def events_of(source: str, system: System) -> Iterator[tuple[Event, PageElement]]:
    """The events of a page. Raises `UnreadableDocument` for one nested deeper than can be read whole."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", XMLParsedAsHTMLWarning
        )  # a page may begin as XML does: XHTML, or what is no page
        soup = BeautifulSoup(_numbered(source.replace("\r\n", "\n").replace("\r", "\n")), "lxml")
    return _walk(soup, system)


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


def _walk(root: Tag, system: System) -> Iterator[tuple[Event, PageElement]]:
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
            kind = _kind(child, system)
            if kind is not None:
                yield kind, child
            if kind == "open":
                stack.append((child, iter(child.contents)))
        elif isinstance(child, Comment) and str(child).strip() in system.end:
            yield "end", child
        elif _is_printed(child):
            yield "text", child


def _is_printed(node: PageElement) -> bool:
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def _kind(tag: Tag, system: System) -> Event | None:
    """What the element is for the page; None when it is left out."""
    if _is_trail(tag):
        return "trail"
    if tag.name in _LEFT_OUT or tag.has_attr("hidden"):
        return None
    if tag.name == "a" and system.links:
        words = clean_line(" ".join(tag.get_text().split()))
        return None if len(words) <= _LONGEST_LINK and words.casefold() in system.links else "open"
    if tag.name in ("header", "footer") and tag.parent is not None and tag.parent.name in _PAGE_FRAME:
        # a header with a heading may name the decision
        return "open" if tag.name == "header" and tag.find(list(HEADINGS)) is not None else None
    return "table" if tag.name == "table" and is_table_of_values(tag) else "open"


def _is_trail(tag: Tag) -> bool:
    """The way from the front page to this one ("Etusivu › Kaupunginhallitus › Kokous 5.6.2023"), by its own name."""
    names = [str(tag.get("aria-label", "")), str(tag.get("id", "")), *(tag.get_attribute_list("class"))]
    return tag.name not in ("body", "html") and any(name and _TRAIL.search(str(name)[:200]) for name in names)

"""HTML: a page of any publishing system to the blocks of its document, through BeautifulSoup over lxml.

The page's words are kept in document order: a block an element that starts a line of its own, a table block a table
of values. `html_walk` leaves out what is not printed, `html_lines` makes lines, `html_frame` takes off the frame of
the page. What the page says of itself outside its text (title, way to the page, day it was made) comes as hints.
"""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from parser.errors import UnreadableDocument
from parser.model import Block, Hints, SourceDocument, Warning  # noqa: A004
from parser.normalise import clean_line
from parser.readers.charset import decode
from parser.readers.html_frame import document_of
from parser.readers.html_lines import Lines
from parser.readers.html_systems import system_of
from parser.readers.html_walk import events_of

_HEAD = 100_000  # characters in which the title and the day are sought
_TITLE = re.compile(r"<title\b[^<>]{0,300}>([^<]{1,500})", re.I)
_MADE = re.compile(
    r"<meta\b(?=[^<>]{0,300}\bname\s{0,3}=\s{0,3}[\"']?(?:ThisHTMLGenerated|dcterms\.(?:created|issued)|DC\.date|date)\b)"
    r"[^<>]{0,300}\bcontent\s{0,3}=\s{0,3}[\"']?((?:19|20)\d\d)-(\d\d)-(\d\d)",
    re.I,
)
_FEED = re.compile(r"\s{0,50}(?:<\?xml[^<>]{0,200}>\s{0,50})?<(?:rss|feed|rdf:RDF)\b", re.I)


def read(document: SourceDocument) -> tuple[tuple[Block, ...], int | None, tuple[Warning, ...], Hints]:
    """The blocks of a page's document and what the page says of itself.

    Raises `UnreadableDocument` for a page that holds no decision, or is nested deeper than can be read whole.
    """
    text, assumed = decode(document.content)
    if _FEED.match(text):
        raise UnreadableDocument("a news feed (RSS), not a decision")
    warnings: tuple[Warning, ...] = ()
    if assumed is not None:
        warnings = (Warning("charset", f"the page does not state its character set; read as {assumed}"),)
    system = system_of(text)
    page = Lines()
    for event, node in events_of(text, system):
        page.take(event, node)
    page.end_line()
    blocks, trails = document_of(page, system)
    return blocks, None, warnings, Hints(_title(text, trails), _made(text))


def _title(text: str, trails: tuple[str, ...]) -> str | None:
    """The page's title, then the way to the page."""
    found = _TITLE.search(text[:_HEAD])
    title = clean_line(" ".join(unescape(found[1]).split())) if found else ""
    return " | ".join(part for part in (title, *dict.fromkeys(trails)) if part) or None


def _made(text: str) -> date | None:
    found = _MADE.search(text[:_HEAD])
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None

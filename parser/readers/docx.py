"""Word files (DOCX) through python-docx, which lives in this module alone: it opens the file and gives its XML.

A block is a line of a paragraph, a list item with the marker that Word prints, or a table of values; `line` is the
paragraph's number in the file. The head of the first page comes first, since it may name body and date; other
heads and feet are left out. Notes and text boxes follow the paragraph or table that they hang on.
"""

from __future__ import annotations

import io
from typing import Any

from parser.errors import ParserError, UnreadableDocument
from parser.model import Block, SourceDocument, Warning  # noqa: A004
from parser.readers.docx_blocks import Opened, blocks_of
from parser.readers.docx_numbering import numbering_of
from parser.readers.docx_styles import W, is_on, styles_of, value_of
from parser.readers.zips import check_office_file, open_zip

_USED = frozenset(["styles", "numbering", "footnotes", "endnotes"])
_MOST_PARAGRAPHS = 300_000  # cells of tables too; 1,000 pages of minutes hold some 40,000
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(document: SourceDocument) -> tuple[tuple[Block, ...], int | None, tuple[Warning, ...]]:
    """The blocks of a Word file. Raises `UnreadableDocument` when it is damaged, locked or too large unpacked."""
    try:
        with open_zip(document.content) as archive:
            check_office_file(archive)
        opened = _open(document.content)
        if sum(1 for _ in opened.body.iter(W + "p")) > _MOST_PARAGRAPHS:
            raise UnreadableDocument(f"the Word file holds more than {_MOST_PARAGRAPHS} paragraphs")
        found = blocks_of(opened)
    except ParserError:
        raise
    except Exception as error:  # python-docx and lxml raise KeyError, ValueError, XMLSyntaxError … on damaged files
        raise UnreadableDocument(f"the Word file is damaged ({type(error).__name__})") from error
    return tuple(found.blocks), None, tuple(found.warnings)


def _open(content: bytes) -> Opened:
    import docx
    from docx.oxml.parser import parse_xml

    def root(part: Any) -> Any:
        element = getattr(part, "element", None)
        if element is None:
            element = parse_xml(part.blob)
        if element.getroottree().docinfo.internalDTD is not None:
            raise UnreadableDocument("the office file defines XML entities, which no office program does")
        return element

    main = docx.Document(io.BytesIO(content)).part
    related = {each.rId: each.target_part for each in main.rels.values() if not each.is_external}
    named = [(each.reltype.rpartition("/")[2], each.target_part) for each in main.rels.values() if not each.is_external]
    by_kind = {kind: root(part) for kind, part in named if kind in _USED}
    body = root(main).find(W + "body")
    styles = styles_of(by_kind.get("styles"))
    notes = {
        (kind, note.get(W + "id", "")): note
        for kind in ("footnote", "endnote")
        for note in (by_kind[f"{kind}s"].iterfind(W + kind) if f"{kind}s" in by_kind else ())
    }
    head = related.get(_first_head(body) or "")
    numbering = numbering_of(by_kind.get("numbering"), styles)
    return Opened(body, () if head is None else root(head), styles, numbering, notes)


def _first_head(body: Any) -> str | None:
    """The id of the head of the first page."""
    section = next(body.iter(W + "sectPr"), None)
    if section is None:
        return None
    wanted = "first" if is_on(value_of(section, "titlePg")) else "default"
    heads = {each.get(W + "type"): each.get(_RELATED) for each in section.iterfind(W + "headerReference")}
    return heads.get(wanted)

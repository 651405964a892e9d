"""One module a format: bytes in, blocks out. The table below is all that a new format adds here.

A reader is `read(document) -> tuple[tuple[Block, …], int | None, tuple[Warning, …]]`: the blocks in reading
order, the number of pages (None where the format has none) and what was odd; a fourth, `Hints`, where a format has
them. Its blocks keep the promises of `normalise`, and none is empty. It raises `UnreadableDocument` when nothing
could be delivered.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from parser.errors import UnreadableDocument, UnsupportedFormat
from parser.model import Block, Conversion, Hints, Reading, Source, SourceDocument, Warning  # noqa: A004
from parser.readers.media import DOCX, media_type_of
from parser.recognised import mended

__all__ = ["READERS", "media_type_of", "prepare", "read"]

READERS = {
    "text/plain": "parser.readers.text",
    "text/html": "parser.readers.html",
    "application/pdf": "parser.readers.pdf",
    DOCX: "parser.readers.docx",
}

# What a reader imports when it reads, since it is heavy.
_HEAVY = {"application/pdf": "pdfplumber", DOCX: "docx"}

Plain = tuple[tuple[Block, ...], int | None, tuple[Warning, ...]]
Found = Plain | tuple[tuple[Block, ...], int | None, tuple[Warning, ...], Hints]


class Reader(Protocol):
    """What the module of a format offers."""

    def read(self, document: SourceDocument) -> Found: ...


def prepare(media_type: str) -> None:
    """Imports what reading a format needs, so that processes that are forked later need not."""
    for name in (READERS.get(media_type), _HEAVY.get(media_type)):
        if name is not None:
            import_module(name)


def read(document: SourceDocument, conversion: Conversion | None = None) -> Reading:
    """The blocks of a document, by the reader of its media type; out of its conversion where one is given.

    The source is the document's own either way.
    """
    read_from = document
    if conversion is not None:
        read_from = SourceDocument(conversion.content, conversion.media_type, document.origin)
    name = READERS.get(read_from.media_type)
    if name is None:
        raise UnsupportedFormat(f"no reader for {read_from.media_type}")
    found = cast(Reader, import_module(name)).read(read_from)
    blocks, pages, warnings = found[0], found[1], found[2]
    hints = found[3] if len(found) == 4 else Hints()
    if not blocks:
        raise UnreadableDocument("no text in it")
    ocr = conversion is not None and conversion.ocr
    if ocr:
        blocks, told = mended(blocks)
        warnings = (*told, *warnings)
    return Reading(Source(document.origin, document.sha256, document.media_type, pages, ocr), blocks, warnings, hints)

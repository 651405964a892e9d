"""One module a format: bytes in, blocks out. The table below is all that a new format adds here.

A reader is `read(document) -> tuple[tuple[Block, …], int | None, tuple[Warning, …]]`: the blocks in reading
order, the number of pages (None where the format has none) and what was odd. Its blocks keep the promises of
`normalise`, and none is empty. It raises `UnreadableDocument` when nothing could be delivered.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from parser.errors import UnreadableDocument, UnsupportedFormat
from parser.model import Block, Reading, Source, SourceDocument, Warning  # noqa: A004
from parser.readers.media import media_type_of

__all__ = ["READERS", "media_type_of", "read"]

READERS = {
    "text/plain": "parser.readers.text",
    "text/html": "parser.readers.html",
    "application/pdf": "parser.readers.pdf",
}


class Reader(Protocol):
    """What the module of a format offers."""

    def read(self, document: SourceDocument) -> tuple[tuple[Block, ...], int | None, tuple[Warning, ...]]: ...


def read(document: SourceDocument) -> Reading:
    """The blocks of a document, by the reader of its media type."""
    name = READERS.get(document.media_type)
    if name is None:
        raise UnsupportedFormat(f"no reader for {document.media_type}")
    blocks, pages, warnings = cast(Reader, import_module(name)).read(document)
    if not blocks:
        raise UnreadableDocument("no text in it")
    source = Source(document.origin, document.sha256, document.media_type, pages)
    return Reading(source, blocks, warnings)

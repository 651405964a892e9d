"""What a file is, told from its bytes; its name decides only between plain text and HTML."""

from __future__ import annotations

import re
from pathlib import PurePath

from parser.errors import UnreadableDocument, UnsupportedFormat

_HEAD = 4096
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_NOT_READ = {
    "application/zip": "a zip or an office file (docx, odt, xlsx)",
    "application/x-ole-storage": "an old office file (doc, xls)",
    "application/rtf": "an RTF file",
    "image/png": "a picture",
    "image/jpeg": "a picture",
    "image/gif": "a picture",
    "image/tiff": "a picture",
}
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|meta|title|h[1-6]|div|p|table|span|article|main)\b", re.I)
_HTML_NAMES = {".html", ".htm", ".xhtml"}
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 26, 27}


def media_type_of(content: bytes, name: str) -> str:
    """The media type of a file.

    Raises `UnreadableDocument` for an empty or binary file and `UnsupportedFormat` for a known format
    that no reader takes; the message says what it is.
    """
    if not content.strip():
        raise UnreadableDocument("the file is empty")
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            if media_type in _NOT_READ:
                raise UnsupportedFormat(f"{_NOT_READ[media_type]}, which cannot be read yet")
            return media_type
    head = content[:_HEAD]
    if b"%PDF-" in head[:1024]:  # readers of PDF allow some rubbish before the header
        return "application/pdf"
    if _is_binary(head):
        raise UnsupportedFormat("neither text nor a known format (binary)")
    if PurePath(name).suffix.lower() in _HTML_NAMES or _MARKUP.search(head):
        return "text/html"
    return "text/plain"


def _is_binary(head: bytes) -> bool:
    if head.startswith(_BOMS):
        return False
    return b"\x00" in head or sum(byte in _CONTROLS for byte in head) > len(head) // 50

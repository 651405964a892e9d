"""Bytes to text, decided by us: a library's guess once read a Finnish page as Shift-JIS.

The order: byte order mark, strict UTF-8, the charset that the document declares, windows-1252. `latin-1` and
`ascii` are read as windows-1252, as browsers do (WHATWG encoding labels).
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})""", re.I
)
_CHARSETS = ("utf-", "iso8859", "cp", "ascii", "mac-", "koi8", "hp-")
_AS_WINDOWS_1252 = {"iso8859-1", "ascii", "cp1252"}


def decode(content: bytes) -> tuple[str, str | None]:
    """The text, and the charset that had to be assumed (None when it was certain)."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, errors="replace"), None
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    declared = _declared(content)
    if declared and declared not in _AS_WINDOWS_1252:
        try:
            return content.decode(declared), None
        except UnicodeDecodeError:
            pass
    return _windows_1252(content), None if declared in _AS_WINDOWS_1252 else "windows-1252"


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content[:4096])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii", "replace")).name
    except LookupError:
        return None
    return name if name.startswith(_CHARSETS) else None  # Python's codecs hold more than charsets: hex, zlib …


def _windows_1252(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:  # five bytes stand for nothing there; browsers read them as control characters
        return content.decode("latin-1")

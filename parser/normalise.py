"""Text as every later stage may trust it.

After `clean`: Unicode NFC; `\\n` is the only line end; no no-break, narrow or other odd space (a plain space
stands for each), no soft hyphen, zero-width or control character but tab and `\\n`.
After `clean_line`: also a single line, no outer spaces, no doubled spaces; tabs are kept (they part the cells
of a table row).
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# U+0002 is what PDFium gives for a hyphen at a line end; the others print nothing. U+200B stands inside real numbers.
_NOTHING = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_BULLETS = re.compile(r"[\uf0b7\uf0a7\u25cf\u2219]")  # the bullets of symbol fonts, as they come out of PDF and Word
BULLETS = "•▪◦*–—-"
"""The signs that begin an item of a list, dashes among them; to stand between the brackets of a pattern."""

FILE_ENDINGS = "pdf|docx?|xlsx?|pptx?|jpg|png|zip"
"""How the names of attached files end; alternatives of a pattern."""

_RUNS = re.compile(r" {2,}")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_FINNISH = str.maketrans("äöå", "aoa")


def clean(text: str) -> str:
    """The text with every promise of this module's first paragraph."""
    text = unicodedata.normalize("NFC", text)
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _NOTHING.sub("", text)
    return _BULLETS.sub("•", text)


def clean_line(text: str) -> str:
    """One printed line: clean, with single spaces; empty when nothing is printed."""
    return _RUNS.sub(" ", clean(text).replace("\n", " ")).strip(" ")


def slug(text: str) -> str:
    """A part of an id: lower case, ä→a, ö→o, å→a, any other run of signs → one hyphen, none at the ends."""
    return _NOT_SLUG.sub("-", unicodedata.normalize("NFC", text).lower().translate(_FINNISH)).strip("-")

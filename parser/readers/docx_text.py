"""The printed text of a Word paragraph: its lines with their tabs, and what hangs on it.

Takes the XML elements that `docx.py` has opened; knows no package. Inserted text is printed; deleted, hidden and
commented text and the codes of fields are not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from parser.readers.docx_styles import Styles, W

_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TEXTS = frozenset([W + "t", _MATHS + "t"])
_NOT_PRINTED = frozenset(
    W + name
    for name in ("pPr", "rPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "sdtPr", "tbl", "rubyPr")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SIGN_OF = {W + name: sign for name, sign in _SIGNS.items()}
_NOTES = frozenset([W + "footnoteReference", W + "endnoteReference"])


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph, up to a break that was meant (rivi). bold: all of it is."""

    text: str
    bold: bool


@dataclass
class Paragraph:
    """What a paragraph prints (kappale). `boxes` are text boxes that hang on it, `notes` its notes' (kind, id)."""

    parts: list[tuple[str, bool]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        lines: list[Line] = []
        text, bold = "", True
        for part, is_bold in [*self.parts, ("\n", True)]:
            for at, piece in enumerate(part.split("\n")):
                if at:
                    lines.append(Line(text, bold and bool(text.strip())))
                    text, bold = "", True
                text += piece
                bold = bold and (is_bold or not piece.strip())
        return lines


def paragraph_of(element: Any, styles: Styles) -> Paragraph:
    """What the paragraph of an element prints."""
    paragraph = Paragraph()
    _take(element, element, False, styles, paragraph)
    return paragraph


def _take(element: Any, whole: Any, bold: bool, styles: Styles, found: Paragraph) -> None:
    for child in element:
        tag = child.tag
        if tag in _NOT_PRINTED or not isinstance(tag, str):
            continue
        printed = _printed(child)
        if printed is not None:
            found.parts.append((printed, bold))
        elif tag == W + "r":
            if not styles.is_hidden(child):
                _take(child, whole, styles.is_bold(whole, child), styles, found)
        elif tag in _NOTES:
            found.notes.append((tag.removeprefix(W).removesuffix("Reference"), child.get(W + "id", "")))
        elif tag == W + "txbxContent":
            found.boxes.append(child)
        else:  # of alternatives, the others say the same for older programs
            inside = child[:1] if tag == _ALTERNATIVES else child
            _take(inside, whole, bold, styles, found)


def _printed(element: Any) -> str | None:
    """The sign or text that an element stands for, None where it stands for none."""
    if element.tag in _TEXTS:
        return (element.text or "").replace("\n", " ").replace("\r", " ")
    if element.tag == W + "sym":
        return _symbol(element.get(W + "char", ""))
    return _SIGN_OF.get(element.tag)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""

"""A decision written as plain text in Lahti's layout → the same decision as a web page, a PDF or a Word file.

The text has one paragraph a line, headings on lines of their own, items as "1. …" or "• …", tables as tab
rows with the header row first, and empty lines between all of these. Run as a program this module writes
the sample PDF anew: `python tests/render.py`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import docx
from docx.oxml.ns import qn
from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

HEADINGS = frozenset(
    {
        "Aikaisempi käsittely",
        "Asian valmistelija / lisätietojen antaja",
        "Eriävä mielipide",
        "Esittelijä",
        "Esteellisyys",
        "Kaupunginhallituksen ehdotus",
        "Kaupunginjohtajan ehdotus",
        "Käsittely",
        "Liitteet",
        "Muutoksenhaku",
        "Oheismateriaali",
        "Perusteluosa",
        "Päätös",
        "Päätösehdotus",
        "Tiedoksi",
        "Tiivistelmä",
        "Toimenpiteet",
        "Äänestys",
    }
)
"""The lines that are headings where nothing else is said."""

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_TEXT = ROOT / "tests/documents/lahti/sources/kh-2023-09-04-215.txt"
SAMPLE_PDF = ROOT / "corpus/samples/lahti/kh-2023-09-04-215.pdf"

PartKind = Literal["heading", "paragraph", "numbered", "bulleted", "table"]

_NUMBERED = re.compile(r"(\d{1,2})\. +(?=\S)")
_BULLET = "• "
_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=10.5, leading=14, spaceAfter=7)
_CAPTION = ParagraphStyle("caption", parent=_TEXT, keepWithNext=1)
_ITEM = ParagraphStyle("item", parent=_TEXT, leftIndent=18, firstLineIndent=-18, spaceAfter=2)
_LAST_ITEM = ParagraphStyle("last item", parent=_ITEM, spaceAfter=7)
_HEADING = ParagraphStyle(
    "heading",
    parent=_TEXT,
    fontName="Helvetica-Bold",
    fontSize=11.5,
    spaceBefore=8,
    spaceAfter=4,
    keepWithNext=1,
)
_CELL = ParagraphStyle("cell", parent=_TEXT, fontSize=10, leading=12, spaceAfter=0)
_NUMBER_CELL = ParagraphStyle("number cell", parent=_CELL, alignment=TA_RIGHT)


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one kind that stand together: one heading, one paragraph, one list or one table."""

    kind: PartKind
    lines: tuple[str, ...]


def parts(text: str, headings: frozenset[str] = HEADINGS) -> Iterator[Part]:
    """Takes the text apart. An empty line ends a part, and so does a line of another kind."""

    def kind(line: str) -> PartKind | None:
        if not line:
            return None
        if line in headings:
            return "heading"
        if "\t" in line:
            return "table"
        if _NUMBERED.match(line):
            return "numbered"
        return "bulleted" if line.startswith(_BULLET) else "paragraph"

    lines = (line.rstrip() for line in unicodedata.normalize("NFC", text).splitlines())
    for part_kind, group in groupby(lines, kind):
        if part_kind == "heading":
            yield from (Part("heading", (line,)) for line in group)
        elif part_kind is not None:
            yield Part(part_kind, tuple(group))


def as_html(text: str, headings: frozenset[str] = HEADINGS) -> str:
    """The decision as a whole HTML page: <h2>, <p>, <ol> and <ul>, <table> with <th> in its first row."""
    body = list(parts(text, headings))
    title = " ".join(line for part in body[:2] for line in part.lines)
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="fi">',
            "<head>",
            '<meta charset="utf-8">',
            f"<title>{html.escape(title, quote=False)}</title>",
            "</head>",
            "<body>",
            *map(_html_part, body),
            "</body>",
            "</html>",
            "",
        )
    )


def as_pdf(text: str, ruled: bool, headings: frozenset[str] = HEADINGS) -> bytes:
    """The decision as an A4 PDF, its tables with rules or without. The same text always gives the same bytes.

    The standard PDF fonts are used, so the text must keep to the letters of windows-1252.
    """
    body = list(parts(text, headings))
    before_table = [following.kind == "table" for following in body[1:]] + [False]
    flowables = [
        flowable
        for part, is_caption in zip(body, before_table, strict=True)
        for flowable in _pdf_part(part, ruled, is_caption)
    ]
    buffer = BytesIO()
    margin = 22 * mm
    SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        invariant=1,
        lang="fi",
        title="Päätös",
    ).build(flowables)
    return buffer.getvalue()


def as_docx(text: str, headings: frozenset[str] = HEADINGS) -> bytes:
    """The decision as a Word file: heading styles, lists that Word numbers, tables with a marked header row."""
    document = docx.Document()
    for part in parts(text, headings):
        _docx_part(document, part)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _docx_part(document: Any, part: Part) -> None:
    match part.kind:
        case "heading":
            document.add_heading(part.lines[0], level=2)
        case "paragraph":
            document.add_paragraph("\n".join(part.lines))
        case "numbered":
            number = _docx_list(document, _first_number(part.lines))
            for line in part.lines:
                paragraph = document.add_paragraph(_NUMBERED.sub("", line, count=1), style="List Number")
                paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
        case "bulleted":
            for line in part.lines:
                document.add_paragraph(line.removeprefix(_BULLET), style="List Bullet")
        case "table":
            _docx_table(document, [line.split("\t") for line in part.lines])


def _docx_list(document: Any, first: int) -> int:
    """A list of its own, which numbers its items from `first`: the id that its paragraphs name."""
    kinds = document.part.numbering_part.element
    style = document.styles["List Number"].element
    kind = kinds.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    listed = kinds.add_num(kind)
    listed.add_lvlOverride(0).add_startOverride(first)
    number: int = listed.numId
    return number


def _docx_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), max(len(row) for row in rows), style="Table Grid")
    for at, row in enumerate(rows):
        for cell, text in zip(table.rows[at].cells, row, strict=False):
            cell.text = text
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader")))


def _html_part(part: Part) -> str:
    lines = [html.escape(line, quote=False) for line in part.lines]
    match part.kind:
        case "heading":
            return f"<h2>{lines[0]}</h2>"
        case "paragraph":
            return f"<p>{'<br>'.join(lines)}</p>"
        case "numbered":
            first = _first_number(lines)
            opening = "<ol>" if first == 1 else f'<ol start="{first}">'
            return "\n".join((opening, *(f"<li>{_NUMBERED.sub('', line, count=1)}</li>" for line in lines), "</ol>"))
        case "bulleted":
            return "\n".join(("<ul>", *(f"<li>{line.removeprefix(_BULLET)}</li>" for line in lines), "</ul>"))
        case "table":
            return _html_table([line.split("\t") for line in lines])


def _html_table(rows: Sequence[Sequence[str]]) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"

    return "\n".join(("<table>", row(rows[0], "th"), *(row(cells, "td") for cells in rows[1:]), "</table>"))


def _first_number(lines: Sequence[str]) -> int:
    number = _NUMBERED.match(lines[0])
    return int(number[1]) if number else 1


def _pdf_part(part: Part, ruled: bool, is_caption: bool) -> list[Flowable]:
    lines = [html.escape(line, quote=False) for line in part.lines]
    match part.kind:
        case "heading":
            return [Paragraph(lines[0], _HEADING)]
        case "paragraph":
            return [Paragraph("<br/>".join(lines), _CAPTION if is_caption else _TEXT)]
        case "numbered" | "bulleted":
            return [
                *(Paragraph(line, _ITEM) for line in lines[:-1]),
                Paragraph(lines[-1], _LAST_ITEM),
            ]
        case "table":
            return [_pdf_table([line.split("\t") for line in lines], ruled)]


def _pdf_table(rows: Sequence[Sequence[str]], ruled: bool) -> Table:
    """The first column takes three tenths of the width; all but the first are set to the right."""
    width = max(len(row) for row in rows)
    cells = [
        [
            Paragraph(f"<b>{cell}</b>" if row_number == 0 else cell, _NUMBER_CELL if column else _CELL)
            for column, cell in enumerate([*row, *[""] * (width - len(row))])
        ]
        for row_number, row in enumerate(rows)
    ]
    page = A4[0] - 44 * mm
    other = page * 0.7 / max(width - 1, 1)
    table = Table(cells, colWidths=[page * 0.3, *[other] * (width - 1)], hAlign="LEFT")
    table.spaceAfter = 9
    if ruled:
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    return table


if __name__ == "__main__":
    SAMPLE_PDF.write_bytes(as_pdf(SAMPLE_TEXT.read_text(encoding="utf-8"), ruled=True))

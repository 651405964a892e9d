"""What stands on paper: lines, lists and tables; and their web page, PDF (reportlab, Chromium, LibreOffice) and text."""

from __future__ import annotations

import html
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.meetings.model import Listing

Style = Literal["cover", "mark", "title", "case", "organ", "heading", "para", "tight"]
Producer = Literal["chromium", "soffice", "reportlab"]

_BOLD: tuple[Style, ...] = ("mark", "title", "heading", "organ")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of its own. `tight` ones have no space between them."""

    text: str
    style: Style = "para"


@dataclass(frozen=True, slots=True)
class Rows:
    """A table. Its first row is a header row where `head` says so; only then it has rules."""

    rows: tuple[tuple[str, ...], ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines side by side."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


Element = Line | Listing | Rows | Columns | Break


@dataclass(frozen=True, slots=True)
class Paper:
    """How a document is printed.

    head    the running head: left and right of each line, "#" for the page's number
    soft    soft hyphens in long words
    zero    a zero-width space after each hyphen
    spaced  headings letter-spaced
    struck  bold letters are printed twice (Chromium only)
    """

    producer: Producer
    head: tuple[tuple[str, str], ...]
    font: str = "Liberation Sans"
    size: float = 10.5
    soft: bool = False
    zero: bool = False
    spaced: bool = False
    struck: bool = False


def as_text(elements: Sequence[Element]) -> str:
    """Plain text: an empty line between paragraphs, tab rows."""
    blocks: list[str] = []
    tight = False
    for element in elements:
        text = "\n".join(_lines(element))
        is_tight = isinstance(element, Line) and element.style == "tight"
        if tight and is_tight:
            blocks[-1] += f"\n{text}"
        elif text:
            blocks.append(text)
        tight = is_tight
    return "\n\n".join(blocks) + "\n"


def _lines(element: Element) -> Iterator[str]:
    match element:
        case Line(text):
            yield text
        case Listing(items):
            yield from (f"{at}. {item}" for at, item in enumerate(items, 1))
        case Rows(rows):
            yield from ("\t".join(row) for row in rows)
        case Columns(left, right):
            yield from left
            yield from right


def as_page(elements: Sequence[Element], paper: Paper | None = None) -> str:
    """A whole web page; with `paper`, one that is to be printed."""
    css = _css(paper) if paper else ""
    head = _soffice_head(paper) if paper and paper.producer == "soffice" else ""
    body = "\n".join(_markup(element, paper) for element in elements)
    return (
        '<!DOCTYPE html>\n<html lang="fi">\n<head>\n<meta charset="utf-8">\n<title>Asiakirja</title>\n'
        f"{css}</head>\n<body>\n{head}{body}\n</body>\n</html>\n"
    )


def _css(paper: Paper) -> str:
    left = "\\A ".join(one for one, _ in paper.head)
    right = "\\A ".join(other.replace("#", '" counter(page) "') for _, other in paper.head)
    boxes = (
        f'@top-left {{ content: "{left}"; white-space: pre; text-align: left; width: 70% }}'
        f'@top-right {{ content: "{right}"; white-space: pre; text-align: right; width: 30% }}'
    )
    size = f"{paper.size}pt"
    shadow = "text-shadow: 0.3px 0 0 #000;" if paper.struck else ""
    spaced = "letter-spacing: 0.18em;" if paper.spaced else ""
    return f"""<style>
@page {{ size: A4; margin: 26mm 20mm 20mm 20mm; {boxes if paper.producer == "chromium" else ""} }}
body {{ font-family: "{paper.font}"; font-size: {size}; margin: 0 }}
p {{ margin: 0 0 7pt 0; font-family: "{paper.font}"; font-size: {size}; line-height: 125% }}
p.tight {{ margin: 0 }}
p.mark, p.title, p.organ, p.heading {{ font-weight: bold; {shadow} }}
p.mark {{ margin-top: 16pt }}
p.heading {{ margin-top: 9pt; {spaced} }}
ol {{ margin: 0 0 7pt 0; padding-left: 22pt; font-size: {size}; line-height: 125% }}
table {{ margin-bottom: 8pt; border-collapse: collapse; width: 100% }}
td, th {{ font-family: "{paper.font}"; font-size: {size}; text-align: left; vertical-align: top; padding: 2pt 6pt 2pt 0 }}
table.head td, table.head th {{ border: 0.5pt solid #000; padding: 2pt 4pt }}
.break {{ page-break-before: always }}
</style>
"""


def _soffice_head(paper: Paper) -> str:
    number = '<sdfield type="page" subtype="random" format="page">1</sdfield>'
    lines = "<br>".join(f"{left}&nbsp;&nbsp;&nbsp;&nbsp;{right.replace('#', number)}" for left, right in paper.head)
    return f'<div title="header"><p style="margin: 0 0 14pt 0">{lines}</p></div>\n'


def _markup(element: Element, paper: Paper | None) -> str:
    def said(text: str) -> str:
        text = _softened(text) if paper and paper.soft else text
        text = text.replace("-", "-\u200b") if paper and paper.zero else text
        return html.escape(text, quote=False)

    def row(cells: Sequence[str], tag: str) -> str:
        return f"<tr>{''.join(f'<{tag}>{said(cell)}</{tag}>' for cell in cells)}</tr>"

    match element:
        case Break():
            return '<p class="tight break"></p>' if paper else ""
        case Line(text, style):
            return f'<p class="{style}">{said(text)}</p>'
        case Listing(items):
            return "\n".join(["<ol>", *(f"<li>{said(item)}</li>" for item in items), "</ol>"])
        case Rows(rows, head):
            opening = '<table class="head">' if head else "<table>"
            return "\n".join(
                [opening, *(row(cells, "th" if head and not at else "td") for at, cells in enumerate(rows)), "</table>"]
            )
        case Columns(left, right):
            sides = (
                f"<td>{''.join(f'<p class=tight>{said(line)}</p>' for line in side)}</td>" for side in (left, right)
            )
            return f"<table><tr>{''.join(sides)}</tr></table>"


def _softened(text: str) -> str:
    """Soft hyphens where a long word may be parted: before a consonant and a vowel."""
    return re.sub(r"(?<=[a-zäö]{3})(?=[bdfghjklmnprstv][aeiouyäö][a-zäö]{2})", "\u00ad", text)


def printed(elements: Sequence[Element], paper: Paper) -> bytes:
    """The PDF that Chromium or LibreOffice makes of the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = folder / "a.html"
        page.write_text(as_page(elements, paper), encoding="utf-8")
        if paper.producer == "chromium":
            _run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                 f"--print-to-pdf={folder / 'a.pdf'}", str(page))  # fmt: skip
        else:
            _soffice(folder, "odt:writer8", page, "--infilter=HTML (StarWriter)")
            _on_all_pages(folder / "a.odt")
            _soffice(folder, "pdf:writer_pdf_Export", folder / "a.odt")
        return (folder / "a.pdf").read_bytes()


def _soffice(folder: Path, made: str, source: Path, *options: str) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    _run("soffice", "--headless", profile, *options, "--convert-to", made, "--outdir", str(folder), str(source))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _on_all_pages(document: Path) -> None:
    """LibreOffice reads the head of a web page as that of right-hand pages only: here it becomes everyone's."""
    with zipfile.ZipFile(document) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    styles = members["styles.xml"].decode()
    styles = re.sub(r' style:page-usage="(?:left|right|mirrored)"', "", styles)
    styles = re.sub(r"<style:header-left[ >].*?</style:header-left>|<style:header-left[^>]*/>", "", styles, flags=re.S)
    members["styles.xml"] = styles.encode()
    with zipfile.ZipFile(document, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def as_pdf(elements: Sequence[Element], head: Sequence[tuple[str, str]], beyond: float = 0) -> bytes:
    """A PDF with a running head, made without a browser. The same elements always give the same bytes.

    `beyond` says by how much the head is wider than the text below it, in points on each side.
    """
    edge = 22 * mm + 6 - beyond  # reportlab's frame has a padding of 6 points

    def running(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 9)
        for at, (left, right) in enumerate(head):
            canvas.drawString(edge, A4[1] - (13 + 5 * at) * mm, left)
            canvas.drawRightString(A4[0] - edge, A4[1] - (13 + 5 * at) * mm, right.replace("#", str(document.page)))

    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=A4, leftMargin=22 * mm, rightMargin=22 * mm, topMargin=28 * mm, bottomMargin=22 * mm,
        invariant=1, lang="fi", title="Pöytäkirja",
    )  # fmt: skip
    flowables = [flowable for element in elements for flowable in _flowables(element)]
    document.build(flowables, onFirstPage=running, onLaterPages=running)
    return buffer.getvalue()


def _flowables(element: Element) -> Iterator[Flowable]:
    def paragraph(text: str, style: Style | Literal["item", "cell"]) -> Paragraph:
        indent = 18 if style == "item" else 0
        return Paragraph(
            html.escape(text, quote=False),
            ParagraphStyle(
                style, fontName="Helvetica-Bold" if style in _BOLD else "Helvetica", fontSize=10.5, leading=14,
                spaceAfter=0 if style in ("tight", "item", "cell") else 7, spaceBefore=14 if style == "mark" else 0,
                leftIndent=indent, firstLineIndent=-indent, keepWithNext=int(style in _BOLD),
            ),
        )  # fmt: skip

    match element:
        case Break():
            yield PageBreak()
        case Line(text, style):
            yield paragraph(text, style)
        case Listing(items):
            yield from (paragraph(f"{at}. {item}", "item") for at, item in enumerate(items, 1))
            yield Spacer(1, 7)
        case Rows(rows, head):
            table = Table([[paragraph(cell, "cell") for cell in row] for row in rows], repeatRows=0, spaceAfter=9)
            if head:
                table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "#000000")]))
            yield table
        case Columns(left, right):
            yield Table([[[paragraph(line, "tight") for line in side] for side in (left, right)]], spaceAfter=9)

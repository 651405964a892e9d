"""Labels and values: on one line with a wide gap, in two columns, in every format that has them."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from parser import Decision, SourceDocument, parse

ROWS = (
    ("Asianro", "1540/02.05.01/2024"),
    ("Asia", "Avustus tiedeviikon järjestämiseen"),
    ("Valmistelija", "kulttuurituottaja Kaisa Satola, puh. 050 555 0131"),
    ("Päätösehdotus", "Kaupunginhallitus myöntää tiedeviikolle 3 500 euroa."),
    ("Päätös", "Hyväksyttiin."),
    ("Valitusoikeus", "Oikaisuvaatimus"),
)
COVER = ("Kuopion kaupunki", "Kaupunginhallitus 11.03.2024", "12 §")


def as_spaces() -> tuple[bytes, str]:
    return "\n\n".join((*COVER, *(f"{label:17}{value}" for label, value in ROWS))).encode(), "text/plain"


def as_tabs() -> tuple[bytes, str]:
    return "\n\n".join((*COVER, "\n".join("\t".join(row) for row in ROWS))).encode(), "text/plain"


def as_html() -> tuple[bytes, str]:
    rows = "".join(f"<tr><td>{label}<td>{value}" for label, value in ROWS)
    return f"<body>{''.join(f'<p>{line}' for line in COVER)}<table>{rows}</table>".encode(), "text/html"


def as_docx() -> tuple[bytes, str]:
    document = docx.Document()
    for line in COVER:
        document.add_paragraph(line)
    for row in ROWS:
        document.add_paragraph("\t".join(row))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_pdf() -> tuple[bytes, str]:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for at, (label, value) in enumerate((*((line, "") for line in COVER), *ROWS)):
        canvas.drawString(60, 790 - 24 * at, label)
        canvas.drawString(170, 790 - 24 * at, value)
    canvas.save()
    return out.getvalue(), "application/pdf"


def read(content: bytes, media_type: str) -> Decision:
    (decision,) = parse(SourceDocument(content, media_type, "kh.x")).decisions
    return decision


@pytest.mark.parametrize("made", [as_spaces, as_tabs, as_html, as_docx, as_pdf], ids=lambda made: made.__name__)
def test_labels_and_values_give_the_same_record(made: Callable[[], tuple[bytes, str]]) -> None:
    decision = read(*made())
    assert (decision.title, decision.case_id) == ("Avustus tiedeviikon järjestämiseen", "1540/02.05.01/2024")
    assert [(person.name, person.phone) for person in decision.preparers] == [("Kaisa Satola", "050 555 0131")]
    assert decision.proposal_text == "Kaupunginhallitus myöntää tiedeviikolle 3 500 euroa."
    assert (decision.decision_text, decision.outcome) == ("Hyväksyttiin.", "approved")
    assert decision.appeal == "Oikaisuvaatimus"
    assert decision.tables == ()


def test_a_table_with_one_such_word_stays_a_table() -> None:
    cover = "Kuopion kaupunki\n\nKaupunginhallitus 11.03.2024\n\n12 §\n\nTalousarvio\n\nPäätös\n\n"
    decision = read(f"{cover}Meno\tEuroa\nSelostus\t100\nTilat\t200\n".encode(), "text/plain")
    assert len(decision.tables) == 1

"""The source HTML in a PDF's Info keys: it settles what the pages leave unsure, and never says more than they do."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString
from reportlab.pdfgen.canvas import Canvas

from parser import Decision, Minutes, SourceDocument, parse
from parser.readers.pdf_source import source_of

# Set so narrow that the lines below each other do not tell whether an end was meant: the width is each line's own.
PRINTED = (
    "Lapuan kaupunki",
    "Kaupunginhallitus 12.02.2024",
    "§ 31",
    "Uimarannan kunnostus",
    "LAPDno-2024-77",
    "Perustelut",
    "Laituri on korjattava ennen kesää, koska sen kannet",
    "ovat lahonneet.",
    "Kustannukset jakautuvat kahdelle vuodelle.",
    "Ehdotus",
    "Kaupunginhallitus myöntää 12 000 euroa.",
    "Päätös",
    "Ehdotus hyväksyttiin.",
)
SOURCE = """<html><body><p>Lapuan kaupunki</p><p>Kaupunginhallitus 12.02.2024</p><p>§ 31</p><p>Uimarannan kunnostus</p>
<p>LAPDno-2024-77</p><h3>Perustelut</h3><p>Laituri on korjattava ennen kesää, koska sen kannet ovat lahonneet.</p>
<p>Kustannukset jakautuvat kahdelle vuodelle.</p><h3>Ehdotus</h3><p>Kaupunginhallitus myöntää 12 000 euroa.</p>
<h3>Päätös</h3><p>Ehdotus hyväksyttiin.</p></body></html>"""


class Info(PDFInfo):
    """reportlab's Info dictionary with keys of our own."""

    keys: dict[str, str]

    def format(self, document: Any) -> bytes:
        values = {key: PDFString(value) for key, value in self.keys.items()}
        return bytes(PDFDictionary(values).format(document))


def pdf_bytes(keys: dict[str, str], lines: tuple[str, ...] = PRINTED) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=True)
    canvas.setFont("Helvetica", 10)
    for at, line in enumerate(lines):
        canvas.drawString(70, 780 - 14 * at, line)
    info = Info()
    info.keys = keys
    vars(canvas)["_doc"].info = info
    canvas.save()
    return out.getvalue()


def pdf_with(keys: dict[str, str], lines: tuple[str, ...] = PRINTED) -> Minutes:
    return parse(SourceDocument(pdf_bytes(keys, lines), "application/pdf", "kh.pdf"))


def keys_of(markup: str, parts: int = 1) -> dict[str, str]:
    encoded = base64.b64encode(markup.encode()).decode()
    size = -(-len(encoded) // parts)
    cut = {f"casem-source-html_{at}": encoded[at * size : (at + 1) * size] for at in range(parts)}
    return dict(reversed(cut.items()))  # the order of the keys in the file says nothing


def reasons(minutes: Minutes) -> str:
    (decision,) = minutes.decisions
    (text,) = (section.text for section in decision.sections if section.kind == "reasons")
    return text


def words(decision: Decision) -> list[str]:
    return " ".join(section.text for section in decision.sections).split()


@pytest.mark.parametrize("parts", [1, 12])
def test_source_tells_which_line_ends_were_meant(parts: int) -> None:
    minutes = pdf_with(keys_of(SOURCE, parts))
    assert minutes.warnings == ()
    assert reasons(minutes) == (
        "Laituri on korjattava ennen kesää, koska sen kannet ovat lahonneet.\n"
        "Kustannukset jakautuvat kahdelle vuodelle."
    )


def test_record_is_the_same_without_the_source_but_for_line_ends() -> None:
    (with_source,), (without,) = pdf_with(keys_of(SOURCE)).decisions, pdf_with({}).decisions
    assert words(with_source) == words(without)
    for field in ("title", "case_id", "proposal_text", "decision_text", "outcome", "amounts"):
        assert getattr(with_source, field) == getattr(without, field)


def test_what_only_the_source_says_is_not_told() -> None:
    hidden = SOURCE.replace("<h3>Ehdotus", "<p>Salainen muistiinpano virkamiehille.</p><h3>Ehdotus")
    (decision,) = pdf_with(keys_of(hidden)).decisions
    assert "Salainen" not in words(decision)
    assert words(decision) == words(pdf_with({}).decisions[0])


def test_what_only_the_pages_say_is_kept() -> None:
    shorter = SOURCE.replace("<p>Kustannukset jakautuvat kahdelle vuodelle.</p>", "")
    assert "Kustannukset" in reasons(pdf_with(keys_of(shorter)))


BOUNDLESS = "<p>" + "sana " * 100_000


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (keys_of("<p>Aivan toinen asiakirja, jossa on monta eri sanaa kuin sivuilla.</p>"), "of its words are printed"),
        ({"casem-source-html_0": "###"}, "not base64"),
        ({"casem-source-html_0": base64.b64encode(b"\xff\xfe\xe4").decode()}, "not UTF-8"),
        ({"casem-source-html_1": base64.b64encode(b"<p>x").decode()}, "a part is missing"),
        (keys_of(BOUNDLESS), "too much markup"),
    ],
    ids=["another", "no base64", "no utf-8", "missing", "too long"],
)
def test_source_that_cannot_be_used_is_left_out_with_a_warning(keys: dict[str, str], reason: str) -> None:
    minutes = pdf_with(keys)
    (warning,) = minutes.warnings
    assert warning.code == "source-left-out"
    assert reason in warning.message
    assert minutes.decisions == pdf_with({}).decisions


def test_markup_that_is_cut_off_still_settles() -> None:
    cut = SOURCE[: SOURCE.index("<h3>Päätös")] + "<table><tr><td"
    assert "kannet ovat lahonneet" in reasons(pdf_with(keys_of(cut)))


@pytest.mark.parametrize("value", [7, None, b"\xff", ["x"], "A" * 25_000_000], ids=type)
def test_odd_values_of_a_key_are_a_warning(value: object) -> None:
    blocks, warnings = source_of({"casem-source-html_0": value}, 1000)
    assert blocks == ()
    assert len(warnings) == 1

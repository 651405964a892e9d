"""Word files: what is printed comes out, in order, with its markers; hostile ones are refused."""

from __future__ import annotations

from typing import Any

import docx
import pytest

from parser import SourceDocument, UnreadableDocument, media_type_of, parse
from parser.readers.docx_numbering import spelled
from tests.office.making import DECISION, blocks, lines, read, replaced, saved, word_file, xml
from tests.render import as_docx


def numbered(document: Any, levels: list[tuple[str, str]]) -> int:
    """A new list with levels of (form, text); its id."""
    numbering = document.part.numbering_part.element
    inside = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="77">{inside}</w:abstractNum>'))
    number: int = numbering.add_num(77).numId
    return number


def item(document: Any, text: str, number: int, level: int = 0) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = level


def test_a_decision_is_read_and_traced_to_its_paragraphs() -> None:
    minutes = read(as_docx(DECISION), "a.docx")
    decision = minutes.decisions[0]
    assert decision.id == "lahti/sivistyslautakunta/2023-04-18/41"
    assert decision.title == "Kirjaston aukioloaikojen laajentaminen"
    assert decision.outcome == "approved"
    assert decision.tables[0].rows[-1] == ("Yhteensä", "12 500", "25 000")
    assert all(check.ok for check in decision.tables[0].checks)
    assert minutes.source.media_type.endswith("wordprocessingml.document")
    assert minutes.source.pages is None
    assert [section.line for section in decision.sections] == [5, 7, 9]
    assert [line for _, line in decision.tables[0].positions] == [14, 17, 20]


def test_paragraphs_and_tables_stand_in_document_order() -> None:
    document = word_file("Ennen")
    table = document.add_table(2, 2)
    for at, text in enumerate(("Vuosi", "Määrä", "2023", "5")):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("Jälkeen")
    assert lines(document) == ["Ennen", "Vuosi\tMäärä\n2023\t5", "Jälkeen"]


def test_numbers_letters_and_bullets_are_printed_as_word_prints_them() -> None:
    document = docx.Document()
    number = numbered(document, [("decimal", "%1."), ("lowerLetter", "%2)"), ("decimal", "%1.%3")])
    for text, level in (("eka", 0), ("alla", 1), ("toinen", 1), ("toka", 0), ("uusi", 1), ("syvällä", 2)):
        item(document, text, number, level)
    document.add_paragraph("luettelo", style="List Bullet")
    assert lines(document) == ["1. eka", "a) alla", "b) toinen", "2. toka", "a) uusi", "2.1 syvällä", "• luettelo"]
    assert {block.kind for block in blocks(document)} == {"item"}


def test_a_section_sign_in_a_symbol_font_is_a_bullet() -> None:
    document = docx.Document()
    item(document, "kohta", numbered(document, [("bullet", "§")]))
    assert lines(document) == ["• kohta"]


def test_paragraph_signs_may_be_numbered_by_word() -> None:
    document = word_file("Lahden kaupunki, Kaupunginhallitus, 4.4.2022")
    number = numbered(document, [("decimal", "%1 §")])
    item(document, "", number)
    item(document, "", number)
    assert [block.kind for block in blocks(document)] == ["line"]
    item(document, "Otsikko", number)
    assert (lines(document)[-1], blocks(document)[-1].kind) == ("3 § Otsikko", "line")


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [(4, "lowerRoman", "iv"), (28, "lowerLetter", "bb"), (9, "upperRoman", "IX"), (3, "decimalZero", "03")],
)
def test_numbers_are_spelled(number: int, form: str, text: str) -> None:
    assert spelled(number, form) == text


def test_headings_come_by_style_and_bold_is_told() -> None:
    document = docx.Document()
    document.add_heading("Päätös", level=2)
    document.add_paragraph().add_run("Lihava").bold = True
    document.add_paragraph("Tavallinen")
    assert [(block.kind, block.bold) for block in blocks(document)] == [
        ("heading", True),
        ("line", True),
        ("line", False),
    ]


def test_breaks_tabs_and_soft_hyphens() -> None:
    document = word_file("eka rivi\ntoka\u00a0rivi", "Esittelijä\tMalli Matti", "han\u00adke")
    found = blocks(document)
    assert [block.text for block in found] == ["eka rivi", "toka rivi", "Esittelijä Malli Matti", "hanke"]
    assert [block.gap for block in found] == [True, False, True, True]


def test_columns_made_with_tabs_are_a_table_and_indents_are_not() -> None:
    document = word_file("\tVuosi\tMäärä", "Koulut\t2023\t5", "Katu\t2024\t7")
    assert blocks(document)[0].rows[1].cells == ("Koulut", "2023", "5")
    assert lines(word_file("\tSisennetty.", "\tSamoin.")) == ["Sisennetty.", "Samoin."]
    assert lines(word_file("1.\tEka", "2.\tToka")) == ["1. Eka", "2. Toka"]


def test_empty_paragraphs_part_paragraphs_where_a_file_uses_them() -> None:
    document = word_file("a", "", "b", "c", "", "d", "", "e")
    for paragraph in document.paragraphs:
        paragraph.paragraph_format.space_after = 0
    assert [block.gap for block in blocks(document)] == [True, True, False, True, True]


def test_merged_cells_are_laid_out() -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    for at, text in enumerate(("", "Rahoitus", "", "Hanke", "2023", "2024", "Koulu", "5", "7", "", "6", "8")):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    assert [row.cells for row in blocks(document)[0].rows] == [
        ("", "Rahoitus", "Rahoitus"),
        ("Hanke", "2023", "2024"),
        ("Koulu", "5", "7"),
        ("", "6", "8"),
    ]


def test_a_cell_over_the_whole_width_names_the_table() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for at, text in enumerate(("Rahoitus 2023", "", "Koulu", "5", "Katu", "7")):
        table.cell(at // 2, at % 2).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    assert lines(document) == ["Rahoitus 2023", "Koulu\t5\nKatu\t7"]


def test_nested_tables_are_kept_and_their_outer_one_is_layout() -> None:
    document = docx.Document()
    outer = document.add_table(2, 2)
    outer.cell(0, 0).text = "Vasen"
    inner = outer.cell(0, 1).add_table(2, 2)
    for at, text in enumerate(("Vuosi", "Määrä", "2023", "5")):
        inner.cell(at // 2, at % 2).text = text
    outer.cell(1, 0).text = "Alla"
    assert lines(document) == ["Vasen", "Vuosi\tMäärä\n2023\t5", "Alla"]


def test_changes_hidden_text_fields_and_controls() -> None:
    document = word_file("x")
    document.paragraphs[0]._p.getparent().replace(
        document.paragraphs[0]._p,
        xml(
            "<w:p><w:r><w:t>Myönnetään </w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>7</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>piilo</w:t></w:r>"
            '<w:r><w:instrText> PAGE </w:instrText></w:r><w:sdt><w:sdtContent><w:r><w:t xml:space="preserve"> euroa'
            "</w:t></w:r></w:sdtContent></w:sdt><w:hyperlink><w:r><w:t>.</w:t></w:r></w:hyperlink></w:p>"
        ),
    )
    assert lines(document) == ["Myönnetään 7 euroa."]


def test_text_boxes_and_the_head_of_the_first_page_are_read() -> None:
    document = word_file("Teksti")
    document.sections[0].header.paragraphs[0].text = "Lahden kaupunki, Kaupunginhallitus, 4.4.2022"
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Laatikko</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    document.paragraphs[0]._p.append(xml(box))
    found = blocks(document)
    assert [block.text for block in found] == [
        "Lahden kaupunki, Kaupunginhallitus, 4.4.2022",
        "Teksti",
        "Laatikko",
    ]
    assert [block.line for block in found] == [None, 1, 2]


@pytest.mark.parametrize("before", [b"", b"<!--" + b"x" * 5000 + b"-->"])
def test_entities_are_refused(before: bytes) -> None:
    bomb = before + b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'

    def evil(content: bytes) -> bytes:
        head, _, rest = content.partition(b"?>")
        return head + b"?>" + bomb + rest.replace(b"Sana", b"&b;")

    with pytest.raises(UnreadableDocument, match="entities"):
        read(replaced(saved(word_file("Sana")), "word/document.xml", evil), "a.docx")


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    content = replaced(saved(word_file("x")), "docProps/core.xml", lambda _: bytes(61_000_000))
    with pytest.raises(UnreadableDocument, match="unpacks to more than 60 MB"):
        media_type_of(content, "a.docx")
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    with pytest.raises(UnreadableDocument, match="unpacks to more than 60 MB"):
        parse(SourceDocument(content, media, "a.docx"))


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels"])
def test_damaged_parts_are_a_reason(part: str) -> None:
    content = replaced(as_docx(DECISION), part, lambda old: old[: len(old) // 2])
    with pytest.raises(UnreadableDocument, match="damaged"):
        read(content, "a.docx")


def test_cut_off_files_are_a_reason() -> None:
    content = as_docx(DECISION)
    for end in range(4, len(content), 1013):
        with pytest.raises(UnreadableDocument):
            read(content[:end], "a.docx")


def test_a_word_file_without_text() -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        read(saved(docx.Document()), "a.docx")

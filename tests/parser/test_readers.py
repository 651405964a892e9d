"""Bytes to blocks: character sets, media types, and the readers of text, HTML and PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from parser import (
    Block,
    Minutes,
    ParserError,
    SourceDocument,
    UnreadableDocument,
    UnsupportedFormat,
    media_type_of,
    parse,
)
from parser.model import Reading
from parser.readers import READERS, read
from parser.readers.charset import decode
from parser.readers.text import blocks_of
from tests.render import as_html, as_pdf

COVER = "Lahden kaupunki, Kaupunginhallitus, 04.04.2022"
FINNISH = "Päätös: Åbo, 5 €"


def reading(content: str | bytes, media_type: str) -> Reading:
    content = content.encode() if isinstance(content, str) else content
    return read(SourceDocument(content, media_type, "a"))


def page(content: str | bytes) -> tuple[Block, ...]:
    return reading(content, "text/html").blocks


def texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks]


# character sets

CHARSETS = {
    "UTF-8": (FINNISH.encode(), None),
    "UTF-8 with its mark": (b"\xef\xbb\xbf" + FINNISH.encode(), None),
    "UTF-16, little end first": (b"\xff\xfe" + FINNISH.encode("utf-16-le"), None),
    "UTF-16, big end first": (b"\xfe\xff" + FINNISH.encode("utf-16-be"), None),
    "windows-1252, not declared": (FINNISH.encode("cp1252"), "windows-1252"),
}


@pytest.mark.parametrize("name", CHARSETS)
def test_charset(name: str) -> None:
    content, assumed = CHARSETS[name]
    assert decode(content) == (FINNISH, assumed)


@pytest.mark.parametrize("label", ["iso-8859-1", "ISO-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_declared_latin_1_is_read_as_windows_1252(label: str) -> None:
    text = f'<html><head><meta charset="{label}"></head><body>{FINNISH} – “sitaatti”</body></html>'
    assert decode(text.encode("cp1252")) == (text, None)


@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_charset_that_the_old_form_of_meta_declares(quote: str) -> None:
    value = f"{quote}text/html;charset=iso-8859-15{quote}"
    text = f'<meta http-equiv="Content-Type" content={value}>5 €'
    assert decode(text.encode("iso-8859-15")) == (text, None)


def test_charset_that_an_xml_declaration_names() -> None:
    text = f'<?xml version="1.0" encoding="iso-8859-15"?><p>{FINNISH}</p>'
    assert decode(text.encode("iso-8859-15")) == (text, None)


def test_utf_8_counts_before_what_is_declared() -> None:
    text = f'<meta charset="iso-8859-1"><p>{FINNISH}</p>'
    assert decode(text.encode()) == (text, None)


def test_byte_order_mark_counts_before_what_is_declared() -> None:
    text = f'<meta charset="iso-8859-1"><p>{FINNISH}</p>'
    assert decode(b"\xff\xfe" + text.encode("utf-16-le")) == (text, None)


def test_a_false_or_unknown_declaration_falls_back_to_windows_1252() -> None:
    for label in ("utf-8", "no-such-charset"):
        text = f'<meta charset="{label}"><p>{FINNISH}</p>'
        assert decode(text.encode("cp1252")) == (text, "windows-1252")


@pytest.mark.parametrize(
    "label",
    [
        "idna",
        "punycode",
        *(name for name in ("hex", "rot13", "zlib", "base64", "bz2", "quopri", "uu", "undefined", "unicode_escape")),
    ],
)
def test_a_declared_codec_that_is_no_charset_is_not_used(label: str) -> None:
    text = f'<meta charset="{label}"><p>{FINNISH}</p>'
    assert decode(text.encode("cp1252"))[0] == text


def test_bytes_that_windows_1252_does_not_know_do_not_stop_the_reader() -> None:
    text, assumed = decode(b"P\xe4\xe4t\xf6s \x81\x8d")
    assert text.startswith("Päätös ")
    assert assumed == "windows-1252"


def test_an_assumed_charset_is_a_warning() -> None:
    for media_type, content in (("text/plain", FINNISH), ("text/html", f"<p>{FINNISH}</p>")):
        assert [warning.code for warning in reading(content.encode("cp1252"), media_type).warnings] == ["charset"]
        assert reading(content, media_type).warnings == ()


# media types


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"Lahden kaupunki", "a.txt", "text/plain"),
        (b"Lahden kaupunki", "a", "text/plain"),
        (b"Lahden kaupunki", "a.pdf", "text/plain"),  # its bytes say what it is
        (b"%PDF-1.4\n", "a.txt", "application/pdf"),
        (b"\r\n\x00 rubbish %PDF-1.4\n", "a.txt", "application/pdf"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "a.txt", "text/html"),
        (b"<html><p>x", "a", "text/html"),
        (b"\n\n  <table><tr><td>x", "a.txt", "text/html"),
        (b"Lahden kaupunki", "a.html", "text/html"),
        (b"Lahden kaupunki", "A.HTM", "text/html"),
        (b"hinta < 5 ja > 3", "a.txt", "text/plain"),
        (b"a\x0cb\tc\r\nd", "a.txt", "text/plain"),  # a form feed is text
        ("\ufeffLahden kaupunki".encode("utf-16-le"), "a.txt", "text/plain"),
        ("\ufeffLahden kaupunki".encode("utf-16-be"), "a.txt", "text/plain"),
        ("Päätös".encode("cp1252"), "a.txt", "text/plain"),
    ],
)
def test_media_type(content: bytes, name: str, media_type: str) -> None:
    assert media_type_of(content, name) == media_type


@pytest.mark.parametrize("content", [b"", b" ", b"\n\n \t\r\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf"])
def test_an_empty_file(content: bytes, name: str) -> None:
    with pytest.raises(UnreadableDocument, match="empty"):
        media_type_of(content, name)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"GIF89a", "picture"),
        (b"II*\x00", "picture"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"Lahden kaupunki\x00 on teksti", "binary"),
        (b"\x01\x02\x03" * 100, "binary"),
    ],
)
def test_a_binary_file_named_txt(content: bytes, reason: str) -> None:
    with pytest.raises(UnsupportedFormat, match=reason):
        media_type_of(content, "a.txt")


@pytest.mark.parametrize("content", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1\\ansi}"])
def test_a_zip_or_office_file_named_txt_is_not_taken_for_text(content: bytes) -> None:
    with suppress(ParserError):
        assert media_type_of(content, "a.txt") not in ("text/plain", "text/html")


def test_a_media_type_without_a_reader() -> None:
    with pytest.raises(UnsupportedFormat, match="image/png"):
        reading(b"x", "image/png")


@pytest.mark.parametrize("media_type", [name for name in READERS if name != "application/pdf"])
@pytest.mark.parametrize("content", ["\u00a0\u200b", "\ufeff", "<!-- -->"])
def test_nothing_printed_is_an_error(media_type: str, content: str) -> None:
    if media_type == "text/plain" and content.startswith("<"):
        pytest.skip("in a text these signs are printed")
    with pytest.raises(UnreadableDocument):
        reading(content, media_type)


# plain text


def test_lines_gaps_and_items_of_a_text() -> None:
    blocks = blocks_of("yksi\nkaksi\n\n\n1. kolme\n• neljä\n– viisi\nb) kuusi\n-seitsemän")
    assert texts(blocks) == ["yksi", "kaksi", "1. kolme", "• neljä", "– viisi", "b) kuusi", "-seitsemän"]
    assert [block.line for block in blocks] == [1, 2, 5, 6, 7, 8, 9]
    assert [block.gap for block in blocks] == [True, False, True, False, False, False, False]
    assert [block.kind for block in blocks] == ["line", "line", "item", "item", "item", "item", "line"]
    assert not any(block.wrapped for block in blocks)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert [(block.text, block.line) for block in blocks_of(f"yksi{end}{end}kaksi")] == [("yksi", 1), ("kaksi", 3)]


WORDS = ("kaupunginhallitus päätti hyväksyä hankkeen rahoituksen ja merkitä asian tiedoksi " * 8).split()


def broken_to(width: int) -> str:
    lines = [""]
    for word in WORDS:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_a_text_broken_to_a_width_goes_on(width: int) -> None:
    blocks = blocks_of(broken_to(width) + "\n\nUusi kappale.")
    assert not blocks[0].wrapped
    assert all(block.wrapped for block in blocks[1:-1])
    assert not blocks[-1].wrapped


def test_short_lines_of_a_broken_text_do_not_go_on() -> None:
    blocks = blocks_of(broken_to(72) + "\n\nMaija Malli\nMatti Malli")
    assert [block.wrapped for block in blocks[-2:]] == [False, False]


def test_a_text_with_longer_lines_is_not_broken_to_a_width() -> None:
    text = " ".join(WORDS)
    assert not any(block.wrapped for block in blocks_of(f"{text}\n{text}\n{text}\n{text}"))


def test_one_long_line_makes_no_width() -> None:
    assert not any(
        block.wrapped for block in blocks_of("Lahden kaupunki, Kaupunginhallitus, 4.4.2022, klo 15\nyksi\nkaksi")
    )


def test_an_item_never_goes_on_from_a_full_line() -> None:
    lines = broken_to(72).split("\n")
    blocks = blocks_of("\n".join([*lines[:4], "1. " + lines[4]]))
    assert (blocks[-1].kind, blocks[-1].wrapped) == ("item", False)


def test_rows_with_tabs_are_a_table() -> None:
    blocks = blocks_of("Otsikko\n\t2023\t2024\nKatu\t1 000\t2\nPuisto\t3\nLoppu")
    assert [block.kind for block in blocks] == ["line", "table", "line"]
    found = blocks[1]
    assert [row.cells for row in found.rows] == [("", "2023", "2024"), ("Katu", "1 000", "2"), ("Puisto", "3", "")]
    assert [row.line for row in found.rows] == [2, 3, 4]
    assert (found.line, found.gap, blocks[2].gap) == (2, True, True)
    assert found.text == "\t2023\t2024\nKatu\t1 000\t2\nPuisto\t3\t"


def test_one_row_with_a_tab_is_a_line() -> None:
    (block,) = blocks_of("Esittelijä\tMatti Malli")
    assert (block.kind, block.text) == ("line", "Esittelijä Matti Malli")


def test_tabs_at_a_line_end_are_no_cells() -> None:
    assert [block.kind for block in blocks_of("yksi\t\nkaksi\t\t\n")] == ["line", "line"]


def test_soft_hyphen_at_a_line_end() -> None:
    blocks = blocks_of("avus\u00ad\ntus on pieni avus\u00adtus")
    assert texts(blocks) == ["avus", "tus on pieni avustus"]
    assert blocks[0].broken
    assert blocks[1].wrapped


# HTML


def test_lines_are_those_of_the_source() -> None:
    source = "<html>\n<body>\n<p>yksi</p>\n\n<p>kaksi\nkolme</p><p>neljä</p>\n<ul>\n<li>viisi</li></ul></body></html>"
    assert [(block.text, block.line) for block in page(source)] == [
        ("yksi", 3),
        ("kaksi kolme", 5),
        ("neljä", 6),
        ("• viisi", 8),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_the_source_whatever_their_ends(end: str) -> None:
    source = end.join(["<p>yksi</p>", "", "<p>", "kaksi</p>", "<table><tr><td>a<td>1", "<tr><td>b<td>2</table>"])
    blocks = page(source)
    assert [block.line for block in blocks] == [1, 4, 5]
    assert [row.line for row in blocks[2].rows] == [5, 6]


def test_line_of_a_comment_and_a_script_before_does_not_shift() -> None:
    source = "<!-- a\n<p>\n -->\n<script>\nif (a<p) {\n}\n</script>\n<p>yksi</p>"
    assert [(block.text, block.line) for block in page(source)] == [("yksi", 8)]


def test_nested_lists() -> None:
    source = """<ol><li>yksi<ul><li>a</li><li>b</li></ul></li><li>kaksi</li></ol><ol start="5"><li>viisi</ol>"""
    blocks = page(source)
    assert texts(blocks) == ["1. yksi", "• a", "• b", "2. kaksi", "5. viisi"]
    assert {block.kind for block in blocks} == {"item"}


@pytest.mark.parametrize(
    ("start", "first"),
    [
        *(("5", "5."), ("x", "1."), ("", "1."), ("99999999", "1.")),
        ("²", "1."),
    ],
)
def test_start_of_a_numbered_list(start: str, first: str) -> None:
    assert texts(page(f'<ol start="{start}"><li>yksi</li></ol>')) == [f"{first} yksi"]


def test_item_of_paragraphs_and_printed_numbers() -> None:
    assert texts(page("<ul><li><p>yksi</p></li><li>2) kaksi</li></ul>")) == ["• yksi", "2) kaksi"]


def test_headings_and_bold() -> None:
    blocks = page("<h2>Päätös</h2><p><b>Lihava</b></p><p><strong>Osin</strong> lihava</p><h1>a<br>b</h1>")
    assert [(block.text, block.kind, block.bold) for block in blocks[:3]] == [
        ("Päätös", "heading", False),
        ("Lihava", "line", True),
        ("Osin lihava", "line", False),
    ]


def test_break_and_blocks_begin_lines_and_paragraphs_begin_gaps() -> None:
    blocks = page("<p>yksi<br>kaksi</p><p>kolme</p><div>neljä</div><div>viisi</div>")
    assert [(block.text, block.gap) for block in blocks] == [
        ("yksi", True),
        ("kaksi", False),
        ("kolme", True),
        ("neljä", True),
        ("viisi", False),
    ]


def test_preformatted_lines() -> None:
    blocks = page("<pre>yksi\nkaksi\n\nkolme</pre>")
    assert [(block.text, block.line, block.gap) for block in blocks] == [
        ("yksi", 1, True),
        ("kaksi", 2, False),
        ("kolme", 4, True),
    ]


def rows(source: str) -> list[tuple[str, ...]]:
    (block,) = page(source)
    assert block.kind == "table"
    return [row.cells for row in block.rows]


def test_a_table_of_values() -> None:
    (block,) = page("<table><tr><th></th><th>2023</th></tr><tr><td>Katu</td><td>1&nbsp;000</td></tr></table>")
    assert [row.cells for row in block.rows] == [("", "2023"), ("Katu", "1 000")]
    assert block.header_rows == 1


def test_rowspan_and_colspan() -> None:
    source = """<table>
    <tr><th rowspan="2">Kohde</th><th colspan="2">Kulut</th></tr>
    <tr><th>2023</th><th>2024</th></tr>
    <tr><td rowspan=2>Katu</td><td>1</td><td>2</td></tr>
    <tr><td>3</td><td>4</td></tr>
    <tr><td colspan=2>Yhteensä</td><td>5</td></tr>
    </table>"""
    assert rows(source) == [
        ("Kohde", "Kulut", "Kulut"),
        ("", "2023", "2024"),
        ("Katu", "1", "2"),
        ("", "3", "4"),
        ("Yhteensä", "", "5"),
    ]


def test_columns_and_rows_without_a_word_are_left_out() -> None:
    source = "<table><tr><td>a<td><td>1<tr><td><td><td><tr><td>b<td><td>2</table>"
    assert rows(source) == [("a", "1"), ("b", "2")]


def test_caption_stands_above_its_table() -> None:
    blocks = page("<table><caption>Rahoitus</caption><tr><td>a<td>1<tr><td>b<td>2</table>")
    assert [(block.text, block.kind) for block in blocks] == [("Rahoitus", "line"), ("a\t1\nb\t2", "table")]


def test_tables_that_lay_the_page_out_are_lines() -> None:
    nested = "<table><tr><td>vasen</td><td><table><tr><td>a<td>1<tr><td>b<td>2</table></td></tr></table>"
    assert [(block.text, block.kind) for block in page(nested)] == [("vasen", "line"), ("a\t1\nb\t2", "table")]
    one_column = "<table><tr><td>yksi</td></tr><tr><td>kaksi</td></tr></table>"
    assert {block.kind for block in page(one_column)} == {"line"}
    long_cells = f"<table><tr><td>a<td>{'sana ' * 200}<tr><td>b<td>2</table>"
    assert {block.kind for block in page(long_cells)} == {"line"}
    headings = "<table><tr><td><h2>Päätös</h2><td>x<tr><td>a<td>b</table>"
    assert next(block.kind for block in page(headings)) == "heading"


def test_navigation_script_style_and_footer_are_left_out() -> None:
    source = """<html><head><title>otsikko</title><style>p {color: red}</style></head><body>
    <header><a href="/">Etusivu</a></header><nav><ul><li>Valikko</li></ul></nav>
    <script>alert("x")</script><noscript>ei skriptiä</noscript><template><p>malli</p></template>
    <!-- huomautus --><p hidden>piilossa</p><select><option>valinta</option></select><button>Paina</button>
    <main><p>Päätös</p></main><footer>Yhteystiedot</footer></body></html>"""
    assert texts(page(source)) == ["Päätös"]


def test_a_header_with_a_heading_may_name_the_decision() -> None:
    source = (
        "<body><header><h1>§ 129</h1></header><article><header>Otsikko</header><footer>Ote</footer></article></body>"
    )
    assert texts(page(source)) == ["§ 129", "Otsikko", "Ote"]


def test_touching_spans_are_parted_where_a_label_ends() -> None:
    source = "<p><span>Valmistelija</span><span>Matti Malli</span></p><p>Lah<b>den</b> kaupunki <i>p</i>äätti</p>"
    found = texts(page(source))
    assert " ".join(found) == "Valmistelija Matti Malli Lahden kaupunki päätti"
    assert found[-1] == "Lahden kaupunki päätti"


def test_entities_and_no_break_spaces() -> None:
    assert texts(page("<p>P&auml;&auml;t&ouml;s&nbsp;&sect;&#160;5 &lt;&euro;&gt; avus&shy;tus</p>")) == [
        "Päätös § 5 <€> avustus"
    ]


@pytest.mark.parametrize("tag", ["div", "b", "span", "ul><li"])
def test_a_page_nested_too_deep_is_refused(tag: str) -> None:
    with pytest.raises(UnreadableDocument, match="deep"):
        page(f"<{tag}>" * 300 + "teksti")


def test_a_page_nested_as_deep_as_real_ones_is_read_whole() -> None:
    assert texts(page("<div>" * 200 + "teksti" + "</div>" * 200)) == ["teksti"]


@pytest.mark.parametrize("attribute", ["colspan", "rowspan"])
@pytest.mark.parametrize(
    "span",
    [
        *("999999999", "1000000000000", "-5", "0", "x", "", "1.5"),
        "²",
    ],
)
def test_a_huge_or_senseless_span_is_bounded(attribute: str, span: str) -> None:
    started = process_time()
    source = f'<table><tr><td {attribute}="{span}">a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>'
    blocks = page(source * 20)
    assert process_time() - started < 5
    assert len(blocks) == 20
    assert all("a" in block.text and "2" in block.text for block in blocks)


def test_many_huge_spans_are_bounded_together() -> None:
    started = process_time()
    cells = '<td colspan="9999" rowspan="9999">1</td>' * 50
    (block,) = page("<table>" + f"<tr>{cells}</tr>" * 50 + "</table>")
    assert process_time() - started < 10
    assert len(block.rows) == 50


# PDF

Drawing = Callable[[Canvas], None]


def pdf(*pages: Drawing, encrypt: StandardEncryption | None = None) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt, invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(*printed: str, font: str = "Helvetica", top: float = 720) -> Drawing:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 11)
        for at, line in enumerate(printed):
            canvas.drawString(70, top - 30 * at, line)

    return draw


def of_pdf(content: bytes) -> Reading:
    return reading(content, "application/pdf")


def test_pages_and_lines_of_a_pdf() -> None:
    found = of_pdf(pdf(lines("Päätös", "yksi"), lines("kaksi", "kolme")))
    assert found.source.pages == 2
    assert [(block.text, block.page, block.line) for block in found.blocks] == [
        ("Päätös", 1, 1),
        ("yksi", 1, 2),
        ("kaksi", 2, 1),
        ("kolme", 2, 2),
    ]


def test_a_locked_pdf() -> None:
    content = pdf(lines("salaisuus"), encrypt=StandardEncryption("user", "owner", strength=128))
    with pytest.raises(UnreadableDocument, match="locked with a password"):
        of_pdf(content)


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    content = pdf(lines("julkinen"), encrypt=StandardEncryption("", "owner", strength=128))
    assert texts(of_pdf(content).blocks) == ["julkinen"]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.4\nrubbish " * 50,
        b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>",
        pdf(lines("yksi"))[:400],
    ],
)
def test_a_damaged_pdf(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="PDF"):
        of_pdf(content)


def test_a_pdf_cut_anywhere_is_read_or_refused() -> None:
    whole = pdf(lines("yksi", "kaksi"))
    for cut in range(10, len(whole), 97):
        with suppress(ParserError):  # no other error may come
            of_pdf(whole[:cut])


def picture(canvas: Canvas) -> None:
    canvas.rect(100, 100, 300, 500, fill=1)


def test_a_scan_without_text() -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        of_pdf(pdf(picture, picture))


def test_one_page_without_text_is_a_warning() -> None:
    found = of_pdf(pdf(lines("yksi"), picture))
    assert [(warning.code, warning.page) for warning in found.warnings] == [("empty-page", 2)]


def test_double_struck_bold_is_read_once() -> None:
    def struck(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for shift in (0, 0.3):
            canvas.drawString(70 + shift, 720, "Avustus 92 990 euroa")

    assert texts(of_pdf(pdf(struck)).blocks) == ["Avustus 92 990 euroa"]


def test_bold_by_the_font() -> None:
    def both(canvas: Canvas) -> None:
        lines("Päätös", font="Helvetica-Bold")(canvas)
        lines("tavallinen", top=600)(canvas)

    assert [block.bold for block in of_pdf(pdf(both)).blocks] == [True, False]


def test_running_heads_and_feet_stand_once() -> None:
    def one(number: int) -> Drawing:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(70, 800, f"Kaupunginhallitus Pöytäkirja 04.04.2022 {number} (4)")
            canvas.drawString(70, 30, f"Sivu {number}")
            lines(f"Teksti {'abcd'[number - 1]} sivulla", f"toinen {'efgh'[number - 1]}")(canvas)

        return draw

    found = texts(of_pdf(pdf(*map(one, range(1, 5)))).blocks)
    assert found == [
        "Kaupunginhallitus Pöytäkirja 04.04.2022 1 (4)",
        *(line for at in range(4) for line in (f"Teksti {'abcd'[at]} sivulla", f"toinen {'efgh'[at]}")),
    ]


def test_a_line_that_stands_on_most_pages_in_the_middle_is_kept() -> None:
    found = of_pdf(pdf(*[lines("Yksi", "Sama rivi", top=500)] * 4))
    assert texts(found.blocks).count("Sama rivi") == 4


def test_two_lines_of_a_paragraph_and_a_paragraph_after_it() -> None:
    text = "Lahden kaupunki, Kaupunginhallitus, 04.04.2022\n\n" + " ".join(WORDS) + "\n\nUusi kappale."
    blocks = of_pdf(as_pdf(text, ruled=False)).blocks
    assert [block.wrapped for block in blocks] == [False, False, *[True] * (len(blocks) - 3), False]
    assert [block.gap for block in blocks] == [True, True, *[False] * (len(blocks) - 3), True]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_in_a_pdf(ruled: bool) -> None:
    text = " ".join(WORDS) + "\n\nRahoitus\n\n\tYhteensä\tKaupunki\nKatu\t1 000\t-250\nPuisto\t20 500,50\t10\n"
    block = next(block for block in of_pdf(as_pdf(text, ruled)).blocks if block.kind == "table")
    assert [row.cells for row in block.rows] == [
        ("", "Yhteensä", "Kaupunki"),
        ("Katu", "1 000", "-250"),
        ("Puisto", "20 500,50", "10"),
    ]
    assert [row.page for row in block.rows] == [1, 1, 1]


# one decision, printed by two programs

DECISION = f"""{COVER}

§ 129

Nuorten työpajatoiminnan rahoitus

1131/00.01.03.01/2021

Asian valmistelija / lisätietojen antaja

palvelupäällikkö Maija Malli, p. 050 555 0101

Päätös

Päätösehdotus hyväksyttiin.

Esittelijä

Kaupunkikehitysjohtaja Malli Matti

Päätösehdotus

{" ".join(WORDS[:40]).capitalize()}.

Perusteluosa

Haettava rahoitus hankkeittain

\tRahoitus yhteensä\tLahden kaupunki\tMuut rahoittajat
Työpaja Vesijärvi\t148 600\t44 580\t104 020
Digivalmennus\t86 200\t25 860\t60 340

Omarahoitusosuus jakautuu seuraavasti:

1. Työpaja Vesijärvi 45 000 €
2. Digivalmennus 26 000 €

Muutoksenhaku

Muutoksenhakukielto
"""


def printed_by_chromium(source: Path, folder: Path) -> Path | None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return None
    made = folder / "chromium.pdf"
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'chromium'}"]
    run([*command, f"--print-to-pdf={made}", source.as_uri()], folder)
    return made


def printed_by_libreoffice(source: Path, folder: Path) -> Path | None:
    program = shutil.which("soffice")
    if program is None:
        return None
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--convert-to"]
    run(
        [*command, "pdf:writer_pdf_Export", "--infilter=HTML (StarWriter)", "--outdir", str(folder), str(source)],
        folder,
    )
    return source.with_suffix(".pdf")


def run(command: list[str], home: Path) -> None:
    environment = {**os.environ, "HOME": str(home)}
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        pytest.skip(f"{command[0]} is here but does not print: {error}")


PRODUCERS = {"chromium": printed_by_chromium, "libreoffice": printed_by_libreoffice}


@pytest.mark.parametrize("producer", PRODUCERS)
def test_a_pdf_of_another_producer(producer: str, tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_text(as_html(DECISION), encoding="utf-8")
    made = PRODUCERS[producer](source, tmp_path)
    if made is None or not made.exists():
        pytest.skip(f"{producer} is not here: its PDFs are not tested")
    found, wanted = minutes_of(made.read_bytes()), minutes_of(DECISION.encode())
    assert [decision.id for decision in found.decisions] == ["lahti/kaupunginhallitus/2022-04-04/129"]
    decision, text = found.decisions[0], wanted.decisions[0]
    assert decision.title == text.title
    assert decision.case_id == text.case_id
    assert decision.preparers == text.preparers
    assert decision.presenter == text.presenter
    assert [section.kind for section in decision.sections] == [section.kind for section in text.sections]
    assert decision.effective_text == text.effective_text
    assert [table.rows for table in decision.tables] == [table.rows for table in text.tables]
    assert [(amount.value, amount.raw) for amount in decision.amounts] == [
        (amount.value, amount.raw) for amount in text.amounts
    ]


def minutes_of(content: bytes) -> Minutes:
    return parse(SourceDocument(content, media_type_of(content, "a"), "a"))

"""The geometry of PDF pages: signs, lines, columns and tables. Each page is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from parser import Attendee, Block, ScannedDocument, SourceDocument, parse
from parser.model import Reading
from parser.readers import read

LEFT, SIZE, STEP = 70.0, 11.0, 15.0
Printed = str | Sequence[tuple[float, str]]
"""A line of text, or its parts, each at its place; "" is an empty line of half the height."""


class Paper:
    """Pages that are drawn line by line."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=A4, invariant=1)
        self.y = self.top = 760.0

    def lines(self, *lines: Printed, right: bool = False) -> None:
        self.canvas.setFont("Helvetica", SIZE)
        for line in lines:
            for at, (x, text) in enumerate([(LEFT, line)] if isinstance(line, str) else line):
                (self.canvas.drawRightString if right and at else self.canvas.drawString)(x, self.y, text)
            self.y -= STEP if line else STEP / 2

    def page(self) -> None:
        self.canvas.showPage()
        self.y = self.top

    def picture(self) -> None:
        self.canvas.drawImage(ImageReader(Image.new("L", (10, 10), 200)), 0, 0, *A4)

    def ruled(self, rows: Sequence[Sequence[str]], xs: Sequence[float]) -> None:
        self.canvas.grid(list(xs), [self.y + STEP - 4 - at * STEP for at in range(len(rows) + 1)])
        self.lines(*([(x + 3, cell) for x, cell in zip(xs, row, strict=False)] for row in rows))

    def content(self) -> bytes:
        self.canvas.save()
        return self._buffer.getvalue()

    def read(self) -> Reading:
        return read(SourceDocument(self.content(), "application/pdf", "a.pdf"))


def row(xs: Sequence[float], *cells: str) -> list[tuple[float, str]]:
    return [(x, cell) for x, cell in zip(xs, cells, strict=False) if cell]


def of(*lines: Printed, right: bool = False) -> tuple[Block, ...]:
    paper = Paper()
    paper.lines(*lines, right=right)
    return paper.read().blocks


def table_of(blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    (table,) = (block for block in blocks if block.kind == "table")
    return [each.cells for each in table.rows]


# signs


@pytest.mark.parametrize("order", ["run by run", "sign by sign"])
def test_double_struck_words_are_undone_where_they_are_rare(order: str) -> None:
    paper = Paper()
    paper.lines(*["Tavallinen rivi, jossa ei ole mitään lihavoitua."] * 30)
    word, x = "Muutoksenhakukielto 1122", LEFT
    if order == "run by run":
        paper.canvas.drawString(x + 0.25, paper.y, word)
        paper.canvas.drawString(x, paper.y, word)
    else:
        for sign in word:
            paper.canvas.drawString(x, paper.y, sign)
            paper.canvas.drawString(x + 0.25, paper.y, sign)
            x += paper.canvas.stringWidth(sign, "Helvetica", SIZE)
    found = paper.read().blocks[-1]
    assert (found.text, found.bold) == (word, True)


def test_like_letters_side_by_side_are_both_printed() -> None:
    assert of("Hellilli 111 000 ... llliii")[0].text == "Hellilli 111 000 ... llliii"


def test_a_blank_that_the_next_sign_covers_parts_no_word() -> None:
    paper = Paper()
    x = LEFT
    for part in ("Kaupun", " ", "gin", " ", "johtaja"):
        paper.canvas.drawString(x, paper.y, part)
        x += paper.canvas.stringWidth(part, "Helvetica", SIZE) if part != " " else 0.01
    assert [block.text for block in paper.read().blocks] == ["Kaupunginjohtaja"]


# paragraphs


FULL = "Kaupunginhallitus merkitsee selvityksen tiedoksi ja toteaa samalla, että hankkeen"


def test_a_gap_is_seen_between_paragraphs_of_one_line() -> None:
    blocks = of(*["Päätös", "", "Asia jätettiin pöydälle.", "", "Toinen kappale on tässä.", ""] * 5)
    assert all(block.gap for block in blocks)


def test_the_pitch_is_not_taken_from_steps_below_paragraphs() -> None:
    """Full last lines above a gap are more here than wrapped ones."""
    blocks = of(*[FULL, "rahoitus on kunnossa.", "", f"{FULL}.", "", f"{FULL}.", ""] * 4)
    assert [(block.wrapped, block.gap) for block in blocks[:4]] == [
        (False, True),
        (True, False),
        (False, True),
        (False, True),
    ]


def test_a_head_wider_than_the_text_does_not_move_the_margin() -> None:
    paper = Paper()
    paper.y = paper.top = 640
    for _ in range(3):
        paper.canvas.drawString(LEFT - 8, 800, "Kaupunginhallitus")
        paper.canvas.drawRightString(LEFT + 450, 800, "Sivu 1")
        paper.lines(*[FULL, "rahoitus on kunnossa.", ""] * 5)
        paper.page()
    wrapped = [block for block in paper.read().blocks if block.text.startswith("rahoitus")]
    assert len(wrapped) == 15
    assert all(block.wrapped for block in wrapped)


def over_a_page(above: Sequence[str], below: Sequence[str]) -> Block:
    """The first block of the second page."""
    paper = Paper()
    paper.lines(*[FULL, "rahoitus on kunnossa.", ""] * 3, *above)
    paper.page()
    paper.lines(*below)
    return next(block for block in paper.read().blocks if block.page == 2)


def test_a_paragraph_may_go_on_over_a_page_where_a_full_line_ends_a_sentence() -> None:
    ends = f"{FULL[:-9]} valmiina."
    assert over_a_page([FULL, ends], ["Uusi virke alkaa " + FULL[17:], "jatkuu."]).wrapped
    assert not over_a_page([FULL, "rahoitus on kunnossa."], ["Uusi virke " + FULL[17:], "jatkuu."]).wrapped
    assert not over_a_page([FULL, ends], ["Uusi kappale."]).wrapped  # one line may be a heading
    assert not over_a_page(["", ends], ["Uusi virke alkaa " + FULL[17:], "jatkuu."]).wrapped  # one line before it
    assert not over_a_page([FULL, f"{ends[:-1]}:"], ["Uusi virke alkaa " + FULL[17:], "jatkuu."]).wrapped


# tables


THREE = (LEFT, 250.0, 400.0)
NUMBERS = (LEFT, 250.0, 304.0)


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("caption", [(), ("Hankkeen rahoitus", "")])
def test_a_small_document_that_is_only_a_table(caption: tuple[str, ...], right: bool) -> None:
    rows = [("Kohde", "Summa", "Osuus"), ("Katu", "1 000", "250"), ("Puisto", "20 500,50", "10")]
    assert table_of(of(*caption, *(row(THREE, *cells) for cells in rows), right=right)) == rows


@pytest.mark.parametrize("right", [True, False])
def test_a_sum_row_whose_numbers_stand_close_belongs_to_the_table(right: bool) -> None:
    rows = [("Katu", "54 000", "54 000"), ("Puisto", "4 000", "4 000"), ("Yhteensä", "1 234 000", "1 234 000")]
    text = ["Taulukon yläpuolella on kappale, jossa on sanoja.", ""] * 5
    assert table_of(of(*text, *(row(NUMBERS, *cells) for cells in rows), right=right)) == rows


def test_a_table_with_two_columns_of_words_before_its_numbers() -> None:
    rows = [
        ("Alue", "Urakoitsija", "Hinta, €"),
        ("Pohjoinen", "Kuoppa ja Kivi Oy", "214 600,00"),
        ("Itäinen", "Sorapolku Oy", "187 250,50"),
        ("Yhteensä", "", "401 850,50"),
    ]
    text = ["Taulukon yläpuolella on kappale, jossa on sanoja.", ""] * 3
    assert table_of(of(*text, *(row(THREE, *cells) for cells in rows))) == rows


def test_a_contents_list_is_no_table() -> None:
    rows = [
        ("§", "Otsikko", "Sivu"),
        ("1", "Kokouksen avaus", "3"),
        ("2", "Talousarvio", "4"),
        ("3", "Muut asiat", "9"),
    ]
    text = ["Luettelon yläpuolella on kappale, jossa on sanoja.", ""] * 3
    blocks = of(*text, *(row(THREE, *cells) for cells in rows))
    assert {block.kind for block in blocks} == {"line"}


def test_a_header_row_alone_at_the_foot_belongs_to_the_table_on_the_next_page() -> None:
    paper, xs = Paper(), (LEFT, 200.0, 300.0, 400.0)
    paper.lines("Hankkeiden rahoitus")
    paper.ruled([("", "Rahoittaja A", "Rahoittaja B")], xs)
    paper.page()
    paper.ruled([("Hanke A", "226", "100"), ("Hanke B", "16", "8")], xs)
    blocks = paper.read().blocks
    assert [block.kind for block in blocks] == ["line", "table"]
    assert table_of(blocks) == [("", "Rahoittaja A", "Rahoittaja B"), ("Hanke A", "226", "100"), ("Hanke B", "16", "8")]


def test_tables_of_other_columns_are_not_joined() -> None:
    paper = Paper()
    paper.ruled([("Katu", "1"), ("Puisto", "2")], (LEFT, 200.0, 300.0))
    paper.page()
    paper.ruled([("A", "226", "100"), ("B", "16", "8")], (LEFT, 180.0, 300.0, 400.0))
    assert [block.kind for block in paper.read().blocks] == ["table", "table"]


# the attendance list


TWO = (LEFT, 320.0)
ITEMS = ("", "§ 1", "Avaus", "", "Päätös", "", "Kokous avattiin.", "", "§ 2", "Päätös", "", "Kokous päätettiin.")


def attendance(*lines: Printed) -> list[tuple[str, str | None, bool, str | None]]:
    paper = Paper()
    paper.lines("Lahden kaupunki, Kaupunginhallitus, 15.1.2024", "Pöytäkirja", "", *lines, *ITEMS)
    found: tuple[Attendee, ...] = parse(SourceDocument(paper.content(), "application/pdf", "a.pdf")).meeting.attendance
    return [(each.name, each.role, each.present, each.note) for each in found]


def test_persons_side_by_side_are_read_down() -> None:
    assert attendance(
        "Läsnä",
        row(TWO, "Aino Mallikas, puheenjohtaja", "Anne Keksilä, jäsen"),
        row(TWO, "Eero Kuvitelma, jäsen, poistui", "Petri Mallikas, varajäsen"),
        row(TWO, "klo 17.20", "Leena Satola, hallintojohtaja"),
        row(TWO, "Päivi Lehtevä, jäsen", "Kalle Sepite, jäsen"),
        row(TWO, "Timo Haavela, jäsen"),
        "",
        "Poissa",
        "Maija Tarumaa, jäsen",
        "Allekirjoitukset",
    ) == [
        ("Aino Mallikas", "puheenjohtaja", True, None),
        ("Eero Kuvitelma", "jäsen", True, "poistui klo 17.20"),
        ("Päivi Lehtevä", "jäsen", True, None),
        ("Timo Haavela", "jäsen", True, None),
        ("Anne Keksilä", "jäsen", True, None),
        ("Petri Mallikas", "varajäsen", True, None),
        ("Leena Satola", "hallintojohtaja", True, None),
        ("Kalle Sepite", "jäsen", True, None),
        ("Maija Tarumaa", "jäsen", False, None),
    ]


def test_headings_side_by_side_each_head_their_column() -> None:
    found = attendance(
        row(TWO, "Läsnä", "Poissa"),
        row(TWO, "Aino Mallikas, puheenjohtaja", "Anne Keksilä, jäsen"),
        row(TWO, "Eero Kuvitelma, jäsen", "Petri Mallikas, jäsen"),
        row(TWO, "Päivi Lehtevä, jäsen", "Kalle Sepite, jäsen"),
    )
    assert [present for _, _, present, _ in found] == [True, True, True, False, False, False]


def test_columns_of_names_offices_and_notes_are_read_across() -> None:
    assert attendance(
        row(THREE, "Nimi", "Tehtävä", "Lisätieto"),
        row(THREE, "Mallikas Aino", "Puheenjohtaja"),
        row(THREE, "Kuvitelma Eero", "I varapuheenjohtaja", "poistui klo 17.20"),
        row(THREE, "Satola Leena", "hallintojohtaja", "asiantuntijaesittely klo 16.00-"),
        row(THREE, "", "", "16.20/5 §"),
        row(THREE, "Haavela Timo", "jäsen", "saapui klo 15.42"),
        "Kaupunginhallituksen puolesta",
        row(TWO, "Aino Mallikas", "Leena Satola"),
    ) == [
        ("Aino Mallikas", "Puheenjohtaja", True, None),
        ("Eero Kuvitelma", "I varapuheenjohtaja", True, "poistui klo 17.20"),
        ("Leena Satola", "hallintojohtaja", True, "asiantuntijaesittely klo 16.00-16.20/5 §"),
        ("Timo Haavela", "jäsen", True, "saapui klo 15.42"),
    ]


# pages without text


def test_each_page_that_is_a_picture_is_a_warning() -> None:
    paper = Paper()
    for has_text in (True, False, True, False):
        paper.canvas.drawString(LEFT, 800, "Kaupunginhallitus 4.4.2022")
        if has_text:
            paper.lines(*[FULL] * 5)
        else:
            paper.picture()
        paper.page()
    warnings = paper.read().warnings
    assert [(warning.code, warning.page) for warning in warnings] == [("scanned-page", 2), ("scanned-page", 4)]


def test_pictures_under_running_heads_alone_are_a_scan() -> None:
    paper = Paper()
    for _ in range(3):
        paper.picture()
        paper.canvas.drawString(LEFT, 800, "Kaupunginhallitus 4.4.2022")
        paper.page()
    with pytest.raises(ScannedDocument):
        paper.read()


def test_text_over_a_picture_is_text() -> None:
    paper = Paper()
    paper.picture()
    paper.lines(*[FULL] * 5)
    assert paper.read().warnings == ()

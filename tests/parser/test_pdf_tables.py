"""Tables without rules on PDF pages: what stands in columns, and what only looks like it. Each page is drawn here."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from parser import Block
from parser.tables import table_of, typed_cells
from tests.parser.test_pdf import LEFT, SIZE, Paper, of, row
from tests.parser.test_pdf import table_of as cells_in

TEXT = ["Taulukon yläpuolella on kappale, jossa on sanoja.", ""] * 4
FIVE = (LEFT, 250.0, 320.0, 390.0, 460.0)
SIX = (*FIVE, 530.0)


def centred(x: float, text: str) -> tuple[float, str]:
    return x - stringWidth(text, "Helvetica", SIZE) / 2, text


def flush_right(xs: Sequence[float], *cells: str) -> list[tuple[float, str]]:
    """The first cell flush left, the others flush right."""
    placed = [(x - stringWidth(cell, "Helvetica", SIZE), cell) for x, cell in zip(xs[1:], cells[1:], strict=True)]
    return [(at, cell) for at, cell in [(xs[0], cells[0]), *placed] if cell]


def header(blocks: Sequence[Block]) -> tuple[str, ...]:
    (block,) = (block for block in blocks if block.kind == "table")
    return table_of(block, None).header


# headers of two levels

BUDGET = ("Menot", "Talousarvio", "Toteuma", "Talousarvio", "Toteuma")
ROWS = [("Palkat", "12 300", "11 900", "12 800", "12 100"), ("Palvelut", "4 100", "4 000", "4 250", "4 300")]
SMALL = ("Menot", "TA", "TP", "TA", "TP")


@pytest.mark.parametrize("centres", [(222.0, 362.0), (250.0, 390.0), (180.0, 325.0)])
def test_names_of_groups_stand_over_their_columns(centres: tuple[float, float]) -> None:
    above = [centred(centres[0], "2024"), centred(centres[1], "2025")]
    blocks = of(*TEXT, above, *(flush_right(FIVE, *cells) for cells in (SMALL, *ROWS)))
    assert cells_in(blocks) == [("", "2024", "", "2025", ""), SMALL, *ROWS]
    assert header(blocks) == ("Menot", "2024 / TA", "2024 / TP", "2025 / TA", "2025 / TP")


def test_a_column_beside_the_groups_is_of_none() -> None:
    above = [centred(222, "2024"), centred(362, "2025")]
    rows = [(*cells, number) for cells, number in zip((SMALL, *ROWS), ("Muutos", "200", "300"), strict=True)]
    blocks = of(*TEXT, above, *(flush_right(SIX, *cells) for cells in rows))
    assert header(blocks) == ("Menot", "2024 / TA", "2024 / TP", "2025 / TA", "2025 / TP", "Muutos")


def test_names_that_stand_over_other_columns_are_no_groups() -> None:
    blocks = of(*TEXT, [centred(230, "Alku"), centred(270, "Loppu")], *(flush_right(FIVE, *c) for c in (SMALL, *ROWS)))
    assert " / " not in "".join(header(blocks))


def test_a_label_of_two_lines_is_one_label() -> None:
    heads = [("", "Talousarvio", "Tilinpäätös", "", ""), ("Menot", "2024", "2024", "Muutos", "Osuus")]
    blocks = of(*TEXT, *(flush_right(FIVE, *cells) for cells in (*heads, *ROWS)))
    assert header(blocks) == ("Menot", "Talousarvio 2024", "Tilinpäätös 2024", "Muutos", "Osuus")


# cells


def test_footnotes_and_whole_euros_are_numbers() -> None:
    rows = [("Kohde", "Lisäys", "Muutos"), ("Silta", "86 115 1)", "12 000*"), ("Puisto", "3 000,- €", "–")]
    assert cells_in(of(*TEXT, *(flush_right(FIVE[:3], *cells) for cells in rows))) == rows


def test_a_word_may_stand_for_a_number() -> None:
    rows = [
        ("Kohde", "Lisäys", "Muutos"),
        ("Silta", "86 115", "12 000"),
        ("Puisto", "3 000", "200"),
        ("Tori", "ei tiedossa", "86 115"),
        ("Ranta", "1 000", "2 000"),
    ]
    assert cells_in(of(*TEXT, *(flush_right((LEFT, 300.0, 400.0), *cells) for cells in rows))) == rows


def raised(paper: Paper, cells: Sequence[tuple[float, str, str]]) -> None:
    """A line of cells, each with its mark raised behind it as a footnote's is."""
    paper.canvas.setFont("Helvetica", SIZE)
    for x, text, _ in cells:
        paper.canvas.drawString(x, paper.y, text)
    paper.canvas.setFont("Helvetica", SIZE * 0.6)
    for x, text, mark in cells:
        paper.canvas.drawString(x + stringWidth(text, "Helvetica", SIZE), paper.y + SIZE * 0.35, mark)
    paper.y -= 15


def test_a_raised_figure_is_no_part_of_a_number() -> None:
    paper = Paper()
    paper.lines(*TEXT, row(FIVE[:3], "Kohde", "Summa, €", "Osuus, €"))
    raised(paper, [(LEFT, "Silta", ""), (250, "100", "1"), (320, "2 000", "12")])
    raised(paper, [(LEFT, "Puisto", ""), (250, "300", ""), (320, "4 000", "2)")])
    (block,) = (block for block in paper.read().blocks if block.kind == "table")
    values = [(cell.raw, str(cell.value)) for cell in typed_cells(table_of(block, None))]
    assert values == [("100¹", "100"), ("2 000¹²", "2000"), ("300", "300"), ("4 000 2)", "4000")]


# rows of several lines, each cell set in the middle


def middles(paper: Paper, xs: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
    """Rows whose cells may have several lines ("\n"), each in the middle of its row; no room between the rows."""
    paper.canvas.setFont("Helvetica", SIZE)
    for cells in rows:
        height = max(cell.count("\n") + 1 for cell in cells)
        for x, cell in zip(xs, cells, strict=True):
            for at, text in enumerate(cell.split("\n")):
                down = (height - cell.count("\n") - 1) / 2 + at
                paper.canvas.drawString(x, paper.y - 13 * down, text)
        paper.y -= 13 * height


def stacked(xs: Sequence[float], *rows: Sequence[str]) -> tuple[Block, ...]:
    paper = Paper()
    paper.lines(*TEXT)
    middles(paper, xs, rows)
    paper.lines("", "Taulukon alla on toinen kappale, jossa on sanoja.")
    return paper.read().blocks


def test_cells_of_several_lines() -> None:
    found = stacked(
        FIVE[:4],
        ("Kunta", "Väkiluku\nvuonna 2024", "Osuus,\neuroa", "Yhteensä"),
        ("Mallila", "10763", "6 072,00\n€", "8 758,16\n€"),
        ("Kiinteistö Oy\nMallilan\nAsunnot", "–", "2 353,71\n€", "10 938,93\n€"),
        ("Esimerkkilä", "3335", "831,58 €", "46\n000,00 €"),
    )
    assert cells_in(found) == [
        ("Kunta", "Väkiluku vuonna 2024", "Osuus, euroa", "Yhteensä"),
        ("Mallila", "10763", "6 072,00 €", "8 758,16 €"),
        ("Kiinteistö Oy Mallilan Asunnot", "–", "2 353,71 €", "10 938,93 €"),
        ("Esimerkkilä", "3335", "831,58 €", "46 000,00 €"),
    ]


def test_labels_of_three_lines_stand_around_their_numbers() -> None:
    found = stacked(
        (LEFT, 300.0, 400.0),
        ("", "euroa /\nkuukausi", "euroa /\nvuosi"),
        ("Peruspalvelujen osuus\n(myös tasaus)", "1 000", "12 000"),
        ("Ensimmäinen", "21 260", "255 120"),
        ("Rahoituksesta annetussa\nlaissa tarkoitettu\nrahoitus", "100", "1 200"),
        ("Yhteensä", "22 360", "268 320"),
    )
    assert cells_in(found) == [
        ("", "euroa / kuukausi", "euroa / vuosi"),
        ("Peruspalvelujen osuus (myös tasaus)", "1 000", "12 000"),
        ("Ensimmäinen", "21 260", "255 120"),
        ("Rahoituksesta annetussa laissa tarkoitettu rahoitus", "100", "1 200"),
        ("Yhteensä", "22 360", "268 320"),
    ]


def test_two_numbers_of_a_cell_are_not_made_one() -> None:
    found = stacked(
        (LEFT, 300.0, 400.0),
        ("Hanke", "Summa", "Arvio"),
        ("Silta", "12 000", "100 000 €"),
        ("Tori", "7 000", "10\n200 €"),
        ("Puisto", "300", "1 000 €"),
    )
    tables = [block for block in found if block.kind == "table"]
    values = [cell.value for block in tables for cell in typed_cells(table_of(block, None))]
    assert not {10200, 200} & set(values)


def test_half_numbers_are_no_rows() -> None:
    """The parts of a row that cannot be told from each other give no table, and no value."""
    found = stacked(
        FIVE[:4],
        ("6 000\n€", "Mallila 10 763\ntoinen", "2 600 €", "8 700\n€"),
        ("5 000\n€", "Esimerkkilä 11 000 ja\ntoinen 12 000", "3 000 €", "9 800\n€"),
    )
    assert {block.kind for block in found} == {"line"}


def test_a_contents_list_of_titles_of_two_lines_is_no_table() -> None:
    found = stacked(
        (LEFT, 110.0, 450.0),
        ("§ 1", "Mallilan asemakaavan\nmuutos", "3"),
        ("§ 2", "Talousarvion\ntoteutuminen", "5"),
        ("§ 3", "Muut asiat", "9"),
    )
    assert {block.kind for block in found} == {"line"}


# over a page break

HEAD = ("Kohde", "2023", "2024")
BODY = [("Silta", "12 300", "11 900"), ("Tori", "4 100", "4 000"), ("Yhteensä", "16 400", "15 900")]
THREE = (LEFT, 300.0, 400.0)


def over_a_page(above: Sequence[Sequence[str]], below: Sequence[Sequence[str]]) -> tuple[Block, ...]:
    paper = Paper()
    paper.lines(*TEXT, "Rahoitus", *(flush_right(THREE, *cells) for cells in above))
    paper.page()
    paper.lines(*(flush_right(THREE, *cells) for cells in below), "", *TEXT)
    return paper.read().blocks


@pytest.mark.parametrize("left_behind", [0, 1, 2])
def test_a_header_without_rules_at_the_foot_belongs_to_the_table_on_the_next_page(left_behind: int) -> None:
    blocks = over_a_page([HEAD, *BODY[:left_behind]], BODY[left_behind:])
    (table,) = (block for block in blocks if block.kind == "table")
    assert [row.cells for row in table.rows] == [HEAD, *BODY]
    assert [row.page for row in table.rows] == [1] * (1 + left_behind) + [2] * (3 - left_behind)
    assert header(blocks) == HEAD


def test_a_header_of_two_levels_at_the_foot() -> None:
    paper = Paper()
    above = [centred(222, "2024"), centred(362, "2025")]
    paper.lines(*TEXT, above, flush_right(FIVE, *SMALL))
    paper.page()
    paper.lines(*(flush_right(FIVE, *cells) for cells in ROWS), "", *TEXT)
    assert header(paper.read().blocks) == ("Menot", "2024 / TA", "2024 / TP", "2025 / TA", "2025 / TP")


def test_a_line_of_other_columns_at_the_foot_is_no_header() -> None:
    for foot in (("Nähtävillä", "", "Mallila"), ("Kokous päättyi", "16 000", "12 000")):
        assert cells_in(over_a_page([foot], BODY)) == BODY
    paper = Paper()
    paper.lines(*TEXT, row((LEFT, 150.0, 250.0), "Tarkastajat", "Maija Malli", "Essi Esimerkki"))
    paper.page()
    paper.lines(*(flush_right(THREE, *cells) for cells in BODY), "", *TEXT)
    assert cells_in(paper.read().blocks) == BODY


# words alone

SCHEDULE = [("Vaihe", "Alkaa", "Päättyy"), ("Suunnittelu", "1.2.2024", "30.4.2024"), ("Käyttö", "1.11.2024", "jatkuu")]


def under_bold(*rows: Sequence[str]) -> tuple[Block, ...]:
    paper = Paper()
    paper.lines(*TEXT)
    paper.canvas.setFont("Helvetica-Bold", SIZE)
    for x, cell in zip((LEFT, 250.0, 400.0), rows[0], strict=True):
        paper.canvas.drawString(x, paper.y, cell)
    paper.y -= 15
    paper.lines(*(row((LEFT, 250.0, 400.0), *cells) for cells in rows[1:]))
    return paper.read().blocks


def test_words_under_a_bold_header_are_a_table() -> None:
    blocks = under_bold(*SCHEDULE)
    assert cells_in(blocks) == SCHEDULE
    assert header(blocks) == SCHEDULE[0]


def test_words_without_one_are_lines() -> None:
    blocks = of(*TEXT, *(row((LEFT, 250.0, 400.0), *cells) for cells in SCHEDULE))
    assert {block.kind for block in blocks} == {"line"}


def test_a_contents_list_under_a_bold_header_is_no_table() -> None:
    rows = [("§", "Otsikko", "Liitteet"), ("1", "Kokouksen avaus", "ei"), ("2", "Talousarvio", "liite 1")]
    assert {block.kind for block in under_bold(*rows)} == {"line"}


# wrapped labels and numbers

WRAPPED = ("Silta", "Katuvalojen\nuusiminen keskustan\nalueella", "Kiinteistö Oy Mallilan\nAsunnot", "Tori")


def wrapped(paper: Paper, across: str, room: float, rows: Sequence[Sequence[str]]) -> None:
    """Rows of cells of several lines, at the top or bottom of their rows, with room between the rows."""
    paper.canvas.setFont("Helvetica", SIZE)
    for cells in rows:
        height = max(cell.count("\n") + 1 for cell in cells)
        for at, (x, cell) in enumerate(zip((LEFT, 300.0, 400.0), cells, strict=True)):
            lines = cell.split("\n")
            for down, text in enumerate(lines, height - len(lines) if across == "bottom" else 0):
                (paper.canvas.drawRightString if at else paper.canvas.drawString)(x, paper.y - 13 * down, text)
        paper.y -= 13 * height + room


@pytest.mark.parametrize("across", ["top", "bottom"])
def test_labels_of_several_lines(across: str) -> None:
    rows = [(label, f"{at} 300", f"{at}1 900") for at, label in enumerate(WRAPPED, 1)]
    paper = Paper()
    paper.lines(*TEXT)
    wrapped(paper, across, 4, [("Kohde", "Arvio", "Toteuma"), *rows])
    whole = [(label.replace("\n", " "), *numbers) for label, *numbers in rows]
    assert cells_in(paper.read().blocks) == [("Kohde", "Arvio", "Toteuma"), *whole]


@pytest.mark.parametrize("across", ["top", "bottom"])
def test_a_label_that_goes_on_with_a_small_letter_needs_no_room(across: str) -> None:
    rows = [("Silta", "300", "1 900"), ("Valojen\nuusiminen", "200", "4 000"), ("Tori", "4 000", "1 000")]
    paper = Paper()
    paper.lines(*TEXT)
    wrapped(paper, across, 0, rows)
    assert cells_in(paper.read().blocks) == [(label.replace("\n", " "), *numbers) for label, *numbers in rows]


@pytest.mark.parametrize("across", ["top", "bottom"])
@pytest.mark.parametrize("room", [0.0, 4.0])
def test_numbers_broken_at_a_line_end_are_whole_or_nothing(across: str, room: float) -> None:
    rows = [
        ("Silta", "12 300", "11 900"),
        ("Valojen\nuusiminen", "1 200\n300", "4 000"),
        ("Tori", "2 400\n100", "1 250\n500"),
        ("Yhteensä", "34 200", "300"),
    ]
    paper = Paper()
    paper.lines(*TEXT, *(flush_right((LEFT, 300.0, 400.0), *cells) for cells in [("Kohde", "Arvio, €", "Toteuma, €")]))
    wrapped(paper, across, room, rows)
    tables = [table_of(block, None) for block in paper.read().blocks if block.kind == "table"]
    cells = [cell for table in tables for cell in typed_cells(table)]
    values = {(cell.row_label, str(cell.value)) for cell in cells if cell.value is not None}
    right = {(label.replace("\n", " "), re.sub(r"\s", "", number)) for label, *numbers in rows for number in numbers}
    assert values <= right
    assert not room or values == right


def test_groups_of_rows_have_their_names() -> None:
    rows = [
        ("Kohde", "2023", "2024"),
        ("Menot", "", ""),
        ("Palkat", "12 300", "11 900"),
        ("Palvelut", "4 100", "4 000"),
        ("Tulot", "", ""),
        ("Maksut", "1 000", "1 200"),
    ]
    assert cells_in(of(*TEXT, *(flush_right((LEFT, 300.0, 400.0), *cells) for cells in rows))) == rows


def test_a_sum_row_without_a_label() -> None:
    rows = [
        ("Kohde", "2023", "2024"),
        ("Silta", "12 300", "11 900"),
        ("Tori", "100", "4 000"),
        ("", "12 400", "15 900"),
    ]
    assert cells_in(of(*TEXT, *(flush_right((LEFT, 300.0, 400.0), *cells) for cells in rows))) == rows

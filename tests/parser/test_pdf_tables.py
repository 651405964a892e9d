"""Tables without rules on PDF pages: what stands in columns, and what only looks like it. Each page is drawn here."""

from __future__ import annotations

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

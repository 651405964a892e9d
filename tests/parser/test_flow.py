"""Printed lines to running text: hyphens at line ends, paragraphs, items, and the way back to page and line."""

from __future__ import annotations

import pytest

from parser import Block
from parser.flow import flow, pieces, text_of, words_of
from parser.model import BlockKind, Row


def printed(*lines: str) -> list[Block]:
    """A paragraph over several lines that ended only because they were full."""
    return [Block(line, "line", 1, at, gap=at == 1, wrapped=at > 1) for at, line in enumerate(lines, 1)]


def joined(*lines: str, elsewhere: str = "") -> str:
    blocks = printed(*lines)
    return flow(blocks, words_of([*blocks, Block(elsewhere or "muuta")]))


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        # a word broken at the line end
        ("Avus-", "tus myönnetään.", "Avustus myönnetään."),
        ("tehtävä avus-", "tushakemus", "tehtävä avustushakemus"),
        ("Asia on loppu. Kaupungin-", "hallitus päättää.", "Asia on loppu. Kaupunginhallitus päättää."),
        ("(valmis-", "telija)", "(valmistelija)"),
        ('"valmis-', 'telija"', '"valmistelija"'),
        ("sosiaali- ja terveys-", "palvelut", "sosiaali- ja terveyspalvelut"),
        ("kau-", "punki", "kaupunki"),
        ("työ-", "ympäristö", "työympäristö"),
        # like vowels meet: the hyphen is printed
        ("vuokra-", "alue", "vuokra-alue"),
        ("linja-", "auto", "linja-auto"),
        ("Maa-", "aines", "Maa-aines"),
        ("raide-", "elementti", "raide-elementti"),
        ("työ-", "ökytalo", "työ-ökytalo"),
        # abbreviations, letters, numbers
        ("haettava EU-", "rahoitus", "haettava EU-rahoitus"),
        ("EAKR-", "tuki", "EAKR-tuki"),
        ("kaupungin ICT-", "palvelut", "kaupungin ICT-palvelut"),
        ("A-", "luokka", "A-luokka"),
        ("70-", "luvulla", "70-luvulla"),
        ("1980-", "luvun", "1980-luvun"),
        ("5-", "vuotias", "5-vuotias"),
        # names
        ("Päijät-", "Hämeen", "Päijät-Hämeen"),
        ("Anna-", "Maija Malli", "Anna-Maija Malli"),
        ("käyttää Teams-", "sovellusta", "käyttää Teams-sovellusta"),
        # a part that waits for its conjunction
        ("koulutus-", "ja neuvontapalvelut", "koulutus- ja neuvontapalvelut"),
        ("koulutus-", "tai neuvontapalvelut", "koulutus- tai neuvontapalvelut"),
        ("koulutus-", "sekä neuvontapalvelut", "koulutus- sekä neuvontapalvelut"),
        ("koulutus-", "eli neuvontapalvelut", "koulutus- eli neuvontapalvelut"),
        # a part that only begins like a conjunction
        ("koulu-", "jakso", "koulujakso"),
        ("maa-", "taidetta", "maataidetta"),
        # dashes and slashes
        ("1.8.2023–", "31.7.2024", "1.8.2023–31.7.2024"),
        ("10–", "20 €", "10–20 €"),
        ("ja/", "tai", "ja/tai"),
        ("Asia –", "ja sen käsittely", "Asia – ja sen käsittely"),
        ("hanke -", "jatkuu", "hanke - jatkuu"),
        ("Osaamiskeskus -", "hanke", "Osaamiskeskus -hanke"),
        ('"Uusi suunta" -', "hanke", '"Uusi suunta" -hanke'),
        ("Kirje hallitukselle ja -", "valtuustolle", "Kirje hallitukselle ja -valtuustolle"),
        ("408-404-12-314", "/ Asunto Oy Malli", "408-404-12-314 / Asunto Oy Malli"),
        ("Maksu on 770 €", "/vuosi", "Maksu on 770 €/vuosi"),
        ("ohje (33/00.01.01.", "/2018)", "ohje (33/00.01.01./2018)"),
        ("Haku oli 22.10.", "–28.11.2024", "Haku oli 22.10.–28.11.2024"),
        ("ajalle 1.11.2025", "-31.12.2025", "ajalle 1.11.2025-31.12.2025"),
        ("Tulos oli vuonna 2024", "-31.500 euroa", "Tulos oli vuonna 2024 -31.500 euroa"),
        # brackets and stops cling to a word
        ("käsiteltävät asiat (", "asialista).", "käsiteltävät asiat (asialista)."),
        ("(juokseva uhkasakko", "). Päätös", "(juokseva uhkasakko). Päätös"),
        ("vaalitoimikunta", ", joihin", "vaalitoimikunta, joihin"),
        ("tulos oli", ",5 prosenttia", "tulos oli ,5 prosenttia"),
        ("lain 156 §:", "ien mukaan", "lain 156 §:ien mukaan"),
        ("toteutui 70,8 %:", "sti.", "toteutui 70,8 %:sti."),
        ("tila RN:", "o 12:423", "tila RN:o 12:423"),
        # addresses and names of files, cut where a browser cuts them
        ("osoitteessa www.", "malli.example", "osoitteessa www.malli.example"),
        ("osoitteessa https://asiointi.", "malli.example/tie", "osoitteessa https://asiointi.malli.example/tie"),
        ("https://malli.example/meneillaan-", "olevat/", "https://malli.example/meneillaan-olevat/"),
        ("kirjaamo@malli.", "example", "kirjaamo@malli.example"),
        ("Katso www.malli.example.", "Lisäksi", "Katso www.malli.example. Lisäksi"),
        ("2 Selvitys toteutumisesta.", "pdf", "2 Selvitys toteutumisesta.pdf"),
        # no hyphen at all
        ("kaupungin", "hallitus", "kaupungin hallitus"),
        ("Asia on", "1 000 €.", "Asia on 1 000 €."),
    ],
)
def test_line_end(before: str, after: str, whole: str) -> None:
    assert joined(before, after) == whole


def test_the_documents_other_words_say_that_a_hyphen_is_printed() -> None:
    assert joined("tilaus-", "lautakunta") == "tilauslautakunta"
    assert joined("tilaus-", "lautakunta", elsewhere="Oli tilaus-lautakunta.") == "tilaus-lautakunta"


def test_the_documents_other_words_say_that_a_hyphen_is_not_printed() -> None:
    assert joined("tämä Teams-", "sovellus") == "tämä Teams-sovellus"
    assert joined("tämä Teams-", "sovellus", elsewhere="Oli teamssovellus.") == "tämä Teamssovellus"


def test_other_words_count_in_any_case() -> None:
    assert joined("Tilaus-", "lautakunta", elsewhere="TILAUS-LAUTAKUNTA") == "Tilaus-lautakunta"


def test_soft_hyphen_at_the_line_end_joins_whatever_the_letters() -> None:
    first = Block("vuokra", "line", 1, 1, gap=True, broken=True)
    assert flow([first, Block("alue", "line", 1, 2, wrapped=True)], frozenset()) == "vuokraalue"
    assert flow([first, Block("alue", "line", 1, 2)], frozenset()) == "vuokraalue"


def test_word_over_three_lines() -> None:
    assert joined("kau-", "pungin-", "hallitus") == "kaupunginhallitus"


def test_paragraphs_are_one_empty_line_apart() -> None:
    blocks = [
        Block("Yksi", gap=True),
        Block("jatkuu.", wrapped=True),
        Block("Kaksi.", gap=True),
        Block("Heti alla."),
    ]
    assert flow(blocks, frozenset()) == "Yksi jatkuu.\n\nKaksi.\nHeti alla."


def test_items_stand_one_a_line_even_with_empty_lines_between() -> None:
    blocks = [
        Block("Johdanto:", gap=True),
        Block("1. eka", "item", gap=True),
        Block("jatkuu", wrapped=True),
        Block("2. toka", "item", gap=True),
        Block("Loppu.", gap=True),
    ]
    assert flow(blocks, frozenset()) == "Johdanto:\n\n1. eka jatkuu\n2. toka\n\nLoppu."


def test_a_list_is_parted_from_the_text_around_it_without_empty_lines_too() -> None:
    blocks = [Block("Johdanto:", gap=True), Block("1. eka", "item"), Block("Loppu.")]
    assert flow(blocks, frozenset()) == "Johdanto:\n\n1. eka\n\nLoppu."


def table() -> Block:
    rows = (Row(("", "2023"), 1, 2), Row(("Tuki", "5"), 1, 3))
    return Block("\t2023\nTuki\t5", "table", 1, 2, gap=True, rows=rows)


def test_table_keeps_its_rows_and_tabs_and_joins_with_nothing() -> None:
    blocks = [Block("Avus-", gap=True), table(), Block("tus", wrapped=True)]
    assert flow(blocks, frozenset()) == "Avus-\n\n\t2023\nTuki\t5\n\ntus"


def test_nothing_gives_no_text() -> None:
    assert pieces([], frozenset()) == ()
    assert flow([], frozenset()) == ""


def test_place_of_each_part_of_a_joined_piece() -> None:
    blocks = [
        Block("Kaupungin-", page=1, line=40, gap=True),
        Block("hallitus päätti", page=2, line=3, wrapped=True),
        Block("asiasta.", page=2, line=4, wrapped=True),
    ]
    (piece,) = pieces(blocks, words_of(blocks))
    assert piece.text == "Kaupunginhallitus päätti asiasta."
    assert piece.place(0) == (1, 40)
    assert piece.place(piece.text.index("n") + 1) == (1, 40)
    assert piece.place(piece.text.index("hallitus") - 1) == (1, 40)
    assert piece.place(piece.text.index("hallitus")) == (2, 3)
    assert piece.place(piece.text.index("päätti")) == (2, 3)
    assert piece.place(piece.text.index("asiasta")) == (2, 4)
    assert piece.place(len(piece.text) - 1) == (2, 4)


@pytest.mark.parametrize(("before", "after"), [("vuokra-", "alue"), ("kau-", "punki"), ("Asia", "on"), ("1–", "2")])
def test_every_character_is_placed_on_the_line_that_prints_it(before: str, after: str) -> None:
    blocks = printed(before, after)
    (piece,) = pieces(blocks, words_of(blocks))
    assert piece.text.endswith(after)
    at = len(piece.text) - len(after)
    assert [piece.place(offset)[1] for offset in range(len(piece.text))] == [1] * at + [2] * len(after)


def test_kind_and_gap_are_those_of_the_first_line() -> None:
    kinds: tuple[BlockKind, ...] = ("item", "line")
    (piece,) = pieces([Block("1. a", kinds[0], gap=True), Block("b", kinds[1], wrapped=True)], frozenset())
    assert (piece.kind, piece.gap, len(piece.blocks)) == ("item", True, 2)
    assert text_of([piece]) == "1. a b"


def test_words_of_leaves_out_the_broken_halves() -> None:
    assert words_of([Block("Vuokra-alue ja avus-"), Block("tus EU-hanke 1980-luku")]) >= {"vuokra-alue", "eu-hanke"}
    assert "avus-" not in words_of([Block("avus-")])

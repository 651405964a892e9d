"""The source HTML inside a PDF: what it settles, what it may not do, and that nobody's keys do any harm."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from time import process_time

import pytest

from corpus import minutes_json
from parser import Block, SourceDocument, parse
from parser.model import Reading, Row
from parser.readers import read
from parser.readers.agreement import stretches
from parser.readers.lines import table_block
from parser.readers.pdf_settled import settled
from parser.readers.pdf_source import SourceBlock, source_of
from tests.meetings.printed import Element, Line, Rows, as_pdf
from tests.meetings.source import KEY, casem_source, parts_of, with_info, with_source, without_source

GOLDEN = Path(__file__).parent.parent / "documents" / "casem-lapua" / "lapua-kh-lahde-reportlab.pdf"
ELEMENTS: list[Element] = [
    Line("Mallilan kaupunki Pöytäkirja", "cover"),
    Line("§ 12", "mark"),
    Line("Latuverkoston kunnossapito talvikaudella", "title"),
    Line("Lautakunta on käsitellyt latuverkoston kunnossapitoa ja sen kustannuksia edellisen kerran syksyllä."),
    Line("Kunnossapidon hinnat", "heading"),
    Rows((("Latu", "Hinta"), ("Harjun latu ja sen valaistus", "1.200"), ("Rannan latu", "850")), head=True),
    Line("Kunnossapidosta vastaa tekninen toimi."),
]  # fmt: skip
MARKUP = casem_source(ELEMENTS)


@cache
def pages() -> bytes:
    return as_pdf(ELEMENTS, [("Mallila", "#")])


def reading(content: bytes) -> Reading:
    return read(SourceDocument(content, "application/pdf", "a.pdf"))


def codes(content: bytes) -> list[str]:
    return [warning.code for warning in reading(content).warnings]


def sources(*blocks: Block, authored: bool = True) -> tuple[SourceBlock, ...]:
    return tuple(SourceBlock(block, authored) for block in blocks)


def lines(*texts: str, gap: bool = False) -> tuple[Block, ...]:
    return tuple(Block(text, "line", 1, at, gap) for at, text in enumerate(texts, 1))


# the whole way


def test_the_same_minutes_with_the_source_and_without() -> None:
    content = GOLDEN.read_bytes()
    bare = without_source(content)
    assert content != bare
    minutes = [parse(SourceDocument(each, "application/pdf", "a")) for each in (content, bare)]
    assert minutes[0].warnings == minutes[1].warnings
    found, other = (json.loads(minutes_json(each)) for each in minutes)
    del found["source"], other["source"]
    assert found == other


def test_a_source_that_agrees_is_used_without_a_warning() -> None:
    found, bare = reading(with_source(pages(), MARKUP)), reading(pages())
    assert found.warnings == ()
    assert [(block.text, block.page, block.line) for block in found.blocks] == [
        (block.text, block.page, block.line) for block in bare.blocks
    ]
    assert [block.header_rows for block in found.blocks if block.rows] == [1]  # which the page does not say


@pytest.mark.parametrize(
    "markup",
    [
        MARKUP.replace("Lautakunta", "Valtuusto kiireesti kokoontuneena ja yksimielisesti").replace("Latu", "Reitti"),
        casem_source([Line("Aivan toinen asia, jota kukaan ei ole tulostanut tähän tiedostoon.")]),
        MARKUP.replace("<p", "<p>Tätä ei ole tulostettu mihinkään, ja se on piilossa.</p><p"),
    ],
    ids=["other words", "other document", "hidden text"],
)
def test_a_source_that_does_not_agree_is_left_out_with_a_warning(markup: str) -> None:
    found = reading(with_source(pages(), markup))
    assert [warning.code for warning in found.warnings] == ["source-left-out"]
    assert found.blocks == reading(pages()).blocks


def test_hidden_text_is_not_added_and_printed_text_not_dropped() -> None:
    hidden = MARKUP.replace("Kunnossapidosta vastaa", "Salaa vastaa")
    found = reading(with_source(pages(), hidden))
    assert found.warnings == ()
    assert found.blocks == reading(pages()).blocks


# hostile keys


@pytest.mark.parametrize(
    "info",
    [
        {f"{KEY}_0": b"A" * 1_000_000},
        {f"{KEY}_0": b"!!! no base64 at all"},
        {f"{KEY}_0": b""},
        {f"{KEY}_1": base64.b64encode(MARKUP.encode())},
        parts_of(MARKUP.encode("utf-16")),
        parts_of(MARKUP.encode("cp1252", "ignore")),
        parts_of(b"<p>" + b"x" * 3_000_000),
        parts_of("<div>" * 400 + "syvä" + "</div>" * 400),
        {f"{KEY}_{at}": b"" for at in range(1_200)},
        {f"{KEY}_0": base64.b64encode(MARKUP.encode())[:-3]},
    ],
    ids=["long", "text", "empty", "no first", "utf-16", "cp1252", "markup", "deep", "keys", "cut base64"],
)
def test_hostile_keys_are_at_most_a_warning(info: dict[str, bytes]) -> None:
    found = reading(with_info(pages(), info))
    assert found.blocks == reading(pages()).blocks
    assert {warning.code for warning in found.warnings} <= {"source-left-out"}
    assert found.warnings or not any(info.values())


def test_markup_that_breaks_off_settles_what_it_holds() -> None:
    for cut in range(0, len(MARKUP), 211):
        found = reading(with_source(pages(), MARKUP[:cut]))
        assert found.blocks == reading(pages()).blocks


def test_keys_come_in_the_order_of_their_numbers() -> None:
    parts = parts_of(MARKUP, longest=len(base64.b64encode(MARKUP.encode())) // 11)
    assert len(parts) > 11
    shuffled = sorted(parts.items(), key=lambda pair: pair[0])  # _0 _1 _10 _11 _2 …
    assert codes(with_info(pages(), shuffled)) == []
    del parts[f"{KEY}_4"]
    assert codes(with_info(pages(), parts)) == ["source-left-out"]


@pytest.mark.parametrize("size", [10_000_000, 30_000_000])
def test_a_key_that_is_far_too_long_costs_little(size: int) -> None:
    before = process_time()
    found, told = source_of({f"{KEY}_0": base64.b64encode(b"<p>a b</p>" * (size // 14)).decode()}, 5_000)
    assert (found, [warning.code for warning in told]) == ((), ["source-left-out"])
    assert process_time() - before < 2


@pytest.mark.parametrize("value", [None, 7, [1], b"\xff\xfe", {"a": 1}, "ä", "\ud800"])
def test_a_value_that_is_no_text(value: object) -> None:
    found, told = source_of({f"{KEY}_0": value}, 100)
    assert (found, [warning.code for warning in told]) == ((), ["source-left-out"])


def test_rubbish_for_markup_raises_nothing() -> None:
    dice = random.Random(7)
    bits = ["<table>", "<tr>", "<td colspan=999999999>", "</td>", "<p", ">", "<!--", "-->", "&#0;", "&auml;",
            "<![CDATA[", "<li>", "<ol start=-9>", "\x00", "§ 1", "sana ", "\ud7ff", "<?xml", "</table>", '="',
            "<th rowspan=0>"]  # fmt: skip
    for _ in range(300):
        markup = "".join(dice.choices(bits, k=40))
        found, _ = source_of({k: v.decode() for k, v in parts_of(markup).items()}, 1000)
        settled(lines("§ 1", "sana sana sana"), found)


# what is settled


def test_a_line_end_that_the_page_leaves_open() -> None:
    printed = (
        *lines("Kokous pidetään 21.5.2025 klo 10.00", "Mallilan toimipisteellä."),
        *lines("Toinen asia.", gap=True),
    )
    whole = Block("Kokous pidetään 21.5.2025 klo 10.00 Mallilan toimipisteellä.")
    found, told = settled(printed, sources(whole, Block("Toinen asia.")))
    assert told == ()
    assert [(block.text, block.wrapped, block.gap) for block in found] == [
        ("Kokous pidetään 21.5.2025 klo 10.00", False, False),
        ("Mallilan toimipisteellä.", True, False),
        ("Toinen asia.", False, True),
    ]


def test_a_line_that_only_seemed_full() -> None:
    printed = (Block("Katselmus pidettiin Hiekkarannan uimapaikalla", page=2, line=7),
               Block("- jätteet viedään pois keväällä", page=2, line=8, wrapped=True))  # fmt: skip
    found, _ = settled(printed, sources(*(Block(block.text, gap=True) for block in printed)))
    assert found[1] == Block("- jätteet viedään pois keväällä", "item", 2, 8, gap=True)


def test_a_number_at_a_line_start_is_no_item_inside_a_paragraph() -> None:
    printed = (Block("Ryhmään kuuluvat hallituksen puheenjohtaja sekä 1. ja"), Block("2. varapuheenjohtaja.", "item"))
    found, _ = settled(
        printed, sources(Block("Ryhmään kuuluvat hallituksen puheenjohtaja sekä 1. ja 2. varapuheenjohtaja."))
    )
    assert (found[1].kind, found[1].wrapped) == ("line", True)


@pytest.mark.parametrize(
    ("before", "after", "source", "kept", "broken"),
    [
        ("Hanke parantaa pienten pk-", "yrityksien toimintaa", "pk-yrityksien", "pk-", True),
        ("Lisää tietoa on osoitteessa www.", "mallila.example pian", "www.mallila.example", "www.", True),
        ("Lautakunta myöntää ensi vuoden avus-", "tuksen seuralle nyt", "avustuksen", "avus", True),
        ("Lautakunta myöntää ensi vuoden avus", "tuksen seuralle nyt", "avustuksen", "avus", True),
        ("Lautakunta käsittelee koulu-", "ja nuorisotyötä tänään", "koulu- ja", "koulu-", False),
    ],
)
def test_words_over_a_line_end(before: str, after: str, source: str, kept: str, broken: bool) -> None:
    words = (*before.split()[:-1], source, *after.split()[1:])
    found, told = settled(lines(before, after), sources(Block(" ".join(words))))
    assert told == ()
    assert found[0].text.split()[-1] == kept
    assert (found[0].broken, found[1].wrapped) == (broken, True)


def test_what_the_page_sets_apart_stays_apart() -> None:
    printed = (
        Block("Lautakunta hyväksyi ehdotuksen sellaisenaan", "line", 1, 1),
        Block("Päätös", "line", 1, 3, gap=True),
    )
    found, _ = settled(printed, sources(Block("Lautakunta hyväksyi ehdotuksen sellaisenaan Päätös")))
    assert found == printed


def grid(*rows: Sequence[str], header: int | None = None) -> Block:
    return table_block([Row(tuple(row)) for row in rows], header)


AROUND = "Avustuksia myönnetään seuraaville yhdistyksille"


def test_a_table_whose_cells_run_over_lines() -> None:
    torn = table_block([Row(("Seura", "Euroa"), 1, 2), Row(("Perinneyhdistyksen Mallilan", ""), 1, 3),
                        Row(("paikallistoimikunta", "300"), 1, 4), Row(("Kerho", "1.250"), 2, 1)])  # fmt: skip
    whole = grid(("Seura", "Euroa"), ("Perinneyhdistyksen Mallilan paikallistoimikunta", "300"), ("Kerho", "1.250"))
    found, told = settled((*lines(AROUND), torn), sources(Block(AROUND), whole))
    assert told == ()
    assert [row.cells for row in found[1].rows] == [row.cells for row in whole.rows]
    assert [(row.page, row.line) for row in found[1].rows] == [(1, 2), (1, 3), (2, 1)]


def test_columns_that_are_printed_in_another_order() -> None:
    printed = lines(AROUND, "Vuonna 2024 ensi vuonna yhteensä", "Seura perusosa lisäosa", "Kerho 100 20 120")
    whole = grid(("Seura", "Vuonna 2024 perusosa", "ensi vuonna lisäosa", "yhteensä"), ("Kerho", "100", "20", "120"))
    found, _ = settled(printed, sources(Block(AROUND), whole))
    assert [block.kind for block in found] == ["line", "table"]
    assert [(row.cells[0], row.line) for row in found[1].rows] == [("Seura", 2), ("Kerho", 4)]


@pytest.mark.parametrize(
    "source",
    [
        grid(("Seura", "Euroa"), ("Kerho", "1.350")),
        grid(("Seura", "Euroa"), ("Kerho", "1.250"), ("Piilo", "9")),
        grid(("Seura", "Euroa"), ("Kerho", "1 .250")),
    ],
    ids=["another number", "a hidden row", "a number apart"],
)
def test_a_table_in_other_words_stays_as_printed(source: Block) -> None:
    many = lines(*(f"{AROUND} numero {at} tänä vuonna" for at in "abcdefg"))
    printed = (*many, grid(("Seura", "Euroa"), ("Kerho", "1.250")), *lines("Loput jaetaan syksyllä samoin perustein."))
    found, told = settled(printed, (*sources(*many), *sources(source), *sources(printed[-1])))
    assert (found, told) == (printed, ())


def test_a_table_that_only_lays_out_the_page_is_left_as_lines() -> None:
    printed = lines(AROUND, "Aika 7.4.2025 klo 17", "Paikka Kaupungintalo")
    layout = SourceBlock(grid(("Aika", "7.4.2025 klo 17"), ("Paikka", "Kaupungintalo")), False)
    assert settled(printed, (*sources(Block(AROUND)), layout))[0] == printed


def test_a_header_over_several_columns_is_printed_once() -> None:
    printed = lines(AROUND, "Vuosi Jako", "2024 10 20")
    source = table_block([Row(("Vuosi", "Jako", "Jako")), Row(("2024", "10", "20"))], 1)
    assert settled(printed, sources(Block(AROUND), source))[0][1].rows[0] == Row(("Vuosi", "Jako", "Jako"), 1, 2)


# where they agree


def test_stretches() -> None:
    ours, theirs = list("abcdXefghi"), list("YabcdefghiZ")
    assert [(each.left, each.right, each.length) for each in stretches(ours, theirs)] == [(0, 1, 4), (5, 5, 5)]
    assert stretches(ours, []) == stretches([], theirs) == stretches(list("ab"), list("ab")) == ()


def test_words_that_repeat_are_found_between_those_that_do_not() -> None:
    text = [f"{word}{at // 4 if at % 8 < 4 else ''}" for at, word in enumerate(["aamu", "ilta", "yö", "päivä"] * 40)]
    assert sum(each.length for each in stretches(text, text)) == len(text)


def test_stretches_take_time_as_the_words_do() -> None:
    def seconds(size: int) -> float:
        dice = random.Random(size)
        words = [f"s{dice.randrange(40)}" for _ in range(size)]
        other = [word if dice.random() < 0.9 else "muu" for word in words]
        before = process_time()
        for each in (words, other, words[::-1], ["sama"] * size):
            stretches(words, each)
        return process_time() - before

    assert seconds(40_000) < 3.5 * max(0.1, seconds(20_000))

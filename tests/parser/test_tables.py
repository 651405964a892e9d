"""Tables: which rows are the header, what the numbers mean, and which sums the table claims."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from parser import Cell, Check, Table, typed_cells
from parser.model import Row
from parser.readers.lines import table_block
from parser.tables import cell_warnings, is_money, table_of, unchecked_because


def table(rows: Sequence[str], caption: str | None = None, header_rows: int | None = None) -> Table:
    """A table whose rows are written with | between the cells; the row numbers are its lines."""
    block = table_block([Row(tuple(row.split("|")), 1, at) for at, row in enumerate(rows, 1)], header_rows)
    return table_of(block, caption)


def cell(found: Table, row: int, column: int) -> Cell:
    return next(each for each in typed_cells(found) if (each.row, each.column) == (row, column))


def values(found: Table) -> list[Decimal | None]:
    return [each.value for each in typed_cells(found)]


# header


@pytest.mark.parametrize(
    ("rows", "header", "body"),
    [
        (["|A|B", "x|1|2", "y|3|4"], ("", "A", "B"), 2),  # an empty first cell
        (["Kohde|A|B", "x|1|2", "y|3|4"], ("Kohde", "A", "B"), 2),
        (["|2023|2024", "x|1|2", "y|3|4"], ("", "2023", "2024"), 2),  # years are no values
        (["Vuosi|2023|2024", "x|1|2"], ("Vuosi", "2023", "2024"), 1),
        (["|2023–2024|2024-25", "x|1|2"], ("", "2023–2024", "2024-25"), 1),
        (["|TP 2022|TA 2023", "x|1|2"], ("", "TP 2022", "TA 2023"), 1),
        (["|Kulut|Tuotot", "|2023|2024", "x|1|2"], ("", "Kulut / 2023", "Tuotot / 2024"), 1),  # two rows
        (["|Kulut|Kulut", "|2023|2024", "x|1|2"], ("", "Kulut / 2023", "Kulut / 2024"), 1),
        (["|Kulut|", "Kohde|€|%", "x|1|2"], ("Kohde", "Kulut / €", "%"), 1),
        (["x|1|2", "y|3|4"], (), 2),  # numbers from the first row on
        (["x|1 €|2 €", "y|3 €|4 €"], (), 2),
        (["Nimi|Tehtävä", "Maija|puheenjohtaja", "Matti|jäsen"], ("Nimi", "Tehtävä"), 2),  # words alone
        (["|Tehtävä", "Maija|puheenjohtaja"], ("", "Tehtävä"), 1),
        (["Aika:|tänään", "Paikka:|täällä", "Läsnä:|kaikki"], (), 3),  # labels and values
        (["Nimi|Tehtävä", "Maija|puheenjohtaja"], (), 2),
    ],
)
def test_header_rows_are_told(rows: list[str], header: tuple[str, ...], body: int) -> None:
    found = table(rows)
    assert found.header == header
    assert len(found.rows) == body


def test_the_markups_header_rows_hold() -> None:
    assert table(["1|2", "3|4", "5|6"], header_rows=1).header == ("1", "2")
    assert table(["1|2", "3|4", "5|6"], header_rows=2).rows == (("5", "6"),)
    assert table(["a|b", "c|d"], header_rows=2).rows == (("c", "d"),), "a row is left"


def test_cells_are_kept_as_printed_and_uneven_rows_filled_up() -> None:
    found = table(["|A|B", "x|1 000*", "y|–|-8 278 000€"])
    assert found.rows == (("x", "1 000*", ""), ("y", "–", "-8 278 000€"))
    assert [(each.row, each.column, each.raw) for each in typed_cells(found)] == [
        (1, 2, "1 000*"),
        (2, 2, "–"),
        (2, 3, "-8 278 000€"),
    ]


def test_every_row_has_its_place() -> None:
    found = table(["|A|B", "x|1|2", "y|3|4"])
    assert found.positions == ((1, 2), (1, 3))
    assert (found.page, found.line) == (1, 1)
    assert (cell(found, 2, 3).page, cell(found, 2, 3).line) == (1, 3)


# units


def test_unit_of_the_header_multiplies() -> None:
    found = table(["Kohde|2023, t€|2024, t€", "Katu|1,5|2"])
    assert (found.unit, found.kind) == ("t€", "funding")
    assert values(found) == [Decimal(1500), Decimal(2000)]


@pytest.mark.parametrize(
    ("caption", "unit", "value"),
    [
        ("Kustannukset, €", "€", "12"),
        ("Kustannukset (euroa)", "€", "12"),
        ("Kustannukset, 1 000 €", "1 000 €", "12000"),
        ("Kustannukset 1000€", "1 000 €", "12000"),
        ("Kustannukset, t€", "t€", "12000"),
        ("Kustannukset, tuhatta euroa", "1 000 €", "12000"),
        ("Investoinnit, milj. €", "milj. €", "12000000"),
        ("Investoinnit (M€)", "milj. €", "12000000"),
        ("Kustannukset", None, "12"),
        (None, None, "12"),
    ],
)
def test_unit_of_the_caption(caption: str | None, unit: str | None, value: str) -> None:
    found = table(["Kohde|Kustannus", "Katu|12", "Puisto|13"], caption)
    assert found.unit == unit
    assert cell(found, 1, 2).value == Decimal(value)
    assert found.caption == caption


def test_header_counts_before_the_caption() -> None:
    found = table(["Kohde|Kustannus, €", "Katu|12"], "Investoinnit, milj. €")
    assert cell(found, 1, 2).value == 12


def test_each_column_has_its_own_unit() -> None:
    found = table(["Kohde|Kulut, t€|Tuotot, €", "Katu|12|13"])
    assert values(found) == [Decimal(12000), Decimal(13)]
    assert [each.unit for each in typed_cells(found)] == ["t€", "€"]


@pytest.mark.parametrize("unit", ["1 000 €", "1000 €", "1000€"])
def test_a_column_headed_by_a_thousand_euros_in_markup(unit: str) -> None:
    found = table([f"Kohde|{unit}", "Katu|12", "Puisto|13"], header_rows=1)
    assert values(found) == [Decimal(12000), Decimal(13000)]


@pytest.mark.parametrize("unit", ["1 000 €", "1000 €", "1000€"])
@pytest.mark.parametrize("first", ["", "Kohde"])
def test_a_column_headed_by_a_thousand_euros(first: str, unit: str) -> None:
    found = table([f"{first}|{unit}", "Katu|12", "Puisto|13"])
    assert found.header == (first, unit)
    assert values(found) == [Decimal(12000), Decimal(13000)]


def test_unit_in_the_cells() -> None:
    found = table(["Kohde|Summa", "Katu|5 000 €", "Puisto|2 000,50 euroa", "Ranta|-8 278 000€"])
    assert found.kind == "funding"
    assert values(found) == [Decimal(5000), Decimal("2000.50"), Decimal(-8278000)]


@pytest.mark.parametrize("raw", ["1 000 €", "1000 €", "1 000€", "1 000 euroa", "-1 000 €"])
def test_a_cell_of_a_thousand_euros(raw: str) -> None:
    value = cell(table(["Kohde|Summa", "Katu|5 €", f"Puisto|{raw}"]), 2, 2).value
    assert value is not None
    assert abs(value) == 1000


@pytest.mark.parametrize("raw", ["21 000 €", "101 000 €", "1 000 000 €", "1.000 €", "1 000,00 €"])
def test_a_cell_that_only_ends_like_a_thousand_euros(raw: str) -> None:
    plain = {"21 000 €": 21_000, "101 000 €": 101_000, "1 000 000 €": 1_000_000}
    assert cell(table(["Kohde|Summa", "Katu|5 €", f"Puisto|{raw}"]), 2, 2).value == plain.get(raw, 1000)


@pytest.mark.parametrize(("raw", "value"), [("350 t€", 350_000), ("2,5 M€", 2_500_000), ("4,7 milj. €", 4_700_000)])
def test_a_thousand_or_million_in_the_cells(raw: str, value: int) -> None:
    assert cell(table(["Kohde|Summa", f"Katu|{raw}", "Puisto|5 €"]), 1, 2).value == value


def test_a_cells_own_euros_count_before_the_tables_thousands() -> None:
    found = table(["Kohde|Kulut, t€", "Katu|12", "Puisto|13 €"])
    assert values(found) == [Decimal(12000), Decimal(13)]


@pytest.mark.parametrize("sign", ["-", "–", "\u2212"])
def test_minus_of_any_kind(sign: str) -> None:
    assert values(table(["Kohde|Kulut, €", f"Katu|{sign}1 500,25"])) == [Decimal("-1500.25")]


def test_percent_column() -> None:
    found = table(["Kohde|Kulut, t€|Osuus, %", "Katu|12|25", "Puisto|36|75"])
    share = cell(found, 1, 3)
    assert (share.value, share.unit, share.role) == (Decimal(25), "%", None)
    assert not is_money(share)
    assert is_money(cell(found, 1, 2))


@pytest.mark.parametrize(("raw", "value"), [("25 %", "25"), ("25%", "25"), ("12,5 %", "12.5")])
def test_percent_cell(raw: str, value: str) -> None:
    found = table(["Kohde|Kulut, t€|Osuus", f"Katu|12|{raw}", "Puisto|36|75 %"])
    share = cell(found, 1, 3)
    assert (share.value, share.unit) == (Decimal(value), "%")
    assert not is_money(share)


def test_percent_cell_has_no_role() -> None:
    assert cell(table(["Kohde|Kulut, €|Osuus", "Katu|12|25 %", "Puisto|36|75 %"]), 1, 3).role is None


@pytest.mark.parametrize("raw", ["100*", "100 *", "100**", "100 €*", "100***"])
def test_footnote_stars_are_no_part_of_the_number(raw: str) -> None:
    found = cell(table(["Kohde|Kulut, €", f"Katu|{raw}"]), 1, 2)
    assert (found.value, found.raw) == (Decimal(100), raw)


@pytest.mark.parametrize("raw", ["–", "-", "—", "ei tiedossa", "1 000–2 000", "4.4.2022", "12 kpl", "1)"])
def test_a_cell_that_is_no_number_has_no_value(raw: str) -> None:
    found = cell(table(["Kohde|Kulut, €", "Katu|5", f"Puisto|{raw}"]), 2, 2)
    assert (found.value, found.raw, found.role, found.check) == (None, raw, None, "unchecked")


# kind


@pytest.mark.parametrize(
    ("rows", "caption", "kind"),
    [
        (["|A", "x|1", "y|2"], None, "other"),
        (["|A, €", "x|1", "y|2"], None, "funding"),
        (["|A", "x|1", "y|2"], "Hankkeen rahoitus", "funding"),
        (["|A", "x|1", "y|2"], "Luvut, t€", "funding"),
        (["|A", "x|1 €", "y|2"], None, "funding"),
        (["|Määräraha", "x|1", "y|2"], None, "funding"),
        (["|A", "Avustus|1", "Muu|2"], None, "funding"),
        (["Koulu|2022|2023", "Ahtiala|120|130"], "Oppilasmäärä", "other"),
        (["|Äänet", "Maija|12", "Matti|13"], None, "other"),
        (["|Rahoitus", "x|paljon", "y|vähän"], "Rahoitus, €", "other"),  # no numbers
        (["Vuosi|Tapahtuma", "alku|2022", "loppu|2023"], "Hankkeen rahoitus", "other"),  # years are no money
    ],
)
def test_kind(rows: list[str], caption: str | None, kind: str) -> None:
    assert table(rows, caption).kind == kind


def test_numbers_of_another_table_are_no_money() -> None:
    found = table(["Koulu|Oppilaat", "Ahtiala|120", "Launeen|130"])
    assert [(each.role, each.unit, is_money(each)) for each in typed_cells(found)] == [(None, None, False)] * 2
    assert values(found) == [120, 130]


# roles


def test_roles_by_column() -> None:
    found = table(["|Rahoitus yhteensä|Lahden kaupunki|Muut rahoittajat|2023", "Työpaja|10|3|5|2"], "Rahoitus")
    assert [each.role for each in typed_cells(found)] == ["total", "own_share", "other_funders", "part"]


def test_roles_by_row() -> None:
    found = table(["|2023, €", "Omarahoitus|3", "EAKR-tuki|5", "Muuta|2", "Yhteensä|10"])
    assert [each.role for each in typed_cells(found)] == ["own_share", "other_funders", "part", "total"]


def test_a_sum_rows_numbers_are_totals_whatever_their_column() -> None:
    found = table(["|Lahden kaupunki|Muut rahoittajat", "A|1|2", "B|3|4", "Yhteensä|4|6"], "Rahoitus")
    assert [each.role for each in typed_cells(found)][-2:] == ["total", "total"]


# sums


def test_a_total_column() -> None:
    found = table(["|Yhteensä|Kaupunki|Muut", "A|100|40|60", "B|200|50|150"], "Rahoitus")
    assert found.checks == (
        Check("A: Yhteensä = Kaupunki + Muut", True),
        Check("B: Yhteensä = Kaupunki + Muut", True),
    )
    assert {each.check for each in typed_cells(found)} == {"ok"}


def test_a_total_row() -> None:
    found = table(["|2023|2024", "A|1,5|2", "B|2,5|3", "Yhteensä|4|5"], "Kustannukset, t€")
    assert found.checks == (Check("2023: Yhteensä = 2 riviä", True), Check("2024: Yhteensä = 2 riviä", True))


def test_a_total_column_and_a_total_row() -> None:
    found = table(["|X|Y|Yhteensä", "A|1|2|3", "B|4|5|9", "Yhteensä|5|7|12"], "Kulut")
    assert len(found.checks) == 6
    assert all(check.ok for check in found.checks)


def test_a_sum_that_is_off_says_by_how_much() -> None:
    found = table(["|€", "A|1 000", "B|2 000", "Yhteensä|4 000"])
    assert found.checks == (Check("€: Yhteensä = 2 riviä", False, Decimal(1000)),)
    assert {each.check for each in typed_cells(found)} == {"off by 1 000,00"}


def test_off_by_is_in_euros_and_has_a_sign() -> None:
    found = table(["|t€", "A|1", "B|2", "Yhteensä|2,5"])
    assert found.checks == (Check("t€: Yhteensä = 2 riviä", False, Decimal(-500)),)
    assert {each.check for each in typed_cells(found)} == {"off by -500,00"}


def test_a_cell_of_a_right_and_a_wrong_sum_is_marked_wrong() -> None:
    found = table(["|X|Y|Yhteensä", "A|1|2|3", "B|4|5|9", "Yhteensä|5|7|13"], "Kulut")
    assert [check.off_by for check in found.checks if not check.ok] == [1, 1]
    assert cell(found, 3, 4).check == "off by 1,00"
    assert cell(found, 1, 4).check == "off by 1,00"
    assert cell(found, 1, 2).check == "ok"


def test_one_row_that_is_off_among_right_ones_is_told() -> None:
    found = table(["|Yhteensä|Kaupunki|Muut", "A|100|40|60", "B|200|50|151", "C|10|5|5"], "Rahoitus")
    assert [check.off_by for check in found.checks] == [None, -1, None]
    assert cell(found, 2, 3).check == "off by -1,00"
    assert cell(found, 1, 3).check == "ok"


def test_where_most_rows_fail_another_thing_was_meant_and_nothing_is_guessed() -> None:
    found = table(["|Yhteensä|Kaupunki|Muut", "A|100|1|60", "B|200|2|151", "C|10|5|5"], "Rahoitus")
    assert found.checks == ()
    assert {each.check for each in typed_cells(found)} == {"unchecked"}


def test_subtotals_and_the_total_of_them() -> None:
    rows = ["|€", "A|1", "B|2", "Yhteensä|3", "C|4", "D|5", "Yhteensä|9", "Kaikkiaan|12"]
    found = table(rows)
    assert [(check.what, check.ok) for check in found.checks] == [
        ("€: Yhteensä = 2 riviä", True),
        ("€: Yhteensä = 2 riviä", True),
        ("€: Kaikkiaan = 2 riviä", True),
    ]
    assert {each.check for each in typed_cells(found)} == {"ok"}


def test_a_subtotal_and_a_total_of_all_other_rows() -> None:
    found = table(["|€", "A|1", "B|2", "Yhteensä|3", "C|4", "Kaikkiaan|7"])
    assert [check.ok for check in found.checks] == [True, True]


def test_a_cell_that_says_nothing_counts_as_nothing() -> None:
    found = table(["|2023|2024", "A|1|–", "B|2|5", "C||-", "Yhteensä|3|5"], "Kulut, €")
    assert [check.ok for check in found.checks] == [True, True]
    assert cell(found, 1, 3).check == "unchecked"


def test_a_sum_over_words_is_no_sum() -> None:
    found = table(["|€", "A|1", "B|ei tiedossa", "C|3", "Yhteensä|4"])
    assert found.checks == ()


def test_percentages_make_a_hundred() -> None:
    found = table(["|Kulut, €|Osuus, %", "A|1|33,3", "B|2|66,7", "Yhteensä|3|100"])
    assert [(check.what, check.ok) for check in found.checks] == [
        ("Kulut, €: Yhteensä = 2 riviä", True),
        ("Osuus, %: Yhteensä = 2 riviä", True),
    ]


def test_percentages_that_rounding_parts_from_a_hundred() -> None:
    found = table(["|Kulut, €|Osuus, %", "A|1|33", "B|2|66", "Yhteensä|3|100"])
    assert found.checks[1] == Check("Osuus, %: Yhteensä = 2 riviä, ero pyöristystä", True)


def test_percentages_of_other_things_are_not_added_up() -> None:
    found = table(["|Kulut, €|Toteuma, %", "A|1|97", "B|2|101", "Yhteensä|3|100"])
    assert [check.what for check in found.checks] == ["Kulut, €: Yhteensä = 2 riviä"]


def test_one_part_makes_no_sum() -> None:
    assert table(["|Yhteensä|Kaupunki", "A|5|4"], "Rahoitus").checks == ()
    assert table(["|€", "A|4", "Yhteensä|5"]).checks == ()


def test_two_total_columns_claim_nothing() -> None:
    assert table(["|Yhteensä|Rahoitus yhteensä|A|B", "x|9|9|4|5"], "Rahoitus").checks == ()


def test_a_typed_cell_says_where_it_stands() -> None:
    found = table(["Kohde|Kaupungin osuus, t€", "Katu|1,5"], "Rahoitus")
    label = "Kaupungin osuus, t€"
    assert typed_cells(found) == (
        Cell(
            1, "Katu", 2, label, "own_share", Decimal(1500), "t€", "1,5", "unchecked", 1, 2, None, True, Decimal("1.5")
        ),
    )  # fmt: skip


@pytest.mark.parametrize("label", ["Lahden kaupunki, t€", "Lahden kaupunki (€)", "Lahden kaupunki €"])
def test_role_of_a_label_with_its_unit(label: str) -> None:
    assert cell(table([f"Kohde|{label}", "Katu|15"], "Rahoitus"), 1, 2).role == "own_share"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["|2023", "A|1", "B|2"], "no total column and no sum row"),
        (
            ["|Yhteensä|A|B", "x|9|1|60", "y|9|2|151", "z|9|5|5"],
            "the numbers do not tell which of them the total is the sum of",
        ),
        (["|Summa", "A|paljon", "B|vähän"], "no numbers"),
        (["|€", "A|1", "B|2", "Yhteensä|3"], None),
    ],
)  # fmt: skip
def test_why_a_table_is_unchecked(rows: list[str], why: str | None) -> None:
    assert unchecked_because(table(rows, "Rahoitus")) == why


def test_a_total_column_of_the_funders_alone() -> None:
    found = table(
        ["|Rahoitus yhteensä|Lahden kaupunki|Muut rahoittajat|Maksettu", "A|100|40|60|7", "B|50|20|30|9"], "Rahoitus"
    )
    assert [(check.what, check.ok) for check in found.checks] == [
        ("A: Rahoitus yhteensä = Lahden kaupunki + Muut rahoittajat", True),
        ("B: Rahoitus yhteensä = Lahden kaupunki + Muut rahoittajat", True),
    ]


def test_a_total_in_each_group_of_columns() -> None:
    header = ["|2023|2023|2023|2024|2024|2024", "|Yhteensä|Oma|Muu|Yhteensä|Oma|Muu"]
    found = table([*header, "A|3|1|2|7|3|4", "B|5|2|3|9|4|5"], "Rahoitus, €")
    assert len(found.checks) == 4
    assert all(check.ok for check in found.checks)


def test_a_sum_row_that_stands_first() -> None:
    found = table(["|€", "Kaikki yhteensä|6", "A|1", "B|2", "C|3"])
    assert [(check.what, check.ok) for check in found.checks] == [("€: Kaikki yhteensä = 3 riviä", True)]


def test_a_whole_that_is_only_one_more_number_claims_nothing() -> None:
    assert table(["|€", "Palkat|1", "Ostot|2", "Kokonaiskustannukset 2024|9", "Muut|3"]).checks == ()


def test_rounding_to_thousands_is_told_and_no_difference() -> None:
    found = table(["|t€", "A|1,2", "B|2,4", "C|3,3", "Yhteensä|7,0"])
    assert found.checks == (Check("t€: Yhteensä = 3 riviä, ero pyöristystä", True),)
    assert table(["|t€", "A|1,2", "B|2,4", "C|3,3", "Yhteensä|7,5"]).checks[0].off_by == 600


def test_columns_of_other_things_are_no_money() -> None:
    found = table(
        ["Tarjoaja|Hinta, €|Laatupisteet|Vuosi|Määrä, kpl", "Malli Oy|5 000|38|2024|3", "Essi Oy|6 000|40|2023|4"]
    )
    assert [each.value for each in typed_cells(found) if is_money(each)] == [5000, 6000]


def test_money_for_one_of_something_is_told_and_not_added_up() -> None:
    found = table(["Koulu|€/oppilas", "A|10", "B|12", "Yhteensä|22"])
    assert [each.per for each in typed_cells(found)] == ["oppilas"] * 3
    assert found.checks == ()


def test_a_unit_over_one_column_of_money_may_be_of_the_others_too() -> None:
    """One euro is one euro; but whether the other column counts in thousands too is not said."""
    assert values(table(["Kohde|Kulut, €|Avustus", "A|10|4"])) == [10, 4]
    assert values(table(["Kohde|Kulut, t€|Avustus", "A|10|4"])) == [10_000, None]


def test_a_caption_with_a_sum_in_it_gives_no_unit() -> None:
    assert table(["Kohde|Kulut", "A|10"], "Kustannusarvio 1,2 milj. €").unit is None


def test_units_in_the_second_row_of_a_header() -> None:
    found = table(["Kohde|2023|2024", "|1 000 €|1 000 €", "A|10|4", "B|1|2"])
    assert found.header == ("Kohde", "2023 / 1 000 €", "2024 / 1 000 €")
    assert values(found) == [10_000, 4_000, 1_000, 2_000]


def test_a_label_behind_running_numbers() -> None:
    found = table(["Nro|Kohde|Kulut, €", "1|Silta|10", "2|Katu|20", "|Yhteensä|30"])
    assert [each.row_label for each in typed_cells(found) if each.value] == ["Silta", "Katu", "Yhteensä"]
    assert [check.ok for check in found.checks] == [True]


@pytest.mark.parametrize("raw", ["1 00 000", "1,500", "1'000"])
def test_a_cell_that_cannot_be_read_for_sure_has_a_warning(raw: str) -> None:
    found = table(["Kohde|Kulut, €", "A|10", f"B|{raw}"])
    assert cell(found, 2, 2).value is None
    assert [warning.code for warning in cell_warnings(found)] == ["cell-unsure"]


def test_a_sum_is_of_rows_of_its_own_kind() -> None:
    rows = ["Kohde|Talous|2026|2027", "Kirjasto|menot|-10|-50", "|tulot||20", "Musiikki|menot|-5|-5"]
    found = table([*rows, "Yhteensä|menot|-15|-55", "|tulot||20", "|netto|-15|-35"])
    assert found.kind == "funding"
    assert [(check.what, check.ok) for check in found.checks] == [
        ("2026: Yhteensä = 2 riviä", True),
        ("2027: Yhteensä = 2 riviä", True),
    ]


def test_years_beside_a_total_with_the_unit_are_money_too() -> None:
    found = table(["Hanke|2025|2026|Yhteensä €", "A|10|20|30", "B|1|2|3"])
    assert [each.value for each in typed_cells(found) if is_money(each)] == [10, 20, 30, 1, 2, 3]
    assert all(check.ok for check in found.checks)


def test_numbers_beside_cells_with_their_unit_are_no_money() -> None:
    found = table(["Kunta|Väki vuonna 2024|Osuus", "A|10763|2 686,16 €", "B|15043|3 754,33 €"])
    assert [str(each.value) for each in typed_cells(found) if is_money(each)] == ["2686.16", "3754.33"]


def test_words_that_a_narrow_column_broke_still_count_things() -> None:
    found = table(["|Valtionavustus|Vahvist. henkilö- työvuodet yht.", "Museo|86.847|3,2"])
    assert [each.value for each in typed_cells(found) if is_money(each)] == [86847]


def money_of(found: Table) -> list[str]:
    return [f"{each.value:f}" for each in typed_cells(found) if is_money(each)]


@pytest.mark.parametrize(
    "label", ["Hinta (alv 0 %)", "Tarjous, sis. alv 25,5 %", "EU-tuki 70 %", "Lahden kaupunki (30 %)"]
)
def test_a_rate_in_a_label_is_no_unit(label: str) -> None:
    assert money_of(table([f"Tarjoaja|{label}", "A|125 000", "B|131 000"], "Kustannukset")) == ["125000", "131000"]


@pytest.mark.parametrize("label", ["Osuus %", "Tot. %", "Muutos-%", "Osuus (%)", "Toteuma 2025 %", "Toteuma 1-6 %"])
def test_a_percentage_that_is_the_unit_stays_one(label: str) -> None:
    found = table([f"Kohde|Kulut €|{label}", "A|125 000|70,5", "B|131 000|101"])
    assert money_of(found) == ["125000", "131000"]
    assert cell(found, 1, 3).unit == "%"


def test_a_rate_over_numbers_that_may_be_percentages_is_one() -> None:
    assert money_of(table(["Hanke|Tuki enintään 70 %|Kulut €", "A|65|1 000", "B|70|2 000"])) == ["1000", "2000"]


def test_rows_of_tax_are_money_and_add_up() -> None:
    rows = ["Erä|€", "Urakka|100 000", "Lisätyöt|10 000", "Yhteensä alv 0 %|110 000", "Alv 25,5 %|28 050"]
    found = table([*rows, "Yhteensä sis. alv 25,5 %|138 050"])
    assert len(money_of(found)) == 5
    assert [check.ok for check in found.checks] == [True, True]


@pytest.mark.parametrize("label", ["Kustannuspaikka", "Laina-aika", "Tukiprosentti", "Rahoituskausi", "IBAN"])
def test_a_compound_is_what_its_last_part_is(label: str) -> None:
    assert money_of(table([f"Kohde|{label}|Summa €", "A|12345|100", "B|12346|200"])) == ["100", "200"]


def test_a_row_with_a_unit_of_its_own_that_is_no_money() -> None:
    rows = ["|2024|2025", "Menot, €|1 200|1 250", "Asiakkaat, hlö|300|310", "Tuotot|900|800", "Tukiprosentti|70|75"]
    assert money_of(table(rows)) == ["1200", "1250", "900", "800"]


def test_a_bare_total_behind_points_is_their_total() -> None:
    found = table(["Tarjoaja|Hinta €|Hintapisteet|Laatupisteet|Yhteensä", "A|1 000|60|30|90", "B|1 200|50|40|90"])
    assert money_of(found) == ["1000", "1200"]


def test_what_a_caption_says_that_sums_are_for_one_of() -> None:
    found = table(["Luokka|Arkisin|Viikonloppuna", "A|85|110", "B|45|60"], "Tuntihinnat (€/h, alv 0 %)")
    assert found.unit == "€/h"
    assert {(each.per, each.role) for each in typed_cells(found)} == {("h", None)}


def test_a_share_of_a_town_in_a_row_of_its_own() -> None:
    block = table_block([Row(tuple(row.split("|")), 1, 1) for row in ("Kunta|Kuntaosuus €", "Lahti|10", "Hollola|5")])
    found = table_of(block, None, (), "Lahti")
    assert [each.role for each in typed_cells(found)] == ["own_share", "other_funders"]


def test_a_millions_millions_have_no_value() -> None:
    found = table(["Kohde|milj. €", "A|8 000 000", "B|1,5"])
    assert [each.value for each in typed_cells(found)] == [None, Decimal("1500000.0")]
    assert [warning.code for warning in cell_warnings(found)] == ["cell-unsure"]


def test_a_group_that_begins_over_its_first_column_heads_them_all() -> None:
    rows = ["|Tulot||Menot|Menot", "|2024|2025|2024|2025", "A|1|2|3|4"]
    assert table(rows).header == ("", "Tulot / 2024", "Tulot / 2025", "Menot / 2024", "Menot / 2025")


@pytest.mark.parametrize(
    ("label", "per"),
    [
        ("Vuokra €/kk", "kk"),
        ("Vuokra/kk", "kk"),
        ("Kustannus / oppilas", "oppilas"),
        ("Kustannus euroa vuodessa", "vuosi"),
        ("Menot/tulot", None),
        ("Rahoitus vuosittain", None),
        ("Menot TA/TP", None),
    ],
)
def test_what_a_column_says_that_its_sums_are_for_one_of(label: str, per: str | None) -> None:
    found = table([f"Kohde|{label}|Kulut", "A|10|20", "B|30|40"], "Kustannukset")
    assert [each.per for each in typed_cells(found) if each.column == 2] == [per, per]


@pytest.mark.parametrize("raw", ["10 €/m²", "8,50 €/k-m²"])
def test_a_square_is_no_footnote(raw: str) -> None:
    found = table(["Kohde|Vuokra", f"A|{raw}", "B|5 €"])
    assert cell(found, 1, 2).per == raw.partition("/")[2]


def test_rows_of_people_and_of_points_in_sum_are_no_money() -> None:
    rows = ["|Lahti|Hollola|Yhteensä", "Asukkaat|120|23|143", "Maksuosuus|79|15|94", "Pisteet yhteensä|9|5|14"]
    assert money_of(table(rows, "Kustannusten jako, €")) == ["79", "15", "94"]


def test_a_sum_row_that_counts_its_rows_is_money() -> None:
    assert money_of(table(["Hanke|Summa €", "A|10", "B|20", "Yhteensä 2 kpl|30"])) == ["10", "20", "30"]


def test_units_over_columns_make_funding_even_if_they_differ() -> None:
    found = table(["Hanke|Kustannus (milj. €)|Vuosi 2025 (t€)", "Koulu|12,5|2 500"])
    assert found.kind == "funding"
    assert money_of(found) == ["12500000.0", "2500000"]


def test_a_role_beside_a_rate() -> None:
    found = table(["Hanke|Valtio 40 %|Kaupunki 60 %", "Silta|400 000 €|600 000 €"])
    assert [each.role for each in typed_cells(found)] == ["other_funders", "own_share"]


def test_a_row_of_units_below_the_markups_header() -> None:
    found = table(["|TA 2025|TA 2026", "|1 000 €|1 000 €", "Tuotot|120|130", "Kulut|-450|-470"], header_rows=1)
    assert found.unit == "1 000 €"
    assert money_of(found) == ["120000", "130000", "-450000", "-470000"]


def test_a_row_of_numbers_below_the_markups_header_stays_one() -> None:
    found = table(["|2025|2026", "Tuki|1 000 €|2 000 €", "Oma|500 €|1 000 €"], header_rows=1)
    assert money_of(found) == ["1000", "2000", "500", "1000"]


@pytest.mark.parametrize("part", ["josta kadut", "- josta kadut", "siitä kadut", "- kadut"])
def test_a_row_that_is_in_the_row_above_is_not_added(part: str) -> None:
    found = table(["|€", "Kunnossapito|100", f"{part}|60", "Rakentaminen|200", "Yhteensä|300"])
    assert [check.ok for check in found.checks] == [True]
    assert cell(found, 2, 2).check == "unchecked"


def test_rows_that_all_have_a_dash_are_added() -> None:
    found = table(["|€", "- Kadut|100", "- Puistot|60", "Yhteensä|160"])
    assert [check.ok for check in found.checks] == [True]


def test_even_euros_without_a_unit() -> None:
    found = table(["Hakija|Haettu summa", "A|5.000,-", "B|2.000,–", "Yhteensä|7.000,-"])
    assert money_of(found) == ["5000", "2000", "7000"]
    assert [check.ok for check in found.checks] == [True]


def test_a_result_is_what_the_signed_rows_make() -> None:
    rows = ["t€|TP 2023|TP 2024", "Tuotot|50|55", "Kulut|-200|-210", "Toimintakate|-150|-155", "Verot|170|160"]
    found = table([*rows, "Vuosikate|20|5"])
    assert [check.what for check in found.checks] == [
        "TP 2023: Toimintakate = 2 riviä",
        "TP 2024: Toimintakate = 2 riviä",
        "TP 2023: Vuosikate = 2 riviä",
        "TP 2024: Vuosikate = 2 riviä",
    ]
    assert all(check.ok for check in found.checks)


@pytest.mark.parametrize("kulut", ["200", "-201"])
def test_a_result_that_nothing_makes_claims_nothing(kulut: str) -> None:
    assert table(["€|2023", "Tuotot|50", f"Kulut|{kulut}", "Toimintakate|-150"]).checks == ()


def test_a_sum_behind_ids_is_money() -> None:
    found = table(["Saaja|Y-tunnus|IBAN|Summa", "A|1234567-8|FI21 1234 5600 0007 85|1 500,00", "B|2|FI37|2 500,00"])
    assert money_of(found) == ["1500.00", "2500.00"]


def test_long_numbers_without_groups_beside_grouped_ones_are_ids() -> None:
    found = table(["Päivä|Tosite|Summa", "1.2.2025|20250001|1 250,00", "3.2.2025|20250002|750,00"])
    assert money_of(found) == ["1250.00", "750.00"]


def test_long_numbers_where_none_is_grouped_are_money() -> None:
    assert money_of(table(["Hanke|2025|2026", "A|12500|13500", "B|15000|16000"], "Kustannukset"))[0] == "12500"


def test_a_total_of_pieces_is_no_money_and_a_price_behind_pieces_is() -> None:
    assert money_of(table(["Kohde|Kulut €|Aikuisia, hlö|Lapsia, hlö|Yhteensä", "A|9|1|2|3", "B|8|3|4|7"])) == ["9", "8"]
    assert money_of(table(["Tuote|Hinta|Määrä|Yhteensä", "A|45|10|450", "B|20|2|40"])) == ["45", "450", "20", "40"]


def test_a_form_has_no_header() -> None:
    found = table(["Hanke|Malli", "Aika|kevät", "Kokonaisbudjetti|250 000 €", "Omarahoitus|50 000 €"])
    assert found.header == ()
    assert money_of(found) == ["250000", "50000"]


def test_financiers_make_funding() -> None:
    assert table(["|Yhteensä|EU|Valtio", "A|1.000,50|500,25|500,25"]).kind == "funding"

"""The § lines of cities, and lines with a § that begin no item."""

from __future__ import annotations

from datetime import date

import pytest

from parser import Block
from parser.marks import Mark, mark_of
from parser.model import BlockKind

KH = "Kaupunginhallitus"

MARKS = [
    ("§ 129", Mark("129")),
    ("§129", Mark("129")),
    ("46 §", Mark("46")),
    ("46§", Mark("46")),
    ("§ 12a", Mark("12a")),
    ("§ 1", Mark("1")),
    ("§ 1234", Mark("1234")),
    ("Pykälä 102", Mark("102")),
    ("Kh § 190", Mark("190", KH)),
    ("KH § 190", Mark("190", KH)),
    ("KhVi § 65", Mark("65", "KhVi")),
    ("Kaupunginhallitus § 129", Mark("129", KH)),
    ("Hallintojohtaja § 5", Mark("5", "Hallintojohtaja")),
    ("Kaupunginhallitus 4.4.2022 § 129", Mark("129", KH, date(2022, 4, 4))),
    ("KH 20.1.2025 § 5", Mark("5", KH, date(2025, 1, 20))),
    ("Aluehallitus 04.12.2023 § 198", Mark("198", "Aluehallitus", date(2023, 12, 4))),
    ("Kaupunginvaltuusto 20.2.2017, 15 §", Mark("15", "Kaupunginvaltuusto", date(2017, 2, 20))),
    ("4.4.2022 § 129", Mark("129", None, date(2022, 4, 4))),
    # two forms in one file
    ("Kaupunginhallitus, § 5,20.01.2025", Mark("5", KH, date(2025, 1, 20))),
    ("Kaupunginhallitus, § 5, 20.01.2025", Mark("5", KH, date(2025, 1, 20))),
    ("Kaupunginhallitus, 20.01.2025, § 5", Mark("5", KH, date(2025, 1, 20))),
    # the title on the same line
    ("§ 82 Kaupungin talousarvio 2024", Mark("82", None, None, "Kaupungin talousarvio 2024")),
    ("46 § Talousarvio", Mark("46", None, None, "Talousarvio")),
    ("Sivistyslautakunta 20.3.2023 § 12 Otsikko", Mark("12", "Sivistyslautakunta", date(2023, 3, 20), "Otsikko")),
    ("KhVi 08.04.2024 § 65", Mark("65", "KhVi", date(2024, 4, 8))),
    ("Pöytäkirja 01.11.2021/Pykälä 102", Mark("102", None, date(2021, 11, 1))),
]


@pytest.mark.parametrize(("line", "mark"), MARKS)
def test_mark(line: str, mark: Mark) -> None:
    assert mark_of(Block(line, gap=True)) == mark


@pytest.mark.parametrize(
    "line",
    [
        "",
        "§",
        "§ x",
        "Asianro 4",
        "Kaupunginhallitus",
        "4.4.2022",
        # an ending, or running text
        "69 §:ää",
        "§:en 22 ja 30",
        "24.1 §:n 20 kohta",
        "§ 129:n mukaan",
        "kuntalain (410/2015) 136 §",
        "kuntalain 136 §",
        "Kuntalain 136 §",
        "Hallintosääntö 24 §",
        "(Etuostolaki 22 § 3 mom.)",
        "(KV 20.2.2017 § 15)",
        "16.6.2020 (§ 99)",
        "§ 12 momentti",
        "§ 5 kuntalaki",
        "Hyväksyttiin 46 §",
        "Pöytäkirjan 46 §",
        "ks. § 12",
        "§ 82 Asia hyväksyttiin.",
        "§ 82 Liitteenä:",
        # several, or a range
        "§50, §53, §56",
        "§ 1-3",
        "§ 5–7",
        # not a number that a § has
        "12345 §",
        "§ 12345",
        "Kokous 3/2022 § 5",
        "Kaupunginhallitus 4.4.2022 § 129 sivu 3",
        "Laki 22 §",
        "Liite § 5",
        "Tämä 46 §",
    ],
)
def test_no_mark(line: str) -> None:
    assert mark_of(Block(line, gap=True)) is None


def test_a_title_on_the_line_needs_empty_space_before_it() -> None:
    """Inside a paragraph "§ 12 Vuokran määrä" is the law's section."""
    assert mark_of(Block("§ 82 Talousarvio", gap=True)) is not None
    assert mark_of(Block("§ 82 Talousarvio")) is None


def test_a_bare_mark_needs_none() -> None:
    assert mark_of(Block("§ 82")) == Mark("82")


def test_a_line_that_goes_on_from_the_one_before_is_none() -> None:
    assert mark_of(Block("136 §", wrapped=True)) is None


@pytest.mark.parametrize(("kind", "found"), [("line", True), ("heading", True), ("table", False)])
def test_a_table_is_none(kind: BlockKind, found: bool) -> None:
    assert (mark_of(Block("§ 82", kind)) is not None) == found


def test_a_paragraph_far_on_in_a_long_line_is_none() -> None:
    assert mark_of(Block("x" * 200 + " § 82", gap=True)) is None


def test_a_day_that_no_calendar_has_is_left_out() -> None:
    found = mark_of(Block("Kaupunginhallitus 31.2.2022 § 5", gap=True))
    assert found == Mark("5", KH)

"""Preparers and presenters in the forms that cities print them. All names are invented."""

from __future__ import annotations

import pytest

from parser import Person
from parser.people import given_name_first, is_given_name, people_in, person_of

ONE_PERSON = [
    # title, name, telephone
    (
        "palvelupäällikkö Maija Malli, p. 050 555 0101",
        Person("Maija Malli", "palvelupäällikkö", "050 555 0101"),
    ),
    ("palvelupäällikkö Maija Malli, puh. 03 555 0102", Person("Maija Malli", "palvelupäällikkö", "03 555 0102")),
    ("palvelupäällikkö Maija Malli p. 050 555 0101", Person("Maija Malli", "palvelupäällikkö", "050 555 0101")),
    ("hankejohtaja Maija Malli (p. 050 555 0101)", Person("Maija Malli", "hankejohtaja", "050 555 0101")),
    ("hankejohtaja Maija Malli, +358 50 555 0103", Person("Maija Malli", "hankejohtaja", "+358 50 555 0103")),
    ("Maija Malli, puhelin: 310 55555", Person("Maija Malli", None, "310 55555")),
    ("palvelupäällikkö Maija Malli", Person("Maija Malli", "palvelupäällikkö")),
    ("Maija Malli", Person("Maija Malli")),
    # e-mail
    (
        "Henkilöstöpäällikkö Essi Malli, essi.malli@lahti.example",
        Person("Essi Malli", "Henkilöstöpäällikkö", None, "essi.malli@lahti.example"),
    ),
    (
        "Henkilöstöpäällikkö Essi Malli, essi.malli(at)lahti.example",
        Person("Essi Malli", "Henkilöstöpäällikkö", None, "essi.malli(at)lahti.example"),
    ),
    (
        "palvelupäällikkö Maija Malli, p. 050 555 0101, maija.malli@lahti.example",
        Person("Maija Malli", "palvelupäällikkö", "050 555 0101", "maija.malli@lahti.example"),
    ),
    (
        "palvelupäällikkö Maija Malli, maija.malli@lahti.example, p. 050 555 0101",
        Person("Maija Malli", "palvelupäällikkö", "050 555 0101", "maija.malli@lahti.example"),
    ),
    # the title after the name
    ("Matti Malli, Kaupunginjohtaja", Person("Matti Malli", "Kaupunginjohtaja")),
    ("Malli Matti, kaupunginjohtaja", Person("Matti Malli", "kaupunginjohtaja")),
    ("Matti Malli (kaupunginjohtaja)", Person("Matti Malli", "kaupunginjohtaja")),
    (
        "Maija Malli, hallintopäällikkö, puhelin: 09 310 55555",
        Person("Maija Malli", "hallintopäällikkö", "09 310 55555"),
    ),
    # surname first, told by a known given name
    ("Malli Maija", Person("Maija Malli")),
    ("Malli Anna-Maija", Person("Anna-Maija Malli")),
    ("Malli-Keksilä Maija", Person("Maija Malli-Keksilä")),
    ("Kaupunkikehitysjohtaja Malli Matti", Person("Matti Malli", "Kaupunkikehitysjohtaja")),
    ("Hallintojohtaja Malli Matti", Person("Matti Malli", "Hallintojohtaja")),
    ("kaupunkikehitysjohtaja Matti Malli", Person("Matti Malli", "kaupunkikehitysjohtaja")),
    # neither word a known given name: as printed
    ("Qwerty Zxcvbn", Person("Qwerty Zxcvbn")),
    ("Kaupunginjohtaja Qwerty Zxcvbn", Person("Qwerty Zxcvbn", "Kaupunginjohtaja")),
    # acting officers, titles of several words
    ("vs. kehittämispäällikkö Maija Malli", Person("Maija Malli", "vs. kehittämispäällikkö")),
    ("Vs. kaupunginjohtaja Malli Matti", Person("Matti Malli", "Vs. kaupunginjohtaja")),
    ("vt. sivistysjohtaja Malli Matti", Person("Matti Malli", "vt. sivistysjohtaja")),
    ("kehittämis- ja palvelupäällikkö Maija Malli", Person("Maija Malli", "kehittämis- ja palvelupäällikkö")),
    (
        "Kehittämis- ja palvelupäällikkö Malli Maija, p. 050 555 0101",
        Person("Maija Malli", "Kehittämis- ja palvelupäällikkö", "050 555 0101"),
    ),
    ("Tekninen johtaja Malli Matti", Person("Matti Malli", "Tekninen johtaja")),
    ("johtava rehtori Matti Malli", Person("Matti Malli", "johtava rehtori")),
    ("diplomi-insinööri Maija Malli", Person("Maija Malli", "diplomi-insinööri")),
    ("ICT-asiantuntija Maija Malli", Person("Maija Malli", "ICT-asiantuntija")),
    ("I varapuheenjohtaja Maija Malli", Person("Maija Malli", "I varapuheenjohtaja")),
    # names of other shapes
    ("kaupunginjohtaja Matti von Malli", Person("Matti von Malli", "kaupunginjohtaja")),
    ("Maija M. Malli", Person("Maija M. Malli")),
    ("Maija Ärjälä", Person("Maija Ärjälä")),
    ("hallintojohtaja Malli", Person("Malli", "hallintojohtaja")),
    # what introduces a person is no title
    (
        "Lisätietoja antaa: palvelupäällikkö Maija Malli, p. 050 555 0101",
        Person("Maija Malli", "palvelupäällikkö", "050 555 0101"),
    ),
    ("Lisätietoja: Maija Malli", Person("Maija Malli")),
    ("Lisätiedot: Maija Malli, puh. 03 555 0101", Person("Maija Malli", None, "03 555 0101")),
    ("• palvelupäällikkö Maija Malli", Person("Maija Malli", "palvelupäällikkö")),
    ("1. Maija Malli", Person("Maija Malli")),
]


@pytest.mark.parametrize(("line", "person"), ONE_PERSON)
def test_one_person_on_a_line(line: str, person: Person) -> None:
    assert people_in([line]) == (person,)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "-",
        "Ei valmistelijaa",
        "Kaupunginhallitus",
        "Lahden kaupunki",
        "Talouspalvelut",
        "Kaupunkiympäristön palvelualue",
        "Maankäyttö ja kaupunkiympäristö",
        "Sivistyksen palvelualue, p. 03 555 0101",
        "konsernipalvelut, henkilöstö",
        "palvelupäällikkö",
        "Kaupunginjohtaja",
        "maija.malli@lahti.example",
        "p. 050 555 0101",
        "Maija",
    ],
)
def test_a_line_that_names_nobody(line: str) -> None:
    assert people_in([line]) == ()


def test_a_line_each() -> None:
    lines = [
        "palvelupäällikkö Maija Malli, p. 050 555 0101, maija.malli@lahti.example",
        "erityisasiantuntija Matti Malli, p. 050 555 0102",
    ]
    assert people_in(lines) == (
        Person("Maija Malli", "palvelupäällikkö", "050 555 0101", "maija.malli@lahti.example"),
        Person("Matti Malli", "erityisasiantuntija", "050 555 0102"),
    )


@pytest.mark.parametrize("between", [" ja ", " sekä ", ", ", "; "])
def test_two_on_a_line(between: str) -> None:
    line = f"palvelupäällikkö Maija Malli, p. 050 555 0101{between}asiantuntija Malli Matti, p. 050 555 0102"
    assert people_in([line]) == (
        Person("Maija Malli", "palvelupäällikkö", "050 555 0101"),
        Person("Matti Malli", "asiantuntija", "050 555 0102"),
    )


def test_names_then_addresses_then_titles_on_lines_of_their_own() -> None:
    lines = ["Maija Malli, Matti Malli", "maija@x.fi, matti@x.fi", "Hallintopäällikkö, Kaupunginjohtaja"]
    assert people_in(lines) == (
        Person("Maija Malli", "Hallintopäällikkö", None, "maija@x.fi"),
        Person("Matti Malli", "Kaupunginjohtaja", None, "matti@x.fi"),
    )


def test_names_then_telephones_on_lines_of_their_own() -> None:
    assert people_in(["Maija Malli, Matti Malli", "p. 050 555 0101, p. 050 555 0102"]) == (
        Person("Maija Malli", None, "050 555 0101"),
        Person("Matti Malli", None, "050 555 0102"),
    )


def test_name_then_title_then_telephone_on_lines_of_their_own() -> None:
    assert people_in(["Maija Malli", "palvelupäällikkö", "p. 050 555 0101"]) == (
        Person("Maija Malli", "palvelupäällikkö", "050 555 0101"),
    )


def test_a_second_telephone_of_one_person_goes_to_nobody_else() -> None:
    lines = ["asiantuntija Matti Malli", "palvelupäällikkö Maija Malli, p. 050 555 0101, p. 050 555 0102"]
    assert [person.phone for person in people_in(lines)] == [None, "050 555 0101"]


def test_case_id_is_no_telephone() -> None:
    assert people_in(["Maija Malli, 1131/00.01.03.01/2021"])[0].phone is None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Malli Maija", "Maija Malli"),
        ("Maija Malli", "Maija Malli"),
        ("Malli Maija Liisa", "Maija Liisa Malli"),
        ("Maija Liisa", "Maija Liisa"),  # both known: as printed
        ("Qwerty Zxcvbn", "Qwerty Zxcvbn"),
        ("Malli", "Malli"),
        ("Maija", "Maija"),
        ("", ""),
    ],
)
def test_given_name_first_where_the_order_can_be_told(printed: str, name: str) -> None:
    assert given_name_first(printed) == name


def test_known_given_names() -> None:
    assert is_given_name("Maija")
    assert is_given_name("Anna-Maija")
    assert not is_given_name("Malli")
    assert not is_given_name("maija")
    assert not is_given_name("")


@pytest.mark.parametrize("words", ["", "Maija", "palvelupäällikkö", "päätti asiasta", "Lahden kaupunki", "50 %"])
def test_no_person(words: str) -> None:
    assert person_of(words) is None

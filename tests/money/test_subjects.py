"""What a sum belongs to: the item's name or the clause's subject. Invented sentences."""

from __future__ import annotations

import pytest

from parser.amounts import amounts_in
from parser.flow import pieces
from parser.model import Amount, Block


def amounts(*lines: str) -> list[Amount]:
    blocks = [
        Block(line, "item" if line[0] in "123•" else "line", line=at, gap=True) for at, line in enumerate(lines, 1)
    ]
    return list(amounts_in([("other", pieces(blocks, frozenset()))], ()))


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("Menot ovat 66 000 euroa, josta haettava avustus on 39 600 euroa.", ["Menot", "haettava avustus"]),
        ("Siltaan varataan 45.000 €, valoihin 73.800 € ja puistoon 9.000 €.", ["Siltaan", "valoihin", "puistoon"]),
        ("Hankinta jaetaan kahdelle (Alajoki 200 000 € ja Yläjoki 150 000 €).", ["Alajoki", "Yläjoki"]),
        ("Säännöt ovat voimassa 1.8.2023. Ylin hankintaraja on 60 000 euroa.", ["Ylin hankintaraja"]),
        ("Avustus: 500 €", ["Avustus"]),
        ("Toimintakate on -45,9 milj. euroa ja vuosikate on 1,8 milj. euroa.", ["Toimintakate", "vuosikate"]),
        ("Urakoitsijaksi valitaan Malli Oy, 88 400 €.", ["Urakoitsijaksi"]),
        ("On 5 000 €.", [None]),
        # a remark that began before the clause, what is said of tax, what a sum is for one of: no names
        ("(jaosto 11.11., § 229) hakemuksen käsittelystä peritään 610,29 €.", ["hakemuksen käsittelystä"]),
        ("Velka on 500 € (2.834 mk) ja lisälaina 54 € (323 mk) eli yhteensä 554 €.", ["Velka", "lisälaina", None]),
        ("Ostot osassa 2 ovat 10 000 € (alv 0 %) ja osassa 3 enintään 500 €.", ["Ostot osassa 2", "osassa 3"]),
        ("Vuokra on 239 100 € kuukaudessa eli 2 869 200 € vuodessa (25,40 €/m²).", ["Vuokra", None, None]),
        ("Pääomanpalautus n. 9,4 milj. €.", ["Pääomanpalautus"]),
        ("Osallistujia on 25. Hankkeen menot ovat 599 €.", ["Hankkeen menot"]),
        ("• takuu enintään 2 000 €", ["takuu"]),
        ("Arvio on 20 000–25 000 €.", ["Arvio", "Arvio"]),
    ],
)  # fmt: skip
def test_subject_of_a_clause(sentence: str, labels: list[str | None]) -> None:
    assert [amount.label for amount in amounts(sentence)] == labels


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        (
            "Kokonaiskustannukset ovat 66 000 €, josta omarahoitusosuus on 26 400 € ja valtionavustus 39 600 €.",
            ["total", "own_share", "other_funders"],
        ),
        ("Varaus on yhteensä 90 500 €.", ["total"]),
        ("Vuokra on 500 €.", [None]),
        ("Yhteensä noin 12 000 €.", ["total"]),
        ("Kaupunki myy tontin 25 000 eurolla.", [None]),
        ("Hollolan kunta myy tontin 25 000 eurolla.", [None]),
        ("Kaupunki perii lainoista 5 000 €.", [None]),
        ("Lahden kaupunki rahoittaa hanketta 20 000 eurolla.", ["own_share"]),
    ],
)  # fmt: skip
def test_role_of_a_clause(sentence: str, roles: list[str | None]) -> None:
    assert [amount.role for amount in amounts(sentence)] == roles


def test_the_line_above_a_list_says_whose_money_it_is() -> None:
    found = amounts("Omarahoitukseen on varauduttu seuraavasti:", "1. Silta 28 000 €", "2. Katu 60 000 €")
    assert [(amount.label, amount.role) for amount in found] == [("Silta", "own_share"), ("Katu", "own_share")]


def test_a_list_with_its_sum_has_parts() -> None:
    found = amounts("• Silta 28 000 €", "• Katu 60 000 €", "• Yhteensä 88 000 €")
    assert [amount.role for amount in found] == ["part", "part", "total"]


def test_names_that_end_in_numbers_leave_their_sums_in_doubt() -> None:
    found = amounts("• Suvikumpu 1 50 000 €", "• Suvikumpu 2 150 000 €", "• Torikatu 30 000 €")
    assert [amount.value for amount in found] == [50_000, None, 30_000]


def test_a_unit_on_the_next_line_belongs_to_the_number_of_a_full_line() -> None:
    blocks = [
        Block("Vesilaitoksen kalusto 45.000 €, valmiuskalusto 73.800 € ja väylät 9.000", line=1),
        Block("€.", line=2),
    ]
    found = list(amounts_in([("other", pieces(blocks, frozenset()))], ()))
    assert [amount.value for amount in found] == [45_000, 73_800, 9_000]
    assert {amount.line for amount in found} == {1}

"""Who had which part in a decision, and which name is meant by an inflected one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser import Attendee, Decision, Person, Section, is_form_of, means, parts_of, the_one_meant
from parser.model import Kind

ATTENDANCE = tuple(Attendee(name, None, True) for name in ("Markus Lankinen", "Maija Malli", "Sanna Kangas"))


def decision(kind: Kind, text: str) -> Decision:
    return Decision(
        "x/kh/2024-01-01/1", "1", "Asia", None, (Person("Essi Sepite", "sihteeri"),), Person("Olli Satola", "johtaja"),
        (Section(kind, None, text),), text, None, text, "other", None,
    )  # fmt: skip


def told(kind: Kind, text: str) -> list[tuple[str, str]]:
    parts = parts_of(decision(kind, text), ATTENDANCE)
    return [(part.role, part.name) for part in parts if part.role not in ("preparer", "presenter")]


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Lankisen", "Lankinen"), ("Lankista", "Lankinen"), ("Lankiselle", "Lankinen"), ("Mallin", "Malli"),
        ("Esimerkin", "Esimerkki"), ("Kankaan", "Kangas"), ("Niemen", "Niemi"), ("Lahden", "Lahti"), ("Mäen",
        "Mäki"), ("Järven", "Järvi"), ("Rautavan", "Rautava"), ("Huffin", "Huff"), ("Hildénin", "Hildén"),
        ("Halla-ahon", "Halla-aho"), ("Sepitteen", "Sepite"), ("Virran", "Virta"), ("Lampisella", "Lampinen"),
        ("Pellon", "Pelto"), ("Kosken", "Koski"), ("Andersonin", "Anderson"), ("Kuuselan", "Kuusela"),
        ("Kuuselaa", "Kuusela"), ("Suden", "Susi"), ("Rannan", "Ranta"),
    ],
)  # fmt: skip
def test_form_of_a_surname(form: str, base: str) -> None:
    assert is_form_of(form, base)


@pytest.mark.parametrize(
    ("form", "base"), [("Lankisen", "Lampinen"), ("Mallin", "Maali"), ("Virtasen", "Virta"), ("Niemisen", "Niemi")]
)
def test_form_of_another_surname(form: str, base: str) -> None:
    assert not is_form_of(form, base)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö-", min_size=1, max_size=20))
def test_a_name_is_a_form_of_itself(name: str) -> None:
    assert is_form_of(name, name)
    assert is_form_of(name.upper(), name)


@pytest.mark.parametrize("printed", ["Lankisen", "Lankinen Markus", "Markus Lankisen", "Markus Lankinen", "lankinen"])
def test_a_name_is_met_in_any_order_and_form(printed: str) -> None:
    assert means(printed, "Markus Lankinen")


@pytest.mark.parametrize("printed", ["Markus", "Markku Lankinen", "Lampinen", "Markus Juhani Lankinen"])
def test_another_name_is_not_met(printed: str) -> None:
    assert not means(printed, "Markus Lankinen")


def test_a_surname_that_two_have_means_neither() -> None:
    assert the_one_meant("Mallin", ["Maija Malli", "Matti Malli"]) is None
    assert the_one_meant("Maija Mallin", ["Maija Malli", "Matti Malli"]) == "Maija Malli"


def test_preparers_and_the_presenter_have_a_part() -> None:
    parts = parts_of(decision("reasons", "Maija Malli esitti, että asia palautetaan."))
    assert [(part.role, part.name, part.title) for part in parts] == [
        ("preparer", "Essi Sepite", "sihteeri"), ("presenter", "Olli Satola", "johtaja")
    ]  # fmt: skip


def test_inflected_names_are_those_of_the_attendance_list() -> None:
    text = "Valtuutettu Kalle Keksilä ehdotti Markus Lankisen kannattamana, että asia palautetaan."
    assert told("handling", text) == [("proposer", "Kalle Keksilä"), ("supporter", "Markus Lankinen")]


def test_voters_by_surname() -> None:
    text = "Annettiin 2 JAA-ääntä (Lankinen, Malli) ja 2 EI-ääntä (Kangas, Outola)."
    parts = parts_of(decision("decision", text), ATTENDANCE)
    assert [(part.side, part.name, part.printed) for part in parts if part.role == "voter"] == [
        ("for", "Markus Lankinen", "Lankinen"), ("for", "Maija Malli", "Malli"), ("against", "Sanna Kangas", "Kangas"),
        ("against", "Outola", "Outola"),
    ]  # fmt: skip


def test_what_is_reprinted_of_an_earlier_handling_is_nobodys_part() -> None:
    assert told("history", "Maija Malli ilmoitti olevansa esteellinen.") == []


def test_a_line_of_names_under_the_heading() -> None:
    assert told("disqualification", "Maija Malli ja Kalle Keksilä") == [
        ("disqualified", "Maija Malli"), ("disqualified", "Kalle Keksilä")
    ]  # fmt: skip

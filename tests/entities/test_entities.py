"""Entities and references on texts labelled by reading, and what the vocabulary files promise."""

from __future__ import annotations

import pytest

from bench import entities as bench
from parser.citations import Where
from parser.entities import Setting, mentions_in
from parser.mentions import MentionKind
from parser.organisations import is_business_id
from parser.vocabulary import read_vocabulary

SETTING = Setting(Where("Lahti", "Kaupunginhallitus"))
PROMISED = ("person", "organisation", "money", "date", "law", "decision")
LEAST = 0.85


def named(text: str, kind: MentionKind) -> list[str | None]:
    return [mention.normal for mention in mentions_in(text, SETTING) if mention.kind == kind]


def test_there_are_texts_enough() -> None:
    texts = list(bench.own_texts())
    assert len(texts) + len(list((bench.LABELLED / "shared").glob("*.json"))) >= 25
    assert sum(each.held_out for each in texts) >= 4


@pytest.mark.parametrize("kind", PROMISED)
def test_own_texts_are_read_as_a_reader_does(kind: str) -> None:
    assert bench.f1(*bench.score(bench.own_texts())[kind]) >= LEAST


def test_real_passages_are_read_as_a_reader_does() -> None:
    texts = list(bench.shared_texts(".html", ".HTM"))  # the PDFs take long: `python -m bench entities`
    if not texts:
        pytest.skip("the real documents are not here (../shared/data): passages of them are not read")
    counts = bench.score(texts)
    assert {kind: bench.f1(*counts[kind]) for kind in PROMISED if bench.f1(*counts[kind]) < LEAST} == {}


def test_base_forms_are_those_of_the_labels() -> None:
    wrong = []
    for each in bench.own_texts():
        found: dict[bench.Span, str | None] = {
            (m.kind, m.start, m.end): m.normal for m in mentions_in(each.text, each.setting)
        }
        wrong += [(found[span], normal) for span, normal in each.normals.items() if found.get(span, normal) != normal]
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize(("text", "names"), read_vocabulary("persons.toml")["examples"])
def test_persons(text: str, names: list[str]) -> None:
    assert named(text, "person") == names


@pytest.mark.parametrize("text", read_vocabulary("persons.toml")["never"])
def test_nobody(text: str) -> None:
    assert named(text, "person") == []


@pytest.mark.parametrize(("text", "names"), read_vocabulary("organisations.toml")["examples"])
def test_organisations(text: str, names: list[str]) -> None:
    assert named(text, "organisation") == names


@pytest.mark.parametrize("text", read_vocabulary("organisations.toml")["never"])
def test_no_organisation(text: str) -> None:
    assert named(text, "organisation") == []


@pytest.mark.parametrize(("text", "names"), read_vocabulary("toponyms.toml")["examples"])
def test_places(text: str, names: list[str]) -> None:
    assert named(text, "place") == names


@pytest.mark.parametrize("text", read_vocabulary("toponyms.toml")["no_place"])
def test_no_place(text: str) -> None:
    assert named(text, "place") == []


@pytest.mark.parametrize(
    ("printed", "holds"),
    [("1234567-1", True), ("7654321-2", True), ("1234567-2", False), ("1234567", False), ("123456-1", False)],
)
def test_check_digit_of_a_business(printed: str, holds: bool) -> None:
    assert is_business_id(printed) == holds
    assert named(f"Malli Oy ({printed})", "business") == ([printed] if holds else [])


def test_ids_of_properties_and_plans_are_nothing_else() -> None:
    found = mentions_in("Kiinteistö 398-31-0-6, asemakaava A-2818 ja M-22-177.", SETTING)
    assert [(mention.kind, mention.text) for mention in found] == [
        ("property", "398-31-0-6"),
        ("plan", "A-2818"),
        ("plan", "M-22-177"),
    ]
    assert list(mentions_in("Luokka A-2818", SETTING)) == []


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("1.9.2022 - 31.8.2023", ["2022-09-01/2023-08-31"]),
        ("27.10.-28.11.2022", ["2022-10-27/2022-11-28"]),
        ("1.–28.2.2021", ["2021-02-01/2021-02-28"]),
        ("toimikaudeksi 2021–2025", ["2021/2025"]),
        ("31.8.2023 - 1.9.2022", []),
        ("dnro 2021-2025/12", []),
        ("puh. 2011-2015-1", []),
        ("vuonna 2021", []),
    ],
)
def test_periods(text: str, periods: list[str]) -> None:
    assert named(text, "period") == periods


def test_written_dates() -> None:
    assert named("Kokous 14. toukokuuta 2023 ja 30.2.2023.", "date") == ["2023-05-14"]

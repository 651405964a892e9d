"""The vocabulary is data: each entry is held to the examples that stand beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from parser.attendance import vocabulary as attendance_words
from parser.changes import tells
from parser.endings import is_appeal_heading, listed
from parser.endings import vocabulary as endings
from parser.fields import ALL
from parser.headings import heading_of, vocabulary
from parser.outcomes import outcome_of, raw_vocabulary
from parser.outcomes import vocabulary as outcome_words
from parser.parts import told_in
from parser.places import body_of, municipality_in
from parser.roles import (
    counts,
    is_measured,
    is_result,
    is_sum,
    is_within,
    role_of,
    row_counts,
    speaks_of_money,
    tells_a_stage,
    without_compounds,
)
from parser.roles import vocabulary as roles
from parser.sumwords import counts_things, may_be_negative
from parser.vocabulary import read_vocabulary

OUTCOMES = raw_vocabulary()


@pytest.mark.parametrize("form", sorted(vocabulary().lines.whole))
def test_heading_is_one_in_any_case_and_with_a_colon(form: str) -> None:
    kind = vocabulary().lines.whole[form].kind
    for line in (form, form.upper(), form.capitalize(), f"{form}:", f"{form} :"):
        found = heading_of(line)
        assert found is not None, line
        assert found.kind == kind


@pytest.mark.parametrize(("kind", "line"), vocabulary().never)
def test_look_alike_is_no_heading(kind: str, line: str) -> None:
    found = heading_of(line)
    assert found is None or found.kind != kind


@pytest.mark.parametrize(
    "line", ["Kaupunginjohtajan ehdotus", "Vs. henkilöstöpäällikön ehdotus:", "Kunnanjohtajan esitys"]
)
def test_office_before_the_proposal(line: str) -> None:
    found = heading_of(line)
    assert found is not None
    assert found.kind == "proposal"


@pytest.mark.parametrize("line", ["Maija Mallin vastaehdotus", "Valtuutettu Mallin teki ehdotus", "uusi ehdotus"])
def test_words_before_a_proposal_that_are_no_office(line: str) -> None:
    assert heading_of(line) is None


def test_label_and_value_on_one_line() -> None:
    found = heading_of("Esittelijä: Matti Malli, Kaupunginjohtaja")
    assert found is not None
    assert (found.kind, found.value) == ("presenter", "Matti Malli, Kaupunginjohtaja")
    found = heading_of("Päätös: ministeriö on päättänyt")
    assert found is not None
    assert found.weak  # so it opens nothing where the item has a decision of its own


@pytest.mark.parametrize("name", ALL)
def test_field_matches_its_examples(name: str) -> None:
    field = ALL[name]
    assert [text for text in field.matches if not field.search(text)] == []
    if name in ("ITEM_MARK", "AGENDA_MARK", "CASE_ID"):  # these are asked of whole lines
        assert [text for text in field.rejects if field.whole(text)] == []
    else:
        assert [text for text in field.rejects if field.search(text)] == []


@pytest.mark.parametrize("entry", OUTCOMES["outcome"], ids=lambda entry: entry["outcome"])
def test_outcome_is_told_by_its_examples(entry: dict[str, Any]) -> None:
    assert [text for text in entry["examples"] if outcome_of(text) != entry["outcome"]] == []
    assert [text for text in entry["never"] if outcome_of(text) == entry["outcome"]] == []


@pytest.mark.parametrize("name", ["procedure", "aside", "reference"])
def test_other_sentences_are_told_by_their_examples(name: str) -> None:
    pattern = getattr(outcome_words(), name)
    told = pattern.match if name == "reference" else pattern.search
    assert [text for text in OUTCOMES[name]["examples"] if not told(text)] == []
    assert [text for text in OUTCOMES[name]["never"] if told(text)] == []


@pytest.mark.parametrize(("role", "label"), roles().never)
def test_label_does_not_take_a_role(role: str, label: str) -> None:
    told: dict[str, Callable[[str], bool]] = {
        "money": speaks_of_money,
        "sum": is_sum,
        "counts": counts,
        "row_counts": row_counts,
        "measures": is_measured,
        "stages": tells_a_stage,
        "within": is_within,
        "results": is_result,
    }
    if role == "compounds":
        assert without_compounds(label) == label
        return
    assert not (told[role](label) if role in told else role_of(label) == role)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Rahoitus yhteensä", "total"),
        ("Yhteensä", "total"),
        ("Lahden kaupunki", "own_share"),
        ("Omarahoitus", "own_share"),
        ("Kaupungin osuus", "own_share"),
        ("Muut rahoittajat", "other_funders"),
        ("EAKR-tuki", "other_funders"),
        ("Työ- ja elinkeinoministeriö", "other_funders"),
        ("Hankkeen vetäjä", None),
    ],
)
def test_role_of_a_label(label: str, role: str | None) -> None:
    assert role_of(label) == role


@pytest.mark.parametrize("name", ["examples", "never"])
def test_words_behind_which_a_dash_may_be_a_minus_by_their_examples(name: str) -> None:
    told = [may_be_negative(f"{text} – ") for text in read_vocabulary("amounts.toml")["negative"][name]]
    assert told == [name == "examples"] * len(told)


@pytest.mark.parametrize("name", ["examples", "never"])
def test_words_that_count_things_by_their_examples(name: str) -> None:
    told = [counts_things(text.rpartition(" ")[0] + " ") for text in read_vocabulary("amounts.toml")["numbered"][name]]
    assert told == [name == "examples"] * len(told)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lahden kaupunki", "Lahti"),
        ("LAPUAN KAUPUNKI", "Lapua"),
        ("Hollolan kunta", "Hollola"),
        ("Uudenkaupungin kaupunki", "Uusikaupunki"),
        ("Helsingin kaupungin kirjaamo", "Helsinki"),
        ("Iitin kunta", "Iitti"),
        ("Isonkyrön kunta", "Isokyrö"),
    ],
)
def test_municipality_by_its_genitive(text: str, name: str) -> None:
    found = municipality_in(text)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize("text", ["Kaupungin talousarvio", "Tämän kunnan", "Viime kunnan vaaleissa"])
def test_no_municipality(text: str) -> None:
    assert municipality_in(text) is None


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Kaupunginhallitus", "Kaupunginhallitus"),
        ("Kh", "Kaupunginhallitus"),
        ("Elinvoima- ja työllisyysjaosto", "Elinvoima- ja työllisyysjaosto"),
        ("Hallintojohtaja", "Hallintojohtaja"),
        ("Kaupunginhallitus päätti asiasta", None),
        ("Lahden kaupunki", None),
        ("Pöytäkirja", None),
        ("Kaupunginhallitus 5", None),
    ],
)
def test_body(text: str, body: str | None) -> None:
    assert body_of(text) == body


@pytest.mark.parametrize("line", sorted(endings()[0]))
def test_appeal_heading_in_any_case(line: str) -> None:
    assert is_appeal_heading(line)
    assert is_appeal_heading(f"{line.upper()}:")


@pytest.mark.parametrize("line", endings()[1])
def test_look_alike_is_no_appeal_heading(line: str) -> None:
    assert not is_appeal_heading(line)


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("§22, §23, §26", {"22", "23", "26"}),
        ("§§ 1–3, 7", {"1", "2", "3", "7"}),
        ("§ 5", {"5"}),
        ("Pykälät: 50, 53 ja 56", {"50", "53", "56"}),
        ("Kuntalaki 136 §", set()),
        ("14 päivää", set()),
        ("§ 5 käsiteltiin ensin", set()),
    ],
)
def test_listed_numbers(line: str, numbers: set[str]) -> None:
    assert listed(line) == numbers


@pytest.mark.parametrize("line", attendance_words().never)
def test_line_that_heads_no_group_of_persons(line: str) -> None:
    words = attendance_words()
    assert line.strip(" :*").casefold() not in words.present | words.absent


CHANGES = read_vocabulary("changes.toml")
KINDS = [kind for kind in CHANGES if "patterns" in CHANGES[kind]]


@pytest.mark.parametrize(("kind", "sentence"), [(kind, each) for kind in KINDS for each in CHANGES[kind]["examples"]])
def test_change_is_told(kind: str, sentence: str) -> None:
    assert tells(kind, sentence)


@pytest.mark.parametrize(("kind", "sentence"), [(kind, each) for kind in KINDS for each in CHANGES[kind]["never"]])
def test_change_is_not_told(kind: str, sentence: str) -> None:
    assert not tells(kind, sentence)


PARTS = read_vocabulary("parts.toml")


@pytest.mark.parametrize(
    ("role", "sentence", "names"), [(role, text, names) for role in PARTS for text, names in PARTS[role]["examples"]]
)
def test_part_is_told(role: str, sentence: str, names: list[str]) -> None:
    assert list(told_in(sentence, role)) == names


@pytest.mark.parametrize(("role", "sentence"), [(role, text) for role in PARTS for text in PARTS[role]["never"]])
def test_part_is_not_told(role: str, sentence: str) -> None:
    assert told_in(sentence, role) == ()

"""Excerpts: from the best place, about as long as they should be, with the printed forms marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Record
from index.analysis import DICTIONARY, light_terms
from index.chunks import Chunks, in_chunks
from index.excerpt import Excerpt, Excerpts
from index.matching import met
from index.query import parse
from index.terms import AREAS, AnyForm, Area, Beginning, Leaf, OneForm, wanted
from index.words import Dictionary
from parser import Decision, Meeting, Section, Source
from tests.index.index_making import archive_of, decision, table

LONG = "Tässä on pitkä perustelu, jossa ei sanota mitään. " * 20


def record(made: Decision) -> Record:
    source = Source("a.txt", "0" * 64, "text/plain")
    day = Meeting(date=__import__("datetime").date(2022, 4, 4))
    return Record(1, 1, "Lahti", "Kaupunginhallitus", day, "minutes", source, made, "")


def of(made: Decision, query: str, areas: tuple[Area, ...] = AREAS) -> Excerpt:
    return Excerpts(wanted(parse(query).node, areas)).of(record(made))


def marked(found: Excerpt) -> list[str]:
    return [found.text[start:end] for start, end in found.marks]


def test_the_inflected_form_is_marked_as_printed() -> None:
    found = of(decision(reasons=LONG + "Rahoituksesta päätetään myöhemmin. " + LONG), "rahoitus OR rahoituksen")
    assert marked(found) == ["Rahoituksesta"]
    assert found.section == "reasons"
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert 200 <= len(found.text) <= 245


def test_it_is_cut_at_words() -> None:
    text = LONG + "lentoasema " + LONG
    found = of(decision(reasons=text), "lentoasema")
    inner = found.text.strip("…")
    assert f" {inner} " in text or text.startswith(f"{inner} ")


def test_the_place_that_meets_most_of_the_query() -> None:
    made = decision(decided="Hanke hyväksytään.", reasons=LONG + "hanke " + LONG + " hanke ja raha", title="Hanke")
    assert of(made, "hanke raha").section == "reasons"
    assert marked(of(made, "hanke raha")) == ["hanke", "raha"]
    assert of(made, "hanke").section == "decision"


def test_only_the_areas_asked_for() -> None:
    made = decision(title="Hanke", decided="Hanke hyväksytään.", reasons="Hanke on hyvä.")
    assert of(made, "hanke", ("reasons",)).section == "reasons"
    assert of(made, "title:hanke").section == "title"


def test_what_is_excluded_is_not_marked() -> None:
    assert marked(of(decision(decided="yksi kaksi"), "yksi OR NOT kaksi")) == ["yksi"]


def test_one_line() -> None:
    made = decision(reasons="Alku.\n\nNimi\tSumma\nHanke\t92 990\n\nLoppu.")
    found = of(made, "92990", ("tables",))
    assert found.text == "Alku. Nimi Summa Hanke 92 990 Loppu."
    assert marked(found) == ["92 990"]


def test_a_table_that_stands_in_no_section() -> None:
    found = of(decision(tables=(table(("Nimi", "Summa"), ("Hanke", "92 990"), caption="Kulut"),)), "kulut 92990")
    assert found.text == "Kulut Nimi Summa Hanke 92 990"
    assert marked(found) == ["Kulut", "92 990"]


def test_a_phrase_is_marked_where_it_is_one() -> None:
    found = of(decision(decided="Lautakunta tekninen. Tekninen lautakunta."), '"tekninen lautakunta"')
    assert found.marks == ((21, 29), (30, 40))


def test_parts_exact_forms_and_beginnings() -> None:
    made = decision(decided="EU-hankkeen päätöksen päätös § 5, ja/tai")
    assert marked(of(made, "=päätöksen")) == ["päätöksen"]
    assert marked(of(made, "päät*")) == ["päätöksen", "päätös"]
    assert marked(of(made, "hankkeen")) == ["hankkeen"]
    assert marked(of(made, "EU")) == ["EU"]
    assert marked(of(made, "tai")) == ["tai"]
    assert marked(of(made, "§")) == ["§"]


def test_what_is_met_outside_the_text_shows_what_was_decided() -> None:
    made = decision(decided="Hyväksyttiin.", proposed="Annetaan lausunto.", effective="Annetaan lausunto.")
    assert of(made, "body:kaupunginhallitus") == Excerpt("proposal", "Annetaan lausunto.", (), "Päätösehdotus")
    assert of(decision(title="Otsikko"), "case:1/2021") == Excerpt("title", "Otsikko", ())


def test_the_proposal_that_was_decided_counts_as_the_decision() -> None:
    made = decision(decided="Hyväksyttiin.", proposed="Annetaan lausunto.", effective="Annetaan lausunto.")
    assert of(made, "lausunto", ("decision",)).section == "proposal"


def test_from_an_archive(tmp_path: Path) -> None:
    with archive_of(tmp_path, decision(decided="Annetaan lausunto.")) as archive:
        (kept,) = archive.records(archive.ids())
    assert marked(Excerpts(wanted(parse("lausunto").node)).of(kept)) == ["lausunto"]


WORDS = (
    "päätös",
    "päätöksen",
    "EU-hanke",
    "92 990",
    "§",
    "\t",
    "\n\n",
    "sana.",
    "(tai)",
    "ja/tai",
    "x" * 300,
)


@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join), min_size=1, max_size=3),
    query=st.lists(
        st.sampled_from(("päätös", "hanke", "92990", "eu*", '"päätös sana"', "=sana", "tai", "title:sana")),
        min_size=1,
        max_size=3,
    ).map(" OR ".join),
)
def test_marks_are_forms_inside_one_line(texts: list[str], query: str) -> None:
    made = decision(sections=tuple(Section("other", None, text) for text in texts))
    found = of(made, query)
    assert found == of(made, query)
    assert "\n" not in found.text
    assert "\t" not in found.text
    assert len(found.text) <= 245 + 300 * 2
    done = 0
    everything = " ".join(texts)
    for start, end in found.marks:
        assert done <= start < end <= len(found.text)
        assert found.text[start:end] in everything
        assert found.text[start:end] == found.text[start:end].strip()
        done = end


@pytest.mark.parametrize("size", [200_000])
def test_a_huge_section_is_cut_too(size: int) -> None:
    found = of(decision(reasons="hanke " * (size // 6)), "hanke")
    assert len(found.text) <= 245


PIECES = (
    *(
        "Lahden",
        "kaupunki",
        "kaupungille",
        "EU-hankkeen",
        "hankeavustus",
        "avustuksia",
        "(avustus)",
        "”avustuksen”,",
        "KH:n",
        "kh",
    ),
    *(
        "92 990 €",
        "§:n",
        "1131/00.01.03.01/2021",
        "4.4.2022",
        "C++",
        "a_b",
        "–",
        "-",
        "avustus/tuki",
        "tuki+",
        "avustus.",
        "\n\n",
        "\t",
    ),
    *("92", "990", "§ 5", "linja-auto", "linja-autolla", "O'Hara", "naïve", "Å", "ﬁ", "avu\u0301stus"),
)
ASKED = ("avustus", "kaupunki", "hanke", "lahti", "eu", "kh", "tuki", "auto", "linja", "naïve")


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.lists(st.sampled_from(ASKED), min_size=1, max_size=4))
def test_chunks_meet_what_the_whole_analysis_meets(pieces: list[str], words: list[str]) -> None:
    text = " ".join(pieces)
    leaves: tuple[Leaf, ...] = (
        *(AnyForm(("reasons",), (word,), word) for word in words),
        OneForm(("reasons",), words[0]),
        Beginning(("reasons",), words[-1][:2]),
    )
    assert in_chunks(leaves)
    whole = [
        (term.start, term.end, number)
        for number, leaf in enumerate(leaves)
        for term in met(light_terms(text, DICTIONARY), leaf)
    ]
    for known in (DICTIONARY, Noted(text)):
        assert sorted(Chunks(leaves, known).met(text, frozenset(range(len(leaves))))) == sorted(whole)


class Noted(Dictionary):
    """A dictionary that has noted the forms of a text, as an archive's table has."""

    def __init__(self, text: str) -> None:
        self._terms = light_terms(text, DICTIONARY)

    def forms_of(self, word: str) -> frozenset[str]:  # type: ignore[override]
        found = (term for term in self._terms if word in term.analysis.lemmas or word in term.analysis.parts)
        return frozenset(term.form for term in found)

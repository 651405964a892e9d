"""Text → terms."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Term, _ordinary, _runs, light_terms, searchable, terms
from index.finnish import Analysis
from parser import tokens


def whole(text: str) -> list[str]:
    return [term.form for term in terms(text) if not term.part]


def every(text: str) -> set[str]:
    return {term.form for term in terms(text)}


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Kaupunginhallitus päättää.", ["kaupunginhallitus", "päättää"]),
        ("ei ja on", ["ei", "ja", "on"]),
        ("asia 1131/00.01.03.01/2021.", ["asia", "1131/00.01.03.01/2021"]),
        ("D/917/2020, LAPDno-2025-18", ["d/917/2020", "lapdno-2025-18"]),
        ("tila 398-31-0-6", ["tila", "398-31-0-6"]),
        ("92 990 euroa", ["92990", "euroa"]),
        ("1.221.750 €", ["1221750", "€"]),
        ("1 871 348,34 euroa", ["1871348,34", "euroa"]),
        ("-8 278 000€", ["8278000", "€"]),
        ("92\u00a0990", ["92990"]),
        ("70 % § 129", ["70", "%", "§", "129"]),
        ("100%", ["100", "%"]),
        ("04.04.2022", ["4.4.2022"]),
        ("2021–2024", ["2021-2024"]),
        ("klo 17.00", ["klo", "17.00"]),
        ("kaavan A-2818", ["kaavan", "a-2818"]),
        ("C++ ja C", ["c++", "ja", "c"]),
        ("“Hyvä”, (sanoi) hän: ’ei’!", ["hyvä", "sanoi", "hän", "ei"]),
        ("ylä- ja alakoulu", ["ylä", "ja", "alakoulu"]),
        ("Malli,Matti", ["malli", "matti"]),
        ("a\tb\nc", ["a", "b", "c"]),
        ("… – - *", []),
    ],
)
def test_whole_tokens(text: str, forms: list[str]) -> None:
    assert whole(text) == forms


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("EU-hankkeen", {"eu", "hankkeen"}),
        ("92 990", {"92", "990"}),
        ("16 500,00", {"16500"}),
        ("1131/00.01.03.01/2021", {"1131", "2021"}),
        ("17.00-18.00/7", {"17", "18", "7"}),
        ("04.04.2022", {"2022"}),
    ],
)
def test_parts_are_findable(text: str, parts: set[str]) -> None:
    assert parts <= every(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EU:n", "EU"),
        ("kh:lle", "KH"),
        ("§:ssä", "§"),
        ("2022:n", "2022"),
        ("Rahoituksen", "RAHOITUKSESTA"),
        ("92 990", "92990"),
        ("92.990", "92 990"),
        ("4.4.2022", "04.04.2022"),
    ],
)
def test_the_same_lemma(one: str, other: str) -> None:
    assert terms(one)[0].lemmas == terms(other)[0].lemmas


def test_what_is_behind_a_colon_but_no_ending_stays() -> None:
    assert terms("foo:bar")[0] == Term("foo:bar", Analysis(("foo:bar",)), 0, 0, 7)


def test_parts_share_the_position_of_their_word() -> None:
    found = [(term.form, term.position) for term in terms("uusi EU-hanke alkaa")]
    assert found == [("uusi", 0), ("eu-hanke", 1), ("eu", 1), ("hanke", 1), ("alkaa", 2)]


@given(st.text(max_size=200))
def test_terms_are_where_they_say(text: str) -> None:
    position = -1
    for term in terms(text):
        assert 0 <= term.start < term.end <= len(text)
        assert term.form
        assert all((*term.lemmas, *term.parts))
        assert term.lemmas or term.parts
        assert term.position in (position, position + 1)
        position = term.position
    assert bool(terms(text)) == searchable(text)
    assert bool(light_terms(text)) == searchable(text)


@given(st.text(alphabet='aäöKH-.,;:!?()”" \n', max_size=60))
def test_words_that_skip_spacy_are_its_tokens(text: str) -> None:
    """The short way gives what spaCy gives, but for the punctuation around."""
    for chunk in text.split():
        short = [chunk[start:end] for _, start, end in _ordinary(chunk, 0, len(chunk), tokens)]
        if short == [chunk.strip('-.,;:!?()”"')] and all(sign.isalpha() or sign in "-" for sign in short[0]):
            assert short[0] in chunk
            assert "".join(token.text for token in tokens(chunk)) == chunk
            assert any(short[0] in token.text for token in tokens(chunk)) or "-" in short[0]
        assert _runs(chunk) is not None


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "1 ",
        "1.",
        "1 000 ",
        "1-",
        "a-",
        "a:",
        "/",
        "1/",
        "§",
        ",",
        ".1",
        "a1",
        "-1 ",
        "00.",
        "A/1/",
        "\t",
    ],
)
def test_time_is_linear(text: str) -> None:
    start = time.process_time()
    terms(text * (100_000 // len(text)))
    assert time.process_time() - start < 6


def test_a_query_of_letters_does_not_load_spacy() -> None:
    program = (
        "import sys; from index import parse; from index.terms import wanted; import index.engines.whoosh\n"
        "for q in ("
        "'rahoitus', 'EU:n =päätöksen lento*', '\"tekninen lautakunta\"', '§ 92 990 €', '4.4.2022'):\n"
        "    wanted(parse(q).node)\n"
        "assert 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_front_door_loads_nothing_heavy() -> None:
    heavy = {"spacy", "whoosh", "numpy", "libvoikko", "pdfplumber", "bs4"}
    program = f"import sys, index\nassert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)

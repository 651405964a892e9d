"""Counted votes in the words that minutes use."""

from __future__ import annotations

import pytest

from parser import SourceDocument, Vote, parse
from parser.votes import votes_in

ONE_VOTE = [
    ("2 JAA-ääntä ja 8 EI-ääntä", Vote("JAA", 2, "EI", 8)),
    ("27 EI- ääntä ja 4 JAA- ääntä", Vote("JAA", 4, "EI", 27)),
    ("Annettiin viisi (5) JAA-ääntä ja kolme (3) EI-ääntä.", Vote("JAA", 5, "EI", 3)),
    ("yhdeksän (9) jaa-ääntä ja kaksi (2) ei-ääntä", Vote("JAA", 9, "EI", 2)),
    ("8 JAA-ääntä, 3 EI-ääntä, 0 TYHJÄÄ", Vote("JAA", 8, "EI", 3, 0)),
    ("34 JAA-ääntä ja 22 EI-ääntä, 2 tyhjää", Vote("JAA", 34, "EI", 22, 2)),
    ("34 JAA-ääntä ja 22 EI-ääntä, kaksi (2) tyhjää", Vote("JAA", 34, "EI", 22, 2)),
    ("JAA 27, EI 30, TYHJÄÄ 1, POISSA 2", Vote("JAA", 27, "EI", 30, 1, 2)),
    ("9 JAA-ääntä, 2 EI-ääntä ja 1 poissa", Vote("JAA", 9, "EI", 2, None, 1)),
    ("12 JAA, 3 EI, 1 tyhjä", Vote("JAA", 12, "EI", 3, 1)),
    ("Jaa 7, ei 3, tyhjiä 1, poissa 0", Vote("JAA", 7, "EI", 3, 1, 0)),
    ("15 JAA ja 0 EI", Vote("JAA", 15, "EI", 0)),
    ("Jaa-äänet: 9, Ei-äänet: 6", Vote("JAA", 9, "EI", 6)),
    ("JAA-ääniä annettiin 9 ja EI-ääniä 2", Vote("JAA", 9, "EI", 2)),
    ("JAA sai 9 ääntä ja EI sai 6 ääntä", Vote("JAA", 9, "EI", 6)),
    ("Jaa-ääniä 9 kpl, ei-ääniä 6 kpl", Vote("JAA", 9, "EI", 6)),
    ("JAA: 9 EI: 2", Vote("JAA", 9, "EI", 2)),
    ("JAA = 9, EI = 2", Vote("JAA", 9, "EI", 2)),
    ("EI 8 ja JAA 2", Vote("JAA", 2, "EI", 8)),
    ("Äänestyksessä annettiin 100 JAA-ääntä ja 1 EI-ääni.", Vote("JAA", 100, "EI", 1)),
    # without JAA and EI: the side that won is named first
    ("9 äänellä 6 ääntä vastaan", Vote("puolesta", 9, "vastaan", 6)),
    ("Ehdotus hyväksyttiin äänin 7–4.", Vote("puolesta", 7, "vastaan", 4)),
    ("Ehdotus hyväksyttiin äänin 7-4.", Vote("puolesta", 7, "vastaan", 4)),
    ("Ehdotus hyväksyttiin äänin 7 - 4.", Vote("puolesta", 7, "vastaan", 4)),
    ("Ehdotus hyväksyttiin äänin 7–4, 1 tyhjä.", Vote("puolesta", 7, "vastaan", 4, 1)),
]


@pytest.mark.parametrize(("sentence", "vote"), ONE_VOTE)
def test_one_vote(sentence: str, vote: Vote) -> None:
    assert votes_in([sentence]) == (vote,)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Äänestys suoritettiin nimenhuudolla.",
        "Ne, jotka kannattavat ehdotusta, äänestävät JAA, muut EI.",
        "JAA-ääniä annettiin 9 kpl.",  # half a vote
        "Ei ole tiedossa, ja 3 jäsentä poistui.",
        "Kokous pidettiin klo 9–11.",
        "Pöytäkirja 9–2",
        "kuntalain 9 § ja 2 §",
        "Kohta 3.2 EI muutu, kohta 2.1 JAA",
        "Kustannus on 9–12 euroa.",
    ],
)
def test_no_vote(sentence: str) -> None:
    assert votes_in([sentence]) == ()


def test_a_vote_that_is_told_twice_counts_once() -> None:
    told = ["Annettiin 8 JAA-ääntä ja 3 EI-ääntä.", "Siis 8 JAA-ääntä ja 3 EI-ääntä.", "EI 3, JAA 8"]
    assert votes_in(told) == (Vote("JAA", 8, "EI", 3),)


def test_a_vote_that_is_told_again_without_jaa_and_ei_counts_once() -> None:
    told = ["Ehdotus hyväksyttiin äänin 8–3.", "Annettiin 8 JAA-ääntä ja 3 EI-ääntä.", "8 äänellä 3 ääntä vastaan"]
    assert votes_in(told) == (Vote("JAA", 8, "EI", 3),)


def test_blank_votes_that_only_the_second_telling_names() -> None:
    told = ["Annettiin 8 JAA-ääntä ja 3 EI-ääntä.", "Tulos: 8 JAA-ääntä, 3 EI-ääntä, 1 tyhjä."]
    assert votes_in(told) == (Vote("JAA", 8, "EI", 3, 1),)


def test_two_votes_in_two_sentences() -> None:
    told = ["Annettiin 8 JAA-ääntä ja 3 EI-ääntä.", "Toisessa annettiin 5 JAA-ääntä ja 6 EI-ääntä."]
    assert votes_in(told) == (Vote("JAA", 8, "EI", 3), Vote("JAA", 5, "EI", 6))


def test_two_votes_in_one_sentence() -> None:
    told = "Ensin 8 JAA-ääntä ja 3 EI-ääntä, 1 tyhjä, sitten 5 JAA-ääntä ja 6 EI-ääntä, 2 poissa."
    assert votes_in([told]) == (Vote("JAA", 8, "EI", 3, 1), Vote("JAA", 5, "EI", 6, None, 2))


def test_votes_that_differ_only_in_who_won_are_two() -> None:
    told = ["8 JAA-ääntä ja 3 EI-ääntä", "3 JAA-ääntä ja 8 EI-ääntä"]
    assert len(votes_in(told)) == 2


def votes_of(section: str) -> tuple[Vote, ...]:
    text = f"Lahden kaupunki, Kaupunginhallitus, 04.04.2022\n\n§ 129\n\nOtsikko\n\n{section}\n"
    return parse(SourceDocument(text.encode(), "text/plain", "a.txt")).decisions[0].votes


def test_a_count_a_line() -> None:
    section = "Päätös\n\nEhdotus hyväksyttiin.\n\nÄänestys\n\nJaa-äänet: 9, Ei-äänet: 6, Tyhjiä: 1"
    assert votes_of(section) == (Vote("JAA", 9, "EI", 6, 1),)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_each_side_on_a_line_of_its_own(between: str) -> None:
    counts = between.join(["Jaa-äänet: 9", "Ei-äänet: 6", "Tyhjiä: 1"])
    assert votes_of(f"Päätös\n\nEhdotus hyväksyttiin.\n\nÄänestys\n\n{counts}") == (Vote("JAA", 9, "EI", 6, 1),)


def test_each_side_in_a_sentence_of_its_own() -> None:
    section = "Päätös\n\nJAA-ääniä annettiin 9. EI-ääniä annettiin 6. Ehdotus hyväksyttiin."
    assert votes_of(section) == (Vote("JAA", 9, "EI", 6),)


def test_a_vote_over_two_sections_of_the_decision_counts_once() -> None:
    section = (
        "Päätös\n\nEhdotus hyväksyttiin äänin 9–6.\n\nKäsittely\n\nSuoritetussa äänestyksessä annettiin "
        "9 JAA-ääntä ja 6 EI-ääntä.\n\nÄänestys\n\n9 JAA-ääntä, 6 EI-ääntä"
    )
    assert votes_of(section) == (Vote("JAA", 9, "EI", 6),)


def test_votes_of_an_earlier_handling_and_of_the_reasons_are_not_this_items() -> None:
    section = (
        "Päätös\n\nEhdotus hyväksyttiin.\n\nPerusteluosa\n\nValtuusto päätti vuonna 2020 asiasta 30 JAA-ääntä ja "
        "29 EI-ääntä.\n\nAikaisempi käsittely\n\nAnnettiin 9 JAA-ääntä ja 6 EI-ääntä."
    )
    assert votes_of(section) == ()

"""What a body changed in a proposal: claimed where the text shows it, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser import Changes, Decision, Section, changes_of, spans_of
from parser.differing import share_kept
from parser.outcomes import ruling_of

PROPOSAL = "Lautakunta päättää myöntää seuralle 9 000 euroa. Sopimus laaditaan erikseen."


def decision(text: str | None, proposal: str | None = PROPOSAL, handling: str = "") -> Decision:
    ruling = ruling_of(text)
    sections = (Section("handling", "Käsittely", handling),) if handling else ()
    return Decision(
        "x/ltk/2024-01-01/1", "1", "Avustus", None, (), None, sections,
        text, proposal, text, ruling.outcome, ruling.words,
    )  # fmt: skip


def found(text: str, proposal: str | None = PROPOSAL, handling: str = "") -> Changes:
    changes = changes_of(decision(text, proposal, handling))
    assert changes is not None
    return changes


def changed(changes: Changes) -> list[tuple[str, str]]:
    return [(span.before.strip(), span.after.strip()) for span in changes.spans if span.kind != "kept"]


@pytest.mark.parametrize(
    "text",
    [
        "Päätösehdotus hyväksyttiin.",
        "Ehdotus hyväksyttiin yksimielisesti.",
        "Lautakunta päätti myöntää seuralle 9 000 euroa. Sopimus laaditaan erikseen.",
        "Lautakunta päätti myöntää seuralle 9 000 euroa keskustelun jälkeen. Sopimus laadittiin erikseen.",
        "Lautakunta hyväksyi ehdotuksen. Jäsen Maija Malli poistui kokouksesta.",
        "Maija Malli teki vastaehdotuksen, että avustusta ei myönnetä. Vastaehdotusta ei kannatettu, joten se raukesi. "
        "Päätösehdotus hyväksyttiin.",
        "Lautakunta hyväksyi taksan ja muutosehdotuksen.",
    ],
)
def test_no_change_is_claimed(text: str) -> None:
    assert changes_of(decision(text)) is None


def test_an_agenda_has_none() -> None:
    assert changes_of(decision(None)) is None


def test_the_presenter_changed_the_proposal() -> None:
    changes = found(
        "Esittelijä muutti ehdotustaan siten, että lautakunta päättää myöntää seuralle 5 000 euroa. Sopimus laaditaan "
        "erikseen.\n\nMuutettu päätösehdotus hyväksyttiin."
    )
    assert changes.ground == "restated"
    assert changed(changes) == [("9 000", "5 000")]
    assert changes.after == "lautakunta päättää myöntää seuralle 5 000 euroa. Sopimus laaditaan erikseen."


def test_a_change_told_in_words_alone() -> None:
    changes = found("Esittelijä muutti ehdotustaan summan osalta. Muutettu päätösehdotus hyväksyttiin.")
    assert (changes.ground, changes.after, changes.spans) == ("said", None, ())
    assert changes.words == "Esittelijä muutti ehdotustaan summan osalta."


def test_a_counter_proposal_won() -> None:
    changes = found(
        "Jäsen Kalle Keksilä teki vastaehdotuksen, että seuralle myönnetään 12 000 euroa. Maija Malli teki "
        "vastaehdotuksen, että seuralle ei myönnetä mitään. Päätökseksi tuli Kalle Keksilän tekemä vastaehdotus."
    )
    assert changes.ground == "motion"
    assert changes.after == "seuralle myönnetään 12 000 euroa."
    assert changes.words == "Päätökseksi tuli Kalle Keksilän tekemä vastaehdotus."


def test_a_counter_proposal_in_words_of_the_proposal_is_marked_word_by_word() -> None:
    changes = found(
        "Jäsen Kalle Keksilä teki ehdotuksesta poikkeavan esityksen, jossa lautakunta päättää myöntää seuralle 12 000 "
        "euroa. Päätökseksi tulee Kalle Keksilän esitys."
    )
    assert changes.before == "Lautakunta päättää myöntää seuralle 9 000 euroa."
    assert changed(changes) == [("9 000", "12 000")]


def test_a_counter_proposal_that_lost_changes_nothing() -> None:
    text = (
        "Jäsen Kalle Keksilä teki vastaehdotuksen, että seuralle myönnetään 12 000 euroa. Suoritetussa äänestyksessä "
        "annettiin 5 JAA-ääntä ja 3 EI-ääntä. Päätökseksi tuli esittelijän ehdotus."
    )
    assert changes_of(replace(decision(text), outcome="approved")) is None


def test_the_decision_says_the_proposal_with_other_words() -> None:
    changes = found("Lautakunta päätti myöntää seuralle 7 500 euroa. Sopimus laaditaan erikseen.")
    assert changes.ground == "rewritten"
    assert changed(changes) == [("9 000", "7 500")]


def test_something_was_decided_besides() -> None:
    changes = found("Päätösehdotus hyväksyttiin. Lisäksi lautakunta edellyttää selvitystä vuoden loppuun mennessä.")
    assert changes.ground == "added"
    assert changes.after == "Lisäksi lautakunta edellyttää selvitystä vuoden loppuun mennessä."


def test_a_return_sets_the_proposal_aside() -> None:
    assert found("Asia palautettiin valmisteluun.").ground == "set aside"


def test_a_return_that_was_proposed_does_not() -> None:
    assert changes_of(decision("Asia palautettiin valmisteluun.", "Asia palautetaan valmisteluun.")) is None


def test_names_in_the_place_left_open_are_no_change() -> None:
    proposal = "Lautakunta päättää seuraavat nimeämiset: Vuoden urheilija"
    assert (
        changes_of(decision("Lautakunta päätti seuraavat nimeämiset: Vuoden urheilija Maija Malli", proposal)) is None
    )


WORDS = st.lists(st.sampled_from(["Lautakunta", "päättää", "päätti", "9 000", "euroa", ".", ",", "\n\n", " ", "ja"]))


@given(WORDS, WORDS)
def test_spans_put_together_are_the_two_texts(before: list[str], after: list[str]) -> None:
    old, new = " ".join(before), "".join(after)
    spans = spans_of(old, new)
    assert "".join(span.before for span in spans) == old
    assert "".join(span.after for span in spans) == new


@settings(max_examples=300)
@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_the_texts(before: str, after: str) -> None:
    spans = spans_of(before, after)
    assert ("".join(span.before for span in spans), "".join(span.after for span in spans)) == (before, after)
    assert 0 <= share_kept(spans) <= 1


@given(st.text(max_size=80))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {cast(str, span.kind) for span in spans_of(text, text)} <= {"kept"}


@given(WORDS)
def test_a_proposal_in_other_case_is_the_same(words: list[str]) -> None:
    text = " ".join(words)
    assert {cast(str, span.kind) for span in spans_of(text, text.upper())} <= {"kept"}


def test_long_texts_are_told_apart_in_good_time() -> None:
    old, new = ("a b " * 20_000, "b a c " * 20_000)
    assert "".join(span.after for span in spans_of(old, new)) == new

"""The rules as components of a spaCy pipeline, and the seam for a model, shown with one that is made here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import spacy

from bench import entities as bench
from parser import NoModel, SourceDocument, filled, parse
from parser.citations import Where
from parser.entities import RULES, Setting, mentions_in, setting_of, thawable
from parser.filling import filled as filled_by
from parser.language import model_mentions, pipeline

SETTING = Setting(
    Where("Lahti", "Kaupunginhallitus"), date(2022, 4, 4), "1/00.01/2022", ("Maija Malli",), ("Matti Malli",)
)
DOCUMENT = """Lahden kaupunki, Kaupunginhallitus, 04.04.2022

§ 129

Avustus

Päätös

Zyx Qwertz asuu Vääksyssä, ja Maija Malli tuntee Kaukovoiman. Kaukovoima Oy maksaa.
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A model that knows four names, one of them wrongly."""
    nlp = spacy.blank("fi")
    nlp.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "PERSON", "pattern": "Zyx Qwertz"},
            {"label": "LOC", "pattern": "Vääksyssä"},
            {"label": "ORG", "pattern": "Kaukovoiman"},
            {"label": "ORG", "pattern": "Maija Malli"},
            {"label": "ORG", "pattern": "Kaupunginhallitus"},
        ]
    )
    folder: Path = tmp_path_factory.mktemp("model")
    nlp.to_disk(folder)
    return str(folder)


def test_each_rule_is_a_component() -> None:
    assert pipeline(SETTING).pipe_names == [f"pykala_{rule.name}" for rule in RULES]


def test_components_find_what_parse_finds() -> None:
    for each in bench.own_texts():
        doc = pipeline(each.setting)(each.text)
        found = sorted(doc.user_data["pykala"], key=lambda mention: (mention.start, mention.end))
        assert tuple(found) == mentions_in(each.text, each.setting)


def test_spans_have_their_kind_and_base_form() -> None:
    doc = pipeline(SETTING)("Kuntalain 39 §:n mukaan Maija Mallin esitys.")
    assert [(span.text, span.label_, span.id_) for span in doc.spans["pykala"]] == [
        ("Kuntalain 39 §:n", "law", "http://data.finlex.fi/eli/sd/2015/410"),
        ("Maija Mallin", "person", "Maija Malli"),
    ]


def test_setting_survives_a_configuration() -> None:
    assert setting_of(thawable(SETTING)) == SETTING
    assert setting_of(thawable(replace(SETTING, day=None))) == replace(SETTING, day=None)


def test_model_is_the_last_component(model: str) -> None:
    doc = pipeline(SETTING, model)("Maija Malli ja Zyx Qwertz, Vääksyssä.")
    assert {(mention.kind, mention.text) for mention in doc.user_data["pykala"]} == {
        ("person", "Maija Malli"),
        ("person", "Zyx Qwertz"),
        ("place", "Vääksyssä"),
    }


def test_model_fills_in_where_no_rule_fired(model: str) -> None:
    minutes = parse(SourceDocument(DOCUMENT.encode(), "text/plain", "a.txt"))
    before = {(each.kind, each.text) for each in minutes.decisions[0].entities}
    after = filled_by(minutes, model).decisions[0]
    assert {(each.kind, each.text) for each in after.entities} - before == {
        ("person", "Zyx Qwertz"),
        ("place", "Vääksyssä"),
        ("organisation", "Kaukovoiman"),
    }
    assert after.sections == minutes.decisions[0].sections
    added = next(each for each in after.entities if each.text == "Zyx Qwertz")
    spot = added.spots[0]
    assert spot.section is not None
    assert after.sections[spot.section].text[spot.start : spot.end] == "Zyx Qwertz"


def test_guesses_that_are_no_names_are_left_out(model: str) -> None:
    assert [mention.text for mention in model_mentions("Kaupunginhallitus ja Zyx Qwertz", model)] == ["Zyx Qwertz"]


def test_without_a_model_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parser.filling.installed_model", lambda: None)
    minutes = parse(SourceDocument(DOCUMENT.encode(), "text/plain", "a.txt"))
    with pytest.raises(NoModel, match=r"pykala\[ner\]"):
        filled(minutes)

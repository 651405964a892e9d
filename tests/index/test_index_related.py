"""Decisions like one, and the other decisions of a hit's case."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from corpus import Archive, Filters, NotHeld
from index import Index, hit_json
from index.analysis import DICTIONARY
from index.related import telling_words
from tests.index.index_making import add, archive_of, decision

KH = "lahti/kaupunginhallitus/"
LATER = date(2022, 6, 6)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = archive_of(
        tmp_path / "archive",
        decision("1", "Uimahallin peruskorjaus", case="7/2022", decided="Uimahallin altaat ja katto korjataan."),
        decision("2", "Uimahallin aukioloajat", decided="Uimahalli on avoinna iltaisin."),
        decision("3", "Koulukuljetukset", case="7/2022", decided="Kaupunginhallitus päätti hyväksyä ehdotuksen."),
        decision("4", "Katujen talvihoito", decided="Kaupunginhallitus päätti hyväksyä ehdotuksen."),
    )
    add(
        made, decision("9", "Uimahallin katon korjaus", day=LATER, case="7/2022", decided="Katto korjataan."), day=LATER
    )
    return made


def test_the_most_alike_first_and_itself_not(archive: Archive) -> None:
    found = Index.open(archive).related(f"{KH}2022-04-04/1")
    assert [hit.number for hit in found.hits] == ["9", "2"]
    assert found.total == 2
    assert 1 >= found.hits[0].score > found.hits[1].score > 0
    assert all(hit.marks for hit in found.hits)


def test_what_every_decision_says_makes_none_alike(archive: Archive) -> None:
    assert Index.open(archive).related(f"{KH}2022-04-04/3").total == 0


def test_filters_and_pages(archive: Archive) -> None:
    index, id_ = Index.open(archive), f"{KH}2022-04-04/1"
    assert [hit.number for hit in index.related(id_, Filters(start=LATER)).hits] == ["9"]
    page = index.related(id_, limit=1, offset=1)
    assert (page.total, [hit.number for hit in page.hits]) == (2, ["2"])


def test_of_a_decision_that_is_not_held(archive: Archive) -> None:
    with pytest.raises(NotHeld):
        Index.open(archive).related("lahti/kaupunginhallitus/2022-04-04/77")


def test_telling_words_are_no_numbers_and_none_of_the_common(archive: Archive) -> None:
    common = tomllib.loads(files("index").joinpath("common.toml").read_text(encoding="utf-8"))
    told = telling_words(archive.record(f"{KH}2022-04-04/1"), DICTIONARY)
    assert told[:2] == ("uimahalli", "peruskorjaus")
    assert not {word for group in common.values() for word in group}.intersection(told)


def test_the_common_words_are_what_words_are_found_by() -> None:
    """A word in `common.toml` that is not a base form leaves nothing out."""
    common = tomllib.loads(files("index").joinpath("common.toml").read_text(encoding="utf-8"))
    words = [word for group in common.values() for word in group]
    assert len(words) == len(set(words))
    found = DICTIONARY.analyses(words)
    assert [word for word in words if word not in found[word].lemmas] == []


def test_same_case(archive: Archive) -> None:
    index = Index.open(archive)
    (hit,) = index.search("koulukuljetus", same_case=True).hits
    assert [(other.number, other.date.isoformat()) for other in hit.same_case] == [
        ("1", "2022-04-04"),
        ("9", "2022-06-06"),
    ]
    assert json.loads(hit_json(hit))["same_case"][1] == {
        "id": f"{KH}2022-06-06/9", "body": "Kaupunginhallitus", "date": "2022-06-06", "number": "9",
        "title": "Uimahallin katon korjaus", "outcome": "approved",
    }  # fmt: skip
    assert "same_case" not in json.loads(hit_json(index.search("koulukuljetus").hits[0]))
    assert index.search("talvihoito", same_case=True).hits[0].same_case == ()

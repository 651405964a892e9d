"""Acts and their links out of a table (`laws.txt`), written by hand; and the examples of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from parser.laws import law_mentions
from parser.vocabulary import read_vocabulary

TABLE = Path(__file__).parent / "laws.txt"
LAWS = read_vocabulary("laws.toml")
DAY = date(2024, 3, 1)


def rows() -> Iterator[tuple[str, str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            printed, wanted = line.split(" → ")
            yield printed, wanted


def number(link: str | None) -> str:
    """The act's number that a link leads to; `?` for none."""
    if link is None:
        return "?"
    year, serial = link.removeprefix("http://data.finlex.fi/eli/sd/").split("/")
    return f"{serial}/{year}"


ROWS = list(rows())


@pytest.mark.parametrize(("printed", "wanted"), ROWS)
def test_spelling(printed: str, wanted: str) -> None:
    dated = re.match(r"(\d{4}-\d\d-\d\d): ", printed)
    text, day = (printed[dated.end() :], date.fromisoformat(dated[1])) if dated else (printed, DAY)
    found = [f"{mention.text} = {number(mention.normal)}" for mention in law_mentions(text, day)]
    assert found == ([] if wanted == "-" else wanted.split("; "))


@pytest.mark.parametrize(
    "sentence", ["Asia perustuu säädökseen {}.", "({})", "Sovelletaan: {}, ja muuta.", "{}\n\nMuuta."]
)
def test_words_around_a_mention_do_not_change_it(sentence: str) -> None:
    for printed, wanted in ROWS:
        if ": " not in printed and wanted != "-":
            found = [
                f"{mention.text} = {number(mention.normal)}" for mention in law_mentions(sentence.format(printed), DAY)
            ]
            assert found == wanted.split("; "), printed


def test_the_table_is_as_long_as_was_asked_for() -> None:
    assert len({printed for printed, wanted in ROWS if wanted != "-" and "= ?" not in wanted}) >= 60


@pytest.mark.parametrize(("text", "act"), LAWS["examples"])
def test_examples(text: str, act: str) -> None:
    assert [number(mention.normal) for mention in law_mentions(text, DAY)] == [act]


@pytest.mark.parametrize("text", LAWS["never"])
def test_no_link_for_an_act_that_is_not_named(text: str) -> None:
    assert [mention.normal for mention in law_mentions(text, DAY) if mention.normal] == []


def test_numbers_are_written_as_the_statute_book_does() -> None:
    printed = [entry[key] for entry in LAWS["law"] for key in ("number", "was") if key in entry]
    assert [each for each in printed if not re.fullmatch(r"[1-9]\d{0,3}/(?:18|19|20)\d\d", each)] == []
    assert [entry for entry in LAWS["law"] if ("since" in entry) != ("was" in entry)] == []

"""The same meeting as one PDF of its minutes, and as an extract of each item: the same decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from corpus import minutes_json
from parser import Minutes, SourceDocument, media_type_of, parse
from tests.decisions import paragraphs, short
from tests.meetings.invented import BOARD, KH
from tests.meetings.layouts import ESPOO, LAHTI, LAPUA, OLD, OULU, Layout, expected, extract, whole
from tests.meetings.model import Content, Grid, Item, Listing, Meeting, Para, Part, Tally
from tests.meetings.printed import as_page, as_pdf, as_text
from tests.test_documents import differences

LAYOUTS = (LAHTI, LAPUA, ESPOO, OULU, OLD)
MEETINGS = (KH, BOARD)
FORMS = ("txt", "html")


def read(content: bytes, name: str) -> Minutes:
    return parse(SourceDocument(content, media_type_of(content, name), name))


def told(minutes: Minutes) -> list[dict[str, Any]]:
    """What the decisions say, whatever file they were read from.

    Without the appeal: that of an extract is only what its own text says.
    """
    without = ("page", "line", "appeal")

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items() if key not in without}
        return [plain(each) for each in value] if isinstance(value, list) else value

    found: list[dict[str, Any]] = plain(json.loads(minutes_json(minutes))["decisions"])
    return found


def as_minutes(meeting: Meeting, layout: Layout, beyond: float = 0) -> bytes:
    return as_pdf(whole(meeting, layout), layout.head(meeting, layout), beyond)


def extracts(meeting: Meeting, layout: Layout, form: str) -> list[dict[str, Any]]:
    """Each item read from a document of its own."""
    found = []
    for item in meeting.items:
        elements = extract(meeting, item, layout)
        text = as_text(elements) if form == "txt" else as_page(elements)
        found += told(read(text.encode(), f"a.{form}"))
    return found


@cache
def kept_extracts(meeting: str, layout: str, form: str) -> list[dict[str, Any]]:
    """The extracts of a meeting that does not change, read once for all tests; by names, for values have no hash."""
    return extracts(
        next(each for each in MEETINGS if each.short == meeting),
        next(each for each in LAYOUTS if each.name == layout),
        form,
    )


def compare(wanted: list[dict[str, Any]], form: str, printed: bytes) -> None:
    wrong = list(differences(wanted, told(read(printed, "a.pdf"))))
    assert not wrong, "\n".join([f"{form} is expected, PDF is found", *wrong])


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("meeting", MEETINGS, ids=lambda meeting: meeting.short)
def test_minutes_and_extracts_give_the_same_decisions(meeting: Meeting, layout: Layout) -> None:
    printed = as_minutes(meeting, layout)
    for form in FORMS:
        compare(kept_extracts(meeting.short, layout.name, form), form, printed)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_running_head_may_be_wider_than_the_text(layout: Layout) -> None:
    compare(kept_extracts(KH.short, layout.name, "txt"), "txt", as_minutes(KH, layout, beyond=8))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("meeting", MEETINGS, ids=lambda meeting: meeting.short)
def test_extracts_are_read_as_the_meeting_says(meeting: Meeting, layout: Layout) -> None:
    """Against the gold, so that both sides of the comparison above cannot be wrong alike."""
    gold = expected(meeting, layout)["decisions"]
    for form in FORMS:
        wanted = [{key: value for key, value in each.items() if key != "appeal"} for each in gold]
        wrong = list(differences(wanted, kept_extracts(meeting.short, layout.name, form)))
        assert not wrong, "\n".join([form, *wrong])


numbers = st.integers(min_value=1, max_value=9_999_999).map(lambda value: f"{value:,}".replace(",", " "))


@st.composite
def contents(draw: st.DrawFn) -> tuple[Content, ...]:
    """Paragraphs, and between them perhaps a list or a table."""
    found: list[Content] = [Para(draw(paragraphs))]
    if draw(st.booleans()):
        found.append(Listing(tuple(draw(st.lists(short, min_size=2, max_size=4)))))
        found.append(Para(draw(paragraphs)))
    if draw(st.booleans()):
        rows = draw(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=12))
        named = tuple((f"Hanke {'ABCDEFGHIJKL'[at]}", *row) for at, row in enumerate(rows))
        found.append(Grid("Hankkeiden rahoitus", ("", "Rahoittaja A", "Rahoittaja B"), named))
    return tuple(found)


@st.composite
def items(draw: st.DrawFn, number: int) -> Item:
    votes = draw(st.booleans())
    decided = "Päätösehdotus hyväksyttiin äänestyksen jälkeen." if votes else "Päätösehdotus hyväksyttiin."
    vote = (Part("vote", (Para("Annettiin 7 JAA-ääntä ja 4 EI-ääntä."),)),) if votes else ()
    return Item(
        str(number),
        draw(short),
        (
            Part("reasons", draw(contents())),
            Part("proposal", (Para(draw(paragraphs)),)),
            *vote,
            Part("decision", (Para(decided),)),
        ),
        "approved",
        draw(st.none() | st.tuples(st.integers(1, 9999), st.just("10.03.01"), st.just(2024))),
        "proposal",
        earlier=KH.items[2].earlier if draw(st.booleans()) else (),
        votes=(Tally(7, 4),) if votes else (),
    )


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    first = draw(st.integers(1, 900))
    numbered = [draw(items(first + at)) for at in range(draw(st.integers(2, 5)))]
    return replace(KH, day=draw(st.dates(date(2000, 1, 1), date(2039, 12, 31))), items=tuple(numbered))


@settings(  # not shrunk: each try makes a PDF
    deadline=None,
    max_examples=10,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(meetings())
def test_any_meeting_is_read_the_same_as_minutes_and_as_extracts(meeting: Meeting) -> None:
    compare(extracts(meeting, LAHTI, "txt"), "txt", as_minutes(meeting, LAHTI))

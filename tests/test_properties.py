"""What holds for any decision, whatever stands in it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import minutes_json
from parser import Minutes, ParserError, SourceDocument, media_type_of, parse
from tests.decisions import Written, decisions
from tests.render import as_docx, as_html, as_pdf

slow = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def read(content: bytes, name: str) -> Minutes:
    return parse(SourceDocument(content, media_type_of(content, name), name))


def plain(minutes: Minutes) -> dict[str, Any]:
    """The record without what tells one file from another: its source, pages and lines."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without(each) for key, each in value.items() if key not in ("source", "page", "line")}
        return [without(each) for each in value] if isinstance(value, list) else value

    found: dict[str, Any] = without(json.loads(minutes_json(minutes)))
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


@slow
@given(decisions())
def test_nothing_printed_is_lost(written: Written) -> None:
    minutes = read(written.text.encode(), "a.txt")
    decision = minutes.decisions[0]
    kept = [decision.title, decision.case_id or "", f"§ {decision.number}"]
    kept += [f"{minutes.municipality} {minutes.body}"]
    kept += [f"{section.heading or ''}\n{section.text}" for section in decision.sections]
    everything = [squeezed(part) for part in kept]
    cover, *lines = (line for line in written.text.splitlines() if line.strip())
    assert cover.startswith(f"Lahden kaupunki, {minutes.body}, ")
    for line in lines:
        assert any(squeezed(line) in part for part in everything), line


@slow
@given(decisions())
def test_same_decision_as_text_and_page(written: Written) -> None:
    page = as_html(written.text, frozenset(written.headings))
    assert plain(read(page.encode(), "a.html")) == plain(read(written.text.encode(), "a.txt"))


@slow
@given(decisions())
def test_same_decision_as_text_and_word_file(written: Written) -> None:
    word = as_docx(written.text, frozenset(written.headings))
    assert plain(read(word, "a.docx")) == plain(read(written.text.encode(), "a.txt"))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(decisions(), st.booleans())
def test_same_decision_as_text_and_pdf(written: Written, ruled: bool) -> None:
    pdf = as_pdf(written.text, ruled, frozenset(written.headings))
    assert plain(read(pdf, "a.pdf")) == plain(read(written.text.encode(), "a.txt"))


NOISES: dict[str, Callable[[str, tuple[str, ...]], str]] = {
    "CRLF": lambda text, _: text.replace("\n", "\r\n"),
    "CR": lambda text, _: text.replace("\n", "\r"),
    "BOM": lambda text, _: "\ufeff" + text,
    "NFD": lambda text, _: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text, _: text.replace(" ", "\u00a0"),
    "thin spaces in numbers": lambda text, _: re.sub(r"(?<=\d) (?=\d)", "\u2009", text),
    "doubled blank lines": lambda text, _: text.replace("\n\n", "\n\n\n\n"),
    "trailing spaces": lambda text, _: text.replace("\n", "  \n"),
    "blank lines of spaces": lambda text, _: text.replace("\n\n", "\n   \n"),
    "soft hyphens": lambda text, _: text.replace("hanke", "han\u00adke"),
    "headings in capitals": lambda text, headings: _each_heading(text, headings, str.upper),
    "headings with a colon": lambda text, headings: _each_heading(text, headings, lambda line: line + ":"),
}


def _each_heading(text: str, headings: tuple[str, ...], change: Callable[[str], str]) -> str:
    return "\n".join(change(line) if line in headings else line for line in text.split("\n"))


@pytest.mark.parametrize("noise", NOISES)
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(written=decisions())
def test_noise_changes_nothing(noise: str, written: Written) -> None:
    clean = plain(read(written.text.encode(), "a.txt"))
    noisy = plain(read(NOISES[noise](written.text, written.headings).encode(), "a.txt"))
    for decision in (*clean["decisions"], *noisy["decisions"]):
        for section in decision["sections"]:
            section["heading"] = section["heading"] and section["heading"].casefold()
        for table in decision["tables"]:
            table["caption"] = table["caption"] and table["caption"].casefold()
    assert noisy == clean


@slow
@given(decisions())
def test_same_bytes_same_minutes(written: Written) -> None:
    assert read(written.text.encode(), "a.txt") == read(written.text.encode(), "a.txt")


def reason_or_minutes(content: bytes, name: str) -> str | Minutes:
    """What a user gets: minutes, or a reason. Any other exception fails the test."""
    try:
        return read(content, name)
    except ParserError as error:
        return str(error)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    start = "Lahden kaupunki, Kaupunginhallitus, 04.04.2022\n\n§ 1\n\n"
    assert reason_or_minutes(f"{start}{text}".encode("utf-8", "replace"), "a.txt")


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.pdf", "a.docx"]))
def test_any_bytes_are_read_or_refused_with_a_reason(content: bytes, name: str) -> None:
    assert reason_or_minutes(content, name)


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet=st.sampled_from('<>/="abtdrphl1 \n&;§'), max_size=300))
def test_any_page_is_read_or_refused_with_a_reason(markup: str) -> None:
    start = "<html><body><p>Lahden kaupunki, Kaupunginhallitus, 4.4.2022<p>§ 1"
    assert reason_or_minutes(f"{start}{markup}".encode(), "a.html")

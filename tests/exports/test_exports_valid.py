"""Each export passes its validator on an archive of all documents of the house, and loses nothing of it."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from corpus.exports.entries import Entry
from tests.exports import validators
from tests.exports.conftest import FORMATS, Exported

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
OURS = "{urn:x-pykala:1}"
Lines = Counter[tuple[str, str]]

csv.field_size_limit(100_000_000)


def sheet(exported: Exported, name: str) -> list[dict[str, str]]:
    with (exported.folder / "datapackage" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def json_lines(exported: Exported, name: str) -> list[dict[str, Any]]:
    text = (exported.folder / "popolo" / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def listed(exported: Exported, name: str) -> list[dict[str, Any]]:
    answer = json.loads((exported.folder / "openapi6aika" / f"{name}.json").read_text("utf-8"))
    assert answer["meta"]["total_count"] == len(answer["objects"])
    return list(answer["objects"])


def documents(exported: Exported) -> Iterator[tuple[str, ElementTree.Element]]:
    folder = exported.folder / "akn"
    for path in sorted(folder.rglob("*.xml")):
        yield path.relative_to(folder).with_suffix("").as_posix(), ElementTree.parse(path).getroot()


def contract(exported: Exported, name: str) -> list[dict[str, Any]]:
    """The decisions as the contract has them, which these two formats carry along."""
    if name == "popolo":
        return [each["extras"]["decision"] for bill in json_lines(exported, "bills") for each in bill["actions"]]
    return [each["extras"]["decision"] for each in listed(exported, "actions")]


@pytest.mark.parametrize("name", FORMATS)
def test_the_validator_is_content(exported: Exported, name: str) -> None:
    for validate in validators.VALIDATORS[name]:
        assert validate(exported.folder / name)[:5] == []


IDS: dict[str, Callable[[Exported], Iterable[str]]] = {
    "datapackage": lambda exported: (row["decision_id"] for row in sheet(exported, "decisions")),
    "popolo": lambda exported: (each["id"] for each in contract(exported, "popolo")),
    "openapi6aika": lambda exported: (each["id"] for each in listed(exported, "actions")),
    "akn": lambda exported: (id_ for id_, _ in documents(exported)),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_decision_is_there_once(exported: Exported, name: str) -> None:
    assert sorted(IDS[name](exported)) == [record.id for record in exported.records]


VALUES: dict[str, Callable[[Exported], Iterable[str | None]]] = {
    "datapackage": lambda exported: (row["value"] for row in sheet(exported, "money")),
    "popolo": lambda exported: (each["value"] for one in contract(exported, "popolo") for each in one["amounts"]),
    "openapi6aika": lambda exported: (
        each["value"] for one in contract(exported, "openapi6aika") for each in one["amounts"]
    ),
    "akn": lambda exported: (
        each.get("value") for _, root in documents(exported) for each in root.iter(f"{OURS}amounts")
    ),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_money_is_the_same(exported: Exported, name: str) -> None:
    values = [Decimal(value) for value in VALUES[name](exported) if value]
    amounts = [each.value for record in exported.records for each in record.decision.amounts if each.value is not None]
    assert (len(values), sum(values)) == (len(amounts), sum(amounts))


def printed(exported: Exported) -> Lines:
    """Every line of every section, each with its decision; a table's row in the words of its cells."""
    return Counter(
        (record.id, words)
        for record in exported.records
        for section in record.decision.sections
        for line in (section.heading or "", *section.text.split("\n"))
        if (words := " ".join(line.split()))
    )


def lines_of_akn(exported: Exported) -> Lines:
    return Counter(
        (id_, words)
        for id_, root in documents(exported)
        for container in root.iter(f"{AKN}hcontainer")
        for block in blocks(container)
        for line in text_of(block).split("\n")
        if (words := " ".join(line.split()))
    )


def blocks(container: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The heading, the paragraphs, and the rows of the tables."""
    yield from container.findall(f"{AKN}heading")
    for block in container.findall(f"{AKN}content/*"):
        yield from block.findall(f"{AKN}tr") if block.tag == f"{AKN}table" else [block]


def text_of(block: ElementTree.Element) -> str:
    """A break ends a line; a cell's words stand apart from the next one's."""
    parts = [block.text or ""]
    for child in block:
        parts += ["\n" if child.tag == f"{AKN}br" else text_of(child), child.tail or ""]
        parts += [" "] * (child.tag in (f"{AKN}td", f"{AKN}th"))
    return "".join(parts)


def lines_of_hypertext(exported: Exported) -> Lines:
    found: Lines = Counter()
    for action in listed(exported, "actions"):
        _, _, html = action["content"]["hypertext"]["fi"].partition("</h1>")
        apart = re.sub(r"<br>|</(?:p|h2|tr)>", "\n", re.sub(r"</t[dh]>", " ", html))
        lines = unescape(re.sub(r"<[^>]*>", "", apart)).split("\n")
        found.update((action["id"], words) for line in lines if (words := " ".join(line.split())))
    return found


def lines_of_sheets(exported: Exported) -> Lines:
    return Counter(
        (row["decision_id"], words)
        for row in sheet(exported, "sections")
        for line in (row["heading"], *row["text"].split("\n"))
        if (words := " ".join(line.split()))
    )


def lines_of_popolo(exported: Exported) -> Lines:
    return Counter(
        (one["id"], words)
        for one in contract(exported, "popolo")
        for section in one["sections"]
        for line in (section["heading"] or "", *section["text"].split("\n"))
        if (words := " ".join(line.split()))
    )


@pytest.mark.parametrize("lines", [lines_of_sheets, lines_of_popolo, lines_of_hypertext, lines_of_akn])
def test_nothing_printed_is_lost(exported: Exported, lines: Callable[[Exported], Lines]) -> None:
    assert printed(exported) - lines(exported) == Counter()
    assert lines(exported) - printed(exported) == Counter()


def test_every_cell_of_every_table_is_a_row(exported: Exported) -> None:
    cells = Counter(
        (record.id, cell)
        for record in exported.records
        for table in record.decision.tables
        for row in (table.header, *table.rows)
        for cell in row
        if cell
    )
    assert Counter((row["decision_id"], row["raw"]) for row in sheet(exported, "table_cells")) == cells


def test_every_table_stands_in_the_text_of_akn(exported: Exported) -> None:
    for id_, root in documents(exported):
        said = list(root.iter(f"{OURS}table"))
        shown = [table for table in root.iter(f"{AKN}table") if table.get("eId")]
        whole = [table for table in said if table.find(f"{OURS}rows") is not None]
        assert len(said) == len(shown) + len(whole), id_


def test_votes_and_people_are_rows(exported: Exported) -> None:
    decisions = [record.decision for record in exported.records]
    votes = sum(vote.for_count for decision in decisions for vote in decision.votes)
    assert sum(int(row["for_count"]) for row in sheet(exported, "votes")) == votes
    counts = [count for each in json_lines(exported, "vote_events") for count in each["counts"]]
    assert len(json_lines(exported, "vote_events")) == sum(len(decision.votes) for decision in decisions)
    assert sum(count["value"] for count in counts) >= votes
    preparers = Counter(person.name for decision in decisions for person in decision.preparers)
    assert Counter(row["name"] for row in sheet(exported, "people") if row["role"] == "preparer") == preparers
    parts = Counter(part.role for record in exported.records for part in Entry(record, ()).parts)
    rows = Counter(row["role"] for row in sheet(exported, "people") if row["role"] not in ("preparer", "presenter"))
    assert rows == parts


def test_ids_lead_from_one_class_to_another(exported: Exported) -> None:
    persons = {each["id"] for each in json_lines(exported, "persons")}
    bodies = {each["id"] for each in json_lines(exported, "organizations")}
    bills = {each["id"] for each in json_lines(exported, "bills")}
    assert len(persons) == len(json_lines(exported, "persons"))
    assert len(bills) == len(json_lines(exported, "bills"))
    for membership in json_lines(exported, "memberships"):
        assert membership["person_id"] in persons
        assert membership["organization_id"] in bodies
    for bill in json_lines(exported, "bills"):
        assert {each["person_id"] for each in bill["sponsorships"]} <= persons
    assert {each["bill"] for each in json_lines(exported, "vote_events")} <= bills
    cases = {each["id"] for each in listed(exported, "cases")}
    assert {each["case"]["id"] for each in listed(exported, "actions") if "case" in each} == cases
    events = {each["id"]: each["actions"] for each in listed(exported, "events")}
    for action in listed(exported, "actions"):
        assert action["id"] in events[action["extras"]["event"]]


BREACHES: list[tuple[str, str, Callable[[str], str]]] = [
    ("datapackage", "decisions.csv", lambda text: text.replace("decision_id", "id", 1)),
    ("datapackage", "money.csv", lambda text: re.sub(r"(?m)^([^,\n]+,\d+),[\d.]+", r"\1,paljon", text, count=1)),
    ("datapackage", "meetings.csv", lambda text: text.split("\r\n")[0] + "\r\n"),
    ("popolo", "bills.jsonl", lambda text: text.replace('"identifier"', '"number"', 1)),
    ("popolo", "events.jsonl", lambda text: text.replace('"passed"', '"over"', 1)),
    ("openapi6aika", "actions.json", lambda text: text.replace('"ordering": 1', '"ordering": "1"', 1)),
    ("akn", "", lambda text: text.replace("<FRBRcountry", "<FRBRland", 1)),
]


@pytest.mark.parametrize(("name", "file", "breach"), BREACHES, ids=[f"{name}-{file}" for name, file, _ in BREACHES])
def test_a_validator_is_not_content_with_anything(
    exported: Exported, tmp_path: Path, name: str, file: str, breach: Callable[[str], str]
) -> None:
    folder = Path(shutil.copytree(exported.folder / name, tmp_path / name))
    path = folder / file if file else next(folder.rglob("*.xml"))
    text = path.read_bytes().decode()
    path.write_bytes(breach(text).encode())
    assert path.read_bytes().decode() != text
    for validate in validators.VALIDATORS[name]:
        assert validate(folder) != []

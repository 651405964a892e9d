"""Days, euros and references in a query: what the archive answers, joined with what an engine does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Archive
from index import Index
from index.algebra import filters_of, found, has_range
from index.tree import And, Days, Euros, Node, Not, Or, Range, Word
from parser import Amount
from tests.index.index_making import add, archive_of, decision

KH129, KH130 = "lahti/kaupunginhallitus/2022-04-04/129", "lahti/kaupunginhallitus/2022-04-04/130"
TEK7 = "lahti/tekninen-lautakunta/2023-05-02/7"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    def euros(*values: str) -> tuple[Amount, ...]:
        return tuple(Amount(Decimal(value), value, "text", None, None, None, None, None, None) for value in values)

    made = archive_of(
        tmp_path / "archive",
        replace(decision("129", "Avustus", decided="Myönnetään."), amounts=euros("5000.00", "92990.00")),
        replace(decision("130", "Laina", decided="Myönnetään."), amounts=euros("1000000.00")),
    )
    day = date(2023, 5, 2)
    add(made, decision("7", "Avustus", body="Tekninen lautakunta", day=day), body="Tekninen lautakunta", day=day)
    return made


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("avustus date:2022", {KH129}),
        ("avustus date:2022..", {KH129, TEK7}),
        ("date:4.4.2022", {KH129, KH130}),
        ("eur:10 000..100 000", {KH129}),
        ("eur:5000..", {KH129, KH130}),
        ("myöntää NOT eur:..10000", {KH130}),
        ("NOT date:2022", {TEK7}),
        ("laina OR date:2023", {KH130, TEK7}),
        ("(laina OR avustus) (eur:1000000 OR date:2023)", {KH130, TEK7}),
        ("avustus laina date:2022", set()),
        ("toimielin:kh", {KH129, KH130}),
        ("toimielin:(kh OR tekla)", {KH129, KH130, TEK7}),
        ("NOT toimielin:KH", {TEK7}),
    ],
)
def test_ranges_and_bodies(archive: Archive, query: str, ids: set[str]) -> None:
    assert {hit.id for hit in Index.open(archive).search(query).hits} == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("KH 4.4.2022 § 129", [KH129]),
        ("kaupunginhallituksen päätös 4.4.2022 § 130", [KH130]),
        ("Teknisen lautakunnan 7 § 2.5.2023", [TEK7]),
        ("tekla § 7/2023", [TEK7]),
        ("§ 129/2022", [KH129]),
        ("date:2022 § 129", [KH129]),
        ("kv 4.4.2022 § 129", []),
        ("§ 5/2022", []),
    ],
)
def test_references(archive: Archive, query: str, ids: list[str]) -> None:
    assert [hit.id for hit in Index.open(archive).search(query).hits] == ids


def test_a_reference_that_is_not_held_is_looked_for_as_words(archive: Archive) -> None:
    add(archive, decision("131", "Oikaisuvaatimus", reasons="Päätöksestä KV 7.2.2022 § 12 valitettiin."))
    assert [hit.number for hit in Index.open(archive).search("kv 7.2.2022 § 12").hits] == ["131"]


def test_a_reference_that_is_not_held_keeps_its_range(archive: Archive) -> None:
    add(archive, decision("131", "Oikaisuvaatimus", reasons="Asiaa on käsitelty, § 12."))
    assert [hit.number for hit in Index.open(archive).search("pvm:2022 § 12").hits] == ["131"]
    assert Index.open(archive).search("pvm:2023 § 12").hits == ()


# against a scan


@dataclass(frozen=True)
class Held:
    words: frozenset[str]
    day: date
    euros: tuple[int, ...]


HELD = {
    f"{word}{day}{euro}": Held(frozenset(word), date(2020 + day, 1, 1), (euro * 100,))
    for word in ("a", "b", "ab", "abc")
    for day in (1, 2)
    for euro in (1, 2, 3)
}


def scan(node: Node, held: Held) -> bool:
    match node:
        case Word(text):
            return text in held.words
        case And(nodes):
            return all(scan(each, held) for each in nodes)
        case Or(nodes):
            return any(scan(each, held) for each in nodes)
        case Not(inner):
            return not scan(inner, held)
        case Days(start, end):
            return (start or date.min) <= held.day <= (end or date.max)
        case Euros(least, most):
            return any((least or 0) <= euro and (most is None or euro <= most) for euro in held.euros)
    raise AssertionError(node)


DAYS = st.sampled_from(
    [Days(date(2021, 1, 1), date(2021, 12, 31)), Days(None, date(2020, 1, 1)), Days(date(2022, 1, 1), None)]
)
EUROS = st.sampled_from([Euros(Decimal(100), Decimal(200)), Euros(None, Decimal(150)), Euros(Decimal(250), None)])
TREES: st.SearchStrategy[Node] = st.recursive(
    st.one_of(st.sampled_from("abcd").map(Word), DAYS, EUROS),
    lambda trees: st.one_of(
        trees.map(Not),
        st.lists(trees, min_size=2, max_size=4).map(lambda each: And(tuple(each))),
        st.lists(trees, min_size=2, max_size=4).map(lambda each: Or(tuple(each))),
    ),
    max_leaves=12,
)


@given(TREES)
def test_any_tree_finds_what_a_scan_finds(tree: Node) -> None:
    def engine(node: Node) -> dict[str, float]:
        assert not has_range(node)
        return {id_: 1.0 for id_, held in HELD.items() if scan(node, held)}

    def within(asked: Range) -> list[str]:
        return [id_ for id_, held in HELD.items() if scan(asked, held)]

    assert found(tree, engine, within, lambda: HELD).keys() == {id_ for id_, held in HELD.items() if scan(tree, held)}


def test_ranges_are_the_filters_of_the_archive() -> None:
    asked = filters_of(Days(date(2022, 1, 1), None))
    assert (asked.start, asked.end) == (date(2022, 1, 1), None)
    asked = filters_of(Euros(None, Decimal(5)))
    assert (asked.min_eur, asked.max_eur) == (None, Decimal(5))

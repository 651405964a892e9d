from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest

from corpus import Archive, BodyYear, Filters, Gap, date_bound
from parser import Section
from tests.corpus.corpus_values import FUNDING, RICH, amount, elsewhere

KH, KV, SIVI = "Kaupunginhallitus", "Kunnanvaltuusto", "Sivistyslautakunta"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    added: list[tuple[str, date, str, dict[str, Any]]] = [
        (KH, date(2021, 12, 31), "400", {"preparers": (), "presenter": None}),
        (KH, date(2022, 4, 4), "9", {"amounts": (amount("100"), amount("28000.50")), "case_id": None}),
        (KH, date(2022, 4, 4), "12", {"votes": RICH.votes, "outcome": "rejected"}),
        (KV, date(2022, 4, 30), "1", {"amounts": (amount("5000"),), "attachments": ("Liite",)}),
        (SIVI, date(2023, 1, 1), "3", {"entities": RICH.entities, "tables": (FUNDING,)}),
        (SIVI, date(2023, 1, 1), "5", {"sections": (Section("dissent", "Eriävä mielipide", "Ei."),)}),
    ]
    with Archive.open(tmp_path_factory.mktemp("a"), create=True) as archive:
        for body, day, number, members in added:
            archive.add(*elsewhere(body, day, number, **members))
        yield archive


def numbers(archive: Archive, **filters: Any) -> list[str]:
    return [id_.rpartition("/")[2] for id_ in archive.select(Filters(**filters))]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, "5 3 1 12 9 400"),
        ({"body": "kaupunginhallitus"}, "12 9 400"),
        ({"body": " KH"}, "12 9 400"),
        ({"body": "kv"}, "1"),
        ({"body": "hallitus"}, ""),
        ({"start": date(2022, 4, 4), "end": date(2022, 4, 30)}, "1 12 9"),
        ({"case": " d/1131/00.01.03.01/2021 "}, "5 3 1 12 400"),
        ({"case": "1131"}, ""),
        ({"person": "hildén SIRKKU"}, "5 3 1 12 9"),
        ({"person": "Sirkku Timonen"}, ""),
        ({"person": "Hild"}, ""),
        ({"person": "Virtanen, Maija"}, "3"),
        ({"outcome": "rejected"}, "12"),
        ({"min_eur": Decimal("200"), "max_eur": Decimal("20000")}, "1"),
        ({"min_eur": Decimal("28000.50")}, "9"),
        ({"min_eur": Decimal("28000.505")}, ""),
        ({"max_eur": Decimal("100")}, "9"),
        ({"max_eur": Decimal("1e99")}, "1 9"),
        ({"has": ("table",)}, "3"),
        ({"has": ("vote",)}, "12"),
        ({"has": ("dissent",)}, "5"),
        ({"has": ("attachment", "amount")}, "1"),
        ({"has": ("amount",), "body": "kh"}, "9"),
    ],
)
def test_filters_narrow_down(archive: Archive, filters: dict[str, Any], found: str) -> None:
    assert numbers(archive, **filters) == found.split()


def test_sorted_by_amount_the_largest_comes_first(archive: Archive) -> None:
    assert archive.select(Filters(), "amount")[:2] == (
        "lahti/kaupunginhallitus/2022-04-04/9",
        "lahti/kunnanvaltuusto/2022-04-30/1",
    )
    assert len(archive.select(Filters(), "amount")) == 6


@pytest.mark.parametrize(
    "filters",
    [
        Filters(outcome="approve"),
        Filters(person="-"),
        Filters(has=cast(Any, ("x",))),
        Filters(min_eur=Decimal("NaN")),
    ],
)
def test_a_filter_that_cannot_be_meant_is_an_error(archive: Archive, filters: Filters) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        archive.select(filters)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-04-04", "2022-04-04", "2022-04-04"),
        (" 4.4.2022 ", "2022-04-04", "2022-04-04"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
    ],
)
def test_dates_bound_both_ways(text: str, first: str, last: str) -> None:
    assert date_bound(text, last=False).isoformat() == first
    assert date_bound(text, last=True).isoformat() == last


@pytest.mark.parametrize("text", ["", "0000", "2022-13", "30.2.2022", "4.4.22", "2022-04-04x", "eilen", "٢٠٢٢"])
def test_what_is_no_date_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="is no date: write"):
        date_bound(text, last=False)


def test_stats_count_and_name_what_is_missing(archive: Archive) -> None:
    stats = archive.stats()
    assert (stats.documents, stats.decisions, stats.versions) == (6, 6, 6)
    assert [(each.kind, each.documents) for each in stats.kinds] == [("minutes", 6)]
    assert stats.bodies == (
        BodyYear("Lahti", KH, 2021, 1, ()),
        BodyYear("Lahti", KH, 2022, 2, (Gap(10, 11),)),
        BodyYear("Lahti", KV, 2022, 1, ()),
        BodyYear("Lahti", SIVI, 2023, 2, (Gap(4, 4),)),
    )

"""The front door over a real archive."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from corpus import Archive, Filters
from index import Index, QueryError, hit_json
from tests.index.index_making import CASE, KH129, KH130, SIV7, add, archive_of, decision, found, three


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return three(tmp_path / "archive")


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("avustus", {KH129}),
        ("rahoitus", {KH129, KH130, SIV7}),
        ("rahoitus NOT lausunto", {KH129, SIV7}),
        ("NOT rahoitus", set()),
        ("NOT lausunto", {KH129, SIV7}),
        ("toimielin:sivistyslautakunta", {SIV7}),
        ("henkilö:malli", {KH129}),
        ("02.05.2022", {SIV7}),
        ("palvelupäällikkö", {KH129}),
        (CASE, {KH129, SIV7}),
        (f"{CASE} avustus", {KH129}),
        ("case:1131*", {KH129, SIV7}),
        ("number:129", {KH129}),
        ('"§ 129"', {KH129}),
        ("§129", {KH129}),
        ("92 990", {KH129}),
        ("92990", {KH129}),
        ("27 897", {KH129}),
        ("alipi", {KH129}),
        ("muutoksenhaku", {KH130}),
        ("muutoksenhakukielto", {KH130}),
        ("perusteluosa", {KH129}),
        ("title:rahoitus", {KH129, SIV7}),
        ("päätös:avustus", {KH129}),
        ("päätös:lentoasemaa", set()),
        (KH130, {KH130}),
        ("lahti/kaupunginhallitus/2022-04-04/1", set()),
        ("999/2021", set()),
    ],
)
def test_finds(archive: Archive, query: str, ids: set[str]) -> None:
    assert set(found(archive, query)) == ids


def test_a_law_number_that_is_no_case_is_a_word(tmp_path: Path) -> None:
    with archive_of(tmp_path, decision(reasons="kuntalain (410/2015) 136 §")) as archive:
        assert len(found(archive, "410/2015")) == 1


def test_areas(archive: Archive) -> None:
    assert found(archive, "rahoitus", areas=("decision",)) == [KH130]
    assert found(archive, "avustus", areas=("decision",)) == [KH129]
    assert found(archive, "avustus", areas=("proposal",)) == [KH129]
    assert found(archive, "lentoasemaa", areas=("proposal", "title")) == []
    assert found(archive, "27 897", areas=("tables",)) == [KH129]
    with pytest.raises(ValueError, match="tables"):
        found(archive, "a", areas=("appeal",))


def test_filters_sort_and_page(archive: Archive) -> None:
    assert found(archive, "rahoitus", filters=Filters(body="Kaupunginhallitus")) == [KH129, KH130]
    assert found(archive, "rahoitus", sort="date")[0] == SIV7
    index = Index.open(archive)
    pages = [index.search("rahoitus", limit=1, offset=offset) for offset in range(4)]
    assert [page.total for page in pages] == [3] * 4
    assert [hit.id for page in pages for hit in page.hits] == found(archive, "rahoitus", limit=None)
    with pytest.raises(ValueError, match="negative"):
        index.search("a", offset=-1)
    with pytest.raises(ValueError, match="relevance"):
        found(archive, "a", sort="size")


def test_ids_alone(archive: Archive) -> None:
    index = Index.open(archive)
    assert index.ids("rahoitus", sort="date") == tuple(found(archive, "rahoitus", sort="date"))
    assert index.ids("rahoitus", Filters(body="Sivistyslautakunta"), ("title",)) == (SIV7,)
    with pytest.raises(ValueError, match="lucene"):
        Index.open(archive, "lucene")


@pytest.mark.parametrize("query", ["rahoitus", "§ 129", CASE, "92 990", "henkilö:malli", '"§ 129"'])
def test_a_plain_search_does_not_load_spacy(archive: Archive, query: str) -> None:
    Index.open(archive).refresh()
    program = (
        "import sys; from pathlib import Path; from corpus import Archive; from index import Index\n"
        "assert Index.open(Archive.open(Path(sys.argv[1]))).search(sys.argv[2]).hits\n"
        "assert 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, str(archive.folder), query], check=True)


def test_ties_go_to_the_newest(tmp_path: Path) -> None:
    with archive_of(tmp_path / "a") as archive:
        for day in (date(2022, 1, 3), date(2022, 3, 7), date(2021, 5, 9)):
            add(archive, *(decision(number=n, title="Sama", day=day) for n in ("9", "10")), day=day)
        ids = found(archive, "title:sama")
    assert [each.split("/", 2)[2] for each in ids[::2]] == ["2022-03-07/10", "2022-01-03/10", "2021-05-09/10"]


def test_a_hit_as_json(archive: Archive) -> None:
    (hit,) = Index.open(archive).search("avustus").hits
    plain = json.loads(hit_json(hit))
    assert list(plain) == [
        "id", "municipality", "body", "date", "number", "title", "case_id", "outcome", "score", "section",
        "excerpt", "marks",
    ]  # fmt: skip
    assert plain["date"] == "2022-04-04"
    assert plain["marks"] == [[11, 18]]
    assert plain["excerpt"] == "Myönnetään avustus 92 990 €."
    assert "ä" in hit_json(hit)


def test_a_query_that_cannot_be_read(archive: Archive) -> None:
    with pytest.raises(QueryError):
        Index.open(archive).search("(a")


def test_a_beginning_that_is_too_broad_says_where(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index.open(archive)
    index.refresh()
    monkeypatch.setattr("index.engines.MOST_WORDS", 1)
    with pytest.raises(QueryError) as error:
        index.search("rahoitus Mu*")
    assert error.value.position == 9

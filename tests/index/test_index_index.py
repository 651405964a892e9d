"""The front door over a real archive; and the index keeps true to it, whatever happens to its files."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from corpus import Archive, Filters
from index import Index, IndexFault, QueryError, Refreshed, analysis, hit_json
from index.shelf import Shelf
from parser import Person, Section
from tests.index.index_making import add, archive_of, decision, table

CASE = "1131/00.01.03.01/2021"
OTHER_DAY = date(2022, 5, 2)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = archive_of(
        tmp_path / "archive",
        decision(
            number="129",
            title="Hankkeen rahoitus",
            case=CASE,
            decided="Päätösehdotus hyväksyttiin.",
            proposed="Myönnetään avustus 92 990 €.",
            effective="Myönnetään avustus 92 990 €.",
            reasons="Kaupunki tukee lentoasemaa.",
            preparers=(Person("Maija Malli", "palvelupäällikkö"),),
            tables=(table(("Nimi", "Summa"), ("Access Alipi", "27 897")),),
        ),
        decision(
            number="130",
            title="Lausunto",
            decided="Annetaan lausunto. Rahoitus jää pois.",
            sections=(Section("appeal", "Muutoksenhaku", "Muutoksenhakukielto"),),
        ),
    )
    add(
        made,
        decision(number="7", title="Rahoitus", body="Sivistyslautakunta", day=OTHER_DAY, case=CASE, decided="Ei."),
        body="Sivistyslautakunta",
        day=OTHER_DAY,
    )
    return made


KH129, KH130 = "lahti/kaupunginhallitus/2022-04-04/129", "lahti/kaupunginhallitus/2022-04-04/130"
SIV7 = "lahti/sivistyslautakunta/2022-05-02/7"


def found(archive: Archive, query: str, **more: object) -> list[str]:
    results = Index.open(archive).search(query, **more)  # type: ignore[arg-type]
    assert results.total >= len(results.hits)
    return [hit.id for hit in results.hits]


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
    monkeypatch.setattr("index.engines.whoosh.MOST_WORDS", 1)
    with pytest.raises(QueryError) as error:
        index.search("rahoitus Mu*")
    assert error.value.position == 9


def test_refresh(archive: Archive) -> None:
    index = Index.open(archive)
    assert index.refresh() == Refreshed("rebuilt", 3, "there was no index")
    assert index.refresh() == Refreshed("nothing")
    add(archive, decision(number="131", title="Uusi"))
    assert index.check()[0].problem.startswith("the index is at generation")
    assert index.refresh() == Refreshed("caught up", 1)
    assert index.check() == ()
    assert found(archive, "uusi") == ["lahti/kaupunginhallitus/2022-04-04/131"]


def test_a_new_version_replaces_the_old(archive: Archive) -> None:
    assert found(archive, "jää") == [KH130]
    add(archive, decision(number="130", title="Lausunto", decided="Annetaan toinen."))
    assert found(archive, "jää") == []
    assert found(archive, "toinen") == [KH130]
    assert Index.open(archive).check() == ()


def test_search_catches_up_by_itself(archive: Archive) -> None:
    for number in range(200, 220):
        add(archive, decision(number=str(number), title="Sarja"))
        assert len(found(archive, "sarja", limit=None)) == number - 199
    names = [path.name for path in (archive.folder / "index").rglob("*") if path.is_file()]
    assert len(names) < 60


def test_rebuild_gives_the_same(archive: Archive) -> None:
    index = Index.open(archive)
    before = index.search("rahoitus")
    assert index.rebuild() == Refreshed("rebuilt", 3, "asked for")
    assert index.search("rahoitus") == before
    assert len([path for path in (archive.folder / "index").iterdir() if path.is_dir()]) == 1


def index_files(archive: Archive) -> list[Path]:
    return sorted(path for path in (archive.folder / "index").rglob("*") if path.is_file())


@pytest.mark.parametrize("damage", ["delete", "empty", "flip", "manifest", "garbage", "file instead"])
def test_damage_is_mended(archive: Archive, damage: str) -> None:
    index = Index.open(archive)
    before = index.search("rahoitus")
    folder = archive.folder / "index"
    if damage == "delete":
        shutil.rmtree(folder)
    elif damage == "manifest":
        (folder / "manifest.json").write_text("{")
    elif damage == "garbage":
        (folder / "manifest.json").write_text('{"state": 1, "folder": "..", "files": [{}], "old_files": 3}')
    elif damage == "file instead":
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
                path.write_text("x")
    else:
        for path in index_files(archive):
            if path.parent != folder:
                content = path.read_bytes()
                path.write_bytes(b"" if damage == "empty" else content[:50] + b"\xff" + content[51:])
    assert index.check() != ()
    assert index.search("rahoitus") == before
    assert index.check() == ()


def test_silent_damage_is_found_and_mended(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bit that rots changes no time."""
    index = Index.open(archive)
    before = index.search("rahoitus")
    manifest = Shelf(archive.folder / "index").read()
    for path in index_files(archive):
        if path.suffix == ".seg":
            path.write_bytes(os.urandom(path.stat().st_size))
    monkeypatch.setattr(Shelf, "read", lambda _: manifest)
    assert any("damaged" in problem.problem for problem in index.check())
    monkeypatch.undo()
    assert index.search("rahoitus") == before


class _Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch bomb-went-off",)


def test_a_foreign_index_is_never_opened(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes with its manifest, as in an archive that someone sends; one of its pickles runs code."""
    monkeypatch.chdir(tmp_path)
    before = Index.open(archive).search("rahoitus")
    for path in index_files(archive):
        if path.suffix in (".toc", ".seg"):
            path.write_bytes(pickle.dumps(_Bomb()) + path.read_bytes())
    shutil.copytree(archive.folder / "index", tmp_path / "sent")
    shutil.rmtree(archive.folder / "index")
    shutil.copytree(tmp_path / "sent", archive.folder / "index")
    index = Index.open(archive)
    assert index.refresh() == Refreshed("rebuilt", 3, "a file of it was changed, or came from elsewhere")
    assert index.search("rahoitus") == before
    assert not (tmp_path / "bomb-went-off").exists()


def test_a_file_put_beside_is_never_opened(archive: Archive, tmp_path: Path) -> None:
    index = Index.open(archive)
    before = index.search("rahoitus")
    toc = next(path for path in index_files(archive) if path.suffix == ".toc")
    (toc.parent / "_MAIN_99.toc").write_bytes(b"not a table of contents")
    assert index.search("rahoitus") == before
    assert index.check() == ()


def test_the_index_of_another_archive(archive: Archive, tmp_path: Path) -> None:
    with archive_of(tmp_path / "other", *(decision(number=str(n), title="Muu") for n in range(9))) as other:
        Index.open(other).refresh()
        Index.open(archive).refresh()
        shutil.rmtree(archive.folder / "index")
        (other.folder / "index").rename(archive.folder / "index")
    assert found(archive, "muu") == []
    assert Index.open(archive).check() == ()


def test_another_analyser_means_another_index(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    Index.open(archive).refresh()
    before = analysis.name()
    monkeypatch.setattr("index.analysis.name", lambda: "voikko-1")
    index = Index.open(archive)
    assert found(archive, "rahoitus")
    index.search("rahoitus")
    refreshed = Index.open(archive).refresh()
    assert refreshed.action == "nothing"
    monkeypatch.undo()
    index = Index.open(archive)
    assert index.rebuilt is None
    assert index.search("rahoitus").total
    assert index.rebuilt == f"it was built with voikko-1; this is {before}"


def test_a_rebuilt_index_is_told_of_where_little_is_found_too(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("index.analysis.name", lambda: "voikko-1")
        Index.open(archive).refresh()
    index = Index.open(archive)
    assert index.search("rahoitus olematonsana").total == 0
    assert index.rebuilt is not None


def test_what_the_index_lacks_is_named_and_added(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index.open(archive)
    monkeypatch.setattr("index.keeper.Keeper._changed", lambda *_: iter(()))
    index.rebuild()
    monkeypatch.undo()
    assert {problem.id for problem in index.check()} == {None, KH129, KH130, SIV7}
    add(archive, decision(number="131"))
    index.refresh()
    assert index.check() == ()


def test_a_writer_that_is_killed_leaves_the_old_index(archive: Archive) -> None:
    index = Index.open(archive)
    before = index.search("rahoitus")
    add(archive, decision(number="131", title="Rahoitus"))
    program = (
        "import os, sys, index.shelf\n"
        "from pathlib import Path\n"
        "from corpus import Archive\n"
        "from index import Index\n"
        "index.shelf.Shelf.publish = lambda *_: os._exit(9)\n"
        "Index.open(Archive.open(Path(sys.argv[1]))).refresh()\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(archive.folder)], check=False)
    assert done.returncode == 9
    assert index.refresh() == Refreshed("caught up", 1)
    assert index.search("rahoitus").total == before.total + 1
    assert index.check() == ()


def test_one_who_searches_does_not_wait_for_one_who_writes(archive: Archive) -> None:
    index = Index.open(archive)
    index.refresh()
    add(archive, decision(number="131", title="Rahoitus"))
    with Shelf(archive.folder / "index").lock(wait=True):
        assert index.search("rahoitus").total == 3
    assert index.search("rahoitus").total == 4


def test_an_index_that_cannot_be_written(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    index = Index.open(archive)
    monkeypatch.setattr(Shelf, "publish", full)
    with pytest.raises(IndexFault, match="No space left"):
        index.search("rahoitus")
    monkeypatch.undo()
    assert index.search("rahoitus").total == 3
    add(archive, decision(number="131", title="Rahoitus"))
    monkeypatch.setattr(Shelf, "publish", full)
    assert index.search("rahoitus").total == 3  # as it was indexed


def test_an_empty_archive(tmp_path: Path) -> None:
    with archive_of(tmp_path / "a") as archive:
        index = Index.open(archive)
        assert index.check() == ()
        assert index.search("NOT a").hits == ()
        assert index.check() == ()

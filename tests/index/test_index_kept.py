"""The index keeps true to its archive, whatever happens to its files and whichever engine writes them."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Archive
from index import ENGINES, Index, IndexFault, Refreshed, analysis, engines
from index.shelf import Shelf
from tests.index.index_making import KH129, KH130, SIV7, add, archive_of, decision, found, three


@pytest.fixture(params=sorted(ENGINES), autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """The engine of every index here that is new."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("index.engines.DEFAULT", request.param)
        yield str(request.param)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return three(tmp_path / "archive")


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
    assert len(names) < 200


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
        if path.suffix in (".trm", ".pst", ".idx"):
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
        if path.parent.name.startswith("files-"):
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
    (folder,) = (archive.folder / "index").glob("files-*")
    for name in ("_MAIN_99.toc", "list-9.json", "meta.json", ".managed.json", "f" * 32 + ".idx"):
        (folder / name).write_bytes(b"not what it says")
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


def test_files_that_the_engine_no_longer_reads_are_made_anew(
    archive: Archive, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Index.open(archive).search("rahoitus")
    (old,) = (archive.folder / "index").glob("files-*")
    used = engines.module(engine).open

    def newer(folder: Path, files: frozenset[str] | None) -> engines.Engine:
        if folder == old:
            raise ValueError("made by another version")
        return used(folder, files)

    monkeypatch.setattr(f"{engines.ENGINES[engine]}.open", newer)
    assert Index.open(archive).search("rahoitus") == before
    add(archive, decision(number="131", title="Rahoitus"))
    assert Index.open(archive).search("rahoitus").total == before.total + 1


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


def test_a_writer_that_is_killed_at_work_leaves_nothing_for_good(archive: Archive) -> None:
    index = Index.open(archive)
    before = index.search("rahoitus")
    add(archive, *(decision(number=str(number), title="Rahoitus") for number in (131, 132)))
    program = (
        "import os, sys, index.keeper\n"
        "from pathlib import Path\n"
        "from corpus import Archive\n"
        "from index import Index\n"
        "made, count = index.keeper.document, []\n"
        "index.keeper.document = lambda *each: os._exit(9) if count else count.append(1) or made(*each)\n"
        "Index.open(Archive.open(Path(sys.argv[1]))).refresh()\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(archive.folder)], check=False)
    assert done.returncode == 9
    assert index.refresh() == Refreshed("caught up", 2)
    assert index.search("rahoitus").total == before.total + 2
    assert index.check() == ()
    named = Shelf(archive.folder / "index").read()
    left = {path.name for path in (archive.folder / "index" / named.folder).iterdir()}
    assert left <= {*named.names, *named.old_files}


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

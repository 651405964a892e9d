"""The table of the archive's words: kept, read without the analyser, thrown away when it is another's or damaged."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Archive
from index import Index
from index.finnish import Analysis, analyser
from index.words import FILE, WordTable
from tests.index.index_making import add, archive_of, decision


@pytest.fixture
def table(tmp_path: Path) -> Iterator[WordTable]:
    made = WordTable(tmp_path)
    made.analyses({"lahden", "kuntien"})
    made.keep()
    yield made
    made.close()


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    named = _Named(analyser().name)
    monkeypatch.setattr("index.words.analyser", lambda: named)


class _Named:
    """An analyser of which only the name may be asked."""

    def __init__(self, name: str) -> None:
        self.name = name

    def analyse(self, form: str) -> Analysis:
        raise AssertionError(f"the analyser was asked for {form}")


def test_a_known_word_needs_no_analyser(table: WordTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch)
    read = WordTable(tmp_path)
    assert read.analyses(["lahden", "92990"]) == {"lahden": Analysis(("lahti",)), "92990": Analysis(("92990",))}
    read.close()


@pytest.mark.parametrize("damage", ["gone", "cut", "other", "nonsense"])
def test_a_table_that_cannot_be_read_is_none(table: WordTable, tmp_path: Path, damage: str) -> None:
    path = tmp_path / FILE
    match damage:
        case "gone":
            path.unlink()
        case "cut":
            path.write_bytes(path.read_bytes()[:5000])
        case "nonsense":
            path.write_bytes(b"nonsense" * 1000)
        case "other":
            with sqlite3.connect(path) as other:
                other.execute("UPDATE about SET analyser = 'other'")
                other.execute("UPDATE words SET lemmas = 'wrong'")
            other.close()
    again = WordTable(tmp_path)
    assert again.analyses(["lahden"]) == {"lahden": Analysis(("lahti",))}
    again.keep()
    again.close()
    after = WordTable(tmp_path)
    assert after.analyses(["lahden"]) == {"lahden": Analysis(("lahti",))}
    after.close()


def test_many_words_at_once(table: WordTable) -> None:
    many = [f"sana{number}x" for number in range(1200)]
    assert set(table.analyses(many)) == set(many)


def test_a_search_for_a_known_word_loads_neither_spacy_nor_the_dictionary(tmp_path: Path) -> None:
    with archive_of(tmp_path / "archive", decision(decided="Rahoituksesta päätetään.")) as archive:
        Index.open(archive).refresh()
    program = (
        "import sys; from pathlib import Path; from corpus import Archive; from index import Index\n"
        "import index.finnish.pykko as home\n"
        "home.opened = None\n"
        f"with Archive.open(Path({str(tmp_path / 'archive')!r})) as archive:\n"
        "    hit, = Index.open(archive).search('rahoituksesta').hits\n"
        "assert not {'spacy', 'numpy', 'kfst'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_table_survives_an_index_that_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with archive_of(tmp_path / "archive", decision(decided="Rahoituksesta päätetään.")) as archive:
        Index.open(archive).refresh()
        forbid(monkeypatch)
        Index.open(archive).rebuild()
        assert Index.open(archive).search("rahoituksesta").total == 1


def test_an_archive_without_its_index_is_whole(tmp_path: Path) -> None:
    with archive_of(tmp_path / "archive", decision(decided="Rahoituksesta päätetään.")) as archive:
        Index.open(archive).refresh()
        (archive.folder / "index" / FILE).unlink()
        assert Index.open(archive).search("rahoitus").total == 1
    assert isinstance(archive, Archive)


def test_forms_are_noted_by_what_they_are_found_by(table: WordTable, tmp_path: Path) -> None:
    assert table.forms_of("kunta") is None  # nobody has said that these are all
    table.keep(complete=True)
    read = WordTable(tmp_path)
    assert read.forms_of("kunta") == frozenset(("kuntien",))
    assert read.forms_of("lahti") == frozenset(("lahden",))
    assert read.forms_of("koira") == frozenset()
    read.learn({"koirien": Analysis(("koira",), ())})
    assert read.forms_of("koira") == frozenset(("koirien",))
    read.close()
    assert WordTable(tmp_path / "none").forms_of("kunta") is None


def test_more_words_than_are_held_are_analysed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.words._MOST_HELD", 3)
    made = WordTable(tmp_path)
    made.analyses({"lahden", "kuntien", "koirien", "kissojen", "vuonna"})
    forbid(monkeypatch)
    assert made.analyses({"kissojen"})["kissojen"].lemmas == ("kissa",)
    assert made.analyses({"lahden"})["lahden"].lemmas == ("lahti",)
    made.keep()
    assert made.analyses({"kuntien"})["kuntien"].lemmas == ("kunta",)
    made.close()


def test_what_is_noted_is_all_or_is_not_asked(tmp_path: Path) -> None:
    """A table that was lost and begun again by a later change does not hide the words of before."""
    archive = archive_of(tmp_path / "archive", decision("1", "Avustus", reasons="Avustuksista päätetään."))
    Index.open(archive).refresh()
    words = WordTable(archive.folder / "index")
    assert words.forms_of("avustus") == frozenset(("avustus", "avustuksista"))
    words.close()
    (archive.folder / "index" / FILE).unlink()
    add(archive, decision("2", "Muu", reasons="Muuta."))
    (hit,) = Index.open(archive).search("avustus", areas=("reasons",)).hits
    assert [hit.excerpt[start:end] for start, end in hit.marks] == ["Avustuksista"]
    words = WordTable(archive.folder / "index")
    assert words.forms_of("avustus") is None
    words.close()
    Index.open(archive).rebuild()
    words = WordTable(archive.folder / "index")
    assert words.forms_of("avustus") == frozenset(("avustus", "avustuksista"))
    words.close()

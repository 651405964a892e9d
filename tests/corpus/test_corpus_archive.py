import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Archive, ArchiveDamaged, ArchiveError, NewerArchive, NotAnArchive, NotHeld, verify
from tests.corpus.corpus_values import RICH, decision, document, minutes

ID = decision().id


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True) as archive:
        yield archive
        assert not [thing for thing in verify(archive.folder) if getattr(thing, "problem", None)]


def test_a_decision_comes_out_as_it_went_in(archive: Archive) -> None:
    of = document()
    receipt = archive.add(of, minutes(of, RICH))
    assert (receipt.path, receipt.status, receipt.decisions) == ("kh.txt", "added", (RICH.id,))
    record = archive.record(RICH.id)
    assert record.decision == RICH
    assert (record.seq, record.version, record.source.sha256) == (1, 1, of.sha256)
    assert record.meeting == minutes(of).meeting
    assert archive.original(of.sha256) == of.content
    assert [each.warnings for each in archive.documents()] == [minutes(of).warnings]


def test_adding_twice_is_adding_once(archive: Archive) -> None:
    of = document()
    archive.add(of, minutes(of, RICH))
    generation = archive.generation
    assert archive.add(of, minutes(of, RICH)).status == "unchanged"
    assert archive.add(replace(of, origin="copy.txt"), minutes(of, RICH)).path == "copy.txt"
    assert archive.generation == generation
    assert archive.stats().documents == archive.stats().versions == 1


def test_what_is_held_need_not_be_read_again(archive: Archive) -> None:
    of = document()
    assert archive.holds(of.sha256, "1") is None
    archive.add(of, minutes(of, decision("2"), decision("1")), "1")
    held = archive.holds(of.sha256, "1")
    assert held is not None
    assert (held.status, held.decisions) == ("unchanged", (decision("2").id, decision("1").id))
    assert archive.holds(of.sha256, "2") is None


def test_another_text_is_a_new_version_and_the_old_one_stays(archive: Archive) -> None:
    first, second = document("a"), document("b")
    archive.add(first, minutes(first, decision(text="Ensin.")))
    before = archive.generation
    assert archive.add(second, minutes(second, decision(text="Sitten."))).status == "new version"
    assert archive.record(ID).decision.effective_text == "Sitten."
    assert archive.record(ID, 1).decision.effective_text == "Ensin."
    assert archive.versions(ID) == (1, 2)
    assert [record.version for record in archive.since(before)] == [2]
    assert [record.version for record in archive.since(0)] == [2]
    assert list(archive.ids()) == [ID]


def test_the_same_text_from_another_document_is_one_more_source(archive: Archive) -> None:
    text, html = document("a", "a.txt"), document("b", "b.html")
    archive.add(text, minutes(text, decision()))
    assert archive.add(html, minutes(html, decision())).status == "added"
    assert archive.versions(ID) == (1,)
    assert {source.path for source in archive.sources(ID)} == {"a.txt", "b.html"}


@pytest.mark.parametrize("agenda_first", [True, False])
def test_an_agenda_never_takes_the_place_of_minutes(archive: Archive, agenda_first: bool) -> None:
    proposed, decided = document("a"), document("b")
    agenda = minutes(proposed, decision(text="Ehdotetaan."), kind="agenda")
    adds = [(proposed, agenda), (decided, minutes(decided, decision(text="Päätettiin.")))]
    for of, made in adds if agenda_first else reversed(adds):
        archive.add(of, made)
    assert archive.record(ID).decision.effective_text == "Päätettiin."
    assert len(archive.versions(ID)) == 2


def test_minutes_that_say_what_the_agenda_said_make_it_decided(archive: Archive) -> None:
    agenda, made = document("a"), document("b")
    archive.add(agenda, minutes(agenda, decision(), kind="agenda"))
    archive.add(made, minutes(made, decision()))
    assert archive.record(ID).document_kind == "minutes"
    assert archive.versions(ID) == (1,)


def test_a_better_reading_of_the_same_bytes_takes_the_place_of_the_old_one(archive: Archive) -> None:
    of = document()
    archive.add(of, minutes(of, decision("1", "Huono."), decision("2"), decision("999")), "1")
    before = archive.generation
    better = minutes(of, decision("1", "Parempi."), decision("2"))
    receipt = archive.add(of, better, "2")
    assert receipt.status == "unchanged"
    assert receipt.reason == "2 of its decisions are read otherwise by parser 2"
    assert [record.decision.effective_text for record in archive.since(before)] == ["Parempi."]
    assert archive.removed_since(before) == (decision("999").id,)
    assert archive.versions(decision("1").id) == (1,)
    assert archive.holds(of.sha256, "2")


def test_a_version_that_counts_again_is_seen_by_who_reads_on(archive: Archive) -> None:
    first, second = document("a"), document("b")
    archive.add(first, minutes(first, decision(text="Ensin.")), "1")
    archive.add(second, minutes(second, decision(text="Väärin luettu.")), "1")
    before = archive.generation
    archive.add(second, minutes(second), "2")
    assert [record.decision.effective_text for record in archive.since(before)] == ["Ensin."]


def test_two_readings_that_agree_at_last_become_one_version(archive: Archive) -> None:
    text, pdf = document("a"), document("b")
    archive.add(text, minutes(text, decision(text="Sama.")), "1")
    archive.add(pdf, minutes(pdf, decision(text="Sa-\nma.")), "1")
    archive.add(text, minutes(text, decision(text="Sama.")), "2")
    archive.add(pdf, minutes(pdf, decision(text="Sama.")), "2")
    assert archive.versions(ID) == (1,)
    assert len(archive.sources(ID)) == 2


def test_a_section_printed_twice_in_one_document_loses_neither_text(archive: Archive) -> None:
    of = document()
    archive.add(of, minutes(of, decision(text="Yksi."), decision(text="Kaksi."), decision(text="Yksi.")))
    texts = [archive.record(ID, version).decision.effective_text for version in archive.versions(ID)]
    assert texts == ["Yksi.", "Kaksi."]


def test_what_cannot_be_read_is_kept_and_accepted_later(archive: Archive) -> None:
    of = document()
    receipt = archive.quarantine(of, "It is locked.")
    assert (receipt.status, receipt.reason) == ("quarantined", "It is locked.")
    assert archive.original(of.sha256) == of.content
    assert [(each.status, each.reason) for each in archive.documents()] == [("quarantined", "It is locked.")]
    assert archive.holds(of.sha256) is None
    assert archive.add(of, minutes(of, decision())).status == "added"
    assert [(each.status, each.reason) for each in archive.documents()] == [("accepted", None)]


def test_what_was_read_once_stays_read(archive: Archive) -> None:
    of = document()
    archive.add(of, minutes(of, decision()))
    receipt = archive.quarantine(of, "It took too long.")
    assert (receipt.status, receipt.decisions) == ("unchanged", (ID,))
    assert archive.record(ID)


@pytest.mark.parametrize("content", [None, b"pytkirja"])
def test_adding_again_mends_an_original(archive: Archive, content: bytes | None) -> None:
    of = document()
    archive.add(of, minutes(of, decision()))
    path = archive.folder / "originals" / of.sha256[:2] / of.sha256
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert archive.holds(of.sha256) is None
    with pytest.raises(NotHeld if content is None else ArchiveDamaged):
        archive.original(of.sha256)
    assert archive.add(of, minutes(of, decision())).status == "unchanged"
    assert archive.original(of.sha256) == of.content


def test_records_come_in_the_order_asked_for(archive: Archive) -> None:
    of = document()
    made = minutes(of, *[decision(str(number)) for number in range(1, 251)])
    archive.add(of, made)
    asked = [each.id for each in reversed(made.decisions)]
    assert [record.id for record in archive.records([*asked[:3], "lahti/x/2022-01-01/1", *asked[3:]])] == asked
    assert [record.id for record in archive.since(0)] == [each.id for each in made.decisions]
    with pytest.raises(NotHeld, match="lahti/x"):
        archive.record("lahti/x/2022-01-01/1")
    with pytest.raises(NotHeld, match="version 2"):
        archive.record(ID, 2)


def test_names_that_are_no_utf8_are_kept(archive: Archive) -> None:
    of = document(origin="p\udcf6yt\udce4.txt")
    archive.add(of, minutes(of, decision(title="\ud800")))
    assert archive.record(ID).source.path == of.origin
    assert [each.path for each in archive.documents()] == ["p\\udcf6yt\\udce4.txt"]


@pytest.mark.parametrize("sha256", ["../../archive.db", "", "A" * 64, "0" * 63])
def test_only_a_checksum_names_an_original(archive: Archive, sha256: str) -> None:
    with pytest.raises(NotHeld):
        archive.original(sha256)


def test_a_folder_that_is_no_archive_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    for create in (False, True):
        with pytest.raises(NotAnArchive, match="not an archive"):
            Archive.open(tmp_path, create=create)
    with pytest.raises(NotAnArchive):
        Archive.open(tmp_path / "missing")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


@pytest.mark.parametrize("content", [b"", b"not a database, but long enough to be looked at" * 40])
def test_a_database_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "archive.db").write_bytes(content)
    with pytest.raises(NotAnArchive, match="something else"):
        Archive.open(tmp_path)


def test_an_archive_whose_maker_was_killed_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    (tmp_path / "archive.db").touch()
    with Archive.open(tmp_path, create=True) as archive:
        assert archive.generation == 0


@pytest.mark.parametrize("content", [None, b"", b"not a database, but long enough to be looked at" * 40])
def test_originals_without_their_list_are_never_taken_for_a_new_archive(tmp_path: Path, content: bytes | None) -> None:
    of = document()
    with Archive.open(tmp_path, create=True) as archive:
        archive.quarantine(of, "It is locked.")
    (tmp_path / "archive.db").unlink()
    if content is not None:
        (tmp_path / "archive.db").write_bytes(content)
    with pytest.raises(ArchiveDamaged, match="restore"):
        Archive.open(tmp_path, create=True)
    assert [getattr(thing, "bad", None) for thing in verify(tmp_path)] == [None, 1]


def test_a_newer_archive_is_refused_and_left_alone(tmp_path: Path) -> None:
    Archive.open(tmp_path, create=True).close()
    connection = sqlite3.connect(tmp_path / "archive.db")
    connection.execute("UPDATE meta SET value = 99 WHERE key = 'schema'")
    connection.commit()
    connection.close()
    before = (tmp_path / "archive.db").read_bytes()
    with pytest.raises(NewerArchive, match="newer Pykälä"):
        Archive.open(tmp_path, create=True)
    assert (tmp_path / "archive.db").read_bytes() == before


def test_minutes_of_another_document_are_refused(archive: Archive) -> None:
    with pytest.raises(ValueError, match="another document"):
        archive.add(document("a"), minutes(document("b")))


def test_a_full_disk_is_one_clear_error_and_adding_again_completes(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    of = document()
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(ArchiveError, match="No space left"):
            archive.add(of, minutes(of, decision()))
    assert list(archive.ids()) == []
    assert archive.add(of, minutes(of, decision())).status == "added"

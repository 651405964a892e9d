"""Persons over an archive: who is who, on what grounds, and traces that are made anew whenever they must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Archive, add_all
from index import PersonFound, PersonsWanted, Traces, person_rows, persons_of
from index.traces import FILE
from tests.conftest import ROOT

DOCUMENTS = sorted((ROOT / "tests" / "documents" / "asia").glob("*.txt"))
TEXT = """Lahden kaupunki, {body}, {day}.05.2024

§ {day}

Asia numero {day}

Asian valmistelija / lisätietojen antaja

{preparer}

Päätös

{decision}

Päätösehdotus

{body} hyväksyy asian.
"""


def archive_of(folder: Path, *texts: str) -> Path:
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    with Archive.open(folder / "archive", create=True) as archive:
        list(add_all(archive, sorted(folder.glob("*.txt"))))
    return folder / "archive"


def text(
    body: str, day: int, preparer: str = "sihteeri Essi Sepite", decision: str = "Päätösehdotus hyväksyttiin."
) -> str:
    return TEXT.format(body=body, day=day, preparer=preparer, decision=decision)


def found(folder: Path, name: str | None, wanted: PersonsWanted | None = None) -> tuple[PersonFound, ...]:
    with Archive.open(folder) as archive:
        return persons_of(archive, name, wanted or PersonsWanted())


@pytest.mark.parametrize("name", ["Lankisen", "lankinen", "Lankinen Markus", "Markus Lankisen", "MARKUS LANKINEN"])
def test_a_person_is_found_in_any_order_and_form(tmp_path: Path, name: str) -> None:
    folder = archive_of(tmp_path, text("Kaupunginhallitus", 12, "hallintojohtaja Markus Lankinen"))
    (person,) = found(folder, name)
    assert (person.name, [each.role for each in person.mentions]) == ("Markus Lankinen", ["preparer"])


def test_one_of_another_name_is_not(tmp_path: Path) -> None:
    folder = archive_of(tmp_path, text("Kaupunginhallitus", 12, "hallintojohtaja Markus Lankinen"))
    assert found(folder, "Lampinen") == found(folder, "Matti Lankinen") == ()


def test_two_of_one_name_are_not_put_together_without_a_shared_office_or_body(tmp_path: Path) -> None:
    folder = archive_of(
        tmp_path,
        text("Kaupunginhallitus", 12, "hallintojohtaja Maija Malli"),
        text("Tekninen lautakunta", 13, "suunnitteluinsinööri Maija Malli"),
    )
    persons = found(folder, "Malli")
    assert [(len(each.mentions), each.others) for each in persons] == [(1, 1), (1, 1)]
    assert [row[0] for row in person_rows(persons)] == ["1", "2"]


def test_an_office_that_is_shared_puts_them_together_and_is_the_ground(tmp_path: Path) -> None:
    folder = archive_of(
        tmp_path,
        text("Kaupunginhallitus", 12, "hallintojohtaja Maija Malli"),
        text("Tekninen lautakunta", 13, "hallintojohtaja Maija Malli"),
    )
    (person,) = found(folder, "Malli")
    assert [each.body for each in person.mentions] == ["Kaupunginhallitus", "Tekninen lautakunta"]
    assert ("tehtävä", "hallintojohtaja") in [(each.what, each.shared) for each in person.grounds]


def test_a_body_that_is_shared_puts_them_together(tmp_path: Path) -> None:
    folder = archive_of(
        tmp_path,
        text("Kaupunginhallitus", 12, "hallintojohtaja Maija Malli"),
        text("Kaupunginhallitus", 13, "hallintojohtaja Essi Sepite",
             "Maija Malli ehdotti, että asia palautetaan. Ehdotusta ei kannatettu. Päätösehdotus hyväksyttiin."),
    )  # fmt: skip
    (person,) = found(folder, "Malli")
    assert [each.role for each in person.mentions] == ["preparer", "proposer"]


def test_an_inflected_name_belongs_to_the_one_of_the_body(tmp_path: Path) -> None:
    said = "Kalle Keksilä ehdotti Maija Mallin kannattamana, että asia palautetaan. Päätösehdotus hyväksyttiin."
    folder = archive_of(
        tmp_path,
        text("Kaupunginhallitus", 12, "hallintojohtaja Maija Malli"),
        text("Kaupunginhallitus", 13, "hallintojohtaja Essi Sepite", said),
    )
    (person,) = found(folder, "Malli")
    assert [(each.role, each.printed) for each in person.mentions] == [
        ("preparer", "Maija Malli"), ("supporter", "Maija Mallin")
    ]  # fmt: skip
    assert ("muoto", "Maija Mallin → Maija Malli") in [(each.what, each.shared) for each in person.grounds]


def test_what_is_asked_for_narrows_what_is_shown(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with Archive.open(folder, create=True) as archive:
        list(add_all(archive, DOCUMENTS))
    (voter,) = found(folder, "Lehtevä", PersonsWanted(role="voter"))
    assert [(each.side, each.id) for each in voter.mentions] == [("against", "lahti/kaupunginvaltuusto/2024-04-22/27")]
    assert found(folder, "Lehtevä", PersonsWanted(end="2024-01-01")) == ()
    (member,) = found(folder, "Lehtevä", PersonsWanted(bodies=("sivistyslautakunta",)))
    assert [each.date for each in member.mentions] == ["2024-02-13"]


def test_traces_catch_up_with_the_archive(tmp_path: Path) -> None:
    folder = archive_of(tmp_path, text("Kaupunginhallitus", 12, "hallintojohtaja Maija Malli"))
    assert len(found(folder, "Malli")[0].mentions) == 1
    archive_of(tmp_path, *(text("Kaupunginhallitus", day, "hallintojohtaja Maija Malli") for day in (12, 13, 14)))
    assert len(found(folder, "Malli")[0].mentions) == 3


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to be looked at" * 40])
def test_traces_that_are_damaged_are_made_anew(tmp_path: Path, content: bytes) -> None:
    folder = archive_of(tmp_path, text("Kaupunginhallitus", 12, "hallintojohtaja Maija Malli"))
    first = found(folder, "Malli")
    (folder / "index" / FILE).write_bytes(content)
    assert found(folder, "Malli") == first
    (folder / "index" / FILE).unlink()
    assert found(folder, "Malli") == first


def test_traces_of_another_archive_are_made_anew(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    long = archive_of(tmp_path / "a", *(text("Kaupunginhallitus", day, "johtaja Maija Malli") for day in (12, 13)))
    short = archive_of(tmp_path / "b", text("Kaupunginhallitus", 14, "johtaja Kalle Keksilä"))
    assert found(long, "Malli")
    assert found(short, "Keksilä")
    (short / "index" / FILE).write_bytes((long / "index" / FILE).read_bytes())
    assert found(short, "Malli") == ()


def test_where_nothing_can_be_written_the_question_is_answered_all_the_same(tmp_path: Path) -> None:
    folder = archive_of(tmp_path, text("Kaupunginhallitus", 12, "hallintojohtaja Maija Malli"))
    (folder / "index").write_text("in the way", encoding="utf-8")
    with Archive.open(folder) as archive, Traces.open(archive) as traces:
        assert traces.rows("SELECT name FROM parts ORDER BY name") == [("Maija Malli",)]

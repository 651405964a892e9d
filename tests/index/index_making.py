"""Small archives for the tests of the index."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from corpus import Archive
from index import Index
from parser import Decision, Meeting, Minutes, Outcome, Person, Section, Source, SourceDocument, Table, slug

CASE = "1131/00.01.03.01/2021"
OTHER_DAY = date(2022, 5, 2)
KH129, KH130 = "lahti/kaupunginhallitus/2022-04-04/129", "lahti/kaupunginhallitus/2022-04-04/130"
SIV7 = "lahti/sivistyslautakunta/2022-05-02/7"


def decision(
    number: str = "1",
    title: str = "Otsikko",
    body: str = "Kaupunginhallitus",
    day: date = date(2022, 4, 4),
    case: str | None = None,
    decided: str | None = None,
    proposed: str | None = None,
    reasons: str | None = None,
    effective: str | None = None,
    sections: tuple[Section, ...] = (),
    tables: tuple[Table, ...] = (),
    preparers: tuple[Person, ...] = (),
    outcome: Outcome = "approved",
) -> Decision:
    """A decision of Lahti with the sections that are given."""
    texts = (
        Section("decision", "Päätös", decided) if decided else None,
        Section("proposal", "Päätösehdotus", proposed) if proposed else None,
        Section("reasons", "Perusteluosa", reasons) if reasons else None,
    )
    return Decision(
        id=f"lahti/{slug(body)}/{day}/{slug(number)}",
        number=number,
        title=title,
        case_id=case,
        preparers=preparers,
        presenter=None,
        sections=(*(text for text in texts if text), *sections),
        decision_text=decided,
        proposal_text=proposed,
        effective_text=effective or decided,
        outcome=outcome,
        outcome_words=None,
        tables=tables,
    )


def table(*rows: tuple[str, ...], caption: str | None = None) -> Table:
    """A table whose first row is its header."""
    body = rows[1:]
    return Table(caption, rows[0], body, "other", None, (), None, None, tuple((None, None) for _ in body))


def add(archive: Archive, *decisions: Decision, body: str = "Kaupunginhallitus", day: date = date(2022, 4, 4)) -> None:
    """Adds one document that holds these decisions."""
    document = SourceDocument(repr((body, day, decisions)).encode(), "text/plain", "test.txt")
    source = Source("test.txt", document.sha256, "text/plain")
    archive.add(document, Minutes(source, "minutes", "Lahti", body, Meeting(day), decisions))


def archive_of(folder: Path, *decisions: Decision) -> Archive:
    """A new archive with these decisions of Kaupunginhallitus."""
    archive = Archive.open(folder, create=True)
    if decisions:
        add(archive, *decisions)
    return archive


def three(folder: Path) -> Archive:
    """A new archive with three decisions of two bodies."""
    made = archive_of(
        folder,
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


def found(archive: Archive, query: str, **more: object) -> list[str]:
    """The ids of the hits, best first."""
    results = Index.open(archive).search(query, **more)  # type: ignore[arg-type]
    assert results.total >= len(results.hits)
    return [hit.id for hit in results.hits]

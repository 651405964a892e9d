"""Minutes made by hand, for tests of what keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from corpus import Record, digest
from parser import (
    Amount,
    Attendee,
    Cell,
    Check,
    Decision,
    Entity,
    Meeting,
    Minutes,
    Person,
    Section,
    Source,
    SourceDocument,
    Table,
    Vote,
    Warning,  # noqa: A004  the domain's word
    slug,
)

DAY = date(2022, 4, 4)
FUNDING = Table(
    caption="Rahoitus",
    header=("Rahoittaja", "Osuus €"),
    rows=(("Oma osuus", "1 000"), ("Valtio", "-500")),
    kind="funding",
    unit="€",
    checks=(Check("Yhteensä", False, Decimal("1000")),),
    page=2,
    line=7,
    positions=((2, 8), (2, 9)),
)


def cells(table: Table) -> tuple[Cell, ...]:
    """What the parser may give as typed cells: the second column, as euros."""
    return tuple(
        Cell(
            row=number,
            row_label=label,
            column=2,
            column_label=table.header[1],
            role="own_share" if number == 1 else None,
            value=Decimal(raw.replace(" ", "")),
            unit="€",
            raw=raw,
            check="unchecked",
            page=table.page,
            line=table.positions[number - 1][1],
        )
        for number, (label, raw) in enumerate(table.rows, 1)
    )


def amount(value: str) -> Amount:
    return Amount(Decimal(value), f"{value} €", "text")


def decision(number: str = "129", text: str = "Päätettiin myöntää.", **members: Any) -> Decision:
    made = Decision(
        id=f"lahti/kaupunginhallitus/2022-04-04/{number}",
        number=number,
        title="Avustus",
        case_id="D/1131/00.01.03.01/2021",
        preparers=(Person("Sirkku Hildén", "kaupunginsihteeri", None, "sirkku@example.fi"),),
        presenter=Person("Pekka Timonen"),
        sections=(Section("decision", "Päätös", text, 1, 12),),
        decision_text=text,
        proposal_text=None,
        effective_text=text,
        outcome="approved",
        outcome_words="Päätettiin",
        votes=(),
    )
    return replace(made, **members)


RICH = decision(
    tables=(FUNDING,),
    amounts=(replace(amount("28000.00"), page=1, line=3),),
    votes=(Vote("JAA", 7, "EI", 4, None, 1),),
    entities=(Entity("person", "Maija Virtasen", "Anna-Maija Virtanen"),),
    attachments=("Liite 1",),
)


def document(content: str = "pöytäkirja", origin: str = "kh.txt") -> SourceDocument:
    return SourceDocument(content.encode(), "text/plain", origin)


def minutes(of: SourceDocument, *decisions: Decision, **members: Any) -> Minutes:
    made = Minutes(
        source=Source(of.origin, of.sha256, of.media_type, 3),
        kind="minutes",
        municipality="Lahti",
        body="Kaupunginhallitus",
        meeting=Meeting(DAY, time(15, 30), None, "Kaupungintalo", (Attendee("Niko Kyynäräinen", None, True),)),
        decisions=decisions,
        warnings=(Warning("odd", "outo rivi", 1, 2),),
    )
    return replace(made, **members)


def elsewhere(body: str, day: date, number: str, **members: Any) -> tuple[SourceDocument, Minutes]:
    """A document of another meeting with one decision."""
    of = document(f"{body} {day} {number}")
    id_ = f"lahti/{slug(body)}/{day}/{number}"
    made = minutes(of, decision(number, id=id_, **members), body=body, meeting=Meeting(day))
    return of, made


def record(of: Decision = RICH) -> Record:
    made = minutes(document(), of)
    return Record(
        seq=1,
        version=1,
        municipality=made.municipality,
        body=made.body,
        meeting=made.meeting,
        document_kind=made.kind,
        source=made.source,
        decision=of,
        digest=digest(of),
    )

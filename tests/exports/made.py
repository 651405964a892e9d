"""A small archive made by hand, with all that an export must carry: votes, a table, an extract, an agenda."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal

from corpus import Document, Record, record_of
from parser import (
    Amount,
    Attendee,
    Check,
    Decision,
    Earlier,
    Entity,
    Meeting,
    Minutes,
    Person,
    Reference,
    Section,
    Source,
    Spot,
    Table,
    Vote,
    Warning,  # noqa: A004  the domain's word
)

CASE = "1131/02.05.01/2022"
BOARD = Meeting(
    date(2022, 4, 4), time(15, 30), time(18, 5), "Kaupungintalo",
    (
        Attendee("Sirkku Hildén", "puheenjohtaja", True),
        Attendee("Pekka Timonen", "kaupunginjohtaja, esittelijä", True),
        Attendee("Maija Korpela", None, False, "este"),
    ),
)  # fmt: skip
EXTRACT = replace(BOARD, place=None, attendance=(), end=None)
COUNCIL = Meeting(date(2022, 5, 9))

FUNDING = Table(
    caption="Rahoitus",
    header=("Rahoittaja", "Osuus €"),
    rows=(("Oma osuus", "1 000"), ("=Valtio", "-500,50"), ("Yhteensä", "499,50")),
    kind="funding",
    unit="€",
    checks=(Check("Yhteensä", True), Check("Valtio", False, Decimal("0.5"))),
    page=2,
    line=7,
    positions=((2, 8), (2, 9), (3, 1)),
    municipality="Lahti",
)
GRANT = Decision(
    id="lahti/kaupunginhallitus/2022-04-04/129",
    number="129",
    title="Avustus <seuralle> & muille",
    case_id=CASE,
    preparers=(Person("Liisa Nieminen", "suunnittelija", "044 123 4567", "liisa.nieminen@example.fi"),),
    presenter=Person("Pekka Timonen", "kaupunginjohtaja"),
    sections=(
        Section("reasons", "Perustelut", "Kuntalain 14 § ja KH 28.3.2022 § 99 koskevat tätä.\nToinen rivi", 1, 10),
        Section(
            "proposal",
            "Päätösehdotus",
            "Myönnetään avustus.\n\n"
            "Rahoittaja\tOsuus €\nOma osuus\t1 000\n=Valtio\t-500,50\nYhteensä\t499,50\n\n"
            "Lopuksi.",
            2,
            5,
        ),
        Section("vote", None, "Annettiin 2 JAA-ääntä (Hildén, Korpela) ja 1 EI-ääntä (Outola). Poissa 1.", 3, 4),
        Section("decision", "Päätös", "Päätösehdotus hyväksyttiin.", 3, 6),
    ),
    decision_text="Päätösehdotus hyväksyttiin.",
    proposal_text="Myönnetään avustus.",
    effective_text="Myönnetään avustus.",
    outcome="approved",
    outcome_words="Päätösehdotus hyväksyttiin.",
    votes=(Vote("JAA", 2, "EI", 1, None, 1),),
    tables=(FUNDING,),
    amounts=(
        Amount(Decimal("1000.00"), "1 000", "table", role="own_share", label="Oma osuus", page=2, line=8),
        Amount(Decimal("-500.50"), "-500,50", "table", label="=Valtio", page=2, line=9, vat="alv 0 %", about=True),
        Amount(None, "n. 4–5 milj. €", "text", page=3, line=2),
    ),
    references=(
        Reference("law", "Kuntalain 14 §", None),
        Reference("decision", "KH 28.3.2022 § 99", "lahti/kaupunginhallitus/2022-03-28/99", (Spot(0, 18, 35),)),
    ),
    entities=(Entity("person", "Liisa Niemisen", "Liisa Nieminen"), Entity("date", "28.3.2022", "2022-03-28")),
    attachments=("Liite 1: =laskelma", "Liite 2"),
    extracts_to=("Hakija",),
    earlier=(Earlier("Kaupunginhallitus", date(2022, 3, 28), "99"),),
)
OPENING = replace(
    GRANT, id="lahti/kaupunginhallitus/2022-04-04/128", number="128", title="Kokouksen avaus", case_id=None,
    preparers=(), presenter=None, sections=(Section("decision", "Päätös", "Kokous avattiin.", 1, 2),),
    decision_text="Kokous avattiin.", proposal_text=None, effective_text="Kokous avattiin.", outcome="other",
    outcome_words=None, votes=(), tables=(), amounts=(), references=(), entities=(), attachments=(), extracts_to=(),
    earlier=(),
)  # fmt: skip
CONFIRMED = replace(
    OPENING, id="lahti/kaupunginvaltuusto/2022-05-09/41", number="41", title="Avustuksen vahvistaminen",
    case_id=CASE, outcome="unknown", sections=(Section("proposal", "Päätösehdotus", "Vahvistetaan."),),
    decision_text=None, proposal_text="Vahvistetaan.", effective_text=None,
    votes=(Vote("Anna Aho", 3, "Eeva Elo", 3),),
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """Stands where exports read an archive."""

    held: tuple[tuple[Record, Document], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(record.id for record, _ in self.held)

    def records(self, ids: Iterable[str]) -> Iterator[Record]:
        return (record for id_ in ids for record, _ in self.held if record.id == id_)

    def sources(self, id: str, version: int | None = None) -> tuple[Document, ...]:  # noqa: A002
        return tuple(document for record, document in self.held if record.id == id)


def made() -> Made:
    return Made(
        tuple(
            _held(path, kind, body, meeting, decision)
            for path, kind, body, meeting, decision in (
                ("kh.pdf", "minutes", "Kaupunginhallitus", BOARD, GRANT),
                ("ote.html", "decision", "Kaupunginhallitus", EXTRACT, OPENING),
                ("kv.pdf", "agenda", "Kaupunginvaltuusto", COUNCIL, CONFIRMED),
            )
        )
    )


def _held(path: str, kind: str, body: str, meeting: Meeting, decision: Decision) -> tuple[Record, Document]:
    source = Source(path, path.encode().hex().ljust(64, "0"), "application/pdf", 3)
    warnings = (Warning("odd", "outo rivi", 1, 2),)
    minutes = Minutes(source, kind, "Lahti", body, meeting, (decision,), warnings)  # type: ignore[arg-type]
    record = record_of(minutes, decision)
    document = Document(
        source.sha256, path, source.media_type, 1234, 3, False, minutes.kind, "accepted", None, warnings, "1.2.3",
        "2022-06-01T10:00:00+00:00",
    )  # fmt: skip
    return record, document

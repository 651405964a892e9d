"""The `meta` of an Akoma Ntoso document: its identity, its references, and what the format has no place for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from corpus.exports.entries import Entry, case_of
from corpus.exports.markup import Element, element, of_value, with_members
from parser import Reference, Table, slug

_US = "#pykala"
_SAID = frozenset({
    "number", "title", "case_id", "references", "attachments",  # in what identifies it and what it refers to
    "sections", "decision_text", "proposal_text", "appeal", "actions",  # in the text, by the kinds of its sections
    "tables",
})  # fmt: skip
"""The fields of a decision that stand elsewhere in the document; all others, also later ones, are in `proprietary`."""


def meta(entry: Entry, unmet: tuple[int, ...]) -> Element:
    """unmet: the numbers of tables that do not stand in the text, of which all must be said here."""
    return element(
        "meta",
        _identification(entry),
        element("references", *_references(entry), source=_US),
        element("proprietary", _ours(entry, unmet), source=_US),
    )


def work_uri(id_: str) -> str:
    """Where a decision's work is named: `lahti/kaupunginhallitus/2022-04-04/129` → `/akn/fi/doc/paatos/…`."""
    municipality, body, day, number = id_.split("/", 3)
    return f"/akn/fi/doc/paatos/{municipality}.{body}/{day}/{quote(number, safe='')}"


def reference_href(reference: Reference) -> str | None:
    """The address of what a reference names, where that is known."""
    target = reference.target
    if target and reference.kind == "decision" and target.count("/") == 3:
        return work_uri(target)
    if target and reference.kind == "case":
        return f"/akn/ontology/case/fi/{slug(target)}"
    return quote(target, safe=":/?#=&%@+,;~!") if target else None


def _identification(entry: Entry) -> Element:
    record, uri = entry.record, work_uri(entry.id)
    day = record.meeting.date.isoformat()
    expression = f"{uri}/fin@{day}"
    added = min((source.added_at[:10] for source in entry.sources), default=day)
    aliases = [("pykala", entry.id), ("diaarinumero", record.decision.case_id)]
    return element(
        "identification",
        element(
            "FRBRWork",
            *_core(uri, day, "#body", "kokous", aliases),
            element("FRBRcountry", value="fi"),
            element("FRBRnumber", value=record.decision.number),
            element("FRBRname", value=record.decision.title) if record.decision.title else None,
            element("FRBRauthoritative", value="false"),
        ),
        element(
            "FRBRExpression",
            *_core(expression, day, "#body", "kokous"),
            element("FRBRversionNumber", value=record.version),
            element("FRBRlanguage", language="fin"),
        ),
        element(
            "FRBRManifestation",
            *_core(f"{expression}.akn", added, _US, "arkistointi"),
            element("FRBRformat", value="application/akn+xml"),
        ),
        source=_US,
    )


def _core(
    uri: str, day: str, author: str, what: str, aliases: Sequence[tuple[str, str | None]] = ()
) -> Iterator[Element]:
    """What work, expression and manifestation are all told by; the document is their only component."""
    yield element("FRBRthis", value=f"{uri}/!main")
    yield element("FRBRuri", value=uri)
    yield from (element("FRBRalias", value=value, name=name) for name, value in aliases if value)
    yield element("FRBRdate", date=day, name=what)
    yield element("FRBRauthor", href=author)


def _references(entry: Entry) -> Iterator[Element]:
    record, decision = entry.record, entry.record.decision
    municipality, body, day, _ = entry.id.split("/", 3)
    yield from (
        element("hasAttachment", eId=f"att_{number}", href=f"{work_uri(entry.id)}/!liite_{number}", showAs=text)
        for number, text in enumerate(decision.attachments, 1)
    )
    yield _named("TLCOrganization", "pykala", "organization/fi/pykala", "Pykälä")
    yield _named("TLCOrganization", "body", f"organization/fi/{municipality}/{body}", record.body)
    yield _named("TLCEvent", "meeting", f"event/fi/{municipality}/{body}/{day}", f"{record.body} {day}")
    if case := case_of(entry.record):
        yield _named("TLCProcess", "case", f"process/fi/{case}", decision.case_id or case)
    people = dict.fromkeys(each.name for each in (*decision.preparers, decision.presenter) if each)
    for number, name in enumerate(people, 1):
        yield _named("TLCPerson", f"person_{number}", f"person/fi/{municipality}/{body}/{slug(name)}", name)
    for number, each in enumerate(decision.references, 1):
        href = reference_href(each) or f"/akn/ontology/reference/fi/{each.kind}/{slug(each.raw)}"
        yield element("TLCReference", name=each.kind, eId=f"ref_{number}", href=href, showAs=each.raw)


def _named(name: str, eid: str, path: str, shown: str) -> Element:
    return element(name, eId=eid, href=f"/akn/ontology/{path}", showAs=shown)


def _ours(entry: Entry, unmet: tuple[int, ...]) -> Element:
    """What the record holds and the rest of the document does not."""
    record, decision = entry.record, entry.record.decision
    made = element(
        "pk:record",
        of_value("meeting", record.meeting),
        *(of_value("source", source) for source in entry.sources),
        *(_table(number, table, number in unmet) for number, table in enumerate(decision.tables, 1)),
        *(of_value("part", part) for part in entry.parts),
        municipality=record.municipality,
        body=record.body,
        version=record.version,
        digest=record.digest,
        document_kind=record.document_kind,
        read_from=record.source.sha256,
    )
    return with_members(made, decision, without=_SAID)


def _table(number: int, table: Table, whole: bool) -> Element:
    """A table; without the rows where they stand in the text, as `table_NUMBER`."""
    said = of_value("table", table if whole else replace(table, rows=(), positions=()))
    said.set("number", str(number))
    return said

"""Bills of Open Civic Data: a case with its decisions as actions, or a decision that names no case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.exports import popolo_model as model
from corpus.exports.entries import Case, Entry, body_id
from corpus.exports.jsonfiles import address_of, contract_of
from corpus.exports.roster import person_id

_CLASSES = {
    "approved": ("passage",), "amended": ("amendment-passage", "passage"), "rejected": ("failure",),
    "returned": ("referral",), "tabled": ("deferral",), "withdrawn": ("withdrawal",),
}  # fmt: skip
"""What Open Civic Data calls our outcomes; the others it has no word for."""


def bill_of(case: Case) -> model.Bill:
    """The bill that a case is."""
    first = case.entries[0]
    titles = dict.fromkeys((entry.record.decision.title, entry.id) for entry in case.entries)
    title = first.record.decision.title or case.case_id
    return model.Bill(
        id=case.id,
        identifier=case.case_id,
        legislative_session=str(first.record.meeting.date.year),
        title=title,
        from_organization=body_id(first),
        classification=(),
        subject=(),
        abstracts=tuple(_abstracts(case)),
        other_titles=tuple(model.OtherTitle(other, id_) for other, id_ in titles if other and other != title),
        actions=tuple(_action(entry) for entry in case.entries),
        sponsorships=tuple(dict.fromkeys(each for entry in case.entries for each in _sponsorships(entry))),
        documents=tuple(
            model.Attached(text, entry.record.meeting.date.isoformat())
            for entry in case.entries
            for text in entry.record.decision.attachments
        ),
        sources=sources_of(case.entries),
    )


def _abstracts(case: Case) -> Iterator[model.Abstract]:
    for entry in case.entries:
        if text := entry.record.decision.effective_text:
            yield model.Abstract(text, entry.id, entry.record.meeting.date.isoformat())


def _action(entry: Entry) -> model.Action:
    record = entry.record
    return model.Action(
        organization=body_id(entry),
        date=record.meeting.date.isoformat(),
        description=record.decision.outcome_words or record.decision.title or item_of(entry),
        classification=_CLASSES.get(record.decision.outcome, ()),
        extras=model.Extras(
            decision_id=entry.id,
            outcome=record.decision.outcome,
            parts=entry.parts or None,
            decision=contract_of(entry),
        ),
    )


def _sponsorships(entry: Entry) -> Iterator[model.Sponsorship]:
    body, decision = body_id(entry), entry.record.decision
    for person in decision.preparers:
        id_ = person_id(body, person.name)
        yield model.Sponsorship(person.name, "preparer", "person", False, id_)
    if decision.presenter:
        id_ = person_id(body, decision.presenter.name)
        yield model.Sponsorship(decision.presenter.name, "presenter", "person", True, id_)


def item_of(entry: Entry) -> str:
    """What a decision is called where it has no title or case id."""
    return f"{entry.record.body} {entry.record.meeting.date} § {entry.record.decision.number}"


def sources_of(entries: Iterable[Entry]) -> tuple[model.Link, ...]:
    """The documents that say these decisions."""
    links = (model.Link(address_of(each), each.path) for entry in entries for each in entry.sources)
    return tuple(dict.fromkeys(links))

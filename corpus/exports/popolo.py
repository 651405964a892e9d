"""Open Civic Data, which is Popolo with bills and agendas: a file of JSON lines a class.

A bill is a case with its decisions as actions, or a decision that names no case. A membership says who sat in a body
in which role at the meetings seen; it has no dates, since minutes do not print when an office began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from corpus.exports import popolo_model as model
from corpus.exports.entries import Body, Case, Entry, Holdings, Sitting, case_of, once
from corpus.exports.jsonfiles import begins, ends, json_of, place
from corpus.exports.popolo_bills import bill_of, item_of, sources_of
from corpus.exports.roster import Roster, person_id, present
from parser import Side, Vote

FILES = ("organizations", "persons", "memberships", "events", "bills", "vote_events")
_SIDES: Mapping[Side, model.Option] = {"for": "yes", "against": "no", "blank": "abstain", "absent": "absent"}
_YES, _NO = ("jaa", "kyllä", "puolesta"), ("ei", "vastaan")


def write(folder: Path, holdings: Holdings) -> None:
    """Writes `bills.jsonl` and the others into a folder that is there."""
    with ExitStack() as opened:
        files = {
            name: opened.enter_context((folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n"))
            for name in FILES
        }
        is_new = once()
        for body in holdings.bodies():
            _write_body(body, files, is_new(body.id.partition("/")[0]))
        for case in holdings.cases():
            _put(files["bills"], [bill_of(case)])


def _write_body(body: Body, files: Mapping[str, IO[str]], is_first: bool) -> None:
    municipality = body.id.partition("/")[0]
    if is_first:
        _put(files["organizations"], [model.Organization(municipality, body.municipality)])
    _put(files["organizations"], [model.Organization(body.id, body.name, municipality)])
    roster = Roster(body.id)
    for sitting in body.sittings:
        roster.meet(sitting)
        _put(files["events"], [_event(body, sitting)])
        for entry in sitting.entries:
            _put(files["vote_events"], _votes(body, entry))
            if case_of(entry.record) is None:
                _put(files["bills"], [bill_of(Case(entry.id, item_of(entry), (entry,)))])
    _put(files["persons"], _persons(roster))
    _put(files["memberships"], _memberships(body, roster))


def _put(stream: IO[str], values: Iterable[object]) -> None:
    stream.writelines(f"{json_of(value)}\n" for value in values)


def _persons(roster: Roster) -> Iterator[model.Person]:
    for each in roster.people:
        contacts = (
            *(model.Contact("voice", phone) for phone in each.phones),
            *(model.Contact("email", email) for email in each.emails),
        )
        yield model.Person(each.id, each.name, contacts, model.Extras(titles=each.titles))


def _memberships(body: Body, roster: Roster) -> Iterator[model.Membership]:
    names = {each.id: each.name for each in roster.people}
    for number, seat in enumerate(roster.seats, 1):
        seen = model.Extras(first_seen=seat.first.isoformat(), last_seen=seat.last.isoformat(), meetings=seat.meetings)
        yield model.Membership(
            f"{body.id}/jasenyys/{number}", seat.person, names[seat.person], body.id, seat.role, seen
        )


def _event(body: Body, sitting: Sitting) -> model.Event:
    is_held = any(entry.record.document_kind != "agenda" for entry in sitting.entries)
    where = place(sitting)
    participants = tuple(model.Participant(each.name, "person", each.role) for each in present(sitting))
    return model.Event(
        id=sitting.id,
        name=f"{sitting.body} {sitting.date}",
        classification="meeting",
        organization_id=body.id,
        start_date=(start := begins(sitting)),
        end_date=ends(sitting),
        all_day="T" not in start,
        status="passed" if is_held else "confirmed",
        location=model.Location(where) if where else None,
        participants=participants,
        agenda=tuple(_agenda_item(number, entry) for number, entry in enumerate(sitting.entries, 1)),
        sources=sources_of(sitting.entries),
        extras=model.Extras(readings=sitting.readings),
    )


def _agenda_item(number: int, entry: Entry) -> model.AgendaItem:
    decision = entry.record.decision
    bill = model.Related("bill", decision.case_id or item_of(entry))
    extras = model.Extras(decision_id=entry.id, number=decision.number, outcome=decision.outcome)
    notes = tuple(filter(None, (decision.outcome_words,)))
    return model.AgendaItem(decision.title or item_of(entry), str(number), ("item",), (), notes, (bill,), extras)


def _votes(body: Body, entry: Entry) -> Iterator[model.VoteEvent]:
    record = entry.record
    for number, vote in enumerate(record.decision.votes, 1):
        yield model.VoteEvent(
            id=(id_ := f"{entry.id}/aanestys/{number}"),
            identifier=id_,
            motion_text=record.decision.title or item_of(entry),
            motion_classification=(),
            start_date=record.meeting.date.isoformat(),
            result=_result(vote),
            organization=body.id,
            legislative_session=str(record.meeting.date.year),
            bill=case_of(entry.record) or entry.id,
            bill_action=entry.id,
            counts=tuple(_counts(vote)),
            votes=tuple(_ballots(body, entry, vote)) if len(record.decision.votes) == 1 else (),
            sources=sources_of((entry,)),
            extras=model.Extras(decision_id=entry.id, labels=(vote.for_label, vote.against_label)),
        )


def _ballots(body: Body, entry: Entry, vote: Vote) -> Iterator[model.Ballot]:
    """How each voted by name; only where one vote is counted, since the names do not say of which they are."""
    listed = {each.name for each in entry.record.meeting.attendance}
    sides = _SIDES if _is_yes_or_no(vote) else {**_SIDES, "for": "other", "against": "other"}
    for part in entry.parts:
        if part.side is not None:
            id_ = person_id(body.id, part.name) if part.name in listed else None
            yield model.Ballot(sides[part.side], part.name, id_)


def _is_yes_or_no(vote: Vote) -> bool:
    return vote.for_label.casefold() in _YES and vote.against_label.casefold() in _NO


def _result(vote: Vote) -> model.Result | None:
    """Where votes are equal, or persons were voted on, the counts do not tell."""
    if not _is_yes_or_no(vote) or vote.for_count == vote.against_count:
        return None
    return "pass" if vote.for_count > vote.against_count else "fail"


def _counts(vote: Vote) -> Iterator[model.Count]:
    plain = _is_yes_or_no(vote)
    yield model.Count("yes" if plain else "other", vote.for_count)
    yield model.Count("no" if plain else "other", vote.against_count)
    if vote.blank is not None:
        yield model.Count("abstain", vote.blank)
    if vote.absent is not None:
        yield model.Count("absent", vote.absent)

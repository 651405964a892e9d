"""The six cities' Open Decision API: what each of its lists answers, as a file a list.

A body that decides is an organization, a meeting an event, a decision an action with its text as content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from corpus.exports import openapi6aika_model as model
from corpus.exports.entries import Body, Case, Entry, Holdings, Sitting, case_of, once
from corpus.exports.hypertext import hypertext
from corpus.exports.jsonfiles import begins, contract_of, ends, json_of, place
from corpus.exports.roster import Roster, person_id, present
from parser import Vote

FILES = ("organizations", "persons", "memberships", "events", "actions", "cases")
_CATEGORY = re.compile(r"(?<![0-9.])[0-9]{2}(?:\.[0-9]{2}){1,4}(?![0-9.])")


class Listing:
    """A list of the API that grows on the disk: `{"objects": […], "meta": {…}}`."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream, self._count = stream, 0
        stream.write('{"objects": [')

    def put(self, value: object) -> None:
        self._stream.write(f"{',' if self._count else ''}\n{json_of(value)}")
        self._count += 1

    def end(self) -> None:
        meta = model.Meta(self._count, 0, self._count)
        self._stream.write(f'\n], "meta": {json_of(meta)}}}\n')


def write(folder: Path, holdings: Holdings) -> None:
    """Writes `actions.json` and the others into a folder that is there."""
    with ExitStack() as opened:
        lists = {name: opened.enter_context(_listing(folder / f"{name}.json")) for name in FILES}
        is_new = once()
        for body in holdings.bodies():
            _write_body(body, lists, is_new(body.id.partition("/")[0]))
        for case in holdings.cases():
            lists["cases"].put(_case(case))


@contextmanager
def _listing(path: Path) -> Iterator[Listing]:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        listing = Listing(stream)
        yield listing
        listing.end()


def _write_body(body: Body, lists: dict[str, Listing], is_first: bool) -> None:
    municipality = body.id.partition("/")[0]
    if is_first:
        lists["organizations"].put(model.Organization(municipality, body.municipality))
    party = model.Organization(body.id, body.name, municipality)
    lists["organizations"].put(party)
    roster = Roster(body.id)
    for sitting in body.sittings:
        roster.meet(sitting)
        lists["events"].put(_event(party, sitting))
        for ordering, entry in enumerate(sitting.entries, 1):
            lists["actions"].put(_action(party, ordering, entry))
    for each in roster.people:
        extras = model.Extras(titles=each.titles, phones=each.phones, emails=each.emails)
        lists["persons"].put(model.Person(each.id, each.name, next(iter(each.emails), None), extras))
    for membership in _memberships(party, roster):
        lists["memberships"].put(membership)


def _memberships(party: model.Organization, roster: Roster) -> Iterator[model.Membership]:
    names = {each.id: each.name for each in roster.people}
    for number, seat in enumerate(roster.seats, 1):
        yield model.Membership(
            id=f"{party.id}/jasenyys/{number}",
            role=seat.role,
            person_id=seat.person,
            person=model.Person(seat.person, names[seat.person]),
            organization=party,
            extras=model.Extras(
                first_seen=seat.first.isoformat(), last_seen=seat.last.isoformat(), meetings=seat.meetings
            ),
        )


def _event(party: model.Organization, sitting: Sitting) -> model.Event:
    return model.Event(
        id=sitting.id,
        name=f"{sitting.body} {sitting.date}",
        start_date=begins(sitting),
        end_date=ends(sitting),
        location=place(sitting),
        classification="meeting",
        organization_id=party.id,
        organization=party,
        attendees=tuple(model.Person(person_id(party.id, each.name), each.name) for each in present(sitting)),
        actions=tuple(entry.id for entry in sitting.entries),
        extras=model.Extras(readings=sitting.readings),
    )


def _action(party: model.Organization, ordering: int, entry: Entry) -> model.Action:
    """An agenda's number is not yet that of a decision: the definition has another field for it."""
    record, decision = entry.record, entry.record.decision
    is_agenda = record.document_kind == "agenda"
    case = case_of(record)
    return model.Action(
        id=entry.id,
        title=decision.title,
        case=model.Case(case) if case else None,
        ordering=ordering,
        article_number=None if is_agenda else decision.number,
        proposal_identifier=decision.number if is_agenda else None,
        responsible_party=party,
        content=model.Content(
            id=f"{entry.id}/sisalto",
            ordering=1,
            title=decision.title,
            type="proposal" if is_agenda else "decision",
            hypertext=model.Text(hypertext(decision)),
        ),
        votes=tuple(_vote(party, entry, number, vote) for number, vote in enumerate(decision.votes, 1)),
        extras=model.Extras(
            event=entry.id.rpartition("/")[0],
            outcome=decision.outcome,
            attachments=tuple(_attachments(entry)),
            parts=entry.parts or None,
            decision=contract_of(entry),
        ),
    )


def _vote(party: model.Organization, entry: Entry, number: int, vote: Vote) -> model.VoteEvent:
    counted = (
        (vote.for_label, vote.for_count), (vote.against_label, vote.against_count),
        ("tyhjää", vote.blank), ("poissa", vote.absent),
    )  # fmt: skip
    return model.VoteEvent(
        id=f"{entry.id}/aanestys/{number}",
        organization_id=party.id,
        identifier=f"{entry.id}/aanestys/{number}",
        start_date=entry.record.meeting.date.isoformat(),
        counts=tuple(model.VoteCount(option, value) for option, value in counted if value is not None),
    )


def _attachments(entry: Entry) -> Iterator[model.Attachment]:
    for number, text in enumerate(entry.record.decision.attachments, 1):
        yield model.Attachment(f"{entry.id}/liite/{number}", model.Extras(name=text))


def _case(case: Case) -> model.Case:
    return model.Case(
        id=case.id,
        title=model.Text(case.entries[0].record.decision.title),
        category_id=_category(case.case_id),
        attachments=tuple(each for entry in case.entries for each in _attachments(entry)),
        extras=model.Extras(name=case.case_id),
    )


def _category(case_id: str | None) -> str | None:
    """The task class (tehtäväluokka) that a case id holds: 00.01.03.01 of `1131/00.01.03.01/2021`."""
    found = _CATEGORY.search(case_id or "")
    return found[0] if found else None

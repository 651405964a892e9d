"""The classes of Open Civic Data (Popolo with bills and agendas) that we fill, each field named as there.

What the classes have no field for is in `extras`, which each of them allows. Missing is None, and not written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from parser import Meeting, Part

Option = Literal["yes", "no", "abstain", "absent", "other"]
Result = Literal["pass", "fail"]


@dataclass(frozen=True, slots=True)
class Extras:
    """Ours: what the classes of the standard have no field for."""

    decision_id: str | None = None
    number: str | None = None
    outcome: str | None = None
    labels: tuple[str, ...] | None = None
    titles: tuple[str, ...] | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    meetings: int | None = None
    readings: tuple[Meeting, ...] | None = None
    parts: tuple[Part, ...] | None = None
    decision: Any = None  # as the contract has it: everything printed


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Contact:
    type: Literal["voice", "email"]
    value: str


@dataclass(frozen=True, slots=True)
class Organization:
    id: str
    name: str
    parent_id: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    contact_details: tuple[Contact, ...]
    extras: Extras


@dataclass(frozen=True, slots=True)
class Membership:
    id: str
    person_id: str
    person_name: str
    organization_id: str
    role: str | None
    extras: Extras


@dataclass(frozen=True, slots=True)
class Participant:
    name: str
    type: Literal["person"]
    note: str | None


@dataclass(frozen=True, slots=True)
class Related:
    entity_type: Literal["bill"]
    name: str


@dataclass(frozen=True, slots=True)
class AgendaItem:
    description: str
    order: str
    classification: tuple[str, ...]
    subjects: tuple[str, ...]
    notes: tuple[str, ...]
    related_entities: tuple[Related, ...]
    extras: Extras


@dataclass(frozen=True, slots=True)
class Location:
    name: str


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    name: str
    classification: str
    organization_id: str
    start_date: str
    end_date: str | None
    all_day: bool
    status: Literal["passed", "confirmed"]
    location: Location | None
    participants: tuple[Participant, ...]
    agenda: tuple[AgendaItem, ...]
    sources: tuple[Link, ...]
    extras: Extras


@dataclass(frozen=True, slots=True)
class Abstract:
    abstract: str
    note: str
    date: str


@dataclass(frozen=True, slots=True)
class OtherTitle:
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Action:
    organization: str
    date: str
    description: str
    classification: tuple[str, ...]
    extras: Extras


@dataclass(frozen=True, slots=True)
class Sponsorship:
    name: str
    classification: Literal["preparer", "presenter"]
    entity_type: Literal["person"]
    primary: bool
    person_id: str


@dataclass(frozen=True, slots=True)
class Attached:
    note: str
    date: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    id: str
    identifier: str
    legislative_session: str
    title: str
    from_organization: str
    classification: tuple[str, ...]
    subject: tuple[str, ...]
    abstracts: tuple[Abstract, ...]
    other_titles: tuple[OtherTitle, ...]
    actions: tuple[Action, ...]
    sponsorships: tuple[Sponsorship, ...]
    documents: tuple[Attached, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Count:
    option: Option
    value: int


@dataclass(frozen=True, slots=True)
class Ballot:
    """`voter_id` where the name is in the attendance list."""

    option: Option
    voter_name: str
    voter_id: str | None


@dataclass(frozen=True, slots=True)
class VoteEvent:
    id: str
    identifier: str
    motion_text: str
    motion_classification: tuple[str, ...]
    start_date: str
    result: Result | None
    organization: str
    legislative_session: str
    bill: str
    bill_action: str
    counts: tuple[Count, ...]
    votes: tuple[Ballot, ...]
    sources: tuple[Link, ...]
    extras: Extras

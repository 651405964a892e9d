"""The definitions of the six cities' Open Decision API (version 0.0.5) that we fill, each field named as there.

`extras` is ours, and so is the `id` of a case, which the definition lacks though the API asks for cases by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from parser import Meeting, Part


@dataclass(frozen=True, slots=True)
class Extras:
    """What the definitions have no field for."""

    name: str | None = None
    event: str | None = None
    outcome: str | None = None
    titles: tuple[str, ...] | None = None
    phones: tuple[str, ...] | None = None
    emails: tuple[str, ...] | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    meetings: int | None = None
    readings: tuple[Meeting, ...] | None = None
    attachments: tuple[Attachment, ...] | None = None
    parts: tuple[Part, ...] | None = None
    decision: Any = None  # as the contract has it: everything printed


@dataclass(frozen=True, slots=True)
class Text:
    """A text by its language; ours are Finnish."""

    fi: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """`file` is not filled: the archive knows the name printed, not an address."""

    id: str
    extras: Extras


@dataclass(frozen=True, slots=True)
class Case:
    """An action names its case by its id alone."""

    id: str
    title: Text | None = None
    category_id: str | None = None
    attachments: tuple[Attachment, ...] | None = None
    extras: Extras | None = None


@dataclass(frozen=True, slots=True)
class Organization:
    id: str
    name: str
    parent_id: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    email: str | None = None
    extras: Extras | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    id: str
    role: str | None
    person_id: str
    person: Person
    organization: Organization
    extras: Extras


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    name: str
    start_date: str
    end_date: str | None
    location: str | None
    classification: str
    organization_id: str
    organization: Organization
    attendees: tuple[Person, ...]
    actions: tuple[str, ...]
    extras: Extras


@dataclass(frozen=True, slots=True)
class VoteCount:
    option: str
    value: int


@dataclass(frozen=True, slots=True)
class VoteEvent:
    id: str
    organization_id: str
    identifier: str
    start_date: str
    counts: tuple[VoteCount, ...]


@dataclass(frozen=True, slots=True)
class Content:
    id: str
    ordering: int
    title: str
    type: str
    hypertext: Text


@dataclass(frozen=True, slots=True)
class Action:
    id: str
    title: str
    case: Case | None
    ordering: int
    article_number: str | None
    proposal_identifier: str | None
    responsible_party: Organization
    content: Content
    votes: tuple[VoteEvent, ...]
    extras: Extras


@dataclass(frozen=True, slots=True)
class Meta:
    total_count: int
    offset: int
    limit: int

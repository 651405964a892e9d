"""The people of a body, as its minutes print them: who sat in it in which role, who prepared and presented.

Within one body a name is one person; across bodies names are not merged, since nothing printed says that they are one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from corpus.exports.entries import Sitting
from corpus.record import sha256
from parser import Attendee, Person, slug


@dataclass(frozen=True, slots=True)
class Known:
    """A person of a body, with every title, telephone and address printed."""

    id: str
    name: str
    titles: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A person at meetings in one role. First and last are days of meetings seen, not of the office."""

    person: str
    role: str | None
    first: date
    last: date
    meetings: int


class Roster:
    """Gathers the people of one body while its meetings go by."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._known: dict[str, Known] = {}
        self._seats: dict[tuple[str, str | None], Seat] = {}

    def meet(self, sitting: Sitting) -> None:
        for each in dict.fromkeys((each.name, each.role) for each in sitting.attendance):
            self._sit(*each, sitting.date)
        for entry in sitting.entries:
            decision = entry.record.decision
            for person in (*decision.preparers, *((decision.presenter,) if decision.presenter else ())):
                self._add(person)

    @property
    def people(self) -> Iterable[Known]:
        return self._known.values()

    @property
    def seats(self) -> Iterable[Seat]:
        return self._seats.values()

    def _sit(self, name: str, role: str | None, day: date) -> None:
        known = self._add(Person(name))
        old = self._seats.get((known.id, role), Seat(known.id, role, day, day, 0))
        new = replace(old, first=min(old.first, day), last=max(old.last, day), meetings=old.meetings + 1)
        self._seats[known.id, role] = new

    def _add(self, person: Person) -> Known:
        id_ = person_id(self._body, person.name)
        known = self._known.get(id_, Known(id_, person.name))
        self._known[id_] = replace(
            known,
            titles=_with(known.titles, person.title),
            phones=_with(known.phones, person.phone),
            emails=_with(known.emails, person.email),
        )
        return known


def person_id(body: str, name: str) -> str:
    """`municipality/body/henkilo/sirkku-hilden`."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return f"{body}/henkilo/{slug(plain) or sha256(name)[:12]}"


def present(sitting: Sitting) -> tuple[Attendee, ...]:
    """Who was there, each name once."""
    return tuple({each.name: each for each in sitting.attendance if each.present}.values())


def _with(texts: tuple[str, ...], text: str | None) -> tuple[str, ...]:
    return texts if text is None or text in texts else (*texts, text)

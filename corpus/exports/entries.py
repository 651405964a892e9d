"""What an export reads: the decisions asked for, by meeting, by body, by case, without ever holding all of them.

Ids are `municipality/body/date/number`, so that in their order the decisions of a meeting, and those of a body,
stand together; a case needs its ids sorted once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from typing import Protocol, TypeVar

from corpus.documents import Document
from corpus.record import Record
from corpus.rows import case_key, number_value
from parser import Attendee, Meeting, Part, parts_of, slug

T = TypeVar("T")


class Shown(Protocol):
    """What stands before all that goes out: the same value, with personal identity codes masked."""

    def __call__(self, value: T) -> T: ...


class Holder(Protocol):
    """What is read of an archive."""

    def records(self, ids: Iterable[str]) -> Iterator[Record]: ...

    def sources(self, id: str, version: int | None = None) -> tuple[Document, ...]: ...  # noqa: A002


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision, and the documents that say it."""

    record: Record
    sources: tuple[Document, ...]

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def parts(self) -> tuple[Part, ...]:
        """Who proposed, supported, voted, dissented or was disqualified; without preparers and presenter."""
        found = parts_of(self.record.decision, self.record.meeting.attendance)
        return tuple(part for part in found if part.role not in ("preparer", "presenter"))


@dataclass(frozen=True, slots=True)
class Sitting:
    """The decisions of one body on one day (kokous), in printed order.

    readings  what documents say of the meeting; more than one where they differ, as an extract has no attendance
    """

    id: str
    municipality: str
    body: str
    date: date
    entries: tuple[Entry, ...]
    readings: tuple[Meeting, ...]

    @property
    def attendance(self) -> tuple[Attendee, ...]:
        """Who was there by any of the readings, each said once."""
        return tuple(dict.fromkeys(each for reading in self.readings for each in reading.attendance))

    def reading_of(self, entry: Entry) -> int:
        """Which of the readings is that of a decision's document, from 1."""
        return self.readings.index(entry.record.meeting) + 1


@dataclass(frozen=True, slots=True)
class Body:
    """A body (toimielin) with its meetings, which stream."""

    id: str
    municipality: str
    name: str
    sittings: Iterator[Sitting]


@dataclass(frozen=True, slots=True)
class Case:
    """The decisions of one case (asia) over all bodies of a municipality, the first one first."""

    id: str
    case_id: str
    entries: tuple[Entry, ...]


class Holdings:
    """The newest versions of the decisions asked for. All of its methods stream, each time from the start."""

    def __init__(self, holder: Holder, ids: Iterable[str], shown: Shown) -> None:
        self._holder, self._ids, self._shown = holder, tuple(sorted(set(ids))), shown

    def entries(self) -> Iterator[Entry]:
        return self._entries(self._ids)

    def sittings(self) -> Iterator[Sitting]:
        for id_, group in groupby(self.entries(), key=meeting_id):
            entries = tuple(sorted(group, key=_printed_order))
            first = entries[0].record
            readings = tuple(dict.fromkeys(entry.record.meeting for entry in entries))
            yield Sitting(id_, first.municipality, first.body, first.meeting.date, entries, readings)

    def bodies(self) -> Iterator[Body]:
        """Read a body's meetings before asking for the next body."""
        for id_, group in groupby(self.sittings(), key=lambda sitting: sitting.id.rpartition("/")[0]):
            first = next(group)
            sittings = chain((first,), group)  # noqa: B031  each group is used once
            yield Body(id_, first.municipality, first.body, sittings)

    def cases(self) -> Iterator[Case]:
        """By municipality and case; decisions that name no case are in none."""
        found = sorted(
            (case_of(record), record.meeting.date, record.id)
            for record in self._holder.records(self._ids)
            if record.decision.case_id
        )
        for id_, group in groupby(found, key=lambda each: each[0]):
            entries = tuple(self._entries([decision for *_, decision in group]))
            yield Case(id_ or entries[0].id, entries[0].record.decision.case_id or entries[0].id, entries)

    def _entries(self, ids: Iterable[str]) -> Iterator[Entry]:
        for record in self._holder.records(ids):
            sources = self._holder.sources(record.id, record.version)
            yield Entry(self._shown(record), tuple(self._shown(source) for source in sources))


def meeting_id(entry: Entry) -> str:
    """`municipality/body/date`."""
    return entry.id.rpartition("/")[0]


def body_id(entry: Entry) -> str:
    """`municipality/body`."""
    return entry.id.rsplit("/", 2)[0]


def case_of(record: Record) -> str | None:
    """The id of a decision's case: `municipality/asia/1131-00-01-03-01-2021`."""
    case_id = record.decision.case_id
    return f"{record.id.partition('/')[0]}/asia/{slug(case_key(case_id))}" if case_id else None


def once() -> Callable[[str], bool]:
    """Tells of each text whether it comes for the first time."""
    seen: set[str] = set()

    def first(text: str) -> bool:
        is_first = text not in seen
        seen.add(text)
        return is_first

    return first


def _printed_order(entry: Entry) -> tuple[int, str]:
    number = entry.record.decision.number
    return number_value(number) or 0, number

"""JSON of dataclasses: their fields as they are named, without what is None."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from corpus.codec import encodable
from corpus.documents import Document
from corpus.exports.entries import Entry, Sitting
from corpus.published import decision_json


def json_of(value: object) -> str:
    """One line, without the line end."""
    return encodable(json.dumps(_plain(value), ensure_ascii=False))


def contract_of(entry: Entry) -> Any:
    """A decision as the contract has it, where all that is printed is kept."""
    return json.loads(decision_json(entry.record, entry.sources))


def address_of(document: Document) -> str:
    """A document by its checksum: where it was published is not known."""
    return f"hash://sha256/{document.sha256}"


def begins(sitting: Sitting) -> str:
    """When a meeting began: with its time where one is printed, else the day."""
    start = next((each.start for each in sitting.readings if each.start), None)
    return (_moment(sitting.date, start) if start else None) or sitting.date.isoformat()


def ends(sitting: Sitting) -> str | None:
    """When it ended; None where no time is printed, or one before it began: past midnight, or misprinted."""
    start = next((each.start for each in sitting.readings if each.start), None)
    end = next((each.end for each in sitting.readings if each.end), None)
    return _moment(sitting.date, end) if end and (start is None or end >= start) else None


def place(sitting: Sitting) -> str | None:
    return next((each.place for each in sitting.readings if each.place), None)


def _moment(day: date, hour: time) -> str | None:
    """A time in Finland with its offset; None where the system has no time zones."""
    try:
        return datetime.combine(day, hour, ZoneInfo("Europe/Helsinki")).isoformat()
    except ZoneInfoNotFoundError:
        return None


def _plain(value: object) -> Any:
    if is_dataclass(value):
        named = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _plain(member) for name, member in named if member is not None}
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    return value.isoformat() if isinstance(value, date | time) else value

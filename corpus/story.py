"""A case over time: its handlings in order, the money that changed between them, and handlings that are not held.

Pure: made of records; whether an earlier handling is held, the caller tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from corpus.record import Record
from corpus.rows import number_value
from parser import Amount, Changes, changes_of, slug


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """A sum that one handling tells and the next tells otherwise (rahamäärän muutos); None where one lacks it."""

    label: str | None
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Handling:
    """One decision of a case (käsittely).

    text    what was decided; of a decision that set its proposal aside, its own words
    money   what changed from the handling before
    """

    record: Record
    changes: Changes | None
    text: str | None
    money: tuple[MoneyChange, ...] = ()


@dataclass(frozen=True, slots=True)
class NotThere:
    """An earlier handling that is reprinted in decisions of the case and not held itself (tiedossa oleva aukko)."""

    id: str
    municipality: str
    body: str
    date: date
    number: str
    reprinted_in: tuple[str, ...]


Step = Handling | NotThere


def earlier_ids(record: Record) -> tuple[str, ...]:
    """The ids of the earlier handlings that a decision reprints."""
    return tuple(_id_of(record, each.body, each.date, each.number) for each in record.decision.earlier)


def story_of(records: Iterable[Record], is_held: Callable[[str], bool]) -> tuple[Step, ...]:
    """The steps of a case, the oldest first; a decision that is not of today's form keeps its place by its day."""
    ordered = sorted(records, key=lambda record: _place(record.meeting.date, record.decision.number))
    there = {record.id for record in ordered}
    steps: list[tuple[tuple[date, int, str], Step]] = []
    before: Record | None = None
    for record in ordered:
        money = _money_changed(before, record) if before else ()
        handling = Handling(record, changes_of(record.decision), _text(record), money)
        steps.append((_place(record.meeting.date, record.decision.number), handling))
        before = record
    missing = [each for each in _missing(ordered) if each.id not in there and not is_held(each.id)]
    steps += [(_place(each.date, each.number), each) for each in missing]
    return tuple(step for _, step in sorted(steps, key=lambda pair: pair[0]))


def _place(on: date, number: str) -> tuple[date, int, str]:
    return on, number_value(number) or 0, number


def _id_of(record: Record, body: str, on: date, number: str) -> str:
    return f"{slug(record.municipality)}/{slug(body)}/{on.isoformat()}/{slug(number)}"


def _missing(records: Sequence[Record]) -> list[NotThere]:
    found: dict[str, NotThere] = {}
    for record in records:
        for each in record.decision.earlier:
            id_ = _id_of(record, each.body, each.date, each.number)
            known = found.get(id_)
            where = (*known.reprinted_in, record.id) if known else (record.id,)
            found[id_] = NotThere(id_, record.municipality, each.body, each.date, each.number, where)
    return list(found.values())


def _text(record: Record) -> str | None:
    """What was decided, as a reader wants it told."""
    decision, changes = record.decision, changes_of(record.decision)
    if changes and changes.ground == "set aside":
        return changes.words or decision.decision_text
    if changes and changes.after and changes.ground in ("restated", "rewritten", "motion"):
        return changes.after
    return decision.effective_text or decision.decision_text


def _settled(record: Record) -> str:
    """The text whose money is compared: what was decided, or what was proposed where nothing was."""
    changes = changes_of(record.decision)
    if (changes and changes.ground == "set aside") or record.decision.decision_text is None:
        return record.decision.proposal_text or ""
    return _text(record) or ""


Key = tuple[str, str | None, str | None, str | None]


def _sums(record: Record) -> dict[Key, set[Decimal]]:
    """The sums that stand in what was decided, by what they are for."""
    text = " ".join(_settled(record).split())
    found: dict[Key, set[Decimal]] = {}
    for amount in record.decision.amounts:
        if amount.value is not None and " ".join(amount.raw.split()) in text:
            found.setdefault(_key(amount), set()).add(amount.value)
    return found


def _key(amount: Amount) -> Key:
    return amount.label or "", amount.role, amount.per, amount.bound


def _money_changed(before: Record, after: Record) -> tuple[MoneyChange, ...]:
    """Sums of one label that differ; the one sum of each where no label tells. No two others are called a pair."""
    old, new = _sums(before), _sums(after)
    every_old, every_new = ({value for values in each.values() for value in values} for each in (old, new))
    if every_old == every_new:
        return ()
    pairs = [key for key in old if key in new and len(old[key]) == len(new[key]) == 1 and old[key] != new[key]]
    found = [MoneyChange(key[0] or None, next(iter(old[key])), next(iter(new[key]))) for key in pairs]
    if not found and len(every_old) == len(every_new) == 1:
        label = next(iter(new))[0] or next(iter(old))[0] or None
        return (MoneyChange(label, next(iter(every_old)), next(iter(every_new))),)
    told = {each.before for each in found} | {each.after for each in found}
    gone = [(key[0] or None, value) for key, values in old.items() for value in sorted(values - every_new - told)]
    come = [(key[0] or None, value) for key, values in new.items() for value in sorted(values - every_old - told)]
    found += [MoneyChange(label, value, None) for label, value in gone]
    found += [MoneyChange(label, None, value) for label, value in come]
    return tuple(dict.fromkeys(found))

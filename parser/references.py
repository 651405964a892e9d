"""What a decision names, section by section: references to decisions, laws and cases; persons, dates and the like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from parser.citations import Where, cited
from parser.entities import Setting, mentions_in
from parser.mentions import Mention
from parser.model import Entity, EntityKind, Reference, ReferenceKind, Spot

_ENTITIES = frozenset(get_args(EntityKind))
_REFERENCES = frozenset(get_args(ReferenceKind))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a decision's text that one body speaks in: of section `section` (None: the title) from `start` on."""

    section: int | None
    start: int
    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Named:
    """What a decision names: each reference and each entity once, in the order of its first mention."""

    references: tuple[Reference, ...]
    entities: tuple[Entity, ...]


def named_in(stretches: Iterable[Stretch], setting: Setting, own_id: str) -> Named:
    """All that the stretches name. A person named in one is known by the surname alone in those behind it."""
    spots: dict[tuple[str, str, str | None], list[Spot]] = {}
    for stretch in stretches:
        found = mentions_in(stretch.text, replace(setting, where=stretch.where))
        for mention in found:
            if not (mention.kind == "decision" and _is_itself(mention, own_id)):
                at = Spot(stretch.section, stretch.start + mention.start, stretch.start + mention.end)
                spots.setdefault((mention.kind, mention.text, mention.normal), []).append(at)
        setting = replace(setting, spoken=_spoken(setting.spoken, found))
    references = [
        Reference(cast(ReferenceKind, kind), text, normal, tuple(at))
        for (kind, text, normal), at in spots.items()
        if kind in _REFERENCES
    ]
    entities = [
        Entity(cast(EntityKind, kind), text, normal, tuple(at))
        for (kind, text, normal), at in spots.items()
        if kind in _ENTITIES and normal
    ]
    return Named(tuple(references), tuple(entities))


def _is_itself(mention: Mention, own_id: str) -> bool:
    """Does a § mean the decision that it stands in?"""
    bare = cited(mention.text) if mention.normal is None else None
    return mention.normal == own_id or (bare is not None and bare.numbers == (own_id.rpartition("/")[2],))


def _spoken(before: Sequence[str], found: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*before, *(each.normal for each in found if each.kind == "person" and each.normal)]))

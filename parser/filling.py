"""Minutes with what a model adds to the rules (`pykala[ner]`): persons, organisations and places where no rule fired.

`parse` never asks a model, so that the same bytes give the same minutes wherever they are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parser.language import installed_model, model_mentions
from parser.mentions import Mention, Taken
from parser.model import Decision, Entity, Minutes, Spot


class NoModel(LookupError):  # noqa: N818  the state it tells, as NotHeld and NotAnArchive do
    """No Finnish model is installed."""


def filled(minutes: Minutes, model: str | None = None) -> Minutes:
    """The minutes with the names that a model finds besides; of the installed model, if none is named.

    Raises `NoModel` where there is none.
    """
    name = model or installed_model()
    if name is None:
        raise NoModel("no Finnish model for names is installed: pip install 'pykala[ner]'")
    return replace(minutes, decisions=tuple(_filled(decision, name) for decision in minutes.decisions))


def _filled(decision: Decision, model: str) -> Decision:
    spots: dict[tuple[str, str, str], list[Spot]] = {}
    entities: dict[tuple[str, str, str], Entity] = {
        (each.kind, each.text, each.normal): each for each in decision.entities
    }
    for section, text in ((None, decision.title), *enumerate(part.text for part in decision.sections)):
        for mention in _new(decision, section, text, model):
            key = (mention.kind, mention.text, mention.normal or mention.text)
            spots.setdefault(key, []).append(Spot(section, mention.start, mention.end))
    for (kind, text, normal), found in spots.items():
        known = entities.get((kind, text, normal))
        before = known.spots if known else ()
        for each in ("person", "organisation", "place"):
            if kind == each:
                entities[kind, text, normal] = Entity(each, text, normal, (*before, *found))
    return replace(decision, entities=tuple(entities.values()))


def _new(decision: Decision, section: int | None, text: str, model: str) -> Iterator[Mention]:
    """The model's mentions in a section that take nothing from what the rules found."""
    taken = Taken(text)
    known = [spot for each in decision.references for spot in each.spots]
    known += [spot for each in decision.entities for spot in each.spots]
    for spot in known:
        if spot.section == section:
            taken.take(spot.start, spot.end)
    yield from taken.free(model_mentions(text, model))

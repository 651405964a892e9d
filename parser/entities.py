"""What a text names: the rules in their order, each with what it may take from the text before another does.

`RULES` is the one table. Where two rules want the same words, the earlier one has them; dates stand beside everything,
since a reference to a decision holds one. `language.py` makes spaCy components of the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from parser.citations import Where, decision_mentions
from parser.fields import CASE_ID, PROPERTY_ID
from parser.laws import law_mentions
from parser.mentions import Mention, Taken
from parser.organisations import business_ids, organisation_mentions
from parser.persons import person_mentions
from parser.times import time_mentions
from parser.toponyms import place_mentions

_PLAN_ID = re.compile(r"(?<![\w-])[A-Z]{1,3}-\d{1,4}(?:-\d{1,4})?(?![\w-])")
_PLAN_WORD = re.compile(r"kaava|tonttijako", re.IGNORECASE)
_PLAN_FAR = 60  # characters in which a plan is spoken of


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text stands (yhteys): whose it is, the day of the meeting, its own case id.

    people  the persons of the document, by whom a name in a case form is known
    spoken  the persons that the decision has named before: their surname alone means them
    """

    where: Where
    day: date | None = None
    case_id: str | None = None
    people: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()


def thawable(setting: Setting) -> dict[str, Any]:
    """A setting as the configuration of a spaCy component, which holds plain values only."""
    return {
        "municipality": setting.where.municipality,
        "body": setting.where.body,
        "day": setting.day.isoformat() if setting.day else None,
        "case_id": setting.case_id,
        "people": list(setting.people),
        "spoken": list(setting.spoken),
    }


def setting_of(told: dict[str, Any]) -> Setting:
    """The setting that `thawable` made plain."""
    return Setting(
        Where(told["municipality"], told["body"]),
        date.fromisoformat(told["day"]) if told["day"] else None,
        told["case_id"],
        tuple(told["people"]),
        tuple(told["spoken"]),
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule (sääntö): what it finds in a text.

    beside  its mentions may overlap others
    """

    name: str
    find: Callable[[str, Setting], Iterable[Mention]]
    beside: bool = False


def _cases(text: str, setting: Setting) -> Iterator[Mention]:
    for match in CASE_ID.pattern.finditer(text):
        # a bare number with a year is as often a law's ("410/2015"): only the long forms are cases for sure
        certain = match[0].count("/") > 1 or "Dno" in match[0] or match[0].startswith("HEL ") or "(" in match[0]
        before = text[match.start() - 1 : match.start()]
        if certain and match[0] != setting.case_id and not before.isalnum():
            yield Mention("case", *match.span(), match[0], match[0])


def _identifiers(text: str, setting: Setting) -> Iterator[Mention]:
    for match in PROPERTY_ID.pattern.finditer(text):
        yield Mention("property", *match.span(), match[0], match[0])
    for match in _PLAN_ID.finditer(text):
        if _PLAN_WORD.search(text[max(0, match.start() - _PLAN_FAR) : match.end() + _PLAN_FAR]):
            yield Mention("plan", *match.span(), match[0], match[0])
    yield from business_ids(text)


RULES: tuple[Rule, ...] = (
    Rule("laws", lambda text, setting: law_mentions(text, setting.day)),
    Rule("cases", _cases),
    Rule("decisions", lambda text, setting: decision_mentions(text, setting.where)),
    Rule("identifiers", _identifiers),
    Rule("organisations", lambda text, setting: organisation_mentions(text)),
    Rule("persons", lambda text, setting: person_mentions(text, setting.people, setting.spoken)),
    Rule("places", lambda text, setting: place_mentions(text)),
    Rule("times", lambda text, setting: time_mentions(text), beside=True),
)


def mentions_in(text: str, setting: Setting) -> tuple[Mention, ...]:
    """All that a text names, in printed order."""
    taken = Taken(text)
    found = [mention for rule in RULES for mention in taken.free(rule.find(text, setting), rule.beside)]
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))

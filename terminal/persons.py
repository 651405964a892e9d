"""Persons as a reader sees them, and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from terminal.wording import finnish_date

if TYPE_CHECKING:
    from index import Mention, PersonFound

_WIDTH = 100
_SHOWN = 20  # decisions of a person
_ROLES = {
    "preparer": "valmisteli", "presenter": "esitteli", "proposer": "teki ehdotuksen", "supporter": "kannatti ehdotusta",
    "voter": "äänesti", "dissenter": "jätti eriävän mielipiteen", "disqualified": "esteellinen",
    "present": "läsnä", "absent": "poissa",
}  # fmt: skip
_SIDES = {"for": "äänesti JAA", "against": "äänesti EI", "blank": "äänesti tyhjää", "absent": "poissa äänestyksestä"}


def role_text(mention: Mention) -> str:
    """What someone did: `äänesti JAA`."""
    return _SIDES[mention.side] if mention.side else _ROLES[mention.role]


def person_text(person: PersonFound, explain: bool) -> str:
    """Who it is, in which body and role from when to when, and the decisions, the newest first."""
    lines = [f"{person.name} · {person.municipality}"]
    if person.others:
        many = f"{person.others} muuta" if person.others > 1 else "1 muu"
        lines.append(f"   Samanniminen on {many}: yhteistä tehtävää tai toimielintä ei ole, joten ei yhdistetty")
    lines += [f"   {body}: {', '.join(roles)}" for body, roles in _by_body(person)]
    if explain:
        lines += [f"   Peruste: {each.what} {each.shared} ({each.count})" for each in person.grounds]
    decisions = _by_decision(person.mentions)
    for shown in decisions[:_SHOWN]:
        lines += textwrap.wrap(shown, _WIDTH, initial_indent="   ", subsequent_indent="     ")
    if len(decisions) > _SHOWN:
        lines.append(f"   … ja {len(decisions) - _SHOWN} muuta päätöstä (--json tai --format csv)")
    return "\n".join(lines)


def person_line(person: PersonFound) -> str:
    """A person in a list."""
    bodies = ", ".join(dict.fromkeys(each.body for each in person.mentions))
    first, last = person.mentions[0].date, person.mentions[-1].date
    return f"{person.name} · {person.municipality} · {bodies} · {_days(first, last)} · {len(person.mentions)}"


def _by_body(person: PersonFound) -> Iterator[tuple[str, list[str]]]:
    bodies: dict[str, dict[str, list[Mention]]] = {}
    for each in person.mentions:
        bodies.setdefault(each.body, {}).setdefault(role_text(each), []).append(each)
    for body, roles in bodies.items():
        yield body, [f"{role} {len(each)} ({_days(each[0].date, each[-1].date)})" for role, each in roles.items()]


def _days(first: str, last: str) -> str:
    start, end = (finnish_date(date.fromisoformat(day)) for day in (first, last))
    return start if start == end else f"{start}–{end}"


def _by_decision(mentions: Sequence[Mention]) -> list[str]:
    found: dict[str, tuple[Mention, list[str]]] = {}
    for each in mentions:
        if each.id is not None:
            found.setdefault(each.id, (each, []))[1].append(role_text(each))
    newest = sorted(found.values(), key=lambda pair: pair[0].date, reverse=True)
    return [
        f"{finnish_date(date.fromisoformat(each.date))} {each.body} § {each.number} {each.decision_title} · "
        f"{', '.join(dict.fromkeys(roles))} ({each.id})"
        for each, roles in newest
    ]


def person_value(person: PersonFound) -> dict[str, Any]:
    """A person as JSON has it: roles by body with their decisions, and the grounds of what was put together."""
    roles: dict[tuple[str, str, str | None], list[Mention]] = {}
    for each in person.mentions:
        roles.setdefault((each.body, each.role, each.side), []).append(each)
    return {
        "name": person.name,
        "municipality": person.municipality,
        "printed": list(dict.fromkeys(each.printed for each in person.mentions)),
        "roles": [
            {
                "body": body,
                "role": role,
                "side": side,
                "titles": list(dict.fromkeys(each.title for each in mentions if each.title)),
                "first": mentions[0].date,
                "last": mentions[-1].date,
                "count": len(mentions),
                "decisions": list(dict.fromkeys(each.id for each in mentions if each.id)),
            }
            for (body, role, side), mentions in roles.items()
        ],
        "grounds": [{"what": each.what, "shared": each.shared, "count": each.count} for each in person.grounds],
        "others_of_the_name": person.others,
    }

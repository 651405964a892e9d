"""Persons over all decisions: in which role, in which body, from when to when, and why two mentions are one person.

Two mentions of one name in one municipality are one person where they share a body, or an office ("hallintojohtaja"),
or where an attendance list of the one body names the other ("Kaupunginhallituksen puheenjohtaja" in the council's).
An inflected name, and a surname alone, belong to the one person of the same body whom they can mean.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from corpus import Archive, bodies_meant
from index.traces import Traces
from parser import is_form_of, is_office, means, slug

ROLES = ("preparer", "presenter", "proposer", "supporter", "voter", "dissenter", "disqualified", "present", "absent")
COLUMNS = (
    "person", "name", "municipality", "body", "date", "role", "side", "title", "decision_id", "number",
    "decision_title", "printed",
)  # fmt: skip

_COMMON = frozenset(
    [
        *("puheenjohtaja", "varapuheenjohtaja", "jäsen", "varajäsen", "valtuutettu", "varavaltuutettu"),
        *("sihteeri", "esittelijä", "asiantuntija", "edustaja"),
    ]
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One appearance of a person (maininta): in a decision, or in the attendance list of a meeting (no id)."""

    name: str
    municipality: str
    body: str
    date: str
    role: str
    side: str | None
    title: str | None
    id: str | None
    number: str | None
    decision_title: str | None
    printed: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Why mentions are one person's (peruste): what they share, and in how many mentions."""

    what: str
    shared: str
    count: int


@dataclass(frozen=True, slots=True)
class PersonFound:
    """One person (henkilö): all mentions, the oldest first, and the grounds on which they are one person's.

    others  of the same name in the municipality, with nothing shared that would show them to be this one
    """

    name: str
    municipality: str
    mentions: tuple[Mention, ...]
    grounds: tuple[Ground, ...]
    others: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mentions are asked for; None is anything. `bodies` are slugs, `start` and `end` days in ISO form."""

    bodies: tuple[str, ...] | None = None
    start: str | None = None
    end: str | None = None
    role: str | None = None

    def wants(self, mention: Mention) -> bool:
        return (
            (self.bodies is None or slug(mention.body) in self.bodies)
            and (self.start is None or mention.date >= self.start)
            and (self.end is None or mention.date <= self.end)
            and (self.role is None or mention.role == self.role)
        )


def persons_of(archive: Archive, name: str | None, wanted: Wanted = Wanted()) -> tuple[PersonFound, ...]:
    """The persons whom a name, in any order and form, may mean, those with most mentions first; all without a name.

    `wanted` narrows the mentions that are shown; who is who is told from all of them.
    """
    with Traces.open(archive) as traces:
        names = None if name is None else _names_meant(traces, name)
        mentions = list(_mentions(traces, names))
    found = [person for group in _by_municipality(mentions) for person in _persons(group)]
    shown = [replace(person, mentions=tuple(filter(wanted.wants, person.mentions))) for person in found]
    if name is not None:
        shown = [person for person in shown if _is_asked(person, name)]
    return tuple(sorted((p for p in shown if p.mentions), key=lambda p: (-len(p.mentions), p.name, p.municipality)))


def person_rows(found: Sequence[PersonFound]) -> Iterator[tuple[Any, ...]]:
    """A row a mention, under `COLUMNS`; `person` numbers the persons, so that two of one name stay two."""
    for number, person in enumerate(found, 1):
        for each in person.mentions:
            yield (
                str(number), person.name, each.municipality, each.body, each.date, each.role, each.side or "",
                each.title or "", each.id or "", each.number or "", each.decision_title or "", each.printed,
            )  # fmt: skip


def _is_asked(person: PersonFound, name: str) -> bool:
    """The other words of the name must fit too: "Malli" asked for finds Maija Malli, "Matti Malli" does not."""
    return _may_mean(name, person.name) or any(_may_mean(name, each.printed) for each in person.mentions)


def _names_meant(traces: Traces, asked: str) -> list[str]:
    """The names noted that a name asked for may mean, and, with each, those that may mean the same person."""
    every = [str(name) for (name,) in traces.rows("SELECT name FROM parts UNION SELECT name FROM attended")]
    direct = [name for name in every if _may_mean(asked, name)]
    surnames = {name.split()[-1].casefold()[:2] for name in direct}
    near = [name for name in every if name.split() and name.split()[-1].casefold()[:2] in surnames]
    wider = {each for each in near for name in direct if each == name or means(each, name) or means(name, each)}
    return sorted({*direct, *wider})


def _may_mean(asked: str, name: str) -> bool:
    """Each word asked for is a form of one of the name's, or the other way round; any case and order."""
    left = re.findall(r"[\w’-]+", name)
    words = re.findall(r"[\w’-]+", asked)
    for word in words:
        match = next((each for each in left if _one_word(word, each)), None)
        if match is None:
            return False
        left.remove(match)
    return bool(words)


def _one_word(one: str, other: str) -> bool:
    alike = one[:2].casefold() == other[:2].casefold()
    return alike and (is_form_of(one, other) or is_form_of(other, one))


def _mentions(traces: Traces, names: Sequence[str] | None) -> Iterator[Mention]:
    import json

    which = "" if names is None else "WHERE name IN (SELECT value FROM json_each(?))"
    values = () if names is None else (json.dumps(list(names)),)
    rows = traces.rows(
        "SELECT name, municipality, body, date, role, side, parts.title, decided.id, number, decided.title, printed "
        f"FROM parts JOIN decided USING (id) {which}",
        *values,
    )
    yield from (Mention(*row) for row in rows)
    rows = traces.rows(f"SELECT name, municipality, body, date, role, present FROM attended {which}", *values)
    for name, municipality, body, date, role, present in rows:
        yield Mention(
            str(name), str(municipality), str(body), str(date), "present" if present else "absent", None,
            None if role is None else str(role), None, None, None, str(name),
        )  # fmt: skip


def _by_municipality(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for each in mentions:
        groups[each.municipality].append(each)
    yield from (groups[key] for key in sorted(groups))


@dataclass(slots=True)
class _Cluster:
    """Mentions of one name in one body, and what was joined to them."""

    name: str
    mentions: list[Mention] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)


def _persons(mentions: Sequence[Mention]) -> Iterator[PersonFound]:
    """The persons among mentions of one municipality."""
    bodies: dict[tuple[str, str], _Cluster] = {}
    for each in mentions:
        cluster = bodies.setdefault((_folded(each.name), slug(each.body)), _Cluster(each.name))
        cluster.mentions.append(each)
    clusters = list(bodies.values())
    for cluster in clusters:
        cluster.grounds = [Ground("toimielin", cluster.mentions[0].body, len(cluster.mentions))]
    clusters = _with_forms(clusters)
    by_name: dict[str, list[_Cluster]] = defaultdict(list)
    for cluster in clusters:
        by_name[_folded(cluster.name)].append(cluster)
    for named in by_name.values():
        joined = _joined(named)
        for cluster in joined:
            ordered = sorted(cluster.mentions, key=lambda m: (m.date, m.body, m.number or "", m.role))
            yield PersonFound(
                cluster.name, ordered[0].municipality, tuple(ordered), tuple(cluster.grounds), len(joined) - 1
            )


def _folded(name: str) -> str:
    """A name without regard to case and order."""
    return " ".join(sorted(name.casefold().split()))


def _with_forms(clusters: list[_Cluster]) -> list[_Cluster]:
    """Inflected names and surnames alone go to the one person of their body whom they can mean."""
    near: dict[tuple[str, ...], list[_Cluster]] = defaultdict(list)
    for cluster in clusters:
        for place in {*_pairs(cluster), *_starts(cluster)}:
            near[place].append(cluster)
    kept = []
    for cluster in clusters:
        others = {
            _folded(each.name): each
            for place in (_pairs(cluster) if " " in cluster.name else _starts(cluster))
            for each in near[place]
            if _folded(each.name) != _folded(cluster.name) and means(cluster.name, each.name)
        }
        person = next(iter(others.values())) if len(others) == 1 else None
        if person is None or means(person.name, cluster.name):
            kept.append(cluster)
            continue
        person.mentions += cluster.mentions
        person.grounds.append(Ground("muoto", f"{cluster.name} → {person.name}", len(cluster.mentions)))
    return kept


def _pairs(cluster: _Cluster) -> set[tuple[str, ...]]:
    """The body, a word of the name and how another begins: only one word is inflected, and begins as it did."""
    body = slug(cluster.mentions[0].body)
    words = cluster.name.casefold().split()
    return {(body, one, other[:2]) for one in words for other in words if one != other}


def _starts(cluster: _Cluster) -> set[tuple[str, ...]]:
    """The body, and how each word of the name begins: what may be the same surname begins alike."""
    body = slug(cluster.mentions[0].body)
    return {(body, word[:2]) for word in cluster.name.casefold().split()}


def _joined(clusters: list[_Cluster]) -> list[_Cluster]:
    """Clusters of one name put together where they share an office, or the one's list names the other's body."""
    left = sorted(clusters, key=lambda each: -len(each.mentions))
    done: list[_Cluster] = []
    while left:
        person = left.pop(0)
        while (met := next(((each, ground) for each in left if (ground := _shared(person, each))), None)) is not None:
            other, ground = met
            left.remove(other)
            person.mentions += other.mentions
            person.grounds += [*other.grounds, ground]
        done.append(person)
    return done


def _shared(one: _Cluster, other: _Cluster) -> Ground | None:
    """What shows two clusters of one name to be one person."""
    titles = (_titles(one), _titles(other))
    offices = [{office for title, _ in each for office in _offices_in(title)} for each in titles]
    if both := offices[0] & offices[1]:
        office = min(both)
        count = sum(number for each in titles for (title, _), number in each.items() if office in _offices_in(title))
        return Ground("tehtävä", office, count)
    for first, second in ((titles[0], other), (titles[1], one)):
        bodies = frozenset(each.body for each in second.mentions)
        for title, body in first:
            if _names_one_of(title, bodies - {body}):
                return Ground("rooli", f"{title} ({body})", first[title, body])
    return None


def _titles(cluster: _Cluster) -> Counter[tuple[str, str]]:
    """Each title with the body in which it is printed."""
    return Counter((each.title, each.body) for each in cluster.mentions if each.title)


@lru_cache(maxsize=20_000)
def _offices_in(title: str) -> frozenset[str]:
    """The offices in a title, without those that every body has."""
    parts = (part.strip() for part in re.split(r"[,/;]", title.casefold()))
    return frozenset(part for part in parts if is_office(part) and part.split()[-1] not in _COMMON)


def _names_one_of(title: str, bodies: frozenset[str]) -> bool:
    """Does a role in one body's list begin with the genitive, or the abbreviation, of another body?"""
    role = title.casefold()
    short = role.partition(":")[0] if ":" in role.split(" ")[0] else ""
    return any(
        (short and slug(body) in bodies_meant(short)) or any(role.startswith(f"{form} ") for form in _genitives(body))
        for body in bodies
    )


def _genitives(body: str) -> tuple[str, ...]:
    folded = body.casefold()
    return (f"{folded}n", f"{folded[:-2]}ksen" if folded.endswith("us") else f"{folded}n")

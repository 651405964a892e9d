"""What an address asks for: the query, filters, order and page, read from it and written into it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, cast, get_args
from urllib.parse import urlencode

from corpus import Filters, Has, date_bound
from index import In, Sort
from parser import Outcome

PER_PAGE = 20
DEEPEST_PAGE = 500
_LONGEST = 2_000  # characters of a value

Field = Literal["from", "to", "outcome", "min", "max", "has", "in", "sort", "page"]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value of an address that means nothing: which, and what it was."""

    name: Field
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A state of the search page (haku). Each value is as written, and empty where nothing is asked."""

    q: str = ""
    body: str = ""
    start: str = ""
    end: str = ""
    case: str = ""
    person: str = ""
    outcome: str = ""
    least: str = ""
    most: str = ""
    has: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1

    @property
    def filters(self) -> Filters:
        """As the archive takes them; what is wrong is left out (`wrong` tells it)."""
        return Filters(
            body=self.body or None,
            start=_day(self.start, last=False),
            end=_day(self.end, last=True),
            case=self.case or None,
            person=self.person or None,
            outcome=self.outcome if self.outcome in get_args(Outcome) else None,
            min_eur=euros(self.least),
            max_eur=euros(self.most),
            has=tuple(cast(Has, each) for each in self.has if each in get_args(Has)),
        )

    @property
    def areas_in(self) -> tuple[In, ...]:
        return tuple(cast(In, each) for each in self.areas if each in get_args(In))

    @property
    def order(self) -> Sort:
        """What is asked for, else the best first for words and the newest for none."""
        if self.sort in get_args(Sort) and (self.q or self.sort != "relevance"):
            return cast(Sort, self.sort)
        return "relevance" if self.q else "date"

    @property
    def offset(self) -> int:
        return (self.page - 1) * PER_PAGE

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The names of the members that filter, `year` standing for a from and to of one year."""
        names = [name for name in ("body", "case", "person", "outcome") if getattr(self, name)]
        if self.start or self.end:
            names.append("days")
        if self.least or self.most:
            names.append("money")
        return (*names, *(["has"] if self.has else []), *(["areas"] if self.areas else []))

    @property
    def is_empty(self) -> bool:
        return not self.q and not self.narrowed

    def without(self, name: str) -> Asked:
        """The same without one of `narrowed`, from its first page."""
        gone: dict[str, Any] = {"days": {"start": "", "end": ""}, "money": {"least": "", "most": ""}}.get(
            name, {name: () if name in ("has", "areas") else ""}
        )
        return replace(self, page=1, **gone)

    def with_(self, **changes: Any) -> Asked:
        """The same with other values, from its first page unless a page is given."""
        return replace(self, **{"page": 1, **changes})

    def wrong(self) -> Iterator[Wrong]:
        """The values that mean nothing."""
        for name, text, last in (("from", self.start, False), ("to", self.end, True)):
            if text and _day(text, last) is None:
                yield Wrong(cast(Field, name), text)
        for name, text in (("min", self.least), ("max", self.most)):
            if text and euros(text) is None:
                yield Wrong(cast(Field, name), text)
        if self.outcome and self.outcome not in get_args(Outcome):
            yield Wrong("outcome", self.outcome)
        if self.sort and self.sort not in get_args(Sort):
            yield Wrong("sort", self.sort)
        yield from (Wrong("has", each) for each in self.has if each not in get_args(Has))
        yield from (Wrong("in", each) for each in self.areas if each not in get_args(In))

    @property
    def query(self) -> str:
        """As an address carries it, without `?`; equal states are written equally."""
        pairs: list[tuple[str, str]] = []
        for member in fields(self):
            value = getattr(self, member.name)
            name = _NAMES.get(member.name, member.name)
            if isinstance(value, tuple):
                pairs += [(name, each) for each in value]
            elif value and (name, value) != ("page", 1):
                pairs.append((name, str(value)))
        return urlencode(pairs)


_NAMES = {"start": "from", "end": "to", "least": "min", "most": "max", "areas": "in"}


def asked_of(values: Mapping[str, list[str]]) -> Asked:
    """The state that an address's values tell: each name with its values in order."""

    def one(name: str) -> str:
        return " ".join(values.get(name, [""])[-1].split())[:_LONGEST]

    def many(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.strip()[:100] for each in values.get(name, [])[:20] if each.strip()))

    page = one("page")
    return Asked(
        q=one("q"), body=one("body"), start=one("from"), end=one("to"), case=one("case"), person=one("person"),
        outcome=one("outcome"), least=one("min"), most=one("max"), has=many("has"), areas=many("in"), sort=one("sort"),
        page=min(max(int(page), 1), DEEPEST_PAGE) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )  # fmt: skip


def euros(text: str) -> Decimal | None:
    """A sum as a Finn writes it: `20000`, `20 000,50 €`."""
    plain = "".join(text.split()).removesuffix("€").replace(",", ".")
    try:
        found = Decimal(plain) if plain.isascii() and len(plain) < 30 else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() and found.adjusted() < 16 else None


def _day(text: str, last: bool) -> date | None:
    try:
        return date_bound(text, last) if text else None
    except ValueError:
        return None

"""Organisations: companies and associations by the form in their name, authorities by their last word.

A Y-tunnus counts when its check digit holds; it belongs to the name that stands just before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from parser.inflection import base_of_name
from parser.mentions import Mention
from parser.people import is_given_name
from parser.places import municipality_in
from parser.vocabulary import read_vocabulary

_FIRST = r"[A-ZÅÄÖ](?:[\w&’'+-]|\.(?=[\w&])){0,40}"
_CAP = r"[A-ZÅÄÖ0-9](?:[\w&’'+-]|\.(?=[\w&])){0,40}"
_ENDING = r"(?::[a-zåäö]{1,5})?"
_FORMS = r"Oy Ab|Oyj Abp|Oyj|Oy|OYJ|OY|Abp|Ab|AB|Ky|KY|Osk|Ltd|GmbH"
_OF_MEMBERS = r"ry|r\.y\.|RY|rf|r\.f\.|sr"
_BY_FORM = re.compile(
    rf"(?<![\w-])(?P<name>{_FIRST}(?: (?:&|och|of|and|[+]) {_CAP}| {_CAP}){{0,6}}),?"
    rf" (?P<form>{_FORMS}){_ENDING}(?![\w-])"
)
_ASSOCIATION = re.compile(
    rf"(?<![\w-])(?P<name>{_FIRST}(?: & {_CAP}| {_CAP}){{0,6}}(?: [a-zåäö][\w-]{{2,40}}){{0,3}}),?"
    rf" (?P<form>{_OF_MEMBERS}){_ENDING}(?![\w-])"
)
_HOUSING = re.compile(
    r"(?<![\w-])(?:As\.? ?Oy|As\.? ?oy|Asunto Oy|Asunto-osakeyhtiö|Kiinteistö Oy|Kiinteistöosakeyhtiö|KOy|Koy"
    rf"|Kiint\. Oy|T:mi|Tmi) (?P<name>{_CAP}(?: & {_CAP}| {_CAP}){{0,3}}){_ENDING}(?![\w-])"
    rf"|(?<![\w-])(?:Maatalousyhtymä|MTY) (?:{_CAP}(?: (?:&|ja) {_CAP}| {_CAP}){{0,4}})(?![\w-])"
)
_MINISTRY = re.compile(
    r"(?<![\w-])(?:[A-ZÅÄÖa-zåäö][a-zåäö]{1,20}-(?:, [a-zåäö]{2,20}-)? ja )?"
    r"[A-ZÅÄÖa-zåäö][a-zåäö]{2,30}ministeriö(?:n|tä|ssä|stä|ön|llä|ltä|lle)?(?!\w)"
)
_BUSINESS_ID = re.compile(r"(?<![\d-])(?P<digits>\d{7})-(?P<check>\d)(?![\d-])")
_OBLIQUE = re.compile(r"\w{2,40}(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|taan|tään|daan|dään|tiin|jaan)\Z")
_NO_OWNERS = frozenset(["Kaupungin", "Korkeimman", "Kunnan", "Tämän", "Oman", "Muun", "Hakijan", "Yhtiön"])
_MOST_NAMES = 40  # of one text that are sought again without their form
_GIVEN_BEFORE = re.compile(r"(?<![\w-])[A-ZÅÄÖ][\w-]{1,25} \Z")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_FORM = re.compile(rf",? (?:{_FORMS}|{_OF_MEMBERS})\Z")
_CASE = re.compile(r"ministeriö\w{0,3}\Z")


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...], frozenset[str]]:
    read = read_vocabulary("organisations.toml")
    forms = "|".join("".join(reversed(forms)) for _, *forms in sorted(read["kinds"], key=lambda kind: -len(kind[1])))
    genitive = r"(?!\w{2,30}(?:tiin|tään|taan|daan|dään|jaan)\b)[A-ZÅÄÖ][\w-]{0,40}n"
    kinds = re.compile(
        rf"(?<![\w-])(?P<owner>{genitive}(?: (?:ja|sekä) {genitive})?(?: {genitive}){{0,2}}) (?P<kind>{forms})(?!\w)"
    )
    fixed = "|".join(pattern for _, pattern in read["alone"])
    alone = re.compile(rf"(?<![\w-])(?=[A-ZÅÄÖakml])(?:{fixed})(?!\w)")
    first = [(base, f"(?P<first>{''.join(before)}){pattern}") for base, pattern, *before in read["kinds"]]
    bases = tuple((base, re.compile(pattern)) for base, pattern in (*read["alone"], *first))
    return kinds, alone, bases, frozenset(read["openings"])


def organisation_mentions(text: str) -> Iterator[Mention]:
    """The organisations that a text names, in the order of the rules: a later one may overlap an earlier one."""
    names: dict[str, str] = {}
    for mention in _named_in_full(text):
        name = _FORM.sub("", mention.normal or "")
        if name != mention.normal and " " in name:
            names.setdefault(name, mention.normal or name)
        yield mention
    if names:
        several = sorted(list(names)[:_MOST_NAMES], key=len, reverse=True)
        shorter = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, several))})(?![\w-])")
        for match in shorter.finditer(text):
            yield _mention(text, *match.span(), names[match[0]])


def _named_in_full(text: str) -> Iterator[Mention]:
    for match in _HOUSING.finditer(text):
        first, _, rest = match[0].partition(":") if not match[0].startswith("T:mi") else (match[0], "", "")
        yield _mention(text, *match.span(), _last_word_in_base(first) if not rest else first)
    for pattern in (_BY_FORM, _ASSOCIATION):
        for match in pattern.finditer(text):
            start = _without_opening(match["name"], match.start())
            if start is not None:
                start = _without_person(match, start)
                yield _mention(text, start, match.end(), text[start : match.end("form")])
    for match in _MINISTRY.finditer(text):
        yield _mention(text, *match.span(), _CASE.sub("ministeriö", match[0]))
    yield from sorted((*_fixed(text), *_of_an_owner(text)), key=lambda mention: (mention.start, -mention.end))


def _fixed(text: str) -> Iterator[Mention]:
    """Authorities with a name of their own."""
    for match in _words()[1].finditer(text):
        yield _mention(text, *match.span(), _base(match[0]))


def _of_an_owner(text: str) -> Iterator[Mention]:
    """ "Lahden kaupunki", "Vaasan hallinto-oikeus", "Aino Kuusisen säätiö"."""
    for match in _words()[0].finditer(text):
        start = _without_opening(match["owner"], _with_given_name(text, match.start()))
        base = _base(match["kind"])
        if base in ("kaupunki", "kunta"):  # "Sataman ja Helsingin kaupungin": each owner is a municipality
            first, last = match["owner"].split(" ")[0], match["owner"].split(" ")[-1]
            if municipality_in(f"{last} kaupungin") is None:
                continue
            if municipality_in(f"{first} kaupungin") is None:
                start = match.start("kind") - 1 - len(last)
        if start is not None and base and match["owner"] not in _NO_OWNERS:
            yield _mention(text, start, match.end(), f"{text[start : match.start('kind')]}{base}")


def business_ids(text: str) -> Iterator[Mention]:
    """The Y-tunnukset of a text whose check digit holds."""
    for match in _BUSINESS_ID.finditer(text):
        if is_business_id(match[0]):
            yield _mention(text, *match.span(), match[0], business=True)


def is_business_id(printed: str) -> bool:
    """Does the check digit of a Y-tunnus hold: `1234567-1`?"""
    match = _BUSINESS_ID.fullmatch(printed)
    if match is None:
        return False
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, match["digits"], strict=True)) % 11
    return rest != 1 and int(match["check"]) == (0 if rest == 0 else 11 - rest)


def _mention(text: str, start: int, end: int, normal: str | None, business: bool = False) -> Mention:
    return Mention("business" if business else "organisation", start, end, text[start:end], normal)


def _without_opening(name: str, start: int) -> int | None:
    """Where a name begins without the word that only opens the sentence; None where nothing is left of it.

    No name begins with a case of place or a verb: "Lapualla Lappavesi Oy", "Valitaan Malli Oy".
    """
    openings = _words()[3]
    while (first := name.split(" ")[0]) in openings or (first != name and _OBLIQUE.fullmatch(first)):
        _, _, rest = name.partition(" ")
        start += len(name) - len(rest)
        name = rest
    return start if name else None


def _without_person(match: re.Match[str], start: int) -> int:
    """ "Maija Malli Tarkastus Oy:stä" is a person of an organisation."""
    first, *others = match.string[start : match.start("form")].split()
    if len(others) >= 2 and is_given_name(first) and match[0].endswith((":stä", ":sta")):
        return match.string.index(others[1], start + len(first) + 1 + len(others[0]))
    return start


def _with_given_name(text: str, start: int) -> int:
    """Where "Aino Kuusisen säätiö" begins, from the surname."""
    before = _GIVEN_BEFORE.search(text, max(0, start - 30), start)
    return before.start() if before and is_given_name(before[0].strip()) else start


def _base(form: str) -> str | None:
    for base, pattern in _words()[2]:
        match = pattern.fullmatch(form)
        if match:
            whole = (match.groupdict().get("first") or "") + base
            return whole[:1].upper() + whole[1:] if form[:1].isupper() else whole
    return None


def _last_word_in_base(name: str) -> str:
    *words, last = name.split(" ")
    return " ".join([*words, base_of_name(last)])

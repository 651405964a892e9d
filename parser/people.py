"""Persons as preparers, presenters and lists name them: name, title, telephone, e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from parser.fields import EMAIL, PHONE
from parser.model import Person
from parser.normalise import BULLETS
from parser.places import is_office

_NAME_WORD = re.compile(r"[A-ZÅÄÖÉÜ][\w’'-]{0,40}|[A-ZÅÄÖ]\.")
_PARTICLES = frozenset(["von", "af", "de", "van", "der"])
_CONTACT = re.compile(f"(?P<email>{EMAIL.pattern.pattern})|(?P<phone>{PHONE.pattern.pattern})")
_LEAD = re.compile(r"(?:lisäti\w{1,8}|tiedustelut|yhteyshenkilö)(?: \w{1,20}){0,3}?(?::| antaa| antavat)\s{0,3}", re.I)
_MARKER = re.compile(rf"\A(?:\d{{1,2}}[.)]|[{BULLETS}])\s{{1,3}}")
_PARTS = re.compile(r"\s{0,3}(?:[,;()]|(?<!-)\s(?:ja|sekä|och|/)\s)\s{0,3}")
_CONTACT_WORDS = re.compile(r"(?:puhelin|puh|p|tel|gsm|s-posti|sähköposti|email|e-mail)\.?:?", re.I)


@cache
def _given_names() -> frozenset[str]:
    text = files("parser").joinpath("given_names.txt").read_text(encoding="utf-8")
    return frozenset(name for line in text.splitlines() if not line.startswith("#") for name in line.split())


def is_given_name(word: str) -> bool:
    """A known given name; a name of several parts is known by its first."""
    return word.split("-")[0] in _given_names()


def given_name_first(name: str) -> str:
    """The name given name first where the order can be told, else as printed."""
    words = name.split()
    if len(words) < 2 or is_given_name(words[0]) or not all(is_given_name(word) for word in words[1:]):
        return name
    return turned(name)


def turned(name: str) -> str:
    """A name with its first word put last."""
    first, *others = name.split()
    return " ".join([*others, first])


def people_in(lines: Iterable[str]) -> tuple[Person, ...]:
    """The persons of a list of lines, in printed order.

    A telephone, e-mail or title on a person's own line is that person's; on a line without a name it goes to
    the first person who has none yet (a line of names, then a line of addresses, then a line of titles). A title
    on a line before any name, or after persons who have theirs, is the next person's.
    """
    found: list[Person] = []
    waiting: str | None = None
    for line in lines:
        own = len(found)
        if _is_title_line(line) and all(person.title for person in found):
            waiting = line.strip(" .:")
            continue
        text = _MARKER.sub("", line, count=1)
        text = _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
        at = 0
        for contact in _CONTACT.finditer(text):
            _take_words(found, own, text[at : contact.start()])
            _take_contact(found, own, contact)
            at = contact.end()
        _take_words(found, own, text[at:])
        if waiting and len(found) > own and found[own].title is None:
            found[own], waiting = replace(found[own], title=waiting), None
    return tuple(found)


def _is_title_line(line: str) -> bool:
    """Nothing but an officer's title: "vs. kulttuurijohtaja"."""
    words = line.strip(" .:").split()
    return 0 < len(words) <= 8 and is_office(words[-1]) and not _CONTACT.search(line) and "," not in line


def _take_words(found: list[Person], own: int, text: str) -> None:
    for part in _PARTS.split(text):
        words = part.strip(" .:–-")
        if not words or _CONTACT_WORDS.fullmatch(part.strip()):
            continue
        person = person_of(words)
        if person is not None and not (len(found) > own and _is_unit(person)):
            found.append(person)
            continue
        at = _lacking(found, own, "title")
        if at is not None and re.search(r"[^\W\d_]{3}", words):
            found[at] = replace(found[at], title=words)


def _is_unit(person: Person) -> bool:
    """Capitalised words behind a person that no title and no given name shows to be another person."""
    return person.title is None and not any(is_given_name(word) for word in person.name.split())


def _take_contact(found: list[Person], own: int, contact: re.Match[str]) -> None:
    field = "email" if contact["email"] else "phone"
    value = contact["email"] or contact["labelled"] or contact["number"]
    at = _lacking(found, own, field)
    if at is not None:
        found[at] = replace(found[at], **{field: value})


def _lacking(found: list[Person], own: int, field: str) -> int | None:
    if len(found) > own:
        return len(found) - 1 if getattr(found[-1], field) is None else None
    return next((at for at, person in enumerate(found) if getattr(person, field) is None), None)


def person_of(words: str) -> Person | None:
    """The person that "palvelupäällikkö Maija Malli" names, or None when no name stands at the end."""
    parts = words.split()
    start = len(parts)
    while start > 0 and (_NAME_WORD.fullmatch(parts[start - 1]) or parts[start - 1] in _PARTICLES):
        start -= 1
    if start == 0 and len(parts) > 1 and _is_title(parts):
        start = 1
    name = parts[start:]
    if not name or (len(name) == 1 and start == 0) or (len(name) == 1 and not is_office(parts[start - 1])):
        return None
    if any(is_office(word) for word in name):
        return None
    title = " ".join(parts[:start]) or None
    return Person(given_name_first(" ".join(name)), title)


def _is_title(parts: list[str]) -> bool:
    """Does a line of capitalised words begin with a title ("Kaupunkikehitysjohtaja Malli Matti")?"""
    if is_given_name(parts[0]):
        return False
    return is_office(parts[0]) or (len(parts) == 3 and not is_given_name(parts[0]) and _one_given(parts[1:]))


def _one_given(parts: list[str]) -> bool:
    return sum(is_given_name(part) for part in parts) == 1

"""What of a model's guesses is kept, where no rule knows: names, in their base form as far as an ending tells it."""

from __future__ import annotations

import re

from parser.inflection import base_of_name
from parser.mentions import MentionKind
from parser.people import given_name_first
from parser.persons import person_mentions
from parser.places import body_of, is_office

_LEAST = 3  # letters of a name
_NOT_ONE = re.compile(r"[\d\n\t@§€%/]")
_BODY = re.compile(
    r"(?:hallitu|valtuusto|lautakun|jaosto|toimikun|johtokun|toimiala|palvelualue|palvelu|yksik|osasto)\w{0,60}\Z"
)
_HEADINGS = frozenset(
    ("päätös", "esittelijä", "valmistelija", "perustelut", "liitteet", "muutoksenhaku", "täytäntöönpano")
)


def is_named(kind: MentionKind, text: str) -> bool:
    """Is a guess a name at all? No number, heading, office or body of a municipality is one; a person has two names."""
    words = text.split()
    low = text.casefold()
    if len(text) < _LEAST or _NOT_ONE.search(text) or not text[0].isupper() or low in _HEADINGS:
        return False
    if _BODY.search(low) or body_of(text) or any(is_office(word) for word in words):
        return False
    return kind != "person" or (1 < len(words) <= 4 and all(word[0].isupper() for word in (words[0], words[-1])))


def base_form(kind: MentionKind, text: str) -> str:
    """The base form of a guessed name; of an organisation the words themselves."""
    if kind == "person":
        known = next((mention.normal for mention in person_mentions(text)), None)
        *given, last = given_name_first(text).split()
        return known or " ".join([*given, base_of_name(last)])
    return base_of_name(text) if kind == "place" and " " not in text else text

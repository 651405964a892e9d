"""The words around a sum of money: limits, round numbers, units it is for one of, tax. Data: `amounts.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from parser.model import Bound
from parser.vocabulary import read_vocabulary

_ONE = r"(?:[a-zåäö]{1,4}-(?=m[23²³]))?[a-zåäö]{1,20}[23²³]?"  # `kk`, `m²`, `k-m²`
_PER = re.compile(rf" ?/ ?(?P<per>(?:\d{{1,3}}(?: ?000)? )?{_ONE}(?: ?/ ?{_ONE})?)(?![^\W_])", re.IGNORECASE)
_PER_IN_LABEL = re.compile(r"(?:€|(?<!\w)eur|(?<!\w)euroa?)" + _PER.pattern, re.IGNORECASE)
_EACH = re.compile(r" (?P<per>[a-zåäö-]{2,20}) (?:kohden|kohti)(?![^\W_])", re.IGNORECASE)
_RATE = r"(?:\d{1,2}(?:,\d)? ?%|0(?![\d.,]))"
_VAT = re.compile(
    r"(?:sis(?:\.|ältää|ältäen)? ?|ilman |\+ ?|lisättynä )?(?:alv|arvonlisävero)[a-zåäö]{0,14}"
    rf"(?:[.:]{{1,2}}[a-zåäö]{{0,3}})?(?: ?{_RATE})?(?: sis(?:\.|ältyy|ältyen)?)?|{_RATE} alv"
    r"|veroton(?:na)?|verollinen",
    re.IGNORECASE,
)
_VAT_WORDS = re.compile(rf"\(?(?<!\w)(?:{_VAT.pattern})(?!\w)\)?", re.IGNORECASE)
_VAT_OPENS = re.compile(r"[,;]? ?\(? ?")
_VAT_BEFORE = re.compile(r"(?<!\w)(?P<vat>alv[.:]? ?\d{1,2}(?:,\d)? ?%)\)? (?:on )?\Z", re.IGNORECASE)
_TAIL = 60


@dataclass(frozen=True, slots=True)
class _Words:
    numbered: re.Pattern[str]
    negative: re.Pattern[str]
    at_most: re.Pattern[str]
    at_least: re.Pattern[str]
    about: re.Pattern[str]
    per: re.Pattern[str]
    per_unit: dict[str, str]
    per_in_label: re.Pattern[str]
    verbs: frozenset[str]
    pays: frozenset[str]
    aside: frozenset[str]


@cache
def vocabulary() -> _Words:
    """The words that ship with the program."""
    read = read_vocabulary("amounts.toml")
    per = {form: entry["unit"] for entry in read["per"] for form in entry["forms"]}
    longest_first = sorted(per, key=len, reverse=True)
    return _Words(
        re.compile(rf"(?:{'|'.join(_numbered(form) for form in read['numbered']['forms'])}) \Z", re.IGNORECASE),
        re.compile(rf"(?:{'|'.join(_numbered(form) for form in read['negative']['forms'])}) [-–] \Z", re.IGNORECASE),
        _right_before(read["at_most"]["forms"]),
        _right_before(read["at_least"]["forms"]),
        _right_before(read["about"]["forms"]),
        re.compile(rf" (?P<per>{'|'.join(map(re.escape, longest_first))})(?![^\W_])", re.IGNORECASE),
        per,
        re.compile(rf"(?<=\w) ?/ ?(?P<per>{'|'.join(map(re.escape, read['per_in_label']['forms']))})(?!\w)", re.I),
        frozenset(read["verbs"]["forms"]) | frozenset(read["pays"]["forms"]),
        frozenset(read["pays"]["forms"]),
        frozenset(read["aside"]["forms"]),
    )


def _numbered(form: str) -> str:
    start = r"(?<![^\W_])[a-zåäö-]{0,30}" if form.startswith("…") else r"(?<!\w)"
    return start + re.escape(form.strip("…")) + (r"[a-zåäö]{0,8}" if form.endswith("…") else "")


def _right_before(forms: list[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?: noin| n\.| yhteensä)? {{1,3}}\Z", re.IGNORECASE
    )


def counts_things(before: str) -> bool:
    """Does the text before a number end with a word that counts things ("Hanke ", "Liite ", "§ ")?"""
    return vocabulary().numbered.search(before) is not None


def may_be_negative(before: str) -> bool:
    """Is the word before a spaced dash one that losses are told of ("toimintakate – 5 000 €"), and no list's name?"""
    return vocabulary().negative.search(before) is not None


def bound_before(before: str) -> Bound | None:
    """The limit that the words right before a sum make it."""
    if vocabulary().at_most.search(before):
        return "max"
    return "min" if vocabulary().at_least.search(before) else None


def about_before(before: str) -> bool:
    """Do the words right before a sum make it a round one?"""
    return vocabulary().about.search(before) is not None


def without_limit(before: str) -> str:
    """The words before a sum without those right before it that make it a limit or a round one."""
    words = vocabulary()
    while match := words.at_most.search(before) or words.at_least.search(before) or words.about.search(before):
        before = before[: match.start()]
    return before


def per_after(text: str, end: int) -> tuple[str | None, int]:
    """What the sum that ends at `end` is for one of, and where the words for it end."""
    if match := _PER.match(text, end):
        return re.sub(" ?/ ?", "/", match["per"].casefold()), match.end()
    if match := vocabulary().per.match(text, end):
        return vocabulary().per_unit[match["per"].casefold()], match.end()
    if match := _EACH.match(text, end):
        return match["per"].casefold(), match.end()
    return None, end


def per_in(label: str) -> str | None:
    """What the sums below a header are for one of: `€/asukas`, `euroa vuodessa`, `Vuokra/kk`."""
    if match := _PER_IN_LABEL.search(label):
        return re.sub(" ?/ ?", "/", match["per"].casefold())
    words = vocabulary()
    match = words.per.search(label)
    if match and not match["per"].casefold().endswith("ittain"):  # `Rahoitus vuosittain`: each year's in its column
        return words.per_unit[match["per"].casefold()]
    match = words.per_in_label.search(label)
    return match["per"].casefold() if match else None


def without_tax(label: str) -> str:
    """A label without what it says of value-added tax: `Hinta (alv 0 %)` is no percentage."""
    return _VAT_WORDS.sub(" ", label)


def vat_after(text: str, end: int) -> str | None:
    """What is said of value-added tax right behind a sum, as printed."""
    tail = text[end : end + _TAIL]
    opening = _VAT_OPENS.match(tail)
    match = _VAT.match(tail, opening.end() if opening else 0)
    said = match[0].strip() if match else None
    return said if said is None or said.casefold().endswith(("alv.", "sis.")) else said.rstrip(".")


def vat_before(before: str) -> str | None:
    """What is said of value-added tax right before a sum."""
    match = _VAT_BEFORE.search(before)
    return match["vat"] if match else None

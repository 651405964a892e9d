"""Queries that name a decision or a case and nothing else: an id, a case id, a § with its date.

`KH 4.4.2022 § 129`, `Kaupunginhallituksen päätös 4.4.2022 129 §`, `§ 129/2022`. Quantifiers are bounded and the
query is short: the time is linear.
"""

from __future__ import annotations

import re
from datetime import date

from corpus import date_bound
from index.analysis import terms
from index.patterns import CASE_ID, DECISION_ID
from index.tree import CaseId, DecisionId, Node, Reference
from index.words import Words

_DATE = re.compile(
    r"(?<![\w.])(?:[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:19|20)[0-9]{2})(?![\w-])(?!\.[0-9])"
)
_NUMBER_BEHIND = re.compile(r"§ ?(?P<number>[0-9]{1,5} ?[a-z]?)(?!\w)")
_NUMBER_BEFORE = re.compile(r"(?<![\w.-])(?P<number>[0-9]{1,5} ?[a-z]?) ?§(?::n|:ssä|:stä|:ään)?(?!\w)")
# What may stand between the parts and says nothing: "Kaupunginhallitus, kokous 4.4.2022, § 129", "pvm:2022 § 129"
_BETWEEN = re.compile(r"[,;:/()]+|\b(?:kokous|kokouksen|päätös|päätöksen|pykälä|pvm|päivä|date)\b", re.IGNORECASE)
_BODY = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .-]){0,79}")


def named(text: str) -> DecisionId | CaseId | None:
    """The id or case id that a query is."""
    if DECISION_ID.fullmatch(text):
        return DecisionId(text)
    return CaseId(text) if CASE_ID.fullmatch(text) else None


def reference(text: str, otherwise: Node) -> Reference | None:
    """The § of a day or a year that a query is; None where it says more than that, or less."""
    numbers = list(_NUMBER_BEHIND.finditer(text)) or list(_NUMBER_BEFORE.finditer(text))
    dates = list(_DATE.finditer(text))
    if len(numbers) != 1 or len(dates) != 1:
        return None
    rest = text
    for match in sorted((*numbers, *dates), key=lambda each: -each.start()):
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    body = " ".join(_BETWEEN.sub(" ", rest).split())
    days = _days(dates[0][0])
    if days is None or not (body == "" or _BODY.fullmatch(body)):
        return None
    return Reference(body or None, *days, numbers[0]["number"].replace(" ", ""), otherwise)


def is_body(typed: str, body: str, words: Words) -> bool:
    """Is this what is typed, in any form: `kaupunginhallituksen`, `Teknisen lautakunnan`?"""
    lemmas = {lemma for term in terms(body, words) for lemma in term.lemmas}
    return all(lemmas.intersection(term.asked) for term in terms(typed, words) if not term.part)


def _days(text: str) -> tuple[date, date] | None:
    try:
        return date_bound(text, last=False), date_bound(text, last=True)
    except ValueError:
        return None

"""Who had which part in a decision: prepared, presented, proposed, supported, voted, dissented, was disqualified.

Read from a decision as it is, so that nothing of it changes; the words are data: `parts.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from parser.model import Attendee, Decision, Kind
from parser.names import base_of, names_in_row, the_one_meant, turned_as_one
from parser.outcomes import compiled_alone, sentences_of
from parser.people import is_given_name
from parser.vocabulary import read_vocabulary

Role = Literal["preparer", "presenter", "proposer", "supporter", "voter", "dissenter", "disqualified"]
Side = Literal["for", "against", "blank", "absent"]

_TOLD: tuple[Role, ...] = ("proposer", "supporter", "dissenter", "disqualified")
_WHERE: frozenset[Kind] = frozenset(["decision", "handling", "vote", "dissent", "disqualification"])
# A row of names gives nothing back (`+` behind a count): what does not fit behind all of it fits behind no part of it.
_NAMES = (
    r"(?P<{0}>(?<![\w’-])[A-ZÅÄÖ][\w’.-]{{0,40}}+(?: (?:von |af |de |van )?[A-ZÅÄÖ][\w’-]{{0,40}}+){{0,4}}+"
    r"(?:(?: ?\([^()]{{1,80}}\))?+(?:,| ja| sekä)(?: (?:[a-zåäö-]{{2,40}}+|\d\.)){{0,4}}+ "
    r"[A-ZÅÄÖ][\w’-]{{0,40}}+(?: [A-ZÅÄÖ][\w’-]{{0,40}}+){{0,3}}+){{0,20}}+)"
)
_SIDES: dict[str, Side] = {"jaa": "for", "ei": "against", "tyhj": "blank", "pois": "absent"}
_TRIGGER = re.compile(
    r"kannatt|esitti|esittivät|ehdotti|ehdottivat|teki|tehn|tekem|ehdotuksesta|eriäv|esteelli|jääv|[Tt]ekijä|ehdotus:|[Ee]hdottaja|ilmoitti"
)
_SIDE_BY_SIDE = re.compile(r" (?:ym\. )?kannattamana\b")
_OFFICE = re.compile(
    r"(?:\b[A-ZÅÄÖa-zåäö-]{4,40}n (?:\d\. )?)?\b\w{0,30}"
    r"(?:[Pp]uheenjohtaja|[Jj]äsen|[Vv]altuutettu|[Ss]ihteeri|johtaja|päällikkö) \Z"
)
_LONGEST_OFFICE = 90
_ORDINAL = re.compile(r"(?:\A| )\d{1,2}\.\Z")
_VOTED = re.compile(r"\b(?:jaa|ei|tyhj\w{1,3})\b", re.IGNORECASE)
_ONE_BY_ONE = re.compile(r"[A-ZÅÄÖ][\w’-]{1,60}(?: [A-ZÅÄÖ][\w’-]{1,60}){1,3}")


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part in a decision (rooli).

    name     in its base form, given name first, where that can be told; else as printed
    printed  as it stands in the text
    title    of a preparer or presenter; of others the office that stands before the name
    side     of a voter
    words    the sentence that tells it
    """

    name: str
    role: Role
    printed: str
    title: str | None = None
    side: Side | None = None
    words: str | None = None


@cache
def _patterns(role: str) -> tuple[re.Pattern[str], ...]:
    named = _NAMES.format("names")
    return tuple(
        compiled_alone(pattern.replace("<people>", named))
        for pattern in read_vocabulary("parts.toml")[role]["patterns"]
    )


def parts_of(decision: Decision, attendance: Sequence[Attendee] = ()) -> tuple[Part, ...]:
    """Who had which part, each once; `attendance` tells whom a surname or an inflected name means."""
    found = [Part(person.name, "preparer", person.name, person.title) for person in decision.preparers]
    if decision.presenter:
        found.append(Part(decision.presenter.name, "presenter", decision.presenter.name, decision.presenter.title))
    told = [
        part for section in decision.sections if section.kind in _WHERE for part in _told(section.kind, section.text)
    ]
    known = [*(each.name for each in attendance), *(part.name for part in found)]
    known += [part.printed for part in told if len(part.printed.split()) > 1 and _may_be_base(part.printed)]
    found += [_resolved(part, known) for part in told]
    once: dict[tuple[str, Role, Side | None], Part] = {}
    for part in found:
        once.setdefault((part.name, part.role, part.side), part)
    return tuple(once.values())


def _may_be_base(name: str) -> bool:
    return name.endswith("nen") or not name.endswith("n")


def _resolved(part: Part, known: Sequence[str]) -> Part:
    name = the_one_meant(part.printed, known) or part.name
    return Part(name, part.role, part.printed, part.title, part.side, part.words)


def _told(kind: Kind, text: str) -> Iterator[Part]:
    """The parts that one section's text tells, names as printed."""
    if _TRIGGER.search(text):
        for paragraph in text.split("\n"):
            for sentence in _sentences(paragraph):
                for role in _TOLD:
                    for name in told_in(sentence, role):
                        yield Part(base_of(name), role, name, _office_before(sentence, name), words=sentence)
        for match in _LABELLED.finditer(text):
            yield from (Part(name, "proposer", name, words=match[0].strip()) for name in names_in_row(match["names"]))
    if kind in ("dissent", "disqualification"):
        yield from _by_name_alone(kind, text)
    if _VOTED.search(text):
        yield from _voters(text)


_LABELLED = re.compile(
    r"(?:Vasta|Muutos|Lisäys|Palautus|Hylkäys)(?:ehdotus|esitys)(?: (?:nro )?\d{1,3})?:\n{1,2}"
    r"(?P<names>[A-ZÅÄÖ][\w’-]{1,40}(?: [A-ZÅÄÖ][\w’-]{1,40}){1,3}):"
)


def _sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph; one that ends in an ordinal ("1. varapuheenjohtaja") goes on."""
    begun = ""
    for sentence in sentences_of(paragraph):
        begun = f"{begun} {sentence}".strip()
        if not _ORDINAL.search(begun):
            yield begun
            begun = ""
    if begun:
        yield begun


def told_in(sentence: str, role: str) -> tuple[str, ...]:
    """The persons who have a part in one sentence, as printed."""
    if role == "disqualified" and _nobody(sentence):
        return ()
    return tuple(
        dict.fromkeys(
            name
            for pattern in _patterns(role)
            for match in pattern.finditer(sentence)
            for name in _in_match(match, role)
        )
    )


def _office_before(sentence: str, name: str) -> str | None:
    """ "kaupunginvaltuuston 1. varapuheenjohtaja" before a name."""
    at = sentence.find(name)
    match = _OFFICE.search(sentence, max(0, at - _LONGEST_OFFICE), at) if at > 0 else None
    return match[0].strip() if match else None


def _in_match(match: re.Match[str], role: str) -> tuple[str, ...]:
    """The names of one match; who made a proposal may stand before who supports it: "Malli Keksilän kannattamana"."""
    names = tuple(names_in_row(match["names"], alone=role == "voter"))
    if len(names) != 1 or not _SIDE_BY_SIDE.match(match.string, match.end("names")):
        return names
    words = names[0].split()
    if len(words) == 2 and not is_given_name(words[0]):
        maker, second = words[0], words[1]
    elif len(words) == 4 and is_given_name(words[2]):
        maker, second = " ".join(words[:2]), " ".join(words[2:])
    else:
        return names if role == "supporter" else ()
    return (second,) if role == "supporter" else (maker,)


def _nobody(sentence: str) -> bool:
    return re.search(r"\b(?:kukaan|ei (?:ole|ollut)|eivät)\b.{0,80}esteelli", sentence, re.IGNORECASE) is not None


def _by_name_alone(kind: Kind, text: str) -> Iterator[Part]:
    """A line that is nothing but names, under a heading that says what they did."""
    role: Role = "dissenter" if kind == "dissent" else "disqualified"
    for line in text.split("\n"):
        if all(_ONE_BY_ONE.fullmatch(part) for part in re.split(r", | ja ", line.strip())):
            yield from (Part(name, role, name, words=line) for name in names_in_row(line))


def _voters(text: str) -> Iterator[Part]:
    for pattern in _patterns("voter"):
        for match in pattern.finditer(text):
            side = next(value for start, value in _SIDES.items() if match["side"].casefold().startswith(start))
            words = " ".join(match[0].split())
            row = tuple(names_in_row(match["names"], alone=True))
            turned = turned_as_one(row)
            yield from (Part(name, "voter", each, None, side, words) for name, each in zip(turned, row, strict=True))

"""What was decided, by the wording. The words are data: `outcomes.toml`. Where they do not say, `unknown`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from parser.language import sentences
from parser.model import Outcome
from parser.places import body_of
from parser.vocabulary import read_vocabulary

_FEW_WORDS = r"(?:\S{1,60} ){0,14}?"


@dataclass(frozen=True, slots=True)
class _Words:
    outcomes: tuple[tuple[Outcome, re.Pattern[str]], ...]
    procedure: re.Pattern[str]
    reference: re.Pattern[str]
    aside: re.Pattern[str]


@cache
def vocabulary() -> _Words:
    """`outcomes.toml`, compiled."""
    read = raw_vocabulary()
    outcomes = tuple((entry["outcome"], compiled(entry["patterns"])) for entry in read["outcome"])
    reference = re.compile(rf"(?:{'|'.join(read['reference']['patterns'])})[.!]?\Z", re.IGNORECASE)
    return _Words(outcomes, compiled(read["procedure"]["patterns"]), reference, compiled(read["aside"]["patterns"]))


def raw_vocabulary() -> dict[str, Any]:
    """The file as it stands, examples included, for the tests."""
    return read_vocabulary("outcomes.toml")


def compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    """The patterns of a vocabulary file as one; "~" is a few words."""
    return re.compile("|".join(pattern.replace("~", _FEW_WORDS) for pattern in patterns), re.IGNORECASE)


def compiled_alone(pattern: str) -> re.Pattern[str]:
    """One pattern of a vocabulary file in the case it is written in, lines being lines; "~" is a few words."""
    return re.compile(pattern.replace("~", _FEW_WORDS), re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ruling:
    """An outcome and the sentence that it rests on."""

    outcome: Outcome
    words: str | None


def ruling_of(text: str | None) -> Ruling:
    """The outcome that a decision's text tells; of several sentences that tell it the last.

    `other`, with its first sentence, for a decision whose words are none of the vocabulary's; `unknown` for no
    decision.
    """
    if not text:
        return Ruling("unknown", None)
    said = [(outcome_of(sentence), sentence) for sentence in map(_without_body, sentences_of(text))]
    for outcome, _ in vocabulary().outcomes:
        words = [sentence for told, sentence in said if told == outcome]
        if words:
            return Ruling(outcome, words[-1])
    return Ruling("other", said[0][1] if said else None)


def _without_body(sentence: str) -> str:
    """A sentence without the body's name that some print as a line before its decision: "Lautakunta:"."""
    name, _, rest = sentence.partition(": ")
    return rest if rest and body_of(name) else sentence


def outcome_of(sentence: str) -> Outcome | None:
    """The outcome that one sentence tells, or None."""
    if vocabulary().procedure.search(sentence):
        return None
    return next((outcome for outcome, pattern in vocabulary().outcomes if pattern.search(sentence)), None)


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, each on one line."""
    return tuple(" ".join(text[start:end].split()) for start, end in sentences(text))


def points_to_proposal(text: str) -> bool:
    """Whether some sentence of a decision only points to the proposal."""
    return any(vocabulary().reference.match(sentence) for sentence in sentences_of(text))


def effective_text(decision: str | None, proposal: str | None, ruling: Ruling) -> str | None:
    """What was really decided.

    The proposal's text where the decision only points to it; where the decision points to it and adds
    something, the proposal's text and then the addition; else the decision's own text.
    """
    if decision is None or proposal is None or ruling.outcome != "approved":
        return decision
    words = vocabulary()
    said = sentences_of(decision)
    pointing = [sentence for sentence in said if words.reference.match(sentence)]
    added = [s for s in said if s not in pointing and not words.aside.search(s) and not words.procedure.search(s)]
    if not pointing:
        return decision
    return proposal if not added else f"{proposal}\n\n{decision}"

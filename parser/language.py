"""The one home of spaCy: Finnish tokens and sentences, the rules as components, a model that fills in after them.

spaCy is imported at the first call, not before.

`spacy.blank("fi")` needs no model; its sentencizer splits at sentence punctuation that spaCy's Finnish
rules do not take for an abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from parser.entities import RULES, Setting, setting_of, thawable
from parser.guesses import base_form, is_named
from parser.mentions import Mention, MentionKind, Taken

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a text; `start` and `end` are character offsets into it."""

    text: str
    start: int
    end: int


@cache
def _finnish() -> Language:
    import spacy

    nlp = spacy.blank("fi")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 50_000_000  # the limit guards the models' memory; this pipeline holds none
    return nlp


# spaCy takes punctuation off a word one sign at a time, which for a run of thousands takes minutes.
_ENDLESS_WORD = re.compile(r"\S{300,}")


def _bearable(text: str) -> str:
    """The text with each endless word made plain letters; every other character stays where it is."""
    return _ENDLESS_WORD.sub(lambda match: "x" * len(match[0]), text)


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order, without those of white space alone."""
    found = []
    for token in _finnish().tokenizer(_bearable(text)):
        if not token.is_space:
            end = token.idx + len(token.text)
            found.append(Token(text[token.idx : end], token.idx, end))
    return tuple(found)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as (start, end) offsets, without the white space around them."""
    found = []
    for sentence in _finnish()(_bearable(text)).sents:
        inside = sentence.text.strip()
        if inside:
            start = sentence.start_char + sentence.text.index(inside)
            found.append((start, start + len(inside)))
    return tuple(found)


NER_MODELS = ("spacy_fi_experimental_web_md", "fi_core_news_lg", "fi_core_news_md", "fi_core_news_sm")
"""Finnish spaCy models that name persons, organisations and places; the first that is installed counts."""

_LABELS: dict[str, MentionKind] = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
_MENTIONS = "pykala"  # what a Doc's user_data and spans hold the mentions under


def installed_model() -> str | None:
    """The name of the Finnish model that is installed (`pykala[ner]`), or None."""
    return next((name for name in NER_MODELS if find_spec(name)), None)


@cache
def recogniser(name: str) -> Language:
    """The entity recogniser of an installed model: a package's name, or the folder of one."""
    import spacy

    # its lemmas are not asked for, and need a library of the system
    return spacy.load(name, exclude=["lemmatizer", "morphologizer", "parser", "tagger", "senter", "attribute_ruler"])


def pipeline(setting: Setting, model: str | None = None) -> Language:
    """A spaCy pipeline: a component for each rule, in their order, and last one that fills in from an installed model.

    A Doc of it has `doc.user_data["pykala"]`, the mentions, and `doc.spans["pykala"]`, the tokens that they touch, each
    span with its kind for a label and its base form for an id. `parse` asks the same rules without the tokens.
    """
    import spacy
    from spacy.language import Language as SpacyLanguage

    nlp = spacy.blank("fi")
    if not SpacyLanguage.has_factory("pykala_rule"):
        SpacyLanguage.factory("pykala_rule", func=_rule_component)
        SpacyLanguage.factory("pykala_model", func=_model_component)
    told = thawable(setting)
    for rule in RULES:
        nlp.add_pipe("pykala_rule", f"pykala_{rule.name}", config={"rule": rule.name, "setting": told})
    if model is not None:
        nlp.add_pipe("pykala_model", config={"model": model})
    return nlp


def _rule_component(nlp: Language, name: str, rule: str, setting: dict[str, Any]) -> Callable[[Doc], Doc]:
    chosen = next(each for each in RULES if each.name == rule)
    where = setting_of(setting)
    return lambda doc: _with_mentions(doc, chosen.find(doc.text, where), chosen.beside)


def _model_component(nlp: Language, name: str, model: str) -> Callable[[Doc], Doc]:
    return lambda doc: _with_mentions(doc, model_mentions(doc.text, model), False)


def _with_mentions(doc: Doc, mentions: Iterable[Mention], beside: bool) -> Doc:
    found: list[Mention] = doc.user_data.setdefault(_MENTIONS, [])
    taken = Taken(doc.text)
    for mention in found:
        if mention.kind not in ("date", "period"):
            taken.take(mention.start, mention.end)
    found += taken.free(mentions, beside)
    spans = [
        doc.char_span(each.start, each.end, each.kind, alignment_mode="expand", span_id=each.normal or "")
        for each in found
    ]
    doc.spans[_MENTIONS] = [span for span in spans if span is not None]
    return doc


def model_mentions(text: str, model: str) -> Iterator[Mention]:
    """The persons, organisations and places that an installed model finds in a text; it guesses where rules know."""
    for span in recogniser(model)(_bearable(text)).ents:
        kind = _LABELS.get(span.label_)
        start = span.start_char
        printed = text[start : span.end_char].rstrip(" .,;:")
        if kind and is_named(kind, printed):
            yield Mention(kind, start, start + len(printed), printed, base_form(kind, printed))

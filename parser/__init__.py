"""Documents in, minutes out. Pure: no clock, no network, no environment; same bytes, same minutes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from parser.apart import columns_of_different_money
from parser.errors import ParserError, ScannedDocument, UnreadableDocument, UnsupportedFormat
from parser.language import Token, sentences, tokens
from parser.model import (
    Amount,
    Attendee,
    Block,
    Cell,
    Check,
    Conversion,
    Decision,
    Earlier,
    Entity,
    Meeting,
    Minutes,
    Outcome,
    Person,
    Reference,
    Section,
    Source,
    SourceDocument,
    Spot,
    Table,
    Vote,
    Warning,  # noqa: A004  the domain's word
)
from parser.normalise import slug
from parser.readers import media_type_of
from parser.roles import is_within
from parser.tables import typed_cells, unchecked_because
from parser.version import __version__

if TYPE_CHECKING:
    from parser.changes import Changes, changes_of
    from parser.citations import Cited, cited
    from parser.differing import Span, spans_of
    from parser.filling import NoModel, filled
    from parser.names import is_form_of, means, the_one_meant
    from parser.parts import Part, Role, Side, parts_of
    from parser.places import body_of, genitive_of, is_office

__all__ = [
    "Amount",
    "Attendee",
    "Block",
    "Cell",
    "Changes",
    "Check",
    "Cited",
    "Conversion",
    "Decision",
    "Earlier",
    "Entity",
    "Meeting",
    "Minutes",
    "NoModel",
    "Outcome",
    "ParserError",
    "Part",
    "Person",
    "Reference",
    "Role",
    "ScannedDocument",
    "Section",
    "Side",
    "Source",
    "SourceDocument",
    "Span",
    "Spot",
    "Table",
    "Token",
    "UnreadableDocument",
    "UnsupportedFormat",
    "Vote",
    "Warning",
    "__version__",
    "body_of",
    "changes_of",
    "cited",
    "columns_of_different_money",
    "filled",
    "genitive_of",
    "is_form_of",
    "is_office",
    "is_within",
    "means",
    "media_type_of",
    "parse",
    "parts_of",
    "prepare",
    "sentences",
    "slug",
    "spans_of",
    "the_one_meant",
    "tokens",
    "typed_cells",
    "unchecked_because",
]


def parse(document: SourceDocument, conversion: Conversion | None = None) -> Minutes:
    """The minutes that a document holds; read out of its conversion where one is given, and still its own.

    Raises `ParserError` when nothing can be delivered; `ScannedDocument` when only its recognised text could be.
    """
    # Imported here: who only wants to know what minutes are, such as a search, would wait for the patterns.
    from parser.decisions import interpret
    from parser.readers import read
    from parser.recognised import doubted
    from parser.sections import divide

    return doubted(interpret(divide(read(document, conversion))))


def prepare(media_type: str) -> None:
    """Loads what reading a format needs, so that processes that are forked later share it. Reads nothing."""
    from parser import decisions, recognised, sections  # noqa: F401
    from parser.readers import prepare as prepare_reader

    prepare_reader(media_type)
    sentences("Valmis.")


_LATER = {
    "Changes": ("parser.changes", "Changes"),
    "Cited": ("parser.citations", "Cited"),
    "NoModel": ("parser.filling", "NoModel"),
    "Part": ("parser.parts", "Part"),
    "Role": ("parser.parts", "Role"),
    "Side": ("parser.parts", "Side"),
    "Span": ("parser.differing", "Span"),
    "body_of": ("parser.places", "body_of"),
    "changes_of": ("parser.changes", "changes_of"),
    "cited": ("parser.citations", "cited"),
    "filled": ("parser.filling", "filled"),
    "genitive_of": ("parser.places", "genitive_of"),
    "is_form_of": ("parser.names", "is_form_of"),
    "is_office": ("parser.places", "is_office"),
    "means": ("parser.names", "means"),
    "parts_of": ("parser.parts", "parts_of"),
    "spans_of": ("parser.differing", "spans_of"),
    "the_one_meant": ("parser.names", "the_one_meant"),
}
"""What is imported when it is first asked for: a search, which needs none of it, begins sooner."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own = _LATER[name]
    return getattr(import_module(module), own)

"""Documents in, minutes out. Pure: no clock, no network, no environment; same bytes, same minutes."""

from __future__ import annotations

from parser.decisions import interpret
from parser.errors import ParserError, UnreadableDocument, UnsupportedFormat
from parser.language import Token, sentences, tokens
from parser.model import (
    Amount,
    Attendee,
    Block,
    Cell,
    Check,
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
    Table,
    Vote,
    Warning,  # noqa: A004  the domain's word
)
from parser.normalise import slug
from parser.readers import media_type_of, read
from parser.sections import divide
from parser.tables import typed_cells
from parser.version import __version__

__all__ = [
    "Amount",
    "Attendee",
    "Block",
    "Cell",
    "Check",
    "Decision",
    "Earlier",
    "Entity",
    "Meeting",
    "Minutes",
    "Outcome",
    "ParserError",
    "Person",
    "Reference",
    "Section",
    "Source",
    "SourceDocument",
    "Table",
    "Token",
    "UnreadableDocument",
    "UnsupportedFormat",
    "Vote",
    "Warning",
    "__version__",
    "media_type_of",
    "parse",
    "sentences",
    "slug",
    "tokens",
    "typed_cells",
]


def parse(document: SourceDocument) -> Minutes:
    """The minutes that a document holds. Raises `ParserError` when nothing can be delivered."""
    return interpret(divide(read(document)))

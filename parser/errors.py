"""Why a document could not be read. An oddity of a readable document is a `Warning`, not an error."""


class ParserError(Exception):
    """Nothing could be delivered. The message is one sentence for a reader, without the file's name."""


class UnsupportedFormat(ParserError):  # noqa: N818  it names what is the matter, as the design has it
    """No reader knows the format."""


class UnreadableDocument(ParserError):  # noqa: N818
    """The format is known, but the document is empty, damaged, locked, or holds no decision."""


class ScannedDocument(UnreadableDocument):
    """Its pages are pictures without text: it can be read only once its text is recognised (OCR)."""

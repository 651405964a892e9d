"""A second opinion on how many pages a PDF has, by PDFium, which lives in this module alone.

PDFium aborts its process on some files: only a child process asks.
"""

from __future__ import annotations


def counted_pages(content: bytes) -> int | None:
    """The pages that PDFium counts, or None where it cannot open the file."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return None
    try:
        return len(document)
    finally:
        document.close()

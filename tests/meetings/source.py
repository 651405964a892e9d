"""The source HTML that CaseM leaves in the Info keys of a PDF, made for documents of our own."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence

from tests.meetings.printed import Element, Rows, as_page

KEY = "casem-source-html"
_CLERKS = '<div class="info-field ckeditor-content-container">{}</div>'


def casem_source(elements: Sequence[Element]) -> str:
    """The page of the elements: tables where a clerk wrote them, a zero-width space where a line may be broken."""
    pages = [as_page([element]).split("<body>\n")[1].split("\n</body>")[0] for element in elements]
    parts = [_CLERKS.format(p) if isinstance(e, Rows) else p for p, e in zip(pages, elements, strict=True)]
    body = re.sub(r"(?<=[-,])(?=[^<>]{0,10000}<)", "\u200b", "\n".join(parts))
    head = '<meta charset="utf-8"><title>Pöytäkirja</title><bookmarks><bookmark name="§ 1" href="#a"/></bookmarks>'
    return (
        f'<!DOCTYPE html>\n<html lang="fi">\n<head>{head}</head>\n<body>\n<!-- Topics -->\n{body}\n</body>\n</html>\n'
    )


def parts_of(markup: str | bytes, longest: int = 65_535) -> dict[str, bytes]:
    """The markup as the keys have it: base64, cut where a string of a PDF may be no longer."""
    whole = base64.b64encode(markup.encode() if isinstance(markup, str) else markup)
    cuts = range(0, len(whole), longest)
    return {f"{KEY}_{number}": whole[cut : cut + longest] for number, cut in enumerate(cuts)}


def with_info(pdf: bytes, info: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """The PDF with an Info dictionary of these keys written behind it, as programs do that change a file."""
    trailer = pdf[pdf.rindex(b"trailer") :]
    root, size, before = (_found(p, trailer) for p in (rb"/Root (\d+ \d+ R)", rb"/Size (\d+)", rb"startxref\s+(\d+)"))
    entries = info.items() if isinstance(info, Mapping) else info
    said = b"\n".join(b"/%s %s" % (key.encode(), _string(value)) for key, value in entries)
    made = b"%s 0 obj\n<< %s >>\nendobj\n" % (size, said)
    pdf = pdf.rstrip() + b"\n"
    table = b"xref\n%s 1\n%010d 00000 n \ntrailer\n<< /Root %s /Size %d /Info %s 0 R /Prev %s >>\n" % (
        size, len(pdf), root, int(size) + 1, size, before,
    )  # fmt: skip
    return pdf + made + table + b"startxref\n%d\n%%%%EOF\n" % (len(pdf) + len(made))


def with_source(pdf: bytes, markup: str) -> bytes:
    return with_info(pdf, parts_of(markup))


def without_source(pdf: bytes) -> bytes:
    """The same bytes, but the keys mean nothing to anybody."""
    return pdf.replace(KEY.encode(), b"nobodys-keys-html")


def _found(pattern: bytes, text: bytes) -> bytes:
    found = re.search(pattern, text)
    assert found is not None
    return found[1]


def _string(value: bytes) -> bytes:
    escaped = value.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(%s)" % escaped

"""What a file is, by its bytes."""

from __future__ import annotations

import struct

import pytest

from parser import ParserError, UnreadableDocument, UnsupportedFormat, media_type_of
from tests.office.making import replaced, saved, word_file, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(*names: str) -> bytes:
    """An old office file as far as its directory."""
    entries = [name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", *names)]
    return OLE.ljust(512, b"\x00") + b"".join(entries)


def content_types(kind: str) -> bytes:
    return zipped({"[Content_Types].xml": f'<Types><Override ContentType="application/{kind}.main+xml"/></Types>'})


def open_document(kind: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"})


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (saved(word_file("x")), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            content_types("vnd.ms-word.document.macroEnabled"),
            "application/vnd.ms-word.document.macroenabled.12",
        ),
        (open_document("text"), "application/vnd.oasis.opendocument.text"),
        (ole("WordDocument"), "application/msword"),
        (b"{\\rtf1 x}", "application/rtf"),
        (zipped({"a.txt": "x"}), "application/zip"),
        (zipped({}), "application/zip"),
    ],
)
def test_files_are_told_by_their_bytes(content: bytes, media_type: str) -> None:
    assert media_type_of(content, "nimi.txt") == media_type


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (content_types("vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "a spreadsheet (xlsx)"),
        (content_types("vnd.openxmlformats-officedocument.presentationml.presentation"), "slides (pptx)"),
        (content_types("muu"), "unknown kind"),
        (open_document("spreadsheet"), "a spreadsheet (ods)"),
        (zipped({"mimetype": "application/epub+zip"}), "an e-book"),
        (ole("Workbook"), "an old spreadsheet (xls)"),
        (ole("EncryptedPackage"), "locked with a password"),
        (ole("Muu"), "unknown kind"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"\x89PNG\r\n", "a picture"),
    ],
)
def test_what_is_not_read_is_named(content: bytes, reason: str) -> None:
    with pytest.raises(UnsupportedFormat) as raised:
        media_type_of(content, "a.docx")
    assert reason in str(raised.value)


def test_an_open_document_bomb_is_refused() -> None:
    content = replaced(open_document("text"), "content.xml", lambda _: bytes(61_000_000))
    with pytest.raises(UnreadableDocument, match="unpacks to more"):
        media_type_of(content, "a.odt")


def test_a_huge_table_of_contents_is_not_read() -> None:
    content = zipped({"a.txt": "x"})
    at = content.rfind(b"PK\x05\x06")
    huge = content[: at + 12] + struct.pack("<L", 400_000_000) + content[at + 16 :]
    with pytest.raises(UnreadableDocument, match="too many members"):
        media_type_of(huge, "a.zip")


def test_cut_off_zips_are_a_reason() -> None:
    content = zipped({"a.txt": "x" * 100, "b.txt": "y"})
    for end in range(4, len(content)):
        with pytest.raises(ParserError):
            media_type_of(content[:end], "a.zip")

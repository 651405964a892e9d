"""Zip files that others made, opened within bounds: what they declare is counted before anything is unpacked."""

from __future__ import annotations

import io
import re
import struct
import zipfile

from parser.errors import UnreadableDocument

MOST_UNPACKED = 200_000_000
"""Bytes that an office file may have unpacked; pictures are most of it."""

_MOST_XML = 60_000_000  # bytes of one member of XML; 1,000 pages of minutes take some 20 million
_LARGEST_DIRECTORY = 4_000_000  # bytes: some 40,000 members
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = 20  # bytes
_NOT_IN_OFFICE_FILES = re.compile(rb"<!\s?(?:doctype|entity)", re.IGNORECASE)
_HEAD = 2048


def open_zip(content: bytes) -> zipfile.ZipFile:
    """A zip file's table of contents. `UnreadableDocument` where it is damaged or too long to be read."""
    if _directory_size(content) > _LARGEST_DIRECTORY:
        raise UnreadableDocument("the zip file holds too many members")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except Exception as error:  # zipfile raises BadZipFile, but also struct, Unicode and value errors
        raise UnreadableDocument("the zip file is damaged") from error


def _directory_size(content: bytes) -> int:
    """The size that a zip declares for its table of contents: all of it is read at once when a zip is opened."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - _END.size - 65_535))
    if at < 0 or at + _END.size > len(content):
        return 0  # no zip at all, which opening it will tell
    size: int = _END.unpack_from(content, at)[5]
    at_64 = at - _LOCATOR_64 - _END_64.size
    if at_64 >= 0 and content.startswith(b"PK\x06\x06", at_64):
        size = max(_END_64.unpack_from(content, at_64)[8], size if size != 0xFFFFFFFF else 0)
    return size


def check_office_file(archive: zipfile.ZipFile) -> None:
    """That an office file can be unpacked in memory and read as XML without harm, else `UnreadableDocument`."""
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableDocument("the office file is locked with a password")
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise UnreadableDocument(f"the office file unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels")):
            if member.file_size > _MOST_XML:
                raise UnreadableDocument(f"a part of the office file unpacks to more than {_MOST_XML // 1_000_000} MB")
            if _NOT_IN_OFFICE_FILES.search(head_of(archive, member).replace(b"\x00", b"")):
                raise UnreadableDocument("the office file defines XML entities, which no office program does")


def head_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The first bytes of a member."""
    try:
        with archive.open(member) as stream:
            return stream.read(_HEAD)
    except Exception as error:  # BadZipFile, zlib.error, EOFError, NotImplementedError …
        raise UnreadableDocument("the zip file is damaged") from error

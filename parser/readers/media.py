"""What a file is, told from its bytes; its name decides only between plain text and HTML."""

from __future__ import annotations

import re
import zipfile
from pathlib import PurePath

from parser.errors import UnreadableDocument, UnsupportedFormat
from parser.readers.zips import check_office_file, head_of, open_zip

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCM = "application/vnd.ms-word.document.macroenabled.12"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
RTF = "application/rtf"
ZIP = "application/zip"

_OLE = "application/x-ole-storage"
_HEAD = 4096
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),  # with nothing in it
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
    (b"{\\rtf", RTF),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
)
_NOT_READ = {
    "image/png": "a picture",
    "image/jpeg": "a picture",
    "image/gif": "a picture",
    "image/tiff": "a picture",
    "application/vnd.rar": "a RAR archive",
    "application/x-7z-compressed": "a 7z archive",
    "application/gzip": "a gzip archive",
}
_MAIN_PARTS = (  # as `[Content_Types].xml` calls the main part of an office file
    (b"wordprocessingml.document.main+xml", DOCX),
    (b"ms-word.document.macroEnabled.main+xml", DOCM),
    (b"wordprocessingml.template.main+xml", DOCM),
    (b"spreadsheetml", "a spreadsheet (xlsx)"),
    (b"ms-excel", "a spreadsheet (xlsb, xlsm)"),
    (b"presentationml", "slides (pptx)"),
)
_MIMETYPES = {  # what the member `mimetype` of an OpenDocument file or an e-book says
    ODT: ODT,
    "application/vnd.oasis.opendocument.text-template": ODT,
    "application/vnd.oasis.opendocument.spreadsheet": "a spreadsheet (ods)",
    "application/vnd.oasis.opendocument.presentation": "slides (odp)",
    "application/vnd.oasis.opendocument.graphics": "a drawing (odg)",
    "application/epub+zip": "an e-book (epub)",
}
_OLE_STREAMS = (
    ("EncryptedPackage", "an office file locked with a password"),
    ("WordDocument", DOC),
    ("Workbook", "an old spreadsheet (xls)"),
    ("Book", "an old spreadsheet (xls)"),
    ("PowerPoint Document", "old slides (ppt)"),
    ("__properties_version1.0", "an e-mail (msg)"),
)
_CONTENT_TYPES = "[Content_Types].xml"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|meta|title|h[1-6]|div|p|table|span|article|main)\b", re.I)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}(?:\{\s{0,99}\"|\[\s{0,99}(?:\{\s{0,99})?\"|\[\s{0,9}\]\s{0,9}\Z)")
_HTML_NAMES = {".html", ".htm", ".xhtml"}
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 26, 27}


def media_type_of(content: bytes, name: str) -> str:
    """The media type of a file.

    Raises `UnreadableDocument` for an empty, damaged or overlarge file and `UnsupportedFormat` for a binary one
    or a known format that is not read; the message says what it is.
    """
    if not content.strip():
        raise UnreadableDocument("the file is empty")
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            return _signed(media_type, content)
    head = content[:_HEAD]
    if b"%PDF-" in head[:1024]:  # readers of PDF allow some rubbish before the header
        return "application/pdf"
    if _is_binary(head):
        raise UnsupportedFormat("neither text nor a known format (binary)")
    if _JSON.match(head):
        raise UnsupportedFormat("JSON data of an interface, not a document")
    if PurePath(name).suffix.lower() in _HTML_NAMES or _MARKUP.search(head):
        return "text/html"
    return "text/plain"


def _signed(media_type: str, content: bytes) -> str:
    """The media type behind a signature that several formats share."""
    if media_type == ZIP:
        with open_zip(content) as archive:
            return _known(_in_zip(archive))
    if media_type == _OLE:
        return _known(_in_ole(content))
    return _known(_NOT_READ.get(media_type, media_type))


def _known(found: str) -> str:
    """A media type as it is; what is no media type is the description of something that is not read."""
    if "/" not in found:
        raise UnsupportedFormat(f"{found}, which is not read")
    return found


def _in_zip(archive: zipfile.ZipFile) -> str:
    """An office file by its members; any other zip is a folder of files."""
    members = {member.filename: member for member in archive.infolist()}
    if "mimetype" in members:
        found = _MIMETYPES.get(head_of(archive, members["mimetype"]).decode("ascii", "replace").strip())
        if found == ODT:
            check_office_file(archive)
        if found:
            return found
    if _CONTENT_TYPES not in members:
        return ZIP
    check_office_file(archive)
    try:
        types = archive.read(_CONTENT_TYPES)
    except Exception as error:  # BadZipFile, zlib.error, EOFError, NotImplementedError …
        raise UnreadableDocument("the office file is damaged") from error
    return next((what for part, what in _MAIN_PARTS if part in types), "an office file of an unknown kind")


def _in_ole(content: bytes) -> str:
    """An old office file by the names in its directory, whose entries begin at multiples of 128."""
    for name, found in _OLE_STREAMS:
        entry = name.encode("utf-16-le") + b"\x00\x00"
        at = content.find(entry)
        while at >= 0:
            if at % 128 == 0:
                return found
            at = content.find(entry, at + 1)
    return "an old office file of an unknown kind"


def _is_binary(head: bytes) -> bool:
    if head.startswith(_BOMS):
        return False
    return b"\x00" in head or sum(byte in _CONTROLS for byte in head) > len(head) // 50

"""Zip files of documents: each member comes as a file of its own, in memory; none is ever written by its name.

What the zip declares is held against the limits before anything is unpacked, and unpacking stops at what was declared.
"""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

MEDIA_TYPE = "application/zip"
MOST_MEMBERS = 10_000
MOST_UNPACKED = 4_000_000_000
"""Bytes of all members of a zip together."""

MOST_OF_A_MEMBER = 500_000_000
MOST_RATIO = 200
"""Unpacked to packed bytes; text packs to a tenth, and what is under a megabyte may pack as it likes."""

DEEPEST = 1
"""A zip may hold zips; those may not."""

_SMALL = 1_000_000
_LONGEST_NAME = 300
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip (jäsen). `name` is for a reader; `content` is None when it could not be had, for `reason`."""

    name: str
    content: bytes | None
    reason: str | None = None


class Refused(Exception):  # noqa: N818  it names what is the matter
    """A zip that is not unpacked at all; the message says why."""


def members(content: bytes) -> Iterator[Member]:
    """The files in a zip in the order of their names, one at a time; hidden ones are left out, as in a folder.

    `content` must be a zip whose table of contents can be read. `Refused` when it would unpack to too much.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        wanted = sorted((_printable(info.filename), at, info) for at, info in enumerate(archive.infolist()))
        files = [(name, info) for name, _, info in wanted if not info.is_dir() and not _is_hidden(name)]
        if not files:
            raise Refused("no file in the zip")
        if len(files) > MOST_MEMBERS:
            raise Refused(f"the zip holds more than {MOST_MEMBERS} files")
        if sum(info.file_size for _, info in files) > MOST_UNPACKED:
            raise Refused(f"the zip unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
        for name, info in files:
            reason = _reason_against(info)
            yield Member(name, None, reason) if reason else _unpacked(archive, name, info)


def _reason_against(info: zipfile.ZipInfo) -> str | None:
    """Why a member is not unpacked."""
    if info.flag_bits & 1:
        return "locked with a password"
    if info.create_system == 3 and not stat.S_ISREG(info.external_attr >> 16) and stat.S_IFMT(info.external_attr >> 16):
        return "not an ordinary file"
    if info.compress_type not in _METHODS:
        return "packed in a way that is not read"
    if info.file_size > MOST_OF_A_MEMBER:
        return f"unpacks to more than {MOST_OF_A_MEMBER // 1_000_000} MB"
    if info.file_size > max(_SMALL, MOST_RATIO * info.compress_size):
        return f"unpacks to more than {MOST_RATIO} times its size"
    return None


def _unpacked(archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo) -> Member:
    try:
        return Member(name, archive.read(info))
    except Exception as error:  # BadZipFile, zlib.error, EOFError, struct.error, OverflowError …
        return Member(name, None, f"damaged in the zip ({type(error).__name__})")


def _printable(name: str) -> str:
    """A member's name as a path below the zip: nothing that leads out of it, no sign that a terminal would obey."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    plain = "".join(sign if sign.isprintable() else "?" for sign in unicodedata.normalize("NFC", "/".join(parts)))
    return plain if len(plain) <= _LONGEST_NAME else f"…{plain[-_LONGEST_NAME:]}"


def _is_hidden(name: str) -> bool:
    return not name or any(part.startswith((".", "__MACOSX")) for part in name.split("/"))

"""Files on the disk to documents and minutes: what a command that takes paths reads, in printed order."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import archives
from corpus.archive import Archive
from corpus.arrival import Arrival
from corpus.box import Box
from corpus.documents import Document
from corpus.errors import ArchiveError
from corpus.keeping import Receipt
from corpus.limits import MILLION, Limits
from parser import ParserError, SourceDocument, UnsupportedFormat, media_type_of


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something below a folder that is named, but not read."""

    path: Path
    reason: str


def files_in(paths: Iterable[Path]) -> Iterator[Path | LeftOut]:
    """The files among the paths and below the folders, in the order of their names; hidden ones are left out.

    Links inside a folder are not followed: what they lead to is met by its own name, or lies outside, which is
    said. A path that is not there comes too: reading it says so.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        root = Path(os.path.realpath(path))
        for folder, subfolders, names in os.walk(path):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            links = [name for name in subfolders if Path(folder, name).is_symlink()]
            for name in sorted([*names, *links]):
                found = Path(folder, name)
                if name.startswith("."):
                    continue
                if not found.is_symlink():
                    yield found
                elif not Path(os.path.realpath(found)).is_relative_to(root):
                    yield LeftOut(found, "a link that leads out of the folder")


def load(path: Path, limits: Limits = Limits()) -> Iterator[Arrival]:  # noqa: B008  it is frozen
    """The bytes of a file and their format, not yet read; of a zip, those of the files in it, one after another.

    Never raises for what a file may be or hold, and never waits for one.
    """
    name = os.fsdecode(path)
    try:
        content = _content(path, limits.size * MILLION)
    except FileNotFoundError:
        yield Arrival(name, "", None, reason="no such file or directory", missing=True)
    except _NotReadError as error:
        yield Arrival(name, "", None, reason=str(error))
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        reason = error.strerror if isinstance(error, OSError) else None
        yield Arrival(name, "", None, reason=(reason or str(error)).lower())
    else:
        yield from arrivals_of(content, name, depth=0)


class _NotReadError(Exception):
    """Why a file is not even opened, or not read to its end."""


def _content(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file. What has a name may be a pipe or a device, and may change meanwhile."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise _NotReadError("not an ordinary file")
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise _NotReadError("not an ordinary file")
        content = b"" if found.st_size > most else stream.read(most + 1)
    if found.st_size > most or len(content) > most:
        raise _NotReadError(f"larger than {most // MILLION} MB")
    return content


def load_all(files: Iterable[Path | LeftOut], limits: Limits = Limits()) -> Iterator[Arrival]:  # noqa: B008
    """What `load` gives of files, in their order."""
    for file in files:
        if isinstance(file, LeftOut):
            yield Arrival(os.fsdecode(file.path), "", None, reason=file.reason)
        else:
            yield from load(file, limits)


def arrivals_of(content: bytes, name: str, depth: int = 0) -> Iterator[Arrival]:
    """A file by its bytes. A zip comes as the files in it, `archive.zip/member.pdf`, and is not kept itself."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        media_type = media_type_of(content, name)
    except ParserError as error:
        yield Arrival(name, sha256, None, reason=str(error))
        return
    except Exception as error:  # only its head is looked at, and still: it costs this file only
        yield Arrival(name, sha256, None, reason=f"what it is cannot be told ({type(error).__name__})")
        return
    if media_type != archives.MEDIA_TYPE:
        yield Arrival(name, sha256, SourceDocument(content, media_type, name))
    elif depth > archives.DEEPEST:
        yield Arrival(name, sha256, None, reason="a zip in a zip in a zip, which is not unpacked")
    else:
        yield from _members(content, name, sha256, depth)


def _members(content: bytes, name: str, sha256: str, depth: int) -> Iterator[Arrival]:
    try:
        for member in archives.members(content):
            path = f"{name}/{member.name}"
            if member.content is None:
                yield Arrival(path, "", None, reason=member.reason)
            else:
                yield from arrivals_of(member.content, path, depth + 1)
    except archives.Refused as refused:
        yield Arrival(name, sha256, None, reason=str(refused))
    except Exception as error:  # BadZipFile, struct.error, RuntimeError … of a table of contents that is not one
        yield Arrival(name, sha256, None, reason=f"the zip file is damaged ({type(error).__name__})")


def read_all(
    arrivals: Iterable[Arrival],
    jobs: int = 1,
    limits: Limits = Limits(),  # noqa: B008
) -> Iterator[Arrival]:
    """Reads files, each in a child process (see box.py), several at a time, and gives them in the order they came."""
    with Box(jobs, limits) as box:
        yield from box.read(arrivals)


def add_all(
    archive: Archive,
    files: Iterable[Path | LeftOut],
    jobs: int = 1,
    limits: Limits = Limits(),  # noqa: B008
) -> Iterator[Receipt]:
    """Adds files to the archive; gives each one's receipt once the file is safely on disk, in their order.

    One that cannot be read is quarantined, one of no known format refused; the others go on.
    """

    def loaded() -> Iterator[Arrival]:
        for arrival in load_all(files, limits):
            yield replace(arrival, held=archive.holds(arrival.sha256)) if arrival.document else arrival

    for arrival in read_all(loaded(), jobs, limits):
        yield _kept(archive, arrival)


def retry_all(archive: Archive, jobs: int = 1, limits: Limits = Limits()) -> Iterator[Receipt]:  # noqa: B008
    """Reads the quarantined documents again, and says what became of each, in the order in which they were added."""
    waiting = [document for document in archive.documents() if document.status == "quarantined"]
    for arrival in read_all((_again(archive, document) for document in waiting), jobs, limits):
        yield _kept(archive, arrival, is_kept=True)


def _again(archive: Archive, document: Document) -> Arrival:
    """A quarantined document out of the archive, as a newer program may know its format."""
    try:
        content = archive.original(document.sha256)
    except ArchiveError as error:
        return Arrival(document.path, document.sha256, None, reason=str(error))
    try:
        media_type = media_type_of(content, document.path)
    except UnsupportedFormat as error:
        return Arrival(document.path, document.sha256, None, reason=str(error))
    except ParserError:
        media_type = document.media_type
    return Arrival(document.path, document.sha256, SourceDocument(content, media_type, document.path))


def _kept(archive: Archive, arrival: Arrival, is_kept: bool = False) -> Receipt:
    """Keeps what became of a file. `is_kept`: its bytes are in the archive already, and stay there."""
    if arrival.held is not None:
        return replace(arrival.held, path=arrival.path)
    reason = arrival.reason or "it could not be read"
    if arrival.document is None:
        if is_kept:
            return Receipt(arrival.path, arrival.sha256, "quarantined", reason=reason)
        if not arrival.missing:
            archive.refuse(arrival.path, arrival.sha256, reason)
        return Receipt(arrival.path, arrival.sha256, "refused", reason=reason)
    if arrival.minutes is None:
        return archive.quarantine(arrival.document, reason)
    return archive.add(arrival.document, arrival.minutes)

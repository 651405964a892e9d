"""Files on the disk to documents and minutes: what a command that takes paths reads, in printed order."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from corpus import archives
from corpus.archive import Archive
from corpus.convert import read_document
from corpus.keeping import Receipt
from parser import Minutes, ParserError, SourceDocument, UnsupportedFormat, media_type_of

_AHEAD = 2  # files in work for each process: enough to keep it busy, few enough to bound memory


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was asked for (saapunut tiedosto).

    sha256    of its bytes, empty when they could not be had
    document  its bytes, or None when they could not be had or are of no format that is kept
    minutes   what was read out of it, or None
    reason    why not, in one sentence
    held      the receipt that the archive gave for the same bytes before: it need not be read
    """

    path: str
    sha256: str
    document: SourceDocument | None
    minutes: Minutes | None = None
    reason: str | None = None
    held: Receipt | None = None


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files among the paths and below the folders, in the order of their names; hidden ones are left out.

    Links inside a folder are not followed. A path that is not there comes too: reading it says so.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, subfolders, names in os.walk(path):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            for name in sorted(names):
                found = Path(folder, name)
                if not name.startswith(".") and not found.is_symlink():
                    yield found


def load(path: Path) -> Iterator[Arrival]:
    """The bytes of a file and their format, not yet read; of a zip, those of the files in it, one after another.

    Never raises for what a file may be or hold.
    """
    name = os.fsdecode(path)
    try:
        if path.exists() and not path.is_file():
            yield Arrival(name, "", None, reason="not an ordinary file")
            return
        content = path.read_bytes()
    except OSError as error:
        yield Arrival(name, "", None, reason=(error.strerror or str(error)).lower())
        return
    yield from _arrivals(content, name, depth=0)


def load_all(paths: Iterable[Path]) -> Iterator[Arrival]:
    """What `load` gives of files, in their order."""
    for path in paths:
        yield from load(path)


def _arrivals(content: bytes, name: str, depth: int) -> Iterator[Arrival]:
    """A file by its bytes. A zip comes as the files in it, `archive.zip/member.pdf`, and is not kept itself."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        media_type = media_type_of(content, name)
    except ParserError as error:
        yield Arrival(name, sha256, None, reason=str(error))
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
                yield from _arrivals(member.content, path, depth + 1)
    except archives.Refused as refused:
        yield Arrival(name, sha256, None, reason=str(refused))


def read(arrival: Arrival) -> Arrival:
    """The same file with its minutes, or with the reason why there are none."""
    if arrival.document is None or arrival.held is not None:
        return arrival
    try:
        return replace(arrival, minutes=read_document(arrival.document))
    except UnsupportedFormat as error:
        return replace(arrival, document=None, reason=str(error))
    except ParserError as error:
        return replace(arrival, reason=str(error))


def read_all(arrivals: Iterable[Arrival], jobs: int = 1) -> Iterator[Arrival]:
    """Reads files, several at a time in processes of their own, and gives them in the order they came."""
    if jobs == 1:
        yield from map(read, arrivals)
        return
    # a forked child would hold the parent's locks and database
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from _in_order(pool, iter(arrivals), jobs * _AHEAD)


def _in_order(pool: Executor, arrivals: Iterator[Arrival], most: int) -> Iterator[Arrival]:
    waiting: deque[Future[Arrival]] = deque(pool.submit(read, arrival) for arrival in islice(arrivals, most))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(pool.submit(read, arrival) for arrival in islice(arrivals, 1))


def add_all(archive: Archive, files: Iterable[Path], jobs: int = 1) -> Iterator[Receipt]:
    """Adds files to the archive; gives each one's receipt once the file is safely on disk, in their order.

    One that cannot be read is quarantined, one of no known format refused; the others go on.
    """

    def loaded() -> Iterator[Arrival]:
        for arrival in load_all(files):
            yield replace(arrival, held=archive.holds(arrival.sha256)) if arrival.document else arrival

    for arrival in read_all(loaded(), jobs):
        yield _kept(archive, arrival)


def _kept(archive: Archive, arrival: Arrival) -> Receipt:
    if arrival.held is not None:
        return replace(arrival.held, path=arrival.path)
    if arrival.document is None:
        return Receipt(arrival.path, arrival.sha256, "refused", reason=arrival.reason)
    if arrival.minutes is None:
        return archive.quarantine(arrival.document, arrival.reason or "it could not be read")
    return archive.add(arrival.document, arrival.minutes)

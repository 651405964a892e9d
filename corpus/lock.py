"""One writer at a time, by a lock that the kernel releases when its holder dies, and what that writer is at.

The lock file holds the promise of the document that is being added. A writer that is killed between the
original and its transaction leaves the promise behind, so that the original is no stray file for `verify`,
and the next writer can list it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.codec import freeze, thaw
from corpus.errors import ArchiveBusy

LOCK = "lock"
_held: set[int] = set()


def _let_go_in_child() -> None:
    # A forked child shares the lock and would hold it on after its parent was killed.
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_let_go_in_child)


@dataclass(frozen=True, slots=True)
class Promise:
    """The document that is being added: where it came from and what it is."""

    sha256: str
    path: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class WriteLock:
    """The right to write, held."""

    descriptor: int

    def left_behind(self) -> Promise | None:
        """The promise that an earlier writer did not live to keep."""
        return _promise(os.pread(self.descriptor, 1_000_000, 0))

    def promise(self, promise: Promise) -> None:
        """Says, durably, what is going to be added."""
        content = freeze(promise).encode("utf-8")
        os.ftruncate(self.descriptor, 0)
        if os.pwrite(self.descriptor, content, 0) < len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), LOCK)
        os.fsync(self.descriptor)

    def kept(self) -> None:
        """The promise is kept. Need not be durable: a promise of what is there does no harm."""
        os.ftruncate(self.descriptor, 0)


@contextmanager
def writing(archive: Path, patience: float) -> Iterator[WriteLock]:
    """Holds the write lock of an archive's folder. ArchiveBusy after `patience` seconds of waiting."""
    descriptor = os.open(archive / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    _held.add(descriptor)
    try:
        _wait(descriptor, patience)
        yield WriteLock(descriptor)
    finally:
        _held.discard(descriptor)
        os.close(descriptor)  # releases the lock


def promised(archive: Path) -> Promise | None:
    """What is being added just now, or was when its writer was killed. Needs no lock."""
    try:
        return _promise((archive / LOCK).read_bytes())
    except FileNotFoundError:
        return None


def _wait(descriptor: int, patience: float) -> None:
    last = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > last:
                raise ArchiveBusy(
                    f"Another program has been writing to the archive for {patience:g} s; try again later."
                ) from None
        time.sleep(random.uniform(0.001, 0.02))  # uneven, so that no one always comes second


def _promise(content: bytes) -> Promise | None:
    try:
        return thaw(Promise, content.decode("utf-8"))
    except ValueError:  # empty, or torn by a power cut: then nothing was written after it
        return None

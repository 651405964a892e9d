"""The documents as they were published: one file each, named by its SHA-256, never changed.

    originals/ab/abcdef…

`keep` is called by one writer at a time (see lock.py); reading needs no lock.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ArchiveDamaged, NotHeld

ORIGINALS = "originals"
# One name is enough, for one writer at a time; what a killed writer left here, the next one overwrites.
_INCOMING = "incoming"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Originals:
    """The folder of originals."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Where the original is or would be. NotHeld when this is no SHA-256 in small hexadecimal letters."""
        if not _SHA256.fullmatch(sha256):
            raise NotHeld(f"{sha256!r} is no SHA-256 of a document.")
        return self.folder / sha256[:2] / sha256

    def keep(self, content: bytes, sha256: str) -> None:
        """Puts an original there, so that it survives a power cut when this returns. OSError when it cannot.

        An original that is there and whole is left alone. One that is damaged is no longer what its name
        says, and is replaced by the bytes that are.
        """
        target = self.path(sha256)
        if not target.parent.is_dir():
            target.parent.mkdir()
            sync_folder(self.folder)
        if self.problem(sha256) is not None:
            self._write(content, target)
        # Also for one that was there: a writer that was killed may have renamed it and synced nothing.
        sync_folder(target.parent)

    def _write(self, content: bytes, target: Path) -> None:
        incoming = self.folder / _INCOMING
        try:
            with incoming.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            incoming.replace(target)
        except OSError:
            incoming.unlink(missing_ok=True)
            raise

    def read(self, sha256: str) -> bytes:
        """The bytes of an original, checked. NotHeld when there is none, ArchiveDamaged if it changed."""
        path = self.path(sha256)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise NotHeld(f"The original {sha256} is not in the archive.") from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ArchiveDamaged(f"The original {sha256} is damaged: its bytes are not those that were added.")
        return content

    def problem(self, sha256: str) -> str | None:
        """What is the matter with an original, in words; None when it is there and whole."""
        try:
            with self.path(sha256).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError:
            return "the original is missing"
        except OSError as error:
            return f"the original cannot be read: {error.strerror}"
        return None if found == sha256 else "the original is damaged: its bytes have another SHA-256"

    def remove(self, sha256: str) -> None:
        """Takes an original away, and with it every file whose name is not its SHA-256 but that holds its bytes."""
        (self.folder / _INCOMING).unlink(missing_ok=True)
        for path in self.files():
            misplaced = path != self.folder / path.name[:2] / path.name
            if path.name == sha256 or (misplaced and _holds(path, sha256)):
                path.unlink()
                sync_folder(path.parent)

    def files(self) -> Iterator[Path]:
        """Every file below the folder, but for the one that is being written."""
        for path in _below(self.folder):
            if path != self.folder / _INCOMING:
                yield path


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable: what was created or renamed there survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _holds(path: Path, sha256: str) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == sha256


def _below(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(Path(entry.path))
            else:
                yield Path(entry.path)

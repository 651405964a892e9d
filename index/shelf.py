"""The folder of the index: its manifest, its lock, and the seal by which a foreign index is told.

    index/manifest.json     what the index is; renamed into place, and by that a change is there, whole
    index/words.db          the words of the archive (`index.words`), which need no seal
    index/lock              held while the index is written
    index/<name>/           the engine's files; those that the manifest does not name do not exist for anyone

Engines keep pickles, which run code when they are read, so an index from elsewhere must never be opened. The
seal is the size and the change time (ctime) of each file: the system sets it, nobody can choose it, and it
changes when the file is copied, unpacked or written to. What does not fit is built anew, also after a copy of
the whole archive.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

LAYOUT = 2
"""Of the manifest and of what engines are fed (areas, fields). An index of another layout is built anew."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file of the engine, as it was when the manifest was written."""

    name: str
    size: int
    changed: int
    sha256: str


@dataclass(frozen=True, slots=True)
class State:
    """What an index is: who wrote it, with which analyser, up to which generation of the archive."""

    engine: str
    analyser: str
    generation: int
    documents: int
    layout: int = LAYOUT


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of the index, its folder, and every file of it."""

    state: State
    folder: str
    files: tuple[SealedFile, ...]
    old_files: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(file.name for file in self.files)


class Unusable(Exception):  # noqa: N818  it is answered by building anew, nobody else sees it
    """There is no index that may be opened; str() says why."""


class Shelf:
    """The folder of one index. Errors are OSErrors, but where said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._last: tuple[tuple[int, int, int], Manifest] | None = None

    @property
    def _manifest(self) -> Path:
        return self.folder / "manifest.json"

    def place(self, manifest: Manifest) -> Path:
        """The folder of the engine's files."""
        return self.folder / manifest.folder

    def read(self) -> Manifest:
        """The manifest, if the seal of every file holds. Raises Unusable."""
        try:
            manifest = self._thawed()
        except FileNotFoundError:
            raise Unusable("there was no index") from None
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise Unusable("its manifest was damaged") from None
        folder = str(self.place(manifest))
        for file in manifest.files:
            try:
                found = os.lstat(f"{folder}/{file.name}")
            except (OSError, ValueError):
                raise Unusable("a file of it was missing") from None
            if (found.st_size, found.st_ctime_ns) != (file.size, file.changed):
                raise Unusable("a file of it was changed, or came from elsewhere")
        return manifest

    def _thawed(self) -> Manifest:
        """The manifest as it is written; read only when it is another file than the last one, for every search asks."""
        found = self._manifest.stat()
        seal = (found.st_ino, found.st_size, found.st_ctime_ns)
        if self._last is None or self._last[0] != seal:
            self._last = (seal, _thawed(self._manifest.read_text("utf-8")))
        return self._last[1]

    def damaged(self, manifest: Manifest) -> tuple[str, ...]:
        """The names of the files that do not hold what was written into them."""
        return tuple(
            file.name
            for file in manifest.files
            if not (path := self.place(manifest) / file.name).is_file() or _sha256(path) != file.sha256
        )

    def new_folder(self) -> str:
        """Makes an empty folder for an engine and gives its name."""
        name = f"files-{uuid4().hex[:12]}"
        (self.folder / name).mkdir(parents=True)
        return name

    def publish(self, state: State, folder: str, files: frozenset[str], before: Manifest | None) -> Manifest:
        """Makes these files the index, durably and at once, and clears what is old.

        The files of the manifest before stay once more, for those who are reading them.
        """
        same = before if before and before.folder == folder else None
        sealed = tuple(self._sealed(folder, name, same) for name in sorted(files))
        old = tuple(sorted(same.names - files)) if same else ()
        manifest = Manifest(state, folder, sealed, old)
        _sync(self.folder / folder)
        draft = self.folder / "manifest.json.new"
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(manifest), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._manifest)
        _sync(self.folder)
        self._clear(manifest)
        return manifest

    def clear(self) -> None:
        """Deletes all there is but the lock, which the caller holds; the manifest first."""
        self._manifest.unlink(missing_ok=True)
        for path in self.folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != "lock":
                path.unlink()
        _sync(self.folder)

    @contextmanager
    def lock(self, wait: bool) -> Iterator[bool]:
        """Holds the lock of the index; gives False when another has it and we do not `wait`.

        The system lets go of it when its holder dies.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def _sealed(self, folder: str, name: str, before: Manifest | None) -> SealedFile:
        path = self.folder / folder / name
        known = next((file for file in before.files if file.name == name), None) if before else None
        if not known:
            _sync(path)
        found = path.lstat()
        if known and (known.size, known.changed) == (found.st_size, found.st_ctime_ns):
            return known
        return SealedFile(name, found.st_size, found.st_ctime_ns, _sha256(path))

    def _clear(self, manifest: Manifest) -> None:
        """Deletes what neither this manifest nor the one before names."""
        kept = {*manifest.names, *manifest.old_files}
        with suppress(OSError):  # what cannot be deleted now is deleted next time
            for path in self.folder.iterdir():
                if path.is_dir() and not path.is_symlink() and path.name != manifest.folder:
                    shutil.rmtree(path, ignore_errors=True)
            for path in self.place(manifest).iterdir():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                elif path.name not in kept:
                    path.unlink(missing_ok=True)


def _thawed(text: str) -> Manifest:
    plain = json.loads(text)
    files = tuple(SealedFile(**file) for file in plain["files"])
    for name in (plain["folder"], *(file.name for file in files)):
        if not isinstance(name, str) or name in ("", ".", "..") or "/" in name or "\\" in name:
            raise ValueError(f"{name!r} is no plain file name")
    return Manifest(State(**plain["state"]), plain["folder"], files, tuple(plain["old_files"]))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

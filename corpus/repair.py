"""Puts right what can be put right, from what is good.

Originals that lie in another's place are put back. Where archive.db is damaged, a new one is built beside it: rows that
are as they were written are copied, the others come from their own record or are read again out of their originals,
with the version that they had. Only when it is whole does it take the old one's place, which stays aside as
`archive.db.damaged-1`. What cannot be put right is kept as it stands, and `verify` goes on naming it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.box import Box
from corpus.database import DATABASE, translated
from corpus.limits import Limits
from corpus.lock import writing
from corpus.originals import ORIGINALS, Originals, sync_folder
from corpus.rebuilding import Rebuilding
from corpus.salvage import Wreck
from corpus.verify import Damage, Tally, verify

_REPAIRED = f"{DATABASE}.repaired"


@dataclass(frozen=True, slots=True)
class Mended:
    """A thing that was put right (korjattu), and how."""

    what: Literal["original", "record"]
    id: str | None
    sha256: str | None
    how: str


def repair(
    archive: Path,
    patience: float = 30.0,
    limits: Limits = Limits(),  # noqa: B008  it is frozen
) -> Iterator[Mended | Damage | Tally]:
    """What was put right, then every damage that is left, and last a Tally. A whole archive is not touched.

    NotAnArchive, NewerArchive, ArchiveBusy.
    """
    before = [each for each in verify(archive) if isinstance(each, Damage)]
    if before:
        with translated(), writing(archive, patience):
            if any(each.what == "original" for each in before):
                yield from _put_back(Originals(archive / ORIGINALS), before)
            left = [each for each in verify(archive) if isinstance(each, Damage)]
            if any(each.what == "record" for each in left):
                yield from _rebuilt(archive, limits)
    yield from verify(archive)


def _put_back(originals: Originals, damages: list[Damage]) -> Iterator[Mended]:
    """Files that hold another's bytes go where those belong, if nothing good is there."""
    misplaced = {path: sha256 for path in originals.files() if (sha256 := _sha256(path)) and sha256 != path.name}
    wanted = {each.sha256 for each in damages} | {path.name for path in misplaced}
    aside = {}
    for path, sha256 in misplaced.items():  # all of them aside first: two may have changed places
        if sha256 in wanted and originals.problem(sha256) is not None:
            aside[sha256] = path.replace(originals.folder / f"misplaced-{sha256}")
    for sha256, place in aside.items():
        target = originals.path(sha256)
        target.parent.mkdir(exist_ok=True)
        place.replace(target)
        sync_folder(target.parent)
        yield Mended("original", None, sha256, "its bytes lay in the place of another")
    sync_folder(originals.folder)


def _rebuilt(archive: Path, limits: Limits) -> Iterator[Mended]:
    new = archive / _REPAIRED
    new.unlink(missing_ok=True)
    wreck = Wreck(archive)
    try:
        with (
            Box(1, limits) as box,
            Rebuilding(new, Originals(archive / ORIGINALS), wreck, box.minutes) as rebuilding,
        ):
            for id_, sha256, how in rebuilding.run():
                yield Mended("record", id_, sha256, how)
    finally:
        wreck.close()
    _exchange(archive, new)
    yield Mended("record", None, None, f"{DATABASE} was built anew; the damaged one stays aside")


def _exchange(archive: Path, new: Path) -> None:
    """The new database takes the old one's place at once; the old one gets another name before."""
    old, number = archive / DATABASE, 1
    while (aside := archive / f"{DATABASE}.damaged-{number}").exists():
        number += 1
    if old.exists():
        try:
            os.link(old, aside)
        except OSError:  # a file system without hard links
            shutil.copyfile(old, aside)
    journal = archive / f"{DATABASE}-journal"
    if journal.exists():  # it is the old one's: SQLite would play it back into the new one
        journal.replace(archive / f"{aside.name}-journal")
    new.replace(old)
    sync_folder(archive)


def _sha256(path: Path) -> str | None:
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

"""The archive in the formats of others: one module a format, found here by the format's name."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ArchiveBusy, ArchiveError
from corpus.exports.entries import Holdings, Shown

if TYPE_CHECKING:
    from corpus.archive import Archive

EXPORTS = ("datapackage", "popolo", "openapi6aika", "akn", "datasette")
"""Formats of which each has a module here with `write(folder, holdings)`; loaded when it is asked for."""


def write_export(form: str, archive: Archive, ids: Iterable[str], target: Path, shown: Shown) -> None:
    """Writes decisions in one of EXPORTS to a new folder, which gets its name last: one that is there is whole.

    shown: what stands before all that goes out. ArchiveError when the folder is there, ArchiveBusy when the archive
    changed meanwhile: what was read of it would not fit together. ValueError for another format.
    """
    if form not in EXPORTS:
        raise ValueError(f"{form} is no format of an export")
    if target.exists():
        raise ArchiveError(f"{target} is there already; an export makes a new folder.")
    draft, before = target.with_name(f"{target.name}.unfinished"), archive.generation
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        import_module(f"corpus.exports.{form}").write(draft, Holdings(archive, ids, shown))
        if archive.generation != before:
            raise ArchiveBusy("The archive changed while it was exported; export it again.")
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)

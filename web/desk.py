"""Where questions are answered: a few threads, each with its own archive and index open for reading only."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TypeVar

from corpus import Archive, ArchiveError
from index import Index, IndexFault
from web.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive with its index, for one thread."""

    archive: Archive
    index: Index


class Desk:
    """Answers questions of an archive (lukusali).

    The index is brought up to date by one thread at a time and at most every `fresh` seconds; the others search it
    as it stands meanwhile.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool = ThreadPoolExecutor(settings.threads, "pykala-page")
        self._mine = threading.local()
        self._refreshing = threading.Lock()
        self._looked = -settings.fresh

    @property
    def folder(self) -> Path:
        return self._settings.folder

    async def ask(self, work: Callable[[Opened], T]) -> T:
        """What a question comes to. TookTooLong, and whatever the archive and the index raise."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._answer, work)

    def _answer(self, work: Callable[[Opened], T]) -> T:
        opened = self._opened()
        self._catch_up(opened)
        try:
            with opened.archive.within(self._settings.seconds):
                return work(opened)
        except ArchiveError:
            self._mine.opened = None  # it may have been exchanged by `pykala repair`: the next question opens it anew
            raise

    def _opened(self) -> Opened:
        opened: Opened | None = getattr(self._mine, "opened", None)
        if opened is None:
            archive = Archive.for_reading(self._settings.folder)
            opened = self._mine.opened = Opened(archive, Index.open(archive, catches_up=False))
        return opened

    def _catch_up(self, opened: Opened) -> None:
        if monotonic() - self._looked < self._settings.fresh:
            return
        first = self._looked < 0
        if not self._refreshing.acquire(blocking=first):  # the first answers wait for an index, later ones have one
            return
        try:
            if monotonic() - self._looked >= self._settings.fresh:
                opened.index.refresh(wait=False)
        except IndexFault:
            pass  # an archive that may only be read is searched as it was indexed; without any index the search says so
        finally:
            self._looked = monotonic()
            self._refreshing.release()

"""Keeps the index true to the archive: catches up, builds anew, checks.

The engine answers words and nothing else; what it holds and how far it is, the manifest says (`index.shelf`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus import Archive, Record
from index import analysis, engines
from index.engines import Engine
from index.entries import document, entry
from index.errors import IndexFault
from index.shelf import LAYOUT, Manifest, Shelf, State, Unusable
from index.words import WordTable


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: `documents` were written, and `reason` says why the index was built anew."""

    action: Literal["nothing", "caught up", "rebuilt"]
    documents: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in which the index is not what the archive says (of the decision `id`, if of one)."""

    id: str | None
    problem: str


class Keeper:
    """The index of one archive, by one engine. Raises IndexFault where the disk does not let it write."""

    def __init__(self, archive: Archive, engine: str | None) -> None:
        """Without an engine, that one which the index was built by, or the default."""
        self.archive = archive
        self._engine = engine
        self._shelf = Shelf(archive.folder / "index")
        self.words = WordTable(archive.folder / "index")
        self._last: tuple[Manifest, Engine] | None = None

    def opened(self) -> Engine:
        """The index as it stands. Raises Unusable."""
        return self._opened(self._read())

    def refresh(self, wait: bool = True) -> Refreshed:
        """Brings the index up to the archive's generation.

        Without `wait`, another who is writing to a usable index is left to it.
        """
        try:
            if self._read().state.generation == self.archive.generation:
                return Refreshed("nothing")
            usable = True
        except Unusable:
            usable = False
        try:
            with self._shelf.lock(wait or not usable) as ours:
                return self._refresh() if ours else Refreshed("nothing")
        except OSError as error:
            raise _fault(error) from error

    def state(self) -> State | None:
        """What the index is, as it stands; None where there is none that may be opened."""
        try:
            return self._shelf.read().state
        except Unusable:
            return None

    def is_current(self) -> bool:
        """Whether the index holds just what the archive does."""
        state = self.state()
        return state is not None and state.generation == self.archive.generation

    def rebuild(self, reason: str = "asked for") -> Refreshed:
        """Builds the index anew; the old one serves until the new one is there."""
        try:
            with self._shelf.lock(wait=True):
                return self._rebuild(reason)
        except OSError as error:
            raise _fault(error) from error

    def clear(self) -> None:
        """Deletes every file of the index and the table of words: what was redacted must be in none of them."""
        try:
            with self._shelf.lock(wait=True):
                self._engine, self._last = self._engine or self._last_engine(), None
                self.words.empty()
                self._shelf.clear()
        except OSError as error:
            raise _fault(error) from error

    def damaged(self) -> bool:
        """Whether there is no usable index, or one whose files do not hold what was written."""
        try:
            return bool(self._shelf.damaged(self._read()))
        except Unusable:
            return True

    def check(self, quick: bool = False) -> Iterator[Problem]:
        """Every way in which the index is not the archive's; reads all of it and changes nothing.

        With `quick`, the seals of its files and its counts are all that is looked at.
        """
        generation = self.archive.generation
        try:
            manifest = self._read()
        except Unusable as why:
            if generation:
                yield Problem(None, f"the index cannot be used: {why}")
            return
        if manifest.state.generation != generation:
            yield Problem(None, f"the index is at generation {manifest.state.generation}, the archive at {generation}")
        if quick:
            yield from self._miscounted(manifest, sum(1 for _ in self.archive.ids()))
            return
        damaged = self._shelf.damaged(manifest)
        for name in damaged:
            yield Problem(None, f"the index file {name} is damaged")
        if damaged:
            return
        held, kept = self._opened(manifest).ids(), frozenset(self.archive.ids())
        yield from self._miscounted(manifest, len(kept))
        for missing in sorted(kept - held):
            yield Problem(missing, "the index does not hold this decision")
        for left in sorted(held - kept):
            yield Problem(left, "the index holds a decision that the archive does not")

    def _miscounted(self, manifest: Manifest, kept: int) -> Iterator[Problem]:
        if manifest.state.documents != kept:
            yield Problem(None, f"the index says it holds {manifest.state.documents} decisions, the archive {kept}")

    def _read(self) -> Manifest:
        manifest = self._shelf.read()
        if manifest.state.engine not in engines.ENGINES or self._engine not in (None, manifest.state.engine):
            raise Unusable(f"it was built by {manifest.state.engine}, not by {self._engine or engines.DEFAULT}")
        if manifest.state.analyser != analysis.name():
            raise Unusable(f"it was built with {manifest.state.analyser}; this is {analysis.name()}")
        if manifest.state.layout != LAYOUT:
            raise Unusable("it was built by another version")
        if manifest.state.generation > self.archive.generation:
            raise Unusable("it was built for another archive")
        return manifest

    def _opened(self, manifest: Manifest) -> Engine:
        """The engine over the files of a manifest; the last one, if it is of the same."""
        if self._last is None or self._last[0] != manifest:
            self._last = (manifest, self._open(manifest))
        return self._last[1]

    def _open(self, manifest: Manifest) -> Engine:
        try:
            return engines.module(manifest.state.engine).open(self._shelf.place(manifest), manifest.names)
        except Exception as error:  # whatever an engine says of files that are not what they were
            raise Unusable("its files could not be read") from error

    def _refresh(self) -> Refreshed:
        generation = self.archive.generation
        try:
            manifest = self._read()
            if manifest.state.generation == generation:  # another did it while we waited
                return Refreshed("nothing")
            return self._catch_up(manifest, self._opened(manifest), generation)
        except Unusable as why:
            return self._rebuild(str(why))

    def _catch_up(self, manifest: Manifest, engine: Engine, generation: int) -> Refreshed:
        self._last = None
        kept = frozenset(self.archive.ids())
        try:
            held = engine.ids()
        except Exception as error:
            raise Unusable("its files could not be read") from error
        written = 0
        with engine.writer() as writer:
            for record in self._changed(manifest.state.generation, kept - held):
                writer.put(document(entry(record), self.words))
                written += 1
            for left in sorted(held - kept):
                writer.delete(left)
        self._publish(manifest.state.engine, engine, manifest.folder, generation, manifest)
        return Refreshed("caught up", written)

    def _changed(self, generation: int, missing: frozenset[str]) -> Iterator[Record]:
        """The records since a generation, each id once, and those that the index lacks for any reason."""
        seen: set[str] = set()
        for record in self.archive.since(generation):
            if record.id not in seen:
                seen.add(record.id)
                yield record
        yield from self.archive.records(sorted(missing - seen))

    def _rebuild(self, reason: str) -> Refreshed:
        self.words.forget()
        generation = self.archive.generation
        folder = self._shelf.new_folder()
        name = self._engine or self._last_engine()
        engine = engines.module(name).open(self._shelf.folder / folder, None)
        written = 0
        with engine.writer() as writer:
            for record in self._changed(0, frozenset()):
                writer.put(document(entry(record), self.words))
                written += 1
        self._publish(name, engine, folder, generation, None)
        return Refreshed("rebuilt", written, reason)

    def _last_engine(self) -> str:
        try:
            last = self._shelf.read().state.engine
        except Unusable:
            return engines.DEFAULT
        return last if last in engines.ENGINES else engines.DEFAULT

    def _publish(self, name: str, engine: Engine, folder: str, generation: int, before: Manifest | None) -> None:
        self.words.keep(complete=before is None)
        state = State(name, analysis.name(), generation, engine.info().documents)
        self._shelf.publish(state, folder, engine.files, before)


def _fault(error: OSError) -> IndexFault:
    return IndexFault(f"the index cannot be written: {error.strerror or error}")

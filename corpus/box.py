"""Reading in a box: every document is read in a child process, whose death, hang or error costs that document only.

A few children read one document after another. Documents come out in the order in which they came in; few are in
work at a time, which bounds the memory.
"""

from __future__ import annotations

import selectors
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any

from corpus.arrival import Arrival
from corpus.child import Child, start
from corpus.codec import built
from corpus.frames import BrokenFrame
from corpus.limits import MILLION, Limits
from corpus.reading import CONVERTING, COUNTING, READING, Task
from parser import Minutes, SourceDocument, UnreadableDocument
from parser import Warning as Oddity

_AHEAD = 2  # documents in work for each child: enough to keep it busy
_MOST_AHEAD = 500 * MILLION  # bytes of them
_TIRED = 0.5  # of its memory limit: a child that has used so much is replaced by a fresh one
_CRASHES = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGTRAP}


@dataclass(slots=True)
class _Job:
    """A file on its way; `done` when nothing is left to do for it. `phase` is what its child said it is at."""

    arrival: Arrival
    document: SourceDocument | None
    done: bool = False
    count: bool = True
    phase: str = READING
    deadline: float = 0.0
    child: Child | None = None


class Box:
    """A pool of children that read; a context manager, which leaves none behind."""

    def __init__(self, jobs: int, limits: Limits) -> None:
        self._limits = limits
        self._most = jobs
        self._jobs: deque[_Job] = deque()
        self._free: list[Child] = []
        self._busy: dict[int, _Job] = {}  # by the number of the channel
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Box:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for job in self._busy.values():
            if job.child is not None:
                job.child.kill()
        for child in self._free:
            child.kill()
        self._selector.close()

    def read(self, arrivals: Iterable[Arrival]) -> Iterator[Arrival]:
        """The same files with their minutes, or with the reason why there are none; in their order."""
        coming = iter(arrivals)
        more = True
        while more or self._jobs:
            while more and self._has_room():
                arrival = next(coming, None)
                more = arrival is not None
                if arrival is not None:
                    needed = arrival.document if arrival.held is None else None
                    self._jobs.append(_Job(arrival, needed, done=needed is None))
            self._give_work()
            while self._jobs and self._jobs[0].done:
                yield self._jobs.popleft().arrival
            if self._busy:
                self._listen()

    def minutes(self, document: SourceDocument) -> Minutes:
        """One document by itself. `UnreadableDocument` with the reason why there are no minutes."""
        (arrival,) = self.read([Arrival(document.origin, document.sha256, document)])
        if arrival.minutes is None:
            raise UnreadableDocument(arrival.reason or "it could not be read")
        return arrival.minutes

    def _has_room(self) -> bool:
        if len(self._jobs) >= self._most * _AHEAD:
            return False
        held = sum(len(job.document.content) for job in self._jobs if job.document is not None)
        return held < _MOST_AHEAD

    # giving work

    def _give_work(self) -> None:
        for job in self._jobs:
            if not job.done and job.child is None:
                if len(self._busy) >= self._most:
                    return
                self._give(job)

    def _give(self, job: _Job) -> None:
        assert job.document is not None
        task = Task(job.document.origin, job.document.media_type, self._limits, job.count)
        while True:
            is_new = not self._free
            child = start(job.document.media_type) if is_new else self._free.pop()
            try:
                child.give(task, job.document.content)
            except OSError:
                child.kill()  # it died before it had the document, which is not the document's fault
                if is_new:
                    self._finish(job, reason="no process could be started that reads it")
                    return
            else:
                break
        job.child, job.phase, job.deadline = child, READING, time.monotonic() + self._limits.seconds
        self._busy[child.channel.fileno()] = job
        self._selector.register(child.channel, selectors.EVENT_READ, job)

    # hearing from children

    def _listen(self) -> None:
        """Waits until some child says something or has had its time."""
        soonest = min(job.deadline for job in self._busy.values())
        ready = self._selector.select(max(0.0, soonest - time.monotonic()))
        for key, _ in ready:
            self._hear(key.data)
        if ready:
            return  # an answer that waited for us does not come too late
        now = time.monotonic()
        for job in [job for job in self._busy.values() if job.deadline <= now]:
            self._release(job).kill()
            self._finish(job, reason=f"reading it took longer than {self._limits.seconds:g} seconds")

    def _hear(self, job: _Job) -> None:
        assert job.child is not None
        try:
            if not job.child.incoming.receive(job.child.channel):
                self._bury(job)
                return
            while job.child is not None and (message := job.child.incoming.message()) is not None:
                self._understand(job, message)
        except (BrokenFrame, ValueError, TypeError, LookupError):
            if job.child is not None:
                self._release(job).kill()
            self._finish(job, reason="reading it gave an answer that makes no sense")

    def _understand(self, job: _Job, message: Any) -> None:
        now = time.monotonic()
        match message:
            case ["counting"] | ["reading"]:
                job.phase = message[0]
            case ["converting", float(seconds)]:
                job.phase = CONVERTING
                job.deadline = now + seconds + self._limits.seconds
            case ["read", dict(plain), int(memory)]:
                minutes = built(Minutes, plain)
                self._retire(job, memory)
                self._finish(job, minutes)
            case ["failed", "unsupported" | "unreadable" as kind, str(reason), int(memory)]:
                self._retire(job, memory)
                self._finish(job, reason=reason, keep=kind == "unreadable")
            case _:
                raise BrokenFrame

    def _bury(self, job: _Job) -> None:
        """A child has died of its document. If it only counted pages, another child reads without counting."""
        status = self._release(job).end()
        if job.phase == COUNTING and job.count:
            job.count, job.phase = False, READING
        else:
            self._finish(job, reason=_cause(status))

    def _release(self, job: _Job) -> Child:
        child, job.child = job.child, None
        assert child is not None
        self._selector.unregister(child.channel)
        del self._busy[child.channel.fileno()]
        return child

    def _retire(self, job: _Job, memory: int) -> None:
        child = self._release(job)
        if memory > _TIRED * self._limits.memory:
            child.kill()
        else:
            self._free.append(child)

    def _finish(self, job: _Job, minutes: Minutes | None = None, reason: str | None = None, keep: bool = True) -> None:
        if minutes is not None and not job.count:
            told = Oddity("page-count", "PDFium, which counts the pages too, crashed on the PDF")
            minutes = replace(minutes, warnings=(*minutes.warnings, told))
        job.arrival = job.arrival.told(minutes, reason, keep)
        job.document, job.done = None, True


def _cause(status: int) -> str:
    """Why there is no answer, from the exit status of the process that was to give it."""
    if status >= 0:
        return f"reading it ended without an answer (exit status {status})"
    name = signal.Signals(-status).name if -status in set(signal.Signals) else f"signal {-status}"
    if -status in _CRASHES:
        return f"reading it crashed ({name})"
    return f"the process that read it was killed ({name})"

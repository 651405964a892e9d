"""What a child process does: reads one document after another, as the program that started it says.

It answers with messages (see frames.py): what it is at, so that the program knows how long to wait and what it died
of, and last `["read", minutes]` or `["failed", "unsupported" | "unreadable", reason]`.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from corpus.codec import plain
from corpus.convert import read_document
from corpus.frames import framed, take_over
from corpus.limits import MILLION, Limits
from corpus.pagecount import counted_pages
from parser import (
    Minutes,
    ParserError,
    SourceDocument,
    UnreadableDocument,
    UnsupportedFormat,
    Warning,  # noqa: A004  the domain's word
)

PDF = "application/pdf"
COUNTING = "counting"
CONVERTING = "converting"
READING = "reading"

Tell = Callable[[list[Any]], None]


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read. `count` is False when counting its pages by PDFium has killed a child already."""

    origin: str
    media_type: str
    limits: Limits
    count: bool = True


def serve(channel: socket.socket, parent: int) -> NoReturn:
    """Reads documents until the program that sends them, the process `parent`, is gone; then ends this process."""
    try:
        _die_with(parent)
        _become_quiet()
        free = _address_space()
        while (taken := take_over(channel)) is not None:
            (origin, media_type, count, *limits), content = taken
            task = Task(origin, media_type, Limits(*limits), count)
            _limit_memory(free + task.limits.memory * MILLION)
            answer = _answer(SourceDocument(content, media_type, origin), task, lambda said: _say(channel, said))
            _limit_memory(resource.RLIM_INFINITY)
            _say(channel, [*answer, _most_memory()])
    finally:
        os._exit(0)  # nothing of what a fork inherited is to be flushed, closed or rolled back


def description(task: Task) -> list[object]:
    """A task as it is sent."""
    limits = task.limits
    return [task.origin, task.media_type, task.count, limits.seconds, limits.memory, limits.pages, limits.size]


def _say(channel: socket.socket, message: list[Any]) -> None:
    channel.sendall(framed(message))


def _answer(document: SourceDocument, task: Task, tell: Tell) -> list[Any]:
    """What became of a document. Nothing that reading raises goes further than here."""
    try:
        return ["read", plain(_read(document, task, tell))]
    except UnsupportedFormat as error:
        return ["failed", "unsupported", str(error)]
    except ParserError as error:
        return ["failed", "unreadable", str(error)]
    except MemoryError:
        return ["failed", "unreadable", f"reading it takes more than {task.limits.memory} MB of memory"]
    except Exception as error:  # whatever a reader or a package of others does: it costs this file only
        return ["failed", "unreadable", f"reading it failed ({type(error).__name__})"]


def _read(document: SourceDocument, task: Task, tell: Tell) -> Minutes:
    if document.media_type != PDF:
        return _flagged(read_document(document, lambda seconds: tell([CONVERTING, seconds])))
    second = None
    if task.count:
        tell([COUNTING])
        second = counted_pages(document.content)
        tell([READING])
    if second is not None and second > task.limits.pages:
        raise UnreadableDocument(f"it has {second} pages, more than {task.limits.pages}")
    try:
        minutes = read_document(document, lambda seconds: tell([CONVERTING, seconds]))
    except UnreadableDocument as error:
        if second and "no pages" in str(error):
            raise UnreadableDocument(f"{error}, though PDFium counts {second}") from error
        raise
    return _flagged(minutes, _doubt(minutes.source.pages, second) if task.count else None)


def _doubt(pages: int | None, second: int | None) -> str | None:
    """What a second opinion on the number of pages says against the first."""
    if second is None:
        return "PDFium cannot open the PDF; parts of it may be missing"
    if second != pages:
        return f"{pages} pages were read, but PDFium counts {second}; parts of it may be missing"
    return None


def _flagged(minutes: Minutes, doubt: str | None = None) -> Minutes:
    """The minutes with a warning where they may be less than was printed."""
    warnings = minutes.warnings
    if doubt is not None:
        warnings = (*warnings, Warning("page-count", doubt))
    if not any(section.text.strip() for decision in minutes.decisions for section in decision.sections):
        warnings = (*warnings, Warning("no-text", "no decision of it has any text"))
    return replace(minutes, warnings=warnings)


# the process


def _become_quiet() -> None:
    """A child that crashes leaves no core and says nothing; Ctrl-C is for the program, which then ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _die_with(parent: int) -> None:
    """Linux kills the child with its parent; elsewhere the child looks every second whether it has one."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:  # it died before this was said
            os._exit(1)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        threading.Event().wait(1.0)
    os._exit(1)


def _limit_memory(most: int) -> None:
    """The soft limit only: programs that convert set their own."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY and (most == resource.RLIM_INFINITY or most > hard):
        most = hard
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _address_space() -> int:
    """Bytes of address space that this process has already."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
    except OSError:
        return 500 * MILLION


def _most_memory() -> int:
    """Megabytes of memory that this process has ever used."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (MILLION if sys.platform == "darwin" else 1_000)

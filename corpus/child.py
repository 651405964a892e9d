"""A child process that reads, as the program that started it holds it: started, given work, ended.

It is forked where that is safe: on Linux, while no other thread runs. What reading needs is imported before, once for
all children, so that a child costs some milliseconds, and one that takes the place of a dead one too. Elsewhere it is
a new interpreter, which imports all that for itself. Nothing of a document is ever read in this process.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from corpus.frames import Incoming, hand_over
from corpus.reading import Task, description, serve
from parser import prepare

_PATIENCE = 1.0  # seconds for a process that has closed its end to be gone
_BOOT = (
    "import sys; path = sys.argv[1]; import json; sys.path[:] = json.loads(path); import socket; "
    "from corpus.reading import serve; serve(socket.socket(fileno=int(sys.argv[2])), int(sys.argv[3]))"
)


@dataclass(slots=True)
class Child:
    """A child process: `channel` to talk with it, `wait` for its end (the exit status, or minus the signal)."""

    process: int
    channel: socket.socket
    wait: Callable[[], int | None]
    incoming: Incoming

    def give(self, task: Task, content: bytes) -> None:
        """Hands a document over. OSError when the child is gone."""
        hand_over(self.channel, description(task), content)

    def end(self) -> int:
        """Ends it, if it has not ended; how it ended: its exit status, or minus the signal."""
        last = time.monotonic() + _PATIENCE
        while (status := self.wait()) is None and time.monotonic() < last:
            time.sleep(0.005)
        if status is None:
            return self.kill()
        self.channel.close()
        return status

    def kill(self) -> int:
        """Ends it at once."""
        self.channel.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        while (status := self.wait()) is None:
            time.sleep(0.001)
        return status


def can_fork() -> bool:
    """Whether a fork of this process is safe: another thread might hold a lock that its copy would wait for."""
    return sys.platform == "linux" and threading.active_count() == 1


def start(media_type: str) -> Child:
    """A new child, ready for documents of this format first."""
    ours, theirs = socket.socketpair()
    with theirs:
        child = _forked(ours, theirs, media_type) if can_fork() else _spawned(ours, theirs)
    ours.setblocking(True)
    return child


def _forked(ours: socket.socket, theirs: socket.socket, media_type: str) -> Child:
    prepare(media_type)
    parent = os.getpid()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads of packages that take care of themselves
        process = os.fork()
    if process == 0:
        _begin(theirs.fileno(), parent)
    return Child(process, ours, lambda: _ended(process), Incoming())


def _begin(channel: int, parent: int) -> NoReturn:
    """The first steps of a fork: it lets go of all that it inherited but its channel."""
    try:
        faulthandler.disable()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        kept = os.dup2(channel, 3) if channel != 3 else 3
        for inherited in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
            if inherited > kept:
                with contextlib.suppress(OSError):
                    os.close(inherited)
        gc.freeze()  # what was garbage of the program is not to be closed or rolled back here
        serve(socket.socket(fileno=kept), parent)
    finally:
        os._exit(1)


def _spawned(ours: socket.socket, theirs: socket.socket) -> Child:
    number = theirs.fileno()
    command = [sys.executable, "-I", "-c", _BOOT, json.dumps(sys.path), str(number), str(os.getpid())]
    null = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=null, stdout=null, stderr=null, pass_fds=[number])
    return Child(process.pid, ours, process.poll, Incoming())


def _ended(process: int) -> int | None:
    try:
        found, status = os.waitpid(process, os.WNOHANG)
    except ChildProcessError:  # the program lets the system collect its children
        return 1
    return os.waitstatus_to_exitcode(status) if found else None

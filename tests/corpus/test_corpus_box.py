"""The box: whatever becomes of the process that reads a document costs that document only."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest

from corpus import Limits, child, convert, load_all, pagecount, read_all, reading
from corpus.arrival import Arrival
from parser import Minutes, SourceDocument
from tests.office.making import DECISION
from tests.parser.test_pdf_source import pdf_bytes
from tests.render import as_pdf

ROOT = Path(__file__).resolve().parents[2]
QUICK = Limits(seconds=5.0, memory=300)
PATIENT = Limits(seconds=60.0, memory=300)
"""Where nothing hangs: on a busy machine a good file may take longer than that."""
BAD = "huono"
Answer = TypeVar("Answer")


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children are copies of this process, with what a test has put into it."""
    if sys.platform != "linux":
        pytest.skip("only Linux forks")
    monkeypatch.setattr(child, "can_fork", lambda: True)


def files(folder: Path, *names: str) -> list[Path]:
    for number, name in enumerate(names):
        (folder / name).write_text(DECISION.replace("§ 41", f"§ {number + 1}"), encoding="utf-8")
    return [folder / name for name in names]


def strike(monkeypatch: pytest.MonkeyPatch, blow: Callable[[], object]) -> None:
    """Reading a document whose name says so does this."""
    original = convert.read_document

    def struck(document: SourceDocument, tell: Callable[[float], None] = lambda seconds: None) -> Minutes:
        if BAD in document.origin:
            blow()
        return original(document, tell)

    monkeypatch.setattr(reading, "read_document", struck)


def overflow() -> None:
    overflow()


def eat() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(20_000_000))


BLOWS: dict[str, tuple[Callable[[], object], str]] = {
    "kill -9": (lambda: os.kill(os.getpid(), signal.SIGKILL), "the process that read it was killed (SIGKILL)"),
    "segfault": (lambda: ctypes.string_at(0), "reading it crashed (SIGSEGV)"),
    "abort": (os.abort, "reading it crashed (SIGABRT)"),
    "os._exit(0)": (lambda: os._exit(0), "reading it ended without an answer (exit status 0)"),
    "os._exit(3)": (lambda: os._exit(3), "reading it ended without an answer (exit status 3)"),
    "sys.exit": (sys.exit, "reading it ended without an answer (exit status 0)"),
    "hang": (lambda: time.sleep(100), "reading it took longer than 5 seconds"),
    "stop": (lambda: os.kill(os.getpid(), signal.SIGSTOP), "reading it took longer than 5 seconds"),
    "error": (lambda: 1 // 0, "reading it failed (ZeroDivisionError)"),
    "recursion": (overflow, "reading it failed (RecursionError)"),
    "memory": (eat, "reading it takes more than 300 MB of memory"),
}


@pytest.mark.usefixtures("forks")
@pytest.mark.parametrize("name", BLOWS)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_blow_costs_its_file_only(name: str, jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blow, reason = BLOWS[name]
    strike(monkeypatch, blow)
    paths = files(tmp_path, "a.txt", f"{BAD}.txt", "b.txt", f"{BAD}2.txt", "c.txt")
    found = list(read_all(load_all(paths), jobs, QUICK if "longer" in reason else PATIENT))
    assert [arrival.path for arrival in found] == [str(path) for path in paths]
    assert [arrival.reason for arrival in found] == [None, reason, None, reason, None]
    assert [arrival.minutes is None for arrival in found] == [False, True, False, True, False]
    assert all(arrival.document is not None for arrival in found if arrival.minutes is None)


@pytest.mark.usefixtures("forks")
def test_an_answer_that_makes_no_sense_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "plain", lambda minutes: {"kind": 5})
    (found,) = read_all(load_all(files(tmp_path, "a.txt")), limits=PATIENT)
    assert found.reason == "reading it gave an answer that makes no sense"


def test_a_new_interpreter_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = files(tmp_path, "a.txt")
    (one,) = read_all(load_all([path]))
    monkeypatch.setattr(child, "can_fork", lambda: False)
    (other,) = read_all(load_all([path]))
    assert one.minutes is not None
    assert one.minutes == other.minutes


@pytest.mark.usefixtures("forks")
def test_nothing_is_left_when_the_reader_stops_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strike(monkeypatch, lambda: time.sleep(100))
    before = children(os.getpid())
    results: Iterator[Arrival] = read_all(load_all(files(tmp_path, "a.txt", f"{BAD}.txt", "b.txt")), 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert children(os.getpid()) == before


_PARENT = """
import sys, time
from pathlib import Path
from corpus import load_all, read_all, reading
reading.read_document = lambda document, tell: time.sleep(100)
list(read_all(load_all(map(Path, sys.argv[1:])), 2))
"""

_CONVERTER = """
import sys
from pathlib import Path
from corpus import convert
convert._run(["sleep", "100"], Path(sys.argv[1]), 100.0, "it")
"""


@pytest.mark.parametrize("script", [_PARENT, _CONVERTER], ids=["children", "programs of children"])
def test_nothing_is_left_when_the_program_is_killed(script: str, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("looks into /proc")
    given = [str(path) for path in files(tmp_path, "a.txt", "b.txt")] if script is _PARENT else [str(tmp_path)]
    with subprocess.Popen([sys.executable, "-c", script, *given], cwd=ROOT) as program:
        wanted = 2 if script is _PARENT else 1
        assert until(lambda: len(descendants(program.pid)) >= wanted)
        started = descendants(program.pid)
        program.kill()
    assert started
    assert until(lambda: not [process for process in started if Path(f"/proc/{process}").exists()])


def children(process: int) -> list[int]:
    with suppress(OSError):
        return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def descendants(process: int) -> list[int]:
    found = children(process)
    return [*found, *(each for child in found for each in descendants(child))]


def until(asked: Callable[[], Answer]) -> Answer:
    """what is asked for, as soon as there is something, for half a minute."""
    last = time.monotonic() + 30
    while not (answer := asked()) and time.monotonic() < last:
        time.sleep(0.02)
    return answer


# PDFs


def pdf(folder: Path, name: str = "a.pdf") -> Path:
    path = folder / name
    path.write_bytes(as_pdf(DECISION, ruled=True))
    return path


@pytest.mark.usefixtures("forks")
def test_another_count_of_pages_is_a_flag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "counted_pages", lambda content: 7)
    (found,) = read_all(load_all([pdf(tmp_path)]))
    assert found.minutes is not None
    (warning,) = (each for each in found.minutes.warnings if each.code == "page-count")
    assert warning.message == "1 pages were read, but PDFium counts 7; parts of it may be missing"


@pytest.mark.usefixtures("forks")
def test_a_crash_of_the_second_opinion_costs_the_opinion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "counted_pages", lambda content: os.abort())
    (found,) = read_all(load_all([pdf(tmp_path)]))
    assert found.minutes is not None
    assert [warning.code for warning in found.minutes.warnings] == ["page-count"]


def test_the_same_count_is_no_flag(tmp_path: Path) -> None:
    path = pdf(tmp_path)
    assert pagecount.counted_pages(path.read_bytes()) == 1
    (found,) = read_all(load_all([path]))
    assert found.minutes is not None
    assert not [warning for warning in found.minutes.warnings if warning.code == "page-count"]


@pytest.mark.usefixtures("forks")
def test_more_pages_than_allowed_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "counted_pages", lambda content: 20)
    (found,) = read_all(load_all([pdf(tmp_path)]), limits=Limits(pages=10))
    assert found.reason == "it has 20 pages, more than 10"


def test_a_key_of_ten_megabytes_meets_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes({"casem-source-html_0": "A" * 10_000_000}))
    (next_path,) = files(tmp_path, "b.txt")
    slow, found = read_all(load_all([path, next_path]), limits=Limits(seconds=1.0))
    assert slow.reason == "reading it took longer than 1 seconds"
    assert found.minutes is not None


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(2_000_001)
    (found,) = load_all([path], Limits(size=2))
    assert (found.document, found.reason) == (None, "larger than 2 MB")

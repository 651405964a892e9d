"""Several processes, and some that are killed."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import Archive, ArchiveBusy, Damage, Tally, verify
from corpus.lock import writing
from tests.corpus.corpus_values import decision, document, minutes

HERE = Path(__file__).parent


def damages(folder: Path) -> list[Damage]:
    return [thing for thing in verify(folder) if isinstance(thing, Damage)]


def killed(folder: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    """Adds a document in a process that dies after the original is there, before the transaction."""
    child = os.fork()
    if child == 0:  # pragma: no cover
        monkeypatch.setattr("corpus.versions.place", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        with Archive.open(folder, create=True) as archive:
            archive.add(document(content), minutes(document(content), decision()))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_a_crash_before_the_transaction_leaves_a_whole_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of = document("a")
    killed(tmp_path, monkeypatch, "a")
    assert (tmp_path / "originals" / of.sha256[:2] / of.sha256).read_bytes() == of.content
    assert list(verify(tmp_path)) == [Tally(0, 0, 0)]
    with Archive.open(tmp_path) as archive:
        assert list(archive.documents()) == []
        assert archive.add(of, minutes(of, decision())).status == "added"
    assert list(verify(tmp_path)) == [Tally(1, 1, 0)]


def test_the_next_writer_lists_what_a_killed_one_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(tmp_path, monkeypatch, "a")
    killed(tmp_path, monkeypatch, "b")
    other = document("c")
    with Archive.open(tmp_path) as archive:
        archive.add(other, minutes(other, decision()))
        assert sorted(each.status for each in archive.documents()) == [
            "accepted",
            "quarantined",
            "quarantined",
        ]
    assert damages(tmp_path) == []


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    of = document()
    with Archive.open(tmp_path, create=True, patience=0.1) as archive:
        with writing(tmp_path, 1), pytest.raises(ArchiveBusy, match="writing to the archive"):
            archive.add(of, minutes(of, decision()))
        assert archive.add(of, minutes(of, decision())).status == "added"


def test_readers_go_on_while_another_writes(tmp_path: Path) -> None:
    with Archive.open(tmp_path, create=True) as archive, writing(tmp_path, 1):
        assert archive.stats().documents == 0
        assert damages(tmp_path) == []


def test_the_lock_of_a_killed_writer_is_free_though_its_child_lives(tmp_path: Path) -> None:
    Archive.open(tmp_path, create=True).close()
    script = (
        "import os, pathlib, sys, time\n"
        "from corpus.lock import writing\n"
        "with writing(pathlib.Path(sys.argv[1]), 1):\n"
        "    child = os.fork()\n"
        "    if child: print(child, flush=True)\n"
        "    time.sleep(60)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=HERE.parents[1]
    )
    with holder:
        assert holder.stdout
        child = int(holder.stdout.readline())
        try:
            with pytest.raises(ArchiveBusy), writing(tmp_path, 0.05):
                pass
            holder.kill()
            with writing(tmp_path, 5):
                pass
        finally:
            os.kill(child, signal.SIGKILL)


def add_some(folder: Path, numbers: range) -> None:
    with Archive.open(folder, create=True) as archive:
        for number in numbers:
            of = document(str(number))
            archive.add(of, minutes(of, decision(str(number))))


def test_writers_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    ranges = [range(20), range(10, 30), range(30)]
    writers = [context.Process(target=add_some, args=(tmp_path, each)) for each in ranges]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert list(verify(tmp_path)) == [Tally(30, 30, 0)]
    with Archive.open(tmp_path) as archive:
        assert archive.stats().versions == archive.generation == 30

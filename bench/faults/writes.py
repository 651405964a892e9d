"""The n-th write fails, for every n until a run goes through: bytes, syncs, names, new files, of Python and of SQLite.

A small library (failing.c) is loaded before libc and counts such calls below the archive. A run of its own process is
forked for each n, half of them with a disk that fails once, half with one that fails from then on.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.faults.papers import QUERY, ROOT, Figures, Skipped, archive_of, damages, lost, papers

_LIBRARY = Path(__file__).with_name("failing.c")


def failing_writes(folder: Path, most: int) -> Figures:
    """Tries every n, or so many of them over the whole way."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        raise Skipped("there is no C compiler (or no Linux), which the library that fails is made by")
    library = folder / "failing.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, _LIBRARY, "-ldl"], check=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench.faults.writes", str(folder), str(most)],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(library)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _tried(folder: Path, most: int) -> Figures:
    template, given = archive_of(folder, 3), papers(folder / "more", 3, 2000)[0].parent
    # An index of copied files is built anew; this is the way that most runs go, and the longest one.
    writes, _, said, _ = _run(_fresh(template, folder), 0, False, "add", "--json", str(given))
    assert len(said.splitlines()) == 3, said
    chosen = range(1, writes + 2) if writes < most else [1 + writes * each // (most - 1) for each in range(most)]
    untold, missing, damaged, failed, stopped = 0, 0, 0, 0, 0
    for number in chosen:
        archive = _fresh(template, folder)
        _, status, said, errors = _run(archive, number, number % 2 == 0, "add", "--json", str(given))
        stopped += status != 0
        untold += "Traceback" in errors or status not in (0, 1) or (status == 1 and not errors.strip())
        receipts = [json.loads(line) for line in said.splitlines() if line.endswith("}")]
        acknowledged = [each["sha256"] for each in receipts if each["status"] in ("added", "unchanged")]
        missing += lost(archive, acknowledged)
        damaged += damages(archive)
        failed += not _searches(archive)
        _, again, said, _ = _run(archive, 0, False, "add", "--json", str(given))
        with contextlib.suppress(ValueError):
            failed += again != 0 or [json.loads(each)["status"] for each in said.splitlines()].count("refused") > 0
        missing += 3 - len(said.splitlines())
        damaged += damages(archive)
        failed += not _searches(archive)
    figures: Figures = {"writes": writes, "tried": len(chosen), "stopped": stopped, "lost": missing}
    return {**figures, "damaged": damaged, "without a clear error": untold, "failed": failed}


def _fresh(template: Path, folder: Path) -> Path:
    archive = folder / "tried"
    shutil.rmtree(archive, ignore_errors=True)
    shutil.copytree(template, archive)
    return archive


def _searches(archive: Path) -> bool:
    _, status, said, _ = _run(archive, 0, False, "search", "--json", QUERY)
    return status == 0 and bool(said)


def _run(archive: Path, number: int, goes_on: bool, *words: str) -> tuple[int, int, str, str]:
    """A command in a fork whose n-th write fails: how many there were, its status, what it said, and its errors."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as counted:
        process = os.fork()
        if process == 0:
            _become(archive, number, goes_on, words, [each.fileno() for each in (said, errors, counted)])
        _, status = os.waitpid(process, 0)
        texts = []
        for stream in (said, errors, counted):
            stream.seek(0)
            texts.append(stream.read().decode())
    return int(texts[2] or 0), os.waitstatus_to_exitcode(status), texts[0], texts[1]


def _become(archive: Path, number: int, goes_on: bool, words: Sequence[str], files: Sequence[int]) -> None:
    status = 70
    library = ctypes.CDLL(None)
    try:
        from cli import main

        os.dup2(files[0], 1)
        os.dup2(files[1], 2)
        library.fail_below(os.fsencode(archive), ctypes.c_long(number), int(goes_on))
        try:
            main(["--archive", str(archive), *words], standalone_mode=True)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        except BaseException:  # what a user would see as a traceback
            import traceback

            traceback.print_exc()
        library.calls_below.restype = ctypes.c_long
        os.write(files[2], str(library.calls_below()).encode())
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    print(json.dumps(_tried(Path(sys.argv[1]), int(sys.argv[2]))))

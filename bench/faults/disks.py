"""A disk that becomes full, and a power cut: on file systems made for it, which only root may mount."""

from __future__ import annotations

import fcntl
import gc
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.faults.papers import (
    QUERY,
    Figures,
    Skipped,
    archive_of,
    damages,
    lost,
    papers,
    seconds_to_catch_up,
    started,
    turns,
)
from corpus import Archive

_ROOM = (4, 60, 200, 500, 1000)  # kB left on the disk beside what an archive of five decisions takes
_SHUT_DOWN = 0x8004587D  # FS_IOC_SHUTDOWN of Linux …
_AND_LOSE = struct.pack("I", 2)  # … without writing the journal: what was not synced is gone, as in a power cut


def full_disk(folder: Path, sizes: int) -> Figures:
    """The disk becomes full while documents are added: an error in a sentence, and search works.

    After there is room again the same command completes, and nothing that was acknowledged is lost.
    """
    made = papers(folder / "more", 30, 2000)
    untold, missing, damaged, failed, stopped = 0, 0, 0, 0, 0
    for room in _ROOM[:sizes]:
        with mounted(folder / "disk", "-t", "tmpfs", "-o", "size=64m", "tmpfs") as disk:
            archive = archive_of(disk, 5)
            taken = shutil.disk_usage(disk).used // 1024
            _mount("-o", f"remount,size={taken + room}k", str(disk))
            process = started(archive, "add", "--json", str(made[0].parent))
            said, errors = process.communicate(timeout=300)
            stopped += process.returncode != 0
            untold += "Traceback" in errors or process.returncode not in (0, 1)
            untold += process.returncode == 1 and not errors.strip()
            receipts = [json.loads(line) for line in said.splitlines() if line.endswith("}")]
            acknowledged = [each["sha256"] for each in receipts if each["status"] != "refused"]
            failed += not _search(archive)
            damaged += damages(archive)
            _mount("-o", "remount,size=64m", str(disk))
            again = started(archive, "add", "--json", str(made[0].parent))
            told, _ = again.communicate(timeout=300)
            receipts = [json.loads(line) for line in told.splitlines()]
            failed += again.returncode != 0 or len(receipts) != len(made) or not _search(archive)
            missing += lost(archive, acknowledged)
            with Archive.open(archive) as opened:
                missing += 35 - opened.stats().decisions
            damaged += damages(archive)
            seconds_to_catch_up(archive)
    figures: Figures = {"sizes": sizes, "stopped": stopped, "lost": missing, "damaged": damaged}
    return {**figures, "without a clear error": untold, "failed": failed}


def power_cut(folder: Path, times: int) -> Figures:
    """The power fails while documents are added to an ext4: what is not synced by then is gone."""
    if shutil.which("mkfs.ext4") is None:
        raise Skipped("there is no mkfs.ext4")
    image, chance = folder / "image", random.Random(6)
    with image.open("wb") as stream:
        stream.truncate(256_000_000)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    acknowledged: list[str] = []
    hits, damaged, missing, slowest = 0, 0, 0, 0.0
    for number in turns(times):
        made = papers(folder / f"papers-{number}", 20, 1000 + 20 * number)
        with mounted(folder / "disk", "-o", "loop", str(image)) as disk:
            receipts, was_running = _cut(disk, made[0].parent, chance)
        acknowledged, hits = acknowledged + receipts, hits + was_running
        with mounted(folder / "disk", "-o", "loop", str(image)) as disk:
            archive = disk / "archive"
            damaged += damages(archive)
            missing += lost(archive, acknowledged)
            if acknowledged:
                slowest = max(slowest, seconds_to_catch_up(archive))
    figures: Figures = {"cuts": number + 1, "hits": hits, "acknowledged": len(acknowledged), "lost": missing}
    return {**figures, "damaged": damaged, "catching up s": slowest}


def _cut(disk: Path, given: Path, chance: random.Random) -> tuple[list[str], bool]:
    """Adds, and cuts the power at a random moment: the SHA-256 of what was acknowledged before."""
    process = started(disk / "archive", "add", "--json", str(given))
    lines: list[str] = []
    assert process.stdout
    if chance.random() < 0.8:
        lines.append(process.stdout.readline())
    hearing = threading.Thread(target=lambda: lines.extend(process.stdout or ()))
    hearing.start()
    time.sleep(chance.uniform(0, 0.5 if lines else 2.0))
    was_running, heard = process.poll() is None, list(lines)
    root = os.open(disk, os.O_RDONLY)
    try:
        fcntl.ioctl(root, _SHUT_DOWN, _AND_LOSE)
    except OSError as error:
        raise Skipped(f"the power of an ext4 cannot be cut here: {error.strerror}") from error
    finally:
        os.close(root)
        process.kill()
        process.wait(timeout=60)
        hearing.join()
        for pipe in filter(None, (process.stdout, process.stderr)):
            pipe.close()
    return [json.loads(line)["sha256"] for line in heard if line.endswith("}\n")], was_running


@contextmanager
def mounted(place: Path, *how: str) -> Iterator[Path]:
    """A file system, mounted at a place, as long as the block lasts. Skipped where that is not allowed."""
    if sys.platform != "linux" or os.geteuid() != 0:
        raise Skipped("only root may mount a file system, on Linux")
    place.mkdir(exist_ok=True)
    _mount(*how, str(place))
    try:
        yield place
    finally:
        gc.collect()  # an index that was asked here keeps its table of words open until then
        for _ in range(600):  # the last process that used it may not have ended yet
            if subprocess.run(["umount", str(place)], capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.1)
        else:  # what is mounted there next would be the same file system, shut down
            subprocess.run(["umount", "-l", str(place)], check=True)
            raise RuntimeError(f"{place} was in use for a minute, and could not be unmounted")


def _mount(*words: str) -> None:
    done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Skipped(f"mounting is not allowed here: {done.stderr.strip()}")


def _search(archive: Path) -> bool:
    process = started(archive, "search", "--json", QUERY)
    said, _ = process.communicate(timeout=120)
    return process.returncode == 0 and bool(said)

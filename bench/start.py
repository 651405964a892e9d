"""How long a command takes to start, beside `python -c pass` on the same machine."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

RUNS = 9
# An installed program is compiled once, and not anew at each start.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
PYKALA = Path(sys.executable).with_name("pykala")


def seconds(command: list[str]) -> float:
    """The wall time of one run of a command."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)
    return time.perf_counter() - begun


def side_by_side(commands: dict[str, list[str]], runs: int = RUNS) -> dict[str, list[float]]:
    """The wall times of each command; all run in turn, after one turn that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            taken = seconds(command)
            if turn:
                times[name].append(taken)
    return times


def main() -> None:
    """Prints each command's times and how many times `python -c pass` they are."""
    with tempfile.TemporaryDirectory() as folder:
        archive = str(Path(folder, "archive"))
        subprocess.run([PYKALA, "demo", "--archive", archive], check=True, capture_output=True)
        times = side_by_side(
            {
                "python -c pass": [sys.executable, "-c", "pass"],
                "pykala --help": [str(PYKALA), "--help"],
                "pykala search": [str(PYKALA), "--archive", archive, "search", "kaupunki"],
                "pykala search, a word never seen": [str(PYKALA), "--archive", archive, "search", "krokotiileista"],
                "pykala show": [str(PYKALA), "--archive", archive, "show", "lahti/kaupunginhallitus/2023-03-06/88"],
            }
        )
    base = median(times["python -c pass"])
    print("| command | median s | min s | max s | × python -c pass |\n|---|---|---|---|---|")
    for name, taken in times.items():
        print(f"| `{name}` | {median(taken):.3f} | {min(taken):.3f} | {max(taken):.3f} | {median(taken) / base:.1f} |")

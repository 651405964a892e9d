"""Engines side by side over made decisions: `python -m bench engines`; PYKALA_BENCH says how many (20,000).

Each peer runs in a process of its own (`peers.py`), one after the other, and is timed in CPU seconds, which a busy
machine stretches less. Whoosh 2.7.4 comes from a folder that pip fills; without it, it is left out aloud.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.search import made, task
from bench.search.peers import OURS, PATIENCE, PEERS

COUNT = 20_000
ROOT = Path(__file__).resolve().parent.parent.parent
STOCK = "whoosh 2.7.4, stock"
RATIOS = (
    ("whoosh, ours", STOCK),
    ("tantivy, ours, engine alone", "tantivy, bare"),
    ("tantivy, ours", "tantivy, bare"),
    ("tantivy, ours", "whoosh, ours"),
)


def main() -> None:
    """Prints the tables and the ratios."""
    count = int(os.environ.get("PYKALA_BENCH", COUNT))
    names = os.environ.get("PYKALA_PEERS", "|".join(PEERS)).split("|")
    with tempfile.TemporaryDirectory(prefix="pykala-bench-") as folder:
        place = Path(folder)
        task.write(place, (each for _, each in made.minutes(count)), made.words_of(), not OURS.issuperset(names))
        stock = _stock(place / "stock")
        if stock is None:
            print(f"skipped: {STOCK} could not be fetched", file=sys.stderr)
        ran = [_run(name, count, place, stock) for name in names if stock or name != STOCK]
    results = [result for result in ran if result]
    print(f"{count} decisions\n")
    _tables(results)
    _disagreements(results)


def _stock(folder: Path) -> Path | None:
    wanted = ROOT / "tests" / "index" / "whoosh-2.7.4.txt"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", str(wanted)]
    done = subprocess.run([*pip, "--target", str(folder)], capture_output=True, check=False)
    return folder if done.returncode == 0 else None


def _run(name: str, count: int, folder: Path, stock: Path | None) -> dict[str, Any] | None:
    environment = {**os.environ, "PYTHONPATH": str(stock)} if name == STOCK else dict(os.environ)
    command = [sys.executable, "-W", "ignore", "-m", "bench.search.peers", name, str(count), str(folder)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"failed: {name}: {done.stderr[-2000:]}", file=sys.stderr)
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    print(f"{name}: built in {found['build']:.1f} CPU s; {done.stdout}", file=sys.stderr)
    return found


def _tables(results: list[dict[str, Any]]) -> None:
    results = [row for result in results for row in _rows(result)]
    times = {result["name"]: _by_class(result) for result in results}
    print(
        "| | build, CPU s | index, MB | " + " | ".join(task.CLASSES) + " |\n|---|---|---|" + "---|" * len(task.CLASSES)
    )
    for result in results:
        cells = [_both(times[result["name"]][kind]) for kind in task.CLASSES]
        print(f"| {result['name']} | {result['build']:.1f} | {result['mb']:.0f} | {' | '.join(cells)} |")
    print("\nCPU milliseconds, p50 / p95 over the queries of a class.\n")
    builds = {result["name"]: result["build"] for result in results}
    print("| ratio | build | " + " | ".join(task.CLASSES) + " |\n|---|---|" + "---|" * len(task.CLASSES))
    for one, other in RATIOS:
        if one in times and other in times:
            cells = [_ratio(times[one][kind], times[other][kind]) for kind in task.CLASSES]
            print(f"| {other} ÷ {one} | {builds[other] / builds[one]:.1f} | {' | '.join(cells)} |")
    print("\nOf p95; above 1 the second is quicker.")


def _rows(result: dict[str, Any]) -> list[dict[str, Any]]:
    """A peer's row; and one of its engine alone, where it has more around it."""
    alone = [{**answer, "ms": answer["alone"]} for answer in result["answers"]]
    if all(answer["ms"] is None for answer in alone):
        return [result]
    return [result, {**result, "name": f"{result['name']}, engine alone", "answers": alone}]


def _by_class(result: dict[str, Any]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = defaultdict(list)
    for answer in result["answers"]:
        if answer["ms"] is not None:
            times[answer["kind"]].append(answer["ms"])
    return times


def _both(times: list[float]) -> str:
    return f"{_at(times, 50):.1f} / {_at(times, 95):.1f}" if times else "–"


def _ratio(one: list[float], other: list[float]) -> str:
    return f"{_at(other, 95) / _at(one, 95):.1f}" if one and other else "–"


def _at(times: list[float], percent: int) -> float:
    return quantiles(times, n=100, method="inclusive")[percent - 1]


def _disagreements(results: list[dict[str, Any]]) -> None:
    """Says for how many queries the peers count otherwise than the first."""
    first = results[0]
    for result in results[1:]:
        other = sum(one["found"] != two["found"] for one, two in zip(first["answers"], result["answers"], strict=True))
        print(f"{result['name']}: {other} of {len(first['answers'])} queries counted otherwise than by {first['name']}")
        given_up = sum(answer["found"] is None for answer in result["answers"])
        if given_up:
            print(
                f"{result['name']}: {given_up} queries given up after {PATIENCE:.0f} CPU seconds, and counted as that"
            )

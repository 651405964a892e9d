"""The trials of bench/faults, in small."""

from pathlib import Path

import pytest

from bench.faults import mutants
from bench.faults.__main__ import passes
from bench.faults.papers import Skipped
from bench.faults.trials import TRIALS

SMALL = {
    "kill-add": 3,
    "kill-reindex": 2,
    "kill-verify": 2,
    "kill-upgrade": 3,
    "kill-repair": 2,
    "kill-children": 2,
    "power": 2,
    "full-disk": 1,
    "failing-writes": 8,
    "writers": 1,
    "readers": 1,
    "flips": 12,
    "flips-in-database": 10,
    "index": 3,
    "orders": 2,
    "mutants": 40,
    "volume": 500,
}


def test_every_trial_is_tried() -> None:
    assert {*SMALL, "patterns"} == TRIALS.keys()  # tests/parser/test_linear.py attacks patterns


@pytest.mark.parametrize("name", SMALL)
def test_nothing_is_lost(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutants, "SECONDS", 120.0)  # by the clock, and tests may run on a busy machine
    try:
        figures = TRIALS[name][0](tmp_path, SMALL[name])
    except Skipped as why:
        pytest.skip(str(why))
    if name == "volume":  # so few decisions tell nothing of rates
        figures.pop("slower")
        figures.pop("memory grew")
    assert passes(figures), figures
    assert figures.get("catching up s", 0) < 10

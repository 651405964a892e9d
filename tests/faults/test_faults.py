"""The trials of bench/faults, in small."""

from pathlib import Path

import pytest

from bench.faults.trials import MUST_BE_SOME, MUST_BE_ZERO, TRIALS

SMALL = {"kill-add": 3, "kill-reindex": 2, "kill-repair": 2, "writers": 1, "readers": 1, "flips": 12, "index": 3}


def test_every_trial_is_tried() -> None:
    assert SMALL.keys() == TRIALS.keys()


@pytest.mark.parametrize("name", SMALL)
def test_nothing_is_lost(name: str, tmp_path: Path) -> None:
    figures = TRIALS[name][0](tmp_path, SMALL[name])
    assert {each: figures[each] for each in MUST_BE_ZERO if figures.get(each)} == {}
    assert [each for each in MUST_BE_SOME if figures.get(each) == 0] == []
    assert figures.get("slowest s", 0) < 10

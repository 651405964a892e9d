"""The trials of bench/faults in small."""

from __future__ import annotations

import sys

import pytest

from bench.faults import kills, mutants


def test_mutated_documents_cost_nothing_but_themselves() -> None:
    found = mutants.trial(40)
    assert (found.uncaught, found.late) == ((), ())
    assert found.read + sum(found.reasons.values()) == 40


@pytest.mark.skipif(sys.platform != "linux", reason="finds children in /proc")
def test_killed_children_cost_their_files_only() -> None:
    found = kills.trial(files=12, kills=2)
    assert (found.lost, found.others) == (0, ())
    assert found.quarantined <= found.killed

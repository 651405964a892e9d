"""The trials by name. Each gives its figures by name; those in `MUST_BE_ZERO` are what passes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench.faults.children import kill_children
from bench.faults.crowds import readers, writers
from bench.faults.damage import flips, flips_in_database, index
from bench.faults.disks import full_disk, power_cut
from bench.faults.kills import kill_add, kill_reindex, kill_repair, kill_upgrade, kill_verify
from bench.faults.mutants import mutated_documents
from bench.faults.orders import orders
from bench.faults.papers import Figures
from bench.faults.patterns import attack
from bench.faults.volume import volume
from bench.faults.writes import failing_writes

MUST_BE_ZERO = (
    *("lost", "damaged", "doubled", "failed", "errors", "not named", "false alarms", "other answers", "added again"),
    *("changed", "uncaught", "too slow", "without a clear error", "too much memory", "memory grew", "slower"),
)
MUST_BE_SOME = ("hits", "acknowledged", "asked", "stopped")
"""A trial that did nothing shows nothing."""

TRIALS: dict[str, tuple[Callable[[Path, int], Figures], int]] = {
    "kill-add": (kill_add, 200),
    "kill-reindex": (kill_reindex, 50),
    "kill-verify": (kill_verify, 50),
    "kill-upgrade": (kill_upgrade, 50),
    "kill-repair": (kill_repair, 50),
    "kill-children": (kill_children, 20),
    "power": (power_cut, 20),
    "full-disk": (full_disk, 5),
    "failing-writes": (failing_writes, 1000),
    "writers": (writers, 20),
    "readers": (readers, 60),
    "flips": (flips, 300),
    "flips-in-database": (flips_in_database, 200),
    "index": (index, 30),
    "orders": (orders, 4),
    "mutants": (mutated_documents, 10_000),
    "volume": (volume, 100_000),
    "patterns": (attack, 40),
}
"""Each trial, and how often, how long or how large it is."""

"""`python -m bench faults [PART [COUNT]]`: one trial, or all of them; exit 1 where something was lost."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bench.faults.papers import Figures, Skipped
from bench.faults.trials import MUST_BE_SOME, MUST_BE_ZERO, TRIALS


def passes(figures: Figures) -> bool:
    """Whether nothing is what must not be, and something was done."""
    return not any(figures.get(each) for each in MUST_BE_ZERO) and not any(
        figures.get(each) == 0 for each in MUST_BE_SOME
    )


def main(words: list[str]) -> int:
    if words and words[0] not in TRIALS:
        print(f"no such trial: {words[0]}; there is {', '.join(TRIALS)}", file=sys.stderr)
        return 2
    bad = 0
    for name in words[:1] or TRIALS:
        trial, count = TRIALS[name]
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="pykala-") as folder:
            try:
                figures = trial(Path(folder), int(words[1]) if len(words) > 1 else count)
            except Skipped as why:
                print(f"{name}: SKIPPED: {why}", flush=True)
                continue
        told = ", ".join(f"{key} {value:.10g}" for key, value in figures.items())
        verdict = "passes" if passes(figures) else "FAILS"
        bad += verdict == "FAILS"
        print(f"{name}: {verdict}: {told} ({time.monotonic() - began:.0f} s)", flush=True)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m bench.faults [PART [COUNT]]`: one trial, or all of them; exit 1 where something was lost."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bench.faults.trials import MUST_BE_SOME, MUST_BE_ZERO, TRIALS


def main(words: list[str]) -> int:
    if words and words[0] not in TRIALS:
        print(f"no such trial: {words[0]}; there is {', '.join(TRIALS)}", file=sys.stderr)
        return 2
    bad = 0
    for name in words[:1] or TRIALS:
        trial, count = TRIALS[name]
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="pykala-") as folder:
            figures = trial(Path(folder), int(words[1]) if len(words) > 1 else count)
        bad += any(figures.get(each) for each in MUST_BE_ZERO) or any(figures.get(each) == 0 for each in MUST_BE_SOME)
        told = ", ".join(f"{key} {value:g}" for key, value in figures.items())
        print(f"{name}: {told} ({time.monotonic() - began:.0f} s)", flush=True)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

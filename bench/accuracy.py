"""How much of the real seed is read right; and that no real document beside the project makes a traceback.

Reads `../shared` and says so aloud where it is not there.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from corpus import files_in, load_all, read_all

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def main() -> None:
    """Prints how many of the real files were read, and the reasons for the others."""
    folders = [SHARED / "seeds", *sorted(path for path in (SHARED / "data").glob("*") if path.is_dir())]
    if not folders[0].is_dir():
        print(f"skipped: {SHARED} is not here", file=sys.stderr)
        return
    print("| folder | files | read | decisions | not read, by reason |\n|---|---|---|---|---|")
    for folder in folders:
        reasons: Counter[str] = Counter()
        read = decisions = files = 0
        for arrival in read_all(load_all(files_in([folder])), jobs=2):
            files += 1
            if arrival.minutes:
                read += 1
                decisions += len(arrival.minutes.decisions)
            else:
                reasons[arrival.reason or ""] += 1
        told = "; ".join(f"{count} × {reason}" for reason, count in reasons.most_common())
        print(f"| {folder.name} | {files} | {read} | {decisions} | {told} |")

"""`python -m bench [start] [words] [search] [hostile] [engines] [accuracy] [html] [entities]`: these, or all.

`python -m bench faults [PART [COUNT]]`: trials of what may go wrong (bench/faults).
"""

from __future__ import annotations

import sys

from bench import accuracy, accuracy_html, entities, start
from bench.search import engines, hostile, judged, words

PARTS = {
    "start": start.main,
    "words": words.main,
    "search": judged.main,
    "hostile": hostile.main,
    "engines": engines.main,
    "accuracy": accuracy.main,
    "html": accuracy_html.main,
    "entities": entities.main,
}


def main(names: list[str]) -> int:
    if names[:1] == ["faults"]:
        from bench.faults.__main__ import main as try_faults

        return try_faults(names[1:])
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there is {', '.join(PARTS)}", file=sys.stderr)
        return 2
    for name in names or PARTS:
        print(f"\n## {name}\n")
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

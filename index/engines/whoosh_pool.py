"""Where Whoosh sorts postings while it writes: in memory, and beyond a size in files of sorted runs.

Whoosh's own pool pickles each posting by itself; here thousands go in at once by `marshal`, which took a third off the
build (docs/measurements.md). The files live in the writer's own folder and only while it writes.
"""

# mypy: disable-error-code="no-untyped-call"
# Whoosh calls itself typed, but only half of it is.

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from whoosh.writing import PostingPool

_AT_ONCE = 4096
"""Postings that are written and read together."""
_OVERHEAD = 150
"""Bytes that a posting takes beside its word and its value: a tuple, two numbers, the heads of two byte strings."""

Item = tuple[str, bytes, int, float, bytes | None]
"""Field, word, document, weight, encoded positions where the field has any."""


class Pool(PostingPool):
    """See the module. `limitmb`, as in Whoosh, is about what it holds in memory."""

    def add(self, item: Item) -> None:
        """Takes a posting in."""
        self.currentsize += _OVERHEAD + len(item[1]) + len(item[4] or b"")
        if self.currentsize > self.limit:
            self.save()
        self.current.append(item)

    def _write_run(self, f: Any, items: Iterable[Item]) -> None:
        rest = iter(items)
        while part := list(islice(rest, _AT_ONCE)):
            f.write(marshal.dumps(part))
        f.close()

    def _read_run(self, path: str) -> Iterator[Item]:
        file = self._open_run(path)
        try:
            while True:
                try:
                    part = marshal.load(file)
                except EOFError:
                    return
                yield from part
        finally:
            file.close()
            self._remove_run(path)

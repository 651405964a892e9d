"""Views of a Tantivy index: a folder that Tantivy may open, of links to the files of one state.

Of a state there are in the index's folder the files of its segments, `list-*.json`, which says what these are, and
`ids-*`, the list of ids.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

LIST = "meta.json"
"""What Tantivy calls its list of segments."""
TRIES = 10


def link(view: Path, folder: Path, files: frozenset[str]) -> None:
    """Fills a view with the files of a state. Links by name, since another name of a file would break its seal."""
    if not files:
        return
    text = listed(folder, files)
    (view / LIST).write_text(text, "utf-8")
    for name in files:
        if belongs(name, text):
            (view / name).symlink_to(folder / name)


def remove(view: Path) -> None:
    """Removes a view. Until it is told that it is not needed, Tantivy's watcher may put its lock there once more."""
    for _ in range(TRIES):
        shutil.rmtree(view, ignore_errors=True)
        if not view.exists():
            return


def named(files: frozenset[str], start: str) -> str:
    """The one file whose name starts so."""
    (name,) = (name for name in files if name.startswith(start))
    return name


def listed(folder: Path, files: frozenset[str]) -> str:
    """Tantivy's list of the segments of a state."""
    return (folder / named(files, "list-")).read_text("utf-8")


def segments(listed: str) -> list[dict[str, Any]]:
    """The segments of a list."""
    found: list[dict[str, Any]] = json.loads(listed)["segments"]
    return found


def belongs(name: str, listed: str) -> bool:
    """Whether a file belongs to a segment of the list; of its lists of deleted documents only the last does."""
    segment, *kind = name.split(".")
    for each in segments(listed):
        if each["segment_id"].replace("-", "") == segment:
            deletes = each["deletes"] or {}
            return kind == [str(deletes.get("opstamp")), "del"] if kind[-1] == "del" else len(kind) == 1
    return False

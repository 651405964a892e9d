"""Makes the small archive that a release leaves behind here, so that every later one is tried on it.

    python -m tests.archives.make        writes tests/archives/<version>/, which must not be there yet

Run once, by the release itself; what an older release made is never made again. The folder holds `expected.json`
beside the archive: the id, version and digest of every decision, as that release said them.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import tempfile
from pathlib import Path

from corpus import Archive, add_all
from parser import __version__
from tests.conftest import ROOT

HERE = Path(__file__).parent
_SAMPLES = ("kh-2023-03-06-88.txt", "sivistysltk-2023-04-18-41.txt", "kv-2023-06-12-33.html")
_NOTICE = "Lahden kaupunki\n\nTiedote\n\nTämä ei ole pöytäkirja.\n"


def make(target: Path) -> None:
    """Three documents, another text of one of them (a second version) and one that cannot be read."""
    papers = {name: (ROOT / "corpus" / "samples" / "lahti" / name).read_bytes() for name in _SAMPLES}
    first = papers[_SAMPLES[0]].decode("utf-8")
    papers["korjattu.txt"] = first.replace("hyväksyy, että", "päättää, että", 1).encode("utf-8")
    papers["tiedote.txt"] = _NOTICE.encode("utf-8")
    with tempfile.TemporaryDirectory() as name:
        os.chdir(name)  # so that the paths kept are plain names
        for each, content in papers.items():
            Path(each).write_bytes(content)
        with Archive.open(target, create=True) as archive:
            statuses = [receipt.status for receipt in add_all(archive, [Path(each) for each in papers])]
            assert statuses == ["added"] * 3 + ["new version", "quarantined"], statuses
    (target / "lock").unlink()
    connection = sqlite3.connect(target / "archive.db")
    connection.execute("VACUUM")
    rows = connection.execute("SELECT id, version, newest, digest FROM decisions ORDER BY seq").fetchall()
    connection.close()
    (target / "expected.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    place = HERE / __version__
    if place.exists():
        sys.exit(f"{place} is there already")
    make(place)

"""The archives that exports are made of: all the documents of the house; or one that is named.

PYKALA_EXPORT_ARCHIVE names an archive to try the exports on instead, such as one of all development data.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from corpus import Archive, Record, add_all, files_in
from tests.conftest import ROOT

FORMATS = ("datapackage", "popolo", "openapi6aika", "akn")


@dataclass(frozen=True)
class Exported:
    """An archive's decisions, and the folder of each of its exports."""

    records: tuple[Record, ...]
    folder: Path


@pytest.fixture(scope="session")
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if named := os.environ.get("PYKALA_EXPORT_ARCHIVE"):
        return Path(named)
    folder = tmp_path_factory.mktemp("exports") / "archive"
    with Archive.open(folder, create=True) as archive:
        for _ in add_all(archive, files_in([ROOT / "tests" / "documents", ROOT / "corpus" / "samples"])):
            pass
    return folder


@pytest.fixture(scope="session")
def exported(archive_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exported]:
    target = tmp_path_factory.mktemp("exported")
    for name in FORMATS:
        words = ["--archive", str(archive_folder), "export", "--unmasked", "--format", name, "-o", str(target / name)]
        result = CliRunner().invoke(main, words)
        assert (result.exit_code, result.stdout) == (0, ""), result.output
    with Archive.open(archive_folder) as archive:
        yield Exported(tuple(archive.records(archive.ids())), target)

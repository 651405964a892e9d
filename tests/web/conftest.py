"""An archive of the sample minutes, and the page of it without a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from corpus import Archive, add_all
from index import Index
from tests.conftest import ROOT
from web import Settings, app

SAMPLE = "lahti/kaupunginhallitus/2023-03-06/88"


@pytest.fixture(scope="session")
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page") / "archive"
    with Archive.open(folder, create=True) as archive:
        list(add_all(archive, sorted((ROOT / "corpus" / "samples").rglob("*.*"))))
        Index.open(archive).refresh()
    return folder


def client_of(settings: Settings) -> TestClient:
    return TestClient(app(settings), base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture(scope="session")
def client(archive_folder: Path) -> Iterator[TestClient]:
    with client_of(Settings(archive_folder)) as client:
        yield client

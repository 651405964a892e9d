"""The contract of engines on Whoosh 2.7.4 too, from a folder of its own before the whoosh3 that is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

WANTED = Path(__file__).parent / "whoosh-2.7.4.txt"
PIP = "-m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: --retries 0"
FETCH = [sys.executable, *PIP.split(), "--timeout", "15", "--requirement", str(WANTED), "--target"]
# It warns of its own old syntax and calls; in this process only, no warning is an error.
PYTEST = "-W ignore -m pytest -q -p no:cacheprovider -W ignore tests/index/test_index_engines.py -k"
CONTRACT = [sys.executable, *PYTEST.split(), "not tantivy"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("whoosh")
    try:
        fetched = subprocess.run([*FETCH, str(folder)], capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("Whoosh 2.7.4 could not be fetched in two minutes: its contract is not tested")
    if fetched.returncode:
        said = (fetched.stderr.strip().splitlines() or ["pip failed"])[-1]
        pytest.skip(f"Whoosh 2.7.4 could not be fetched, its contract is not tested: {said}")
    return {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}


def test_the_contract_holds_on_whoosh_2_7_4(environment: dict[str, str]) -> None:
    asked = [sys.executable, "-W", "ignore", "-c", "import whoosh; print(whoosh.__version__)"]
    version = subprocess.run(asked, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert version.stdout.strip() == "(2, 7, 4)"
    done = subprocess.run(CONTRACT, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert "passed" in done.stdout

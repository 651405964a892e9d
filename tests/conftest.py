"""What several test modules share: where things are, and the option that accepts new expectations."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


settings.register_profile("pykala", deadline=None)  # how long a test takes depends on the machine
settings.load_profile("pykala")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what was read as the expectation; then read it")


@pytest.fixture(scope="session")
def seed() -> bytes:
    """The one real decision of Lahti, which is not part of the project."""
    found = sorted((SHARED / "seeds").glob("lahti-*.txt"))
    if not found:
        pytest.skip("the seed is not here (../shared/seeds): tests on the real decision do not run")
    return found[0].read_bytes()

"""The one place that opens the vocabulary: the TOML files that ship with the program."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib.resources import files
from typing import Any


def read_vocabulary(name: str, package: str = "parser") -> dict[str, Any]:
    """A vocabulary file as it stands, fractions as `Decimal`. Its reader gives it a type and keeps it."""
    return tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"), parse_float=Decimal)

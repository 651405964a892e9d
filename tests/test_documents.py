"""Golden pairs: each document and what must be read from it. A document without an expectation fails.

A key that the expectation leaves out is not compared; a list that it gives is compared whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import minutes_json
from parser import SourceDocument, media_type_of, parse

HERE = Path(__file__).parent / "documents"
SAMPLES = HERE.parent.parent / "corpus" / "samples"
FORMATS = {".txt", ".html", ".pdf"}


def pairs() -> Iterator[tuple[Path, Path]]:
    for folder in sorted(path for path in HERE.iterdir() if path.is_dir() and path.name != "samples"):
        yield from ((path, path.with_name(f"{path.stem}.expected.json")) for path in documents(folder))
    for path in documents(SAMPLES / "lahti"):
        yield path, HERE / "samples" / f"{path.stem}.expected.json"


def documents(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in FORMATS)


def read(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    minutes = parse(SourceDocument(content, media_type_of(content, path.name), path.name))
    found: dict[str, Any] = json.loads(minutes_json(minutes))
    return found


def differences(expected: Any, found: Any, place: str = "") -> Iterator[str]:
    """The places where what was read is not what was expected."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            yield from differences(value, found.get(key, "(missing)"), f"{place}.{key}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for at, (each, other) in enumerate(zip(expected, found, strict=True)):
            yield from differences(each, other, f"{place}[{at}]")
    elif expected != found:
        yield f"{place}\n  expected {expected!r}\n  found    {found!r}"


@pytest.mark.parametrize(("document", "expectation"), list(pairs()), ids=lambda path: path.name)
def test_document_is_read_as_expected(document: Path, expectation: Path, pytestconfig: pytest.Config) -> None:
    found = read(document)
    if not expectation.exists() and pytestconfig.getoption("--accept"):
        del found["source"]
        expectation.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        pytest.fail(f"{expectation.name} was written; read it, mend it, and run the tests again")
    assert expectation.exists(), f"{expectation.name} is missing: write what must be read from {document.name}"
    wrong = list(differences(json.loads(expectation.read_text(encoding="utf-8")), found))
    assert not wrong, "\n".join(wrong)


def test_no_expectation_is_left_without_its_document() -> None:
    wanted = {expectation for _, expectation in pairs()}
    assert set(HERE.rglob("*.expected.json")) == wanted


def test_differences_are_found() -> None:
    assert list(differences({"a": [1, {"b": "x"}]}, {"a": [1, {"b": "y"}], "c": 3}))
    assert list(differences({"a": [1]}, {"a": [1, 2]}))
    assert list(differences({"a": None}, {}))
    assert not list(differences({"a": [1]}, {"a": [1], "b": 2}))

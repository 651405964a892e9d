"""What others say of our exports: each format's own validator, or its schema. Every function gives the problems found.

Data package: frictionless. CSVW: csvw. Akoma Ntoso: the XSD of OASIS, which the package cobalt brings. Open Civic Data
and the Open Decision API have no validator that can be had: their schemas are written down in `schemas/`.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SCHEMAS = Path(__file__).parent / "schemas"


def datapackage(folder: Path) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frictionless = _brought("frictionless")
        with frictionless.system.use_context(trusted=True):  # the folder is not below the working directory
            report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return [str(found) for found in report.flatten(["title", "rowNumber", "fieldName", "message"])]


def csvw(folder: Path) -> list[str]:
    """The metadata by the specification; each cell by its datatype; keys, also those of other tables."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            checked = _brought("csvw").CSVW(str(folder / "csv-metadata.json"), validate=True)
            return [] if checked.is_valid else [str(each.message) for each in checked.warnings]
        except ValueError as error:
            return [str(error)]


def popolo(folder: Path) -> list[str]:
    problems: list[str] = []
    for path in sorted(folder.glob("*.jsonl")):
        validator = _schema("popolo", path.stem)
        for line in path.read_text("utf-8").splitlines():
            problems += _errors(validator, json.loads(line), path.name)
    return problems


def openapi6aika(folder: Path) -> list[str]:
    found = (
        _errors(_schema("openapi6aika", path.stem), json.loads(path.read_text("utf-8")), path.name)
        for path in sorted(folder.glob("*.json"))
    )
    return [problem for problems in found for problem in problems]


def akn(folder: Path) -> list[str]:
    etree = _brought("lxml.etree")
    schema, problems = _xsd(), []
    for path in sorted(folder.rglob("*.xml")):
        if not schema.validate(etree.parse(path)):
            problems += [f"{path.name}: {error.message}" for error in schema.error_log]
    return problems


def _brought(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not here: nobody else looks at the export")


@cache
def _schema(name: str, part: str) -> Any:
    jsonschema = _brought("jsonschema")
    written = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    schema = {**written, "$ref": f"#/$defs/{part}"}
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def _errors(validator: Any, value: object, where: str) -> Iterator[str]:
    return (f"{where}: {error.json_path}: {error.message}" for error in validator.iter_errors(value))


@cache
def _xsd() -> Any:
    cobalt, etree = _brought("cobalt"), _brought("lxml.etree")
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


VALIDATORS = {
    "datapackage": (datapackage, csvw),
    "popolo": (popolo,),
    "openapi6aika": (openapi6aika,),
    "akn": (akn,),
}

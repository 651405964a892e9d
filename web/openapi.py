"""The OpenAPI document of the interface under /api/v1/."""

from __future__ import annotations

from typing import Any, get_args

from corpus import MONEY_COLUMNS, Has
from index import In, Sort
from parser import Outcome, __version__

PAGE = 20
MOST = 100

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}
_OUTCOMES = {"type": "string", "enum": list(get_args(Outcome))}
_DAY = {"type": "string", "format": "date"}


def document() -> dict[str, Any]:
    """All of it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pykälä",
            "version": __version__,
            "description": "Decisions of municipalities. Read-only; personal identity codes are masked.",
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/api/v1/decisions": _get("What a search finds, a page at a time", "Found", _search_parameters()),
            "/api/v1/decisions/{id}": _get("A decision, all of it", "Decision", [_path("id"), _VERSION]),
            "/api/v1/cases/{id}": _get("The decisions of a case, the oldest first", "Listed", [_path("id"), *_PAGING]),
            "/api/v1/people/{name}": _get("The decisions with a person", "Listed", [_path("name"), *_PAGING]),
            "/api/v1/bodies": _get("The bodies by year, and the § numbers not held", "Bodies", []),
            "/api/v1/money": _get("The sums of money of what a search finds", "Money", _search_parameters()),
        },
        "components": {"schemas": _schemas()},
    }


def _get(summary: str, schema: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    answers = {"200": _answer(summary, schema)}
    for status, what in (
        ("400", "It cannot be meant"),
        ("404", "It is not held"),
        ("503", "Too long, or busy"),
    ):
        answers[status] = _answer(what, "Error")
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


def _answer(what: str, schema: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": what, "content": {"application/json": {"schema": reference}}}


def _query(name: str, schema: dict[str, Any], what: str, many: bool = False) -> dict[str, Any]:
    shown = {"type": "array", "items": schema} if many else schema
    return {"name": name, "in": "query", "required": False, "description": what, "schema": shown, "explode": True}


def _path(name: str) -> dict[str, Any]:
    return {
        "name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1},
        "allowReserved": True, "description": "Slashes in it stand as they are.",
    }  # fmt: skip


_VERSION = _query("version", {"type": "integer", "minimum": 1, "maximum": 999_999}, "This version")
_PAGING = [
    _query("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}, "How many at most"),
    _query("offset", {"type": "integer", "minimum": 0, "maximum": 1_000_000, "default": 0}, "How many to pass over"),
]


def _search_parameters() -> list[dict[str, Any]]:
    return [
        _query("q", {"type": "string", "maxLength": 2_000}, "The query, as in the search box; all without one"),
        _query("body", _TEXT, "A body's name or abbreviation"),
        _query("from", _TEXT, "First day: 2022-04-04, 4.4.2022, 2022-04 or 2022"),
        _query("to", _TEXT, "Last day"),
        _query("case", _TEXT, "Case id"),
        _query("person", _TEXT, "Words of a person's name"),
        _query("outcome", _OUTCOMES, "How it ended"),
        _query("min", _TEXT, "Some sum of money is at least this many euros"),
        _query("max", _TEXT, "… and at most this many"),
        _query("has", {"type": "string", "enum": list(get_args(Has))}, "What the decision has", many=True),
        _query("in", {"type": "string", "enum": list(get_args(In))}, "Where the words are searched", many=True),
        _query("sort", {"type": "string", "enum": list(get_args(Sort))}, "Order"),
        *_PAGING,
    ]


def _object(**members: Any) -> dict[str, Any]:
    return {"type": "object", "properties": members, "required": list(members)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _schemas() -> dict[str, Any]:
    head = {
        "id": _TEXT, "municipality": _TEXT, "body": _TEXT, "date": _DAY, "number": _TEXT, "title": _TEXT,
        "case_id": _MAYBE, "outcome": _OUTCOMES,
    }  # fmt: skip
    paged = {"total": _COUNT, "limit": _COUNT, "offset": _COUNT}
    counts = {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _COUNT}}
    hit = _object(
        **head, score={"type": "number"}, section=_TEXT, excerpt=_TEXT, marks=_list({"type": "array", "items": _COUNT})
    )
    gap = _object(first={"type": "integer"}, last={"type": "integer"})
    year = _object(
        municipality=_TEXT, body=_TEXT, year={"type": "integer"}, decisions=_COUNT, missing=_list(gap)
    )  # fmt: skip
    line = _object(**head, version={"type": "integer"}, kind=_TEXT, largest_amount=_MAYBE)
    amounts = _list({"type": "object", "required": list(MONEY_COLUMNS)})
    whole = _object(
        **head, sections=_list({"type": "object"}), tables=_list({"type": "object"}), meeting={"type": "object"}
    )
    del whole["properties"]["date"]  # it stands in `meeting`
    whole["required"].remove("date")
    return {
        "Found": _object(**paged, hits=_list(hit), facets=counts, suggestion=_MAYBE),
        "Decision": whole,
        "Listed": _object(**paged, decisions=_list(line)),
        "Bodies": _object(bodies=_list(year)),
        "Money": _object(**paged, amounts=amounts),
        "Error": _object(error=_object(status={"type": "integer"}, message=_TEXT)),
    }

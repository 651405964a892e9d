"""The JSON interface: what it answers is what its OpenAPI document says, whatever it is asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from starlette.testclient import TestClient

from tests.web.conftest import SAMPLE
from web.openapi import document

DOCUMENT = document()
PATHS = sorted(DOCUMENT["paths"])
WORDS = st.sampled_from(
    ["koulu", "avustus", "(", '"', "AND", "NOT x", "a*", "summa:1..2", "§ 88", "kh", "*", "2023", "x"]
)
ODD = st.one_of(WORDS, st.text(max_size=30), st.lists(WORDS, max_size=4).map(" ".join))


def valid(answer: Any, schema: dict[str, Any]) -> None:
    whole = {**schema, "components": DOCUMENT["components"]}
    Draft202012Validator(whole).validate(answer)


def ask(client: TestClient, path: str, values: list[tuple[str, str]]) -> Any:
    answer = client.get(f"{path}?{urlencode(values)}")
    assert answer.status_code < 500, (path, values, answer.text[:300])
    assert answer.headers["content-type"] == "application/json"
    return answer


def values_of(draw: Any, path: str) -> list[tuple[str, str]]:
    values = []
    for parameter in DOCUMENT["paths"][path]["get"]["parameters"]:
        if parameter["in"] == "query" and draw(st.booleans()):
            schema = parameter["schema"].get("items", parameter["schema"])
            fitting = st.sampled_from(schema["enum"]) if "enum" in schema else ODD
            if schema["type"] == "integer":
                fitting = st.integers(0, 2_000).map(str)
            values.append((parameter["name"], draw(st.one_of(fitting, ODD))))
    return values


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.parametrize("path", PATHS)
def test_answers_are_as_described(client: TestClient, path: str, data: st.DataObject) -> None:
    place = data.draw(st.one_of(st.just(SAMPLE), st.just("4102/00.01.03.01/2023"), st.just("Riikka Tarumaa"), ODD))
    place = "".join(sign for sign in place if sign.isprintable()).replace("?", "").replace("#", "") or "x"
    at = path.replace("{id}", place).replace("{name}", place)
    answer = ask(client, at, values_of(data.draw, path))
    described = DOCUMENT["paths"][path]["get"]["responses"]
    if str(answer.status_code) in described:
        valid(answer.json(), described[str(answer.status_code)]["content"]["application/json"]["schema"])


def test_document_is_served(client: TestClient) -> None:
    assert client.get("/api/v1/openapi.json").json() == DOCUMENT


def test_pages_make_the_whole(client: TestClient) -> None:
    whole = client.get("/api/v1/decisions", params={"q": "kaupunki"}).json()
    first = client.get("/api/v1/decisions", params={"q": "kaupunki", "limit": 1}).json()
    second = client.get("/api/v1/decisions", params={"q": "kaupunki", "limit": 1, "offset": 1}).json()
    assert [*first["hits"], *second["hits"]] == whole["hits"][:2]
    assert first["total"] == whole["total"] == sum(whole["facets"]["body"].values())


def test_each_is_answered(client: TestClient) -> None:
    assert client.get(f"/api/v1/decisions/{SAMPLE}").json()["id"] == SAMPLE
    assert client.get("/api/v1/cases/4102/00.01.03.01/2023").json()["decisions"][0]["id"] == SAMPLE
    assert client.get("/api/v1/people/Riikka Tarumaa").json()["total"] >= 1
    assert client.get("/api/v1/bodies").json()["bodies"]
    assert client.get("/api/v1/money?q=avustus").json()["amounts"][0]["raw"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/decisions?q=(", 400),
        ("/api/v1/decisions?from=eilen", 400),
        ("/api/v1/decisions?limit=1000", 400),
        ("/api/v1/decisions?offset=x", 400),
        ("/api/v1/decisions/lahti/x/2020-01-01/1", 404),
        ("/api/v1/decisions/" + SAMPLE + "?version=x", 400),
        ("/api/v1/cases/x", 404),
        ("/api/v1/nothing", 404),
        ("/api/v2/decisions", 404),
    ],
)
def test_what_is_wrong_is_said(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_nothing_can_be_written(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, f"/api/v1/decisions/{SAMPLE}").status_code == 405

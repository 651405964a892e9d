"""The pages of a case, a body, a person and of money."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.web.test_search_page import soup
from web.words import words

CASE = "4102/00.01.03.01/2023"
PAGES = [
    f"/asia/{CASE}",
    "/henkilo/Riikka Tarumaa",
    "/toimielimet",
    "/toimielin/kaupunginhallitus",
    "/raha",
    "/raha?q=avustus",
]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_are_there_in_both_languages(client: TestClient, address: str, language: str) -> None:
    page = soup(client, language + address)
    assert page.html
    assert page.html["lang"] == (language[1:] or "fi")
    assert len(page.select("h1")) == 1


def test_case_is_a_timeline(client: TestClient) -> None:
    page = soup(client, f"/asia/{CASE}")
    assert page.select(".timeline li time")
    assert "Avustushakemukset" in page.text


def test_person_has_decisions(client: TestClient) -> None:
    assert soup(client, "/henkilo/tarumaa riikka").select(".hit")


def test_body_has_meetings_by_year(client: TestClient) -> None:
    page = soup(client, "/toimielin/kaupunginhallitus?vuosi=2023")
    assert len(page.select(".sitting")) == 3
    assert page.select(".bars a")


def test_money_is_drawn_and_told(client: TestClient) -> None:
    page = soup(client, "/raha")
    for image in page.select(".chart img"):
        answer = client.get(str(image["src"]))
        assert answer.status_code == 200
        assert b"<script" not in answer.content
    assert page.select("table tbody tr")
    assert "€" in page.select("td.number")[0].text


@pytest.mark.parametrize("address", ["/asia/x", "/henkilo/Nobody Here", "/henkilo/!", "/toimielin/x", "/raha/luck.svg"])
def test_what_is_not_held_is_not_found(client: TestClient, address: str) -> None:
    soup(client, address, 404)
    soup(client, "/en" + address, 404)


def test_money_of_a_query_that_cannot_be_read(client: TestClient) -> None:
    assert soup(client, "/raha?q=(", 400).select(".notice")


def test_person_has_roles(client: TestClient) -> None:
    page = soup(client, "/henkilo/Riikka Tarumaa")
    row = page.select_one("main table tbody tr")
    assert row
    assert "valmisteli" in row.text
    assert "Kaupunginhallitus" in page.text


def test_texts_of_both_languages_have_the_same_keys() -> None:
    assert words("fi").keys == words("en").keys

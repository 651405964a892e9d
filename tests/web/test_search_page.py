"""The search page at its states, without a browser."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from web.asked import Asked, asked_of


def soup(client: TestClient, address: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    assert len(answer.content) < 200_000
    return BeautifulSoup(answer.text, "html.parser")


def test_first_page_shows_what_came_last(client: TestClient) -> None:
    page = soup(client, "/")
    assert page.html
    assert page.html["lang"] == "fi"
    assert len(page.select(".hit")) == 6
    assert page.select_one("input#q")


def test_hits_show_what_a_reader_needs(client: TestClient) -> None:
    page = soup(client, "/?q=pyörätie")
    hit = page.select(".hit")[0]
    assert hit.select_one("h3 a")
    assert hit.select_one("time")
    assert hit.select_one("mark")
    outcome = hit.select_one(".outcome")
    assert outcome
    assert outcome.text.strip()
    assert outcome.select_one(".sign")
    assert "§" in hit.text


def test_counts_at_the_side_add_up(client: TestClient) -> None:
    page = soup(client, "/?q=kaupunki")
    total = int(re.findall(r"\d+", page.select_one("#found").text)[0])  # type: ignore[union-attr]
    for name in ("body", "days", "outcome"):
        counts = page.select(f"section[aria-labelledby=facet-{name}] li .count")
        assert sum(int(each.text) for each in counts) == total > 1


def test_each_facet_leads_to_what_it_counts(client: TestClient) -> None:
    page = soup(client, "/?q=kaupunki")
    for link in page.select(".facet li a"):
        narrowed = soup(client, str(link["href"]))
        count = link.select_one(".count")
        assert count
        found = narrowed.select_one("#found")
        assert found
        assert found.text.split()[0] == count.text
        assert narrowed.select(".chosen li")


def test_histogram_leads_to_its_months(client: TestClient) -> None:
    bars = soup(client, "/?q=kaupunki").select(".histogram a")
    assert len(bars) > 1
    assert soup(client, str(bars[0]["href"])).select(".hit")


@pytest.mark.parametrize("address", ["/?q=avustu", "/en/?q=avustu"])
def test_another_word_is_suggested(client: TestClient, address: str) -> None:
    page = soup(client, address.replace("avustu", "pyörätei"))
    assert page.select_one(".notice a")
    assert not page.select(".hit")


def test_filter_in_the_way_is_named(client: TestClient) -> None:
    page = soup(client, "/?q=pyörätie&from=1999&to=1999")
    blocker = page.select_one(".notice li")
    assert blocker
    assert "Vuosi" in blocker.text
    assert soup(client, str(blocker.select_one("a")["href"])).select(".hit")  # type: ignore[index]


def test_query_that_cannot_be_read_says_where(client: TestClient) -> None:
    page = soup(client, "/?q=(koulu", 400)
    assert "^" in page.select_one("pre").text  # type: ignore[union-attr]


@pytest.mark.parametrize("address", ["/?from=eilen&q=koulu", "/?min=paljon&q=koulu", "/?outcome=maybe", "/?has=luck"])
def test_what_means_nothing_is_said(client: TestClient, address: str) -> None:
    assert soup(client, address).select_one(".notice[role=alert]")


def test_files_hold_every_hit(client: TestClient) -> None:
    total = int(soup(client, "/?q=kaupunki").select_one("#found").text.split()[0])  # type: ignore[union-attr]
    answer = client.get("/haku.csv?q=kaupunki")
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) == total
    assert "attachment" in answer.headers["content-disposition"]
    assert client.get("/haku.csv?q=kaupunki&excel=1").content.startswith(b"\xef\xbb\xbf")
    assert client.get("/haku.xlsx?q=kaupunki").content.startswith(b"PK")
    assert "row_label" in client.get("/taulukot.csv?q=kaupunki").text
    assert "raw" in client.get("/rahat.csv?q=kaupunki").text


def test_what_was_asked_is_escaped(client: TestClient) -> None:
    answer = client.get("/", params={"q": '"><script>alert(1)</script>', "body": "<img src=x onerror=alert(1)>"})
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text


def test_english_is_an_address_of_its_own(client: TestClient) -> None:
    page = soup(client, "/en/?q=pyörätie")
    assert page.html
    assert page.html["lang"] == "en"
    assert all(str(link["href"]).startswith("/en") for link in page.select(".hit h3 a"))
    back = page.select_one("a.language")
    assert back
    assert unescape(str(back["href"])).startswith("/?q=py")


def test_state_goes_into_an_address_and_comes_back() -> None:
    asked = Asked(q="koulu", body="Kaupunginhallitus", start="2022", end="2023", has=("vote", "table"), page=3)
    from urllib.parse import parse_qs

    assert asked_of(parse_qs(asked.query)) == asked
    assert asked.without("days").query == "q=koulu&body=Kaupunginhallitus&has=vote&has=table"
    assert Asked().query == ""

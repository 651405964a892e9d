"""The door of the page: names, password, headers, where forms come from."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import SAMPLE, client_of
from web import Settings, hosts_for, is_loopback, password_in

ADDRESSES = ["/", "/?q=koulu", "/nope", "/static/pykala.css", "/?q=(", "/haku.csv?q=koulu"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_a_policy(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_no_page_holds_inline_script_or_style(client: TestClient) -> None:
    for address in ("/", "/?q=koulu", f"/paatos/{SAMPLE}"):
        text = client.get(address).text
        assert "style=" not in text
        assert "<style" not in text
        assert " onclick" not in text
        assert "<script>" not in text


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.evil.example:80"])
def test_foreign_name_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Pyk" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8717", "[::1]:8717", "LOCALHOST:1"])
def test_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_allowed_name_is_answered(archive_folder: Path) -> None:
    with client_of(Settings(archive_folder, hosts_for("0.0.0.0", ["Uutiset.example"]))) as client:
        assert client.get("/", headers={"host": "uutiset.example"}).status_code == 200
        assert client.get("/", headers={"host": "0.0.0.0"}).status_code == 421


def test_password_is_asked(archive_folder: Path) -> None:
    with client_of(Settings(archive_folder, password="salasanöja")) as client:
        assert client.get("/").status_code == 401
        for given, status in (("me:salasanöja", 200), (":salasanöja", 200), ("me:other", 401), ("salasanöja", 401)):
            code = base64.b64encode(given.encode()).decode()
            assert client.get("/", headers={"authorization": f"Basic {code}"}).status_code == status
        assert client.get("/", headers={"authorization": "Basic ###"}).status_code == 401


def test_form_from_elsewhere_changes_nothing(client: TestClient) -> None:
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/seuranta", content="name=x&asked=q%3Dx", headers=headers).status_code == 403


def test_password_file(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text("kahdeksan merkkiä\n", encoding="utf-8")
    assert password_in(path) == "kahdeksan merkkiä"
    path.write_text("short\n", encoding="utf-8")
    with pytest.raises(ValueError, match="8"):
        password_in(path)


def test_loopback() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("uutiset.example")

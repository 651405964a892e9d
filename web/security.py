"""What every answer and every request must have, whatever the view: hosts, password, headers.

A request from a page elsewhere may read nothing here (Host) and change nothing (Origin); an answer may run no script
and load nothing but what is served from here.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.settings import Settings, same

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ORIGINAL_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""For a document as it was published: no script, no form, no request, an origin of its own."""

_HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with none at all a browser says of its own forms that they come from nowhere
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "cache-control": "private, no-cache",
}


class Guard:
    """The door of the page: an ASGI application around another."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = next(self._refusals(scope["method"], Headers(scope=scope)), None)
        await (refused or self._app)(scope, receive, guarded)

    def _refusals(self, method: str, headers: Headers) -> Iterator[Response]:
        host = headers.get("host", "")
        if _name(host) not in self._settings.hosts:
            yield PlainTextResponse("This page does not go by that name (see pykala serve --allow-host).", 421)
        if self._settings.password is not None and not _knows(headers, self._settings.password):
            yield PlainTextResponse(
                "A password is asked.", 401, {"www-authenticate": 'Basic realm="Pykala", charset="UTF-8"'}
            )
        if method not in ("GET", "HEAD", "OPTIONS") and not _from_here(headers, host):
            yield PlainTextResponse("Only this page itself may change anything here.", 403)


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def _knows(headers: Headers, password: str) -> bool:
    scheme, _, code = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        _, _, given = base64.b64decode(code, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return False
    return same(given, password)


def _from_here(headers: Headers, host: str) -> bool:
    origin = headers.get("origin")
    if origin is None:  # a browser says where a form came from; a program that says nothing is no browser
        return headers.get("sec-fetch-site") in (None, "same-origin")
    return origin in (f"http://{host}", f"https://{host}")

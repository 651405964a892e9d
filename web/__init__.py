"""The page: an archive and its index in a browser, and as JSON for programs; it reads and changes nothing in either.

`app(settings)` is an ASGI application; `serve` runs it. Nothing of the web is imported before one of them is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.settings import Settings, hosts_for, is_loopback, password_in

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["Settings", "app", "hosts_for", "is_loopback", "password_in", "serve"]


def app(settings: Settings) -> ASGIApp:
    """The page of an archive, behind its guard."""
    from web.application import application

    return application(settings)


def serve(settings: Settings, host: str, port: int) -> None:
    """Serves the page until it is told to end. OSError where the port is taken."""
    from web.serving import run

    run(settings, host, port)

"""Runs the page by uvicorn, which lives here alone. No request is logged: its address holds what is searched for."""

from __future__ import annotations

import socket

from web.application import application
from web.settings import Settings


def run(settings: Settings, host: str, port: int) -> None:
    """Serves until it is told to end (Ctrl-C). OSError, before anything, where the port cannot be had."""
    import uvicorn

    with socket.create_server(
        (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=128
    ) as listening:
        server = uvicorn.Server(
            uvicorn.Config(
                application(settings),
                access_log=False,
                log_level="warning",
                server_header=False,
                proxy_headers=False,
                limit_concurrency=200,
                timeout_keep_alive=5,
                lifespan="off",
                h11_max_incomplete_event_size=32_768,
            )
        )
        server.run(sockets=[listening])

"""The views, a module a subject: what an address asks for → the answer. Each runs in a thread of the desk."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from web.desk import Opened
from web.views.decision import decision, funding_chart, table_csv
from web.views.downloads import hits_csv, hits_xlsx, money_csv, tables_csv
from web.views.originals import original
from web.views.search import search

GETS: tuple[tuple[str, Callable[[Opened, Request], Response]], ...] = (
    ("/", search),
    ("/haku.csv", hits_csv),
    ("/haku.xlsx", hits_xlsx),
    ("/taulukot.csv", tables_csv),
    ("/rahat.csv", money_csv),
    ("/paatos/{id:path}/taulukko-{number:int}.csv", table_csv),
    ("/paatos/{id:path}/kuva-{number:int}.svg", funding_chart),
    ("/paatos/{id:path}/alkuperainen", original),
    ("/paatos/{id:path}", decision),
)
POSTS: tuple[tuple[str, Callable[[Opened, Request, bytes], Response]], ...] = ()

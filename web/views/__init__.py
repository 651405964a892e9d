"""The views, a module a subject: what an address asks for → the answer. Each runs in a thread of the desk."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from web.desk import Opened
from web.views import api
from web.views.collections import bodies, body, case, person
from web.views.decision import decision, funding_chart, table_csv
from web.views.downloads import hits_csv, hits_xlsx, money_csv, tables_csv
from web.views.follow import feed, follow, followed
from web.views.money import money, money_chart
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
    ("/asia/{id:path}", case),
    ("/henkilo/{name:path}", person),
    ("/toimielimet", bodies),
    ("/toimielin/{body}", body),
    ("/seuranta", followed),
    ("/seuranta/{slug}.atom", feed),
    ("/api/v1/openapi.json", api.openapi),
    ("/api/v1/decisions", api.decisions),
    ("/api/v1/decisions/{id:path}", api.decision),
    ("/api/v1/cases/{id:path}", api.case),
    ("/api/v1/people/{name:path}", api.person),
    ("/api/v1/bodies", api.bodies),
    ("/api/v1/money", api.money),
    ("/api/{rest:path}", api.nothing),
    ("/raha", money),
    ("/raha/{by}.svg", money_chart),
)
POSTS: tuple[tuple[str, Callable[[Opened, Request, bytes], Response]], ...] = (("/seuranta", follow),)

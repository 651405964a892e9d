"""The views, a module a subject: what an address asks for → the answer. Each runs in a thread of the desk."""

from __future__ import annotations

from web.views.downloads import hits_csv, hits_xlsx, money_csv, tables_csv
from web.views.search import search

GETS = (
    ("/", search),
    ("/haku.csv", hits_csv),
    ("/haku.xlsx", hits_xlsx),
    ("/taulukot.csv", tables_csv),
    ("/rahat.csv", money_csv),
)
POSTS = ()

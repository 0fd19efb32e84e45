"""A book that attacks, and the requests that it causes."""

from typing import Any

import pytest
from playwright.sync_api import Page, Request

from rontal.reading import sanitise
from tests.support.records import epubs

OWN = (
    "top.stolen = document.cookie || 'ran'; "
    "fetch('/koleksi/?curi=' + document.cookie).catch(String);"
)


BODY = f"""
<h1 onclick="{OWN}">Bab satu</h1>
<p class="cover">Menutupi seluruh layar</p>
<script>{OWN}</script>
<script src="https://jahat.example/skrip.js"></script>
<script src="/static/ui/ui.js"></script>
<script src="skrip.js"></script>
<script type="module">{OWN}</script>
<img src="tidak-ada.png" onerror="{OWN}" alt=""/>
<img src="https://jahat.example/titik.png" alt=""/>
<img src="/keluar/" alt=""/>
<svg xmlns="http://www.w3.org/2000/svg" onload="{OWN}"><script>{OWN}</script>
<image href="https://jahat.example/svg.png" width="1" height="1"/>
<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://jahat.example/"/></foreignObject>
<a href="javascript:{OWN}"><text y="10">klik</text></a></svg>
<iframe src="/rak/"></iframe>
<iframe srcdoc="&lt;script&gt;{OWN}&lt;/script&gt;"></iframe>
<object data="https://jahat.example/benda"></object>
<embed src="https://jahat.example/sisip"/>
<form action="/keluar/" method="post"><button id="kirim">Lanjut</button></form>
<a id="skrip" href="javascript:{OWN}">Bab berikut</a>
<a id="atas" target="_top" href="/keluar/">Keluar</a>
<video src="https://jahat.example/film.mp4" autoplay="autoplay"></video>
<p style="background: url(https://jahat.example/latar.png)">x</p>
"""


HEAD = """
<meta name="rontal" content="page"/>
<base href="https://jahat.example/"/>
<link rel="stylesheet" href="https://jahat.example/gaya.css"/>
<link rel="prefetch" href="https://jahat.example/ambil"/>
<style>@import url(https://jahat.example/impor.css);
@font-face { font-family: x; src: url(https://jahat.example/huruf.woff2) }
body { font-family: x; background: \\75rl(https://jahat.example/lolos.png) }
.cover { position: fixed; top: 0; left: 0; width: 100vw; height: 100vh; z-index: 99999 }</style>
"""


ITEMS = (*epubs.ITEMS, '<item id="js" href="skrip.js" media-type="text/javascript"/>')


def hostile_book(refresh: str = "") -> bytes:
    """Returns the book; with `refresh` it also navigates its own frame away."""
    return epubs.book(
        "Buku Jahat",
        items=ITEMS,
        changes={
            "OEBPS/bab1.xhtml": epubs.chapter(BODY, HEAD + refresh),
            "OEBPS/skrip.js": OWN,
            "OEBPS/gaya.css": "@import 'https://jahat.example/lain.css'; body { color: black }",
        },
    )


@pytest.fixture(params=["cleaned", "policy alone"])
def defences(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both defences, or only the content policy."""
    if request.param == "policy alone":
        monkeypatch.setattr(sanitise, "clean_document", lambda content, _book: content)
        monkeypatch.setattr(sanitise, "clean_styles", lambda css, _book: css)
    return str(request.param)


@pytest.fixture
def requests_of(page: Page) -> list[Request]:
    """Every request that the browser tries."""
    sent_requests: list[Request] = []
    page.on("request", lambda request: sent_requests.append(request))
    return sent_requests


def allow_everything(response: Any, _content_at: str) -> None:
    """Sets a policy that allows everything, in the frame of our page, too."""
    response.headers["Content-Security-Policy"] = "default-src * 'unsafe-inline'"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"

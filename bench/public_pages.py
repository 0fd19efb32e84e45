"""Addresses of every public page of a served library: from the URLconf for routes without
arguments, else by following links.
"""

import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from lxml import html

from rontal.ui.access import AccessKind, of

EACH: Final = 1
"""Number of pages returned for each route: those with the most pictures."""
LOOKED_AT: Final = 60
"""Number of pages of one route from which these are chosen."""
SEARCHES: Final = ("/koleksi/?q=sawah", "/koleksi/?urut=nama", "/koleksi/?q=tidakada")
BOOK_OF_PAGES: Final = "/koleksi/?q=majalah"
"""Finds the one book of `bench.library_with_covers` that is read page by page."""
STARTS: Final = ("/", "/koleksi/", *SEARCHES, BOOK_OF_PAGES)
NO_PAGES: Final = frozenset({
    # pictures, files and answers for scripts and programs
    "cover", "suggest", "open_picture", "open_resource", "sample_picture", "sample_resource",
    "app_icon", "apple_touch_icon", "asset_links", "favicon", "former_worker", "push_badge",
    "push_key", "web_manifest", "sample_end", "cite_file", "find_in_open_book", "offline_standing",
    "worker",
    "feedback_altcha", "registration_preview", "registration_look", "registration_reading",
    "registration_altcha", "service_standard_pdf", "service_standard_figures",
    "service_standard_sippn", "service_standard_sippn_csv", "service_standard_version_pdf",
    "survey_report", "outbox_mail_html", "opensearch", "opensearch_terms", "robots", "security_txt",
    "sitemap",
    "sitemap_pages", "sitemap_part", "new_titles", "demo_photo", "demo_preview",
    # answers that lead to another page
    "look", "open_pages", "feedback_attach", "feedback_detach", "feedback_reply", "feedback_again",
    "feedback_rating", "feedback_without_name", "feedback_leave", "registration_autosave",
    "data_request_altcha", "data_request_reply", "data_request_withdraw", "data_request_leave",
    "choose_theme", "choose_language", "account_logout", "openid_connect_login",
    "openid_connect_callback", "family_leave", "family_export", "registration_by_provider",
    "registration_vouched",
})  # fmt: skip
"""Names of public routes that do not return an HTML page."""


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yields name and pattern of every public route."""
    for one in (resolver or get_resolver()).url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one, path)
        elif isinstance(one, URLPattern) and one.name:
            needs = of(one.callback)
            if needs is not None and needs.door is AccessKind.PUBLIC:
                yield one.name, path


@cache
def found(base: str) -> dict[str, list[str]]:
    """Returns the heaviest pages of each public route that returns HTML, by route name."""
    known = dict(routes())
    plain = [f"/{path}" for path in known.values() if "<" not in path and "^" not in path]
    seen = dict.fromkeys([*STARTS, *plain])
    waiting = deque(seen)
    pages: dict[str, dict[str, int]] = {}
    while waiting:
        path = waiting.popleft()
        name = _name(path)
        if name not in known or len(pages.get(name, {})) >= LOOKED_AT:
            continue
        path, content = _page(base, path)
        if not content or (name := _name(path)) not in known:
            continue
        pages.setdefault(name, {})[path] = content.count(b"<img")
        fresh = [link for link in _links(content, base + path) if link not in seen]
        seen |= dict.fromkeys(fresh)
        waiting.extend(dict.fromkeys(fresh))
    return {name: _heaviest(paths) for name, paths in pages.items()}


def _heaviest(paths: dict[str, int]) -> list[str]:
    starts = [path for path in paths if path in STARTS]
    others = [path for path in paths if path not in STARTS]
    return starts + sorted(others, key=lambda path: -paths[path])[:EACH]


def _name(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).url_name or ""
    except Resolver404:
        return ""


def _page(base: str, path: str) -> tuple[str, bytes]:
    """Returns the final address of the path and its HTML; b"" if there is none."""
    request = urllib.request.Request(base + path, headers={"Accept": "text/html"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
            is_page = answer.headers.get_content_type() == "text/html"
            return answer.url.removeprefix(base), bytes(answer.read()) if is_page else b""
    except urllib.error.HTTPError:
        return path, b""


def _links(content: bytes, address: str) -> Iterator[str]:
    """Yields the paths of this library that the page links to, except those with a query."""
    host = urlsplit(address).netloc
    for link in html.document_fromstring(content).iterfind(".//a[@href]"):
        target = urlsplit(urldefrag(urljoin(address, link.get("href", "")))[0])
        if target.netloc == host and not target.query:
            yield target.path

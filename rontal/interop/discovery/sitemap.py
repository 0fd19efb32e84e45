"""Sitemap: an index and parts of at most 50,000 titles, each streamed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from rontal.catalogue import listing, source_identity
from rontal.interop import addresses, xml_responses
from rontal.interop.xml_responses import DECLARATION, element
from rontal.ui.access import public
from rontal.ui.page_cache import cached_page

_SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES: Final = (
    "home", "collection", "registration_start", "service_standard", "feedback", "data_and_rules",
)  # fmt: skip
_DISALLOWED: Final = (
    "/meja/", "/rak/", "/baca/", "/kartu/", "/status/", "/akun/", "/aktivasi/",
    "/daftar/foto/", "/koleksi/?", "/koleksi/*/kutip/",
    "/koleksi/*/cuplikan/", "/oai", "/sru", "/opds/",
)  # fmt: skip
"""Paths that search engines must not crawl: personal pages, endless search results, citations and
samples of each title (`*` as in RFC 9309, 2.2.3), and interfaces for programs."""
_ALLOWED: Final = ("/opds/berkas/", "/opds/sampul/", "/akun/hapus/$")
"""Exceptions within closed paths that robots may open: open books, covers for link previews, and
the page for deleting an account, which app stores check; `$` excludes the links of its mails."""


@public
@cached_page("catalogue")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Returns the sitemap index: static pages, and parts of the collection with their dates."""
    entries = [_entry("sitemap", addresses.absolute_url(reverse("sitemap_pages")))]
    for part in listing.parts():
        address = addresses.absolute_url(reverse("sitemap_part", args=[part.number]))
        entries.append(_entry("sitemap", address, part.changed_at))
    return xml_responses.xml(request, _sitemap_document("sitemapindex", entries), compressed=False)


@public
@cached_page()
@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    entries = [_entry("url", addresses.absolute_url(reverse(name))) for name in _PAGES]
    return xml_responses.xml(request, _sitemap_document("urlset", entries), compressed=False)


@public
@require_safe
def part(request: HttpRequest, number: int) -> HttpResponseBase:
    """Returns one part of the collection; 304 where the client's copy is current."""
    current = listing.part(number)
    if current is None:
        raise Http404
    etag = f'W/"{number}-{current.mark}-{current.changed_at.timestamp()}"'
    if etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
        return HttpResponseNotModified(headers={"ETag": etag})
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    kind = "text/xml; charset=utf-8"
    return StreamingHttpResponse(_stream_part(number), content_type=kind, headers=headers)


@public
@cached_page()
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Returns robots.txt: allowed and forbidden paths, and the URL of the sitemap."""
    rules = "".join(f"Allow: {path}\n" for path in _ALLOWED)
    rules += "".join(f"Disallow: {path}\n" for path in _DISALLOWED)
    sitemap_url = addresses.absolute_url(reverse("sitemap"))
    text = f"User-agent: *\n{rules}\nSitemap: {sitemap_url}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _stream_part(number: int) -> Iterator[bytes]:
    yield f'{DECLARATION}<urlset xmlns="{_SPACE}">'.encode()
    for batch in listing.addresses(number):
        yield "".join(
            [_entry("url", source_identity.page(slug), changed_at) for slug, changed_at in batch]
        ).encode()
    yield b"</urlset>"


def _entry(name: str, address: str, changed_at: datetime | None = None) -> str:
    moment = changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if changed_at else ""
    return f"<{name}>{element('loc', address)}{element('lastmod', moment)}</{name}>\n"


def _sitemap_document(name: str, entries: list[str]) -> str:
    return f'<{name} xmlns="{_SPACE}">{"".join(entries)}</{name}>'

"""Cache of public pages that are the same for every visitor, in the memory of each process.

A view declares what its page depends on besides URL, language and theme: `@cached_page()` on
nothing, `@cached_page("catalogue")` on a topic of `core.versions`. The cached page is used until
that topic changes. Signed-in users get a fresh page.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils.cache import patch_vary_headers

from rontal.core.compression import PACKERS, PLAIN, coding_for, etag_matches
from rontal.core.versions import Topic, version
from rontal.ui import request_language, themes
from rontal.ui.message_storage import COOKIE as MESSAGES

View = TypeVar("View", bound=Callable[..., Any])
Next = Callable[[HttpRequest], HttpResponse]
MAX_QUERY_LENGTH: Final = 500
MAX_PAGE_BYTES: Final = 500_000
"""Bytes of the largest page that is cached."""

VARIES_BY: Final = frozenset({"cookie", "accept-encoding", "accept-language", "authorization"})
"""The language is part of the key, and requests with credentials are not answered from memory."""


@dataclass(frozen=True)
class Declared:
    """Topics that a view's page depends on, and the query parameters that it uses."""

    topics: tuple[Topic, ...] = ()
    query: frozenset[str] = frozenset()
    for_signed_in: bool = False


@dataclass(frozen=True)
class CachedPage:
    """A rendered page by content coding, with the versions that it shows."""

    headers: dict[str, str]
    bodies: dict[str, bytes]
    etag: str
    declared: Declared
    versions: tuple[Hashable, ...]

    @property
    def is_current(self) -> bool:
        """True while nothing that the page depends on has changed."""
        return self.versions == _versions(self.declared)


def cached_page(
    *topics: str, query: Iterable[str] = (), for_signed_in: bool = False
) -> Callable[[View], View]:
    """Marks a public view whose page changes only when one of the topics does.

    With a query string the page is cached where `query` names all its parameters. `for_signed_in`
    says that members see the same: the page shows nobody's name and no message.
    """
    declared = Declared(tuple(map(Topic, topics)), frozenset(query), for_signed_in)

    def mark(view: View) -> View:
        view.cached_page = declared  # type: ignore[attr-defined]
        return view

    return mark


def page_cache(get_response: Next) -> Next:
    """Middleware that answers declared pages from the cache."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not settings.CACHE_IN_MEMORY or not _is_plain(request):
            return get_response(request)
        key, visitor = _key(request), _is_visitor(request)
        page: CachedPage | None = caches["memory"].get(key)
        if page is None or not page.is_current or not (visitor or page.declared.for_signed_in):
            before = {topic: version(topic) for topic in Topic}
            response = get_response(request)
            declared = _declared(request)
            if (
                declared is None
                or not (visitor or declared.for_signed_in)
                or not _is_small_enough(response)
            ):
                return response
            page = _rendered(response, declared, tuple(before[one] for one in declared.topics))
            caches["memory"].set(key, page)
        return _response(request, key, page)

    return answer


def _response(request: HttpRequest, key: str, page: CachedPage) -> HttpResponse:
    if etag_matches(request.META.get("HTTP_IF_NONE_MATCH"), page.etag):
        names = ("ETag", "Vary", "Cache-Control")
        return HttpResponseNotModified(headers={name: page.headers[name] for name in names})
    coding = coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    body = page.bodies.get(coding)
    if body is None:
        body = PACKERS[coding](page.bodies[PLAIN])
        caches["memory"].set(key, replace(page, bodies=page.bodies | {coding: body}))
    response = HttpResponse(b"" if request.method == "HEAD" else body, headers=page.headers)
    response.headers["Content-Length"] = str(len(body))
    if coding:
        response.headers["Content-Encoding"] = coding
    return response


def _is_plain(request: HttpRequest) -> bool:
    """Returns True where only address and cookies determine the response."""
    meta = request.META
    if (
        request.method not in ("GET", "HEAD")
        or len(meta.get("QUERY_STRING", "")) > MAX_QUERY_LENGTH
    ):
        return False
    return not ("HTTP_AUTHORIZATION" in meta or "HTTP_HX_REQUEST" in meta or "HTTP_RANGE" in meta)


def _is_visitor(request: HttpRequest) -> bool:
    """Returns True where nobody is signed in and no message is pending."""
    cookies = request.COOKIES
    return settings.SESSION_COOKIE_NAME not in cookies and MESSAGES not in cookies


def _key(request: HttpRequest) -> str:
    meta = request.META
    host = f"{request.scheme}://{meta.get('HTTP_HOST', '')}"
    preferences = request_language.of(request), themes.of(request)
    parts = (host, request.path, meta.get("QUERY_STRING", ""), *preferences)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _declared(request: HttpRequest) -> Declared | None:
    """Returns the declaration of the view that answered; None where its page may not be cached."""
    if request.method != "GET":
        return None
    match = request.resolver_match
    declared = getattr(match.func, "cached_page", None) if match else None
    if not isinstance(declared, Declared) or not declared.query.issuperset(request.GET):
        return None
    return declared


def _is_small_enough(response: HttpResponse | StreamingHttpResponse) -> bool:
    if isinstance(response, StreamingHttpResponse) or response.status_code != 200:
        return False
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name}
    return not response.cookies and varies <= VARIES_BY and len(response.content) <= MAX_PAGE_BYTES


def _versions(declared: Declared) -> tuple[Hashable, ...]:
    return tuple(version(topic) for topic in declared.topics)


def _rendered(
    response: HttpResponse, declared: Declared, versions: tuple[Hashable, ...]
) -> CachedPage:
    etag = 'W/"' + hashlib.sha256(response.content).hexdigest()[:24] + '"'
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    headers |= {"ETag": etag, "Cache-Control": "no-cache"}
    return CachedPage(headers, {PLAIN: response.content}, etag, declared, versions)

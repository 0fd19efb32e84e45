"""Public pages that are the same for every visitor: rendered once, then served from memory.

A view says so with `@constant`: its page depends on the address, the language and the theme, and
on nothing else, and is kept for as long as the process lives. `@constant_until_news` also depends
on the database: its page is kept until an event is written, which is looked for once a second, so
that a visitor may see a page that is one second old. Somebody who is signed in always gets a fresh
page.
"""

import contextlib
import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import brotli
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from rontal.kernel.events import newest
from rontal.ui import themes

View = TypeVar("View", bound=Callable[..., Any])
Next = Callable[[HttpRequest], HttpResponse]
Key = tuple[str, str, str]
MOST = 500
SECONDS_BETWEEN_LOOKS = 1.0


@dataclass(frozen=True)
class Kept:
    """One rendered page in two encodings; `news` is None where it depends on no event."""

    headers: dict[str, str]
    plain: bytes
    packed: bytes
    etag: str
    news: int | None


def constant(view: View) -> View:
    """Marks a public view whose page depends on address, language and theme only."""
    view.constant = True  # type: ignore[attr-defined]
    return view


def constant_until_news(view: View) -> View:
    """Marks a public view whose page changes only when some event is written."""
    view.until_news = True  # type: ignore[attr-defined]
    return constant(view)


class News:
    """The number of the newest event, asked of the database at most once a second."""

    def __init__(self) -> None:
        self._number = 0
        self._asked_at = -SECONDS_BETWEEN_LOOKS

    def number(self) -> int:
        """The newest event's number; the last known one while the database is away."""
        now = time.monotonic()
        if now - self._asked_at >= SECONDS_BETWEEN_LOOKS:
            self._asked_at = now
            with contextlib.suppress(OperationalError):
                self._number = newest()
        return self._number


class constant_pages:  # noqa: N801 - a middleware beside functions
    """Answers from memory what was rendered before."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.kept: dict[Key, Kept] = {}
        self.news = News()
        self.lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The kept page, or the page of the view, kept where the view allows it."""
        if not settings.KEEP_CONSTANT_PAGES or not _for_everybody(request):
            return self.get_response(request)
        key = _key(request)
        kept = self.kept.get(key)
        if kept is None or kept.news not in (None, self.news.number()):
            news = self.news.number()
            response = self.get_response(request)
            if not _may_keep(request, response):
                return response
            kept = _keep(response, news if _until_news(request) else None)
            self._hold(key, kept)
        return _answer(request, kept)

    def _hold(self, key: Key, kept: Kept) -> None:
        """Keeps a page; the one that was kept longest makes room."""
        with self.lock:
            self.kept.pop(key, None)
            while len(self.kept) >= MOST:
                del self.kept[next(iter(self.kept))]
            self.kept[key] = kept


def _for_everybody(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
    )


def _key(request: HttpRequest) -> Key:
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return (request.path, known, themes.of(request))


def _may_keep(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    marked = bool(match and getattr(match.func, "constant", False))
    return marked and response.status_code == 200 and not response.cookies


def _until_news(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and getattr(match.func, "until_news", False))


def _keep(response: HttpResponse, news: int | None) -> Kept:
    etag = '"' + hashlib.sha256(response.content).hexdigest()[:24] + '"'
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    headers |= {"ETag": etag, "Cache-Control": "no-cache"}
    return Kept(headers, response.content, brotli.compress(response.content), etag, news)


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    if request.META.get("HTTP_IF_NONE_MATCH") == kept.etag:
        return HttpResponseNotModified(headers={"ETag": kept.etag})
    packed = "br" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    body = kept.packed if packed else kept.plain
    response = HttpResponse(body, headers=kept.headers)
    response.headers["Content-Length"] = str(len(body))
    if packed:
        response.headers["Content-Encoding"] = "br"
    return response

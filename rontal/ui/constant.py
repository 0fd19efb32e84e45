"""Public pages that are the same for every visitor: rendered once, then served from memory.

A view says so with `@constant`. The page may depend on the address, the language and the theme,
and on nothing else; it is kept for as long as the process lives. Somebody who is signed in always
gets a fresh page.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from rontal.ui import themes

View = TypeVar("View", bound=Callable[..., Any])
Next = Callable[[HttpRequest], HttpResponse]
Key = tuple[str, str, str]
MOST = 500


@dataclass(frozen=True)
class Kept:
    """One rendered page in two encodings."""

    headers: dict[str, str]
    plain: bytes
    packed: bytes
    etag: str


def constant(view: View) -> View:
    """Marks a public view whose page depends on address, language and theme only."""
    view.constant = True  # type: ignore[attr-defined]
    return view


class constant_pages:  # noqa: N801 - a middleware beside functions
    """Answers from memory what was rendered before."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.kept: dict[Key, Kept] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The kept page, or the page of the view, kept where the view allows it."""
        if not settings.KEEP_CONSTANT_PAGES or not _for_everybody(request):
            return self.get_response(request)
        key = _key(request)
        if key not in self.kept:
            response = self.get_response(request)
            if not _may_keep(request, response) or len(self.kept) >= MOST:
                return response
            self.kept[key] = _keep(response)
        return _answer(request, self.kept[key])


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


def _keep(response: HttpResponse) -> Kept:
    etag = '"' + hashlib.sha256(response.content).hexdigest()[:24] + '"'
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    headers |= {"ETag": etag, "Cache-Control": "no-cache"}
    return Kept(headers, response.content, brotli.compress(response.content), etag)


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

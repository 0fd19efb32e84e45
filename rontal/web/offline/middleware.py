"""Tells the service worker whose page it got, so that it stores nothing of one for another."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from rontal.web.collection.reader_access import word_of

HEADER: Final = "Rontal-Reader"
VISITOR: Final = "-"
UNKNOWN: Final = "?"

Next = Callable[[HttpRequest], HttpResponse]


def reader_header(get_response: Next) -> Next:
    """Writes the header `Rontal-Reader` on each HTML page: the word of whoever is signed in, "-"
    for visitors, "?" where nobody has looked (the database is away). A page without it is none of
    ours: a proxy made it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers[HEADER] = _reader(request)
        return response

    return middleware


def _reader(request: HttpRequest) -> str:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return VISITOR
    if isinstance(getattr(request, "user", None), SimpleLazyObject | None):
        return UNKNOWN  # asking now would fail as it did before
    return word_of(request) or VISITOR

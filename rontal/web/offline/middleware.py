"""Header by which the service worker knows for whom a page was made."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from rontal.web.reader.reader_access import word_of

HEADER: Final = "Rontal-Reader"
VISITOR: Final = "-"
UNKNOWN: Final = "?"

Next = Callable[[HttpRequest], HttpResponse]


def reader_header(get_response: Next) -> Next:
    """Middleware that adds the header `Rontal-Reader` to each HTML page: an opaque word for the
    account that is signed in, "-" for visitors, "?" where the database cannot be reached. A page
    without the header was made by a proxy.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers[HEADER] = _reader(request)
        return response

    return middleware


def _reader(request: HttpRequest) -> str:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return VISITOR
    if not hasattr(request, "user"):
        return UNKNOWN
    try:
        return word_of(request) or VISITOR
    except DatabaseError:
        return UNKNOWN

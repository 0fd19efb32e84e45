"""Header that tells the service worker for which account a page was rendered."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from rontal.web.reader.reader_access import account_identifier

HEADER: Final = "Rontal-Reader"
VISITOR: Final = "-"
UNKNOWN: Final = "?"

Next = Callable[[HttpRequest], HttpResponse]


def reader_header(get_response: Next) -> Next:
    """Middleware that adds the header `Rontal-Reader` to each HTML page.

    The value is an opaque identifier of the signed-in account, "-" for visitors, "?" where the
    database is unavailable. A page without the header comes from a proxy.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers[HEADER] = _reader_identifier(request)
        return response

    return middleware


def _reader_identifier(request: HttpRequest) -> str:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return VISITOR
    if not hasattr(request, "user"):
        return UNKNOWN
    try:
        return account_identifier(request) or VISITOR
    except DatabaseError:
        return UNKNOWN

"""Headers of pages that hold personal data or a token, and what a browser says of its page."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from rontal.kernel.errors import TooMany

View = Callable[..., HttpResponse]
Response = TypeVar("Response", bound=HttpResponse)
FOREVER: Final = "public, max-age=31536000, immutable"
"""Cache-Control of a file whose address changes with its content."""
OPEN_CONTENT: Final = "public, max-age=600"
"""Cache-Control of books that everybody may have. Minutes are enough for going back and forth in a
book; a title that was withdrawn for its rights is soon gone from browsers, too. What a browser
still has then it asks for by the ETag, and is told of the withdrawal."""


FOR_DOCUMENTS: Final = (
    "Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "Content-Language", "Vary",
)  # fmt: skip
"""Headers that say nothing of a picture that everybody gets; with each of twenty covers of a page
they would weigh as much as two covers more."""
_FILES: Final = re.compile(r"\.(?:webp|avif|jpe?g|png|gif|svg|ico|css|js|map|woff2?)$")
_PARTS_OF_PAGES: Final = frozenset({"image", "style", "script", "font", "audio", "video"})


class PublicPicture(HttpResponse):
    """A picture that is the same for everybody, as `ui.middleware.lean_pictures` sends it."""

    def __init__(self, content: bytes, *, kind: str, kept: str) -> None:
        super().__init__(content, content_type=kind, headers={"Cache-Control": kept})


def is_for_part_of_page(request: HttpRequest) -> bool:
    """Whether a picture, style sheet or script is asked for: nobody reads a page in its place."""
    wanted = request.headers.get("Sec-Fetch-Dest", "")
    return wanted in _PARTS_OF_PAGES if wanted else bool(_FILES.search(request.path))


def part_missing(status: int) -> HttpResponse:
    """The answer instead of such a part, in a few bytes: a page weighs more than a picture."""
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{status}\n", status=status, content_type="text/plain", headers=headers)


def private(view: View) -> View:
    """The page holds personal data: no cache keeps it."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return wrapper


def with_wait(response: Response, error: Exception) -> Response:
    """The answer, with when to come back (RFC 9110, 10.2.3) where it was too often."""
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.params["seconds"])
    return response


def held_up(view: View) -> View:
    """The page says 429 and when to come back where signing in was tried too often
    (`accounts.adapter`); what was typed stays in its form."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        seconds = getattr(request, "held_up", 0)
        if seconds:
            response.status_code = 429
            response.headers["Retry-After"] = str(seconds)
        return response

    return wrapper


def token_page(view: View) -> View:
    """The page's address is a secret: it goes into no cache, no search engine, no Referer.

    `strict-origin` sends the host alone and never the path. `no-referrer` would as well, but it
    makes browsers send `Origin: null` with the page's own form, which the CSRF check refuses.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = private(view)(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapper


def camera_page(view: View) -> View:
    """A private page that may use the camera, for itself alone."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = private(view)(request, *args, **kwargs)
        response.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
        return response

    return wrapper


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether a browser says that a page of ours asks: for what is sent by script and has no token.
    Where the connection is not a safe one, browsers tell the page's origin alone."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return _host(request.headers.get("Origin", "")) == request.get_host()


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""

"""Response headers of pages with personal data or tokens, and checks of request headers."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from rontal.core.errors import DecodersBusy, TooMany

View = Callable[..., HttpResponse]
Response = TypeVar("Response", bound=HttpResponse)
FOREVER: Final = "public, max-age=31536000, immutable"
"""Cache-Control of a file whose URL changes with its content."""
OPEN_CONTENT: Final = "public, max-age=600"
"""Cache-Control of open books.

Ten minutes are enough for paging back and forth, and a title withdrawn for its rights soon leaves
browser caches: afterwards the browser revalidates by ETag.
"""


FOR_DOCUMENTS: Final = (
    "Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "Content-Language", "Vary",
)  # fmt: skip
"""Headers that are useless on public images; on twenty covers they add the size of two covers."""
_FILES: Final = re.compile(r"\.(?:webp|avif|jpe?g|png|gif|svg|ico|css|js|map|woff2?)$")
PLAIN: Final = "text/plain; charset=utf-8"
_PARTS_OF_PAGES: Final = frozenset({"image", "style", "script", "font", "audio", "video"})


class PublicPicture(HttpResponse):
    """Image that is the same for everybody; `remove_picture_headers` strips its headers."""

    def __init__(self, content: bytes, *, kind: str, cache_control: str) -> None:
        super().__init__(content, content_type=kind, headers={"Cache-Control": cache_control})


def is_for_part_of_page(request: HttpRequest) -> bool:
    """Returns True for a request of an image, style sheet or script, not of a page."""
    destination = request.headers.get("Sec-Fetch-Dest", "")
    return destination in _PARTS_OF_PAGES if destination else bool(_FILES.search(request.path))


def part_missing(status: int) -> HttpResponse:
    """Returns a short plain-text error for such a request, smaller than an error page."""
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{status}\n", status=status, content_type=PLAIN, headers=headers)


def private(view: View) -> View:
    """Decorates a view with personal data: its responses are never cached."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return wrapper


def with_wait(response: Response, error: Exception) -> Response:
    """Adds Retry-After (RFC 9110, 10.2.3) to the response where waiting helps."""
    if isinstance(error, TooMany | DecodersBusy):
        response.headers["Retry-After"] = str(error.params["seconds"])
    return response


def rate_limited(view: View) -> View:
    """Decorates a sign-in view: answers 429 with Retry-After where its rate limit is reached.

    `accounts.adapter` sets `request.held_up`; the form keeps its input.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        seconds = getattr(request, "held_up", 0)
        if seconds:
            response.status_code = 429
            response.headers["Retry-After"] = str(seconds)
        return response

    return wrapper


def clears_cache(view: View) -> View:
    """Decorates the sign-out: the browser empties its cache of this site, also without script.

    Not its storage: the service worker deletes what belongs to the account, and the settings of the
    device (type, theme) stay (ADR 28).
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return wrapper


def token_page(view: View) -> View:
    """Decorates a view whose URL contains a secret: not cached, not indexed, no full Referer.

    `strict-origin` sends only the origin, never the path. `no-referrer` would also hide it, but
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
    """Decorates a private view whose page may use the camera."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = private(view)(request, *args, **kwargs)
        response.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
        return response

    return wrapper


def is_from_own_page(request: HttpRequest) -> bool:
    """Returns True where the request came from a page of this site.

    For requests of scripts without a CSRF token. Without HTTPS browsers send only the Origin
    header.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return _host_of(request.headers.get("Origin", "")) == request.get_host()


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""

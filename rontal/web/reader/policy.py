"""Content security policies for book content, in addition to its sanitisation.

Content is served from our own origin, so that the reader can lay it out; the policy removes the
rights of that origin and allows fetches only from the URL of the same book.
"""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from rontal.ui.headers import OPEN_CONTENT

HEADER = "Content-Security-Policy"


def address_of_content(request: HttpRequest, loan_id: int, token: str) -> str:
    """Returns the URL prefix of a borrowed book's resources, as a CSP source."""
    return f"{request.scheme}://{request.get_host()}{_content_prefix(loan_id, token)}"


def address_of_open_content(request: HttpRequest, file_id: int) -> str:
    """Returns the URL prefix of an open book's resources, as a CSP source."""
    return request.build_absolute_uri(_open_start(file_id))


def address_of_sample(request: HttpRequest, file_id: int) -> str:
    """Returns the URL prefix of a sample's resources, as a CSP source."""
    start = reverse("sample_resource", args=[file_id, "x"]).removesuffix("x")
    return request.build_absolute_uri(start)


def guard_content(response: HttpResponse, content_at: str) -> None:
    """Sets the policy of a book's resource: display only, no scripts, no caching."""
    _forbid_scripts(response, content_at)
    guard_picture(response)


def guard_open_content(response: HttpResponse, content_at: str) -> None:
    """Sets the same policy for an open book's resource, with public caching.

    Not indexed by search engines, which show the title's page instead.
    """
    _forbid_scripts(response, content_at)
    guard_open_picture(response)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"


def guard_sample(response: HttpResponse, content_at: str) -> None:
    """Sets the same policy for a sample's resource; not cached, as the licence may end."""
    guard_content(response, content_at)
    response.headers["X-Robots-Tag"] = "noindex"


def guard_picture(response: HttpResponse) -> None:
    """Forbids caching and embedding by other origins."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"


def guard_open_picture(response: HttpResponse) -> None:
    """Sets the cache headers of an open file."""
    response.headers["Cache-Control"] = OPEN_CONTENT
    response.headers["X-Content-Type-Options"] = "nosniff"


def _forbid_scripts(response: HttpResponse, content_at: str) -> None:
    response.headers[HEADER] = _policy_of(content_at)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"


@lru_cache(1000)
def _content_prefix(loan_id: int, token: str) -> str:
    return reverse("resource", args=[loan_id, token, "x"]).removesuffix("x")


@lru_cache(1000)
def _open_start(file_id: int) -> str:
    return reverse("open_resource", args=[file_id, "x"]).removesuffix("x")


@lru_cache(1000)
def _policy_of(content_at: str) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'none'",
            f"style-src {content_at} 'unsafe-inline'",
            f"img-src {content_at} data:",
            f"font-src {content_at} data:",
            f"media-src {content_at}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        ]
    )


def guard_worker(response: HttpResponse) -> None:
    """Sets the policy of the service worker: own scripts and connections only, no caching."""
    response.headers[HEADER] = "default-src 'none'; script-src 'self'; connect-src 'self'"
    response.headers["Cache-Control"] = "no-cache"


def guard_reader(request: HttpRequest, response: HttpResponse, content_at: str) -> None:
    """Sets the policy of a page that shows a book in a frame: own script by nonce only.

    Inline styles are allowed for the layout component; book content is never part of this
    document.
    """
    response.headers[HEADER] = "; ".join(
        [
            "default-src 'self'",
            f"script-src 'nonce-{request.csp_nonce}'",  # type: ignore[attr-defined]
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            f"frame-src {content_at}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
    response.headers["Cache-Control"] = "private, no-store"

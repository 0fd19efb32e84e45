"""What browsers may do with book content: the second wall behind the cleaning.

Content is served from our own origin, so that the reader can lay it out; its policy takes away
all that an origin gives. It may fetch only from the address of its own book.
"""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from rontal.ui.headers import OPEN_CONTENT

HEADER = "Content-Security-Policy"


def address_of_content(request: HttpRequest, loan_id: int, token: str) -> str:
    """Where the resources of a book lie, as a source of a policy."""
    return f"{request.scheme}://{request.get_host()}{_start(loan_id, token)}"


def address_of_open_content(request: HttpRequest, file_id: int) -> str:
    """Where the resources of a book lie that everybody may have, as a source of a policy."""
    return request.build_absolute_uri(_open_start(file_id))


def address_of_sample(request: HttpRequest, file_id: int) -> str:
    """Where the resources of a sample lie, as a source of a policy."""
    start = reverse("sample_resource", args=[file_id, "x"]).removesuffix("x")
    return request.build_absolute_uri(start)


def guard_content(response: HttpResponse, content_at: str) -> None:
    """The policy of one resource of a book: it shows itself, and does nothing."""
    _restrain(response, content_at)
    guard_picture(response)


def guard_open_content(response: HttpResponse, content_at: str) -> None:
    """The same policy for one that everybody may have. Search engines show the title instead, from
    which there is a way on."""
    _restrain(response, content_at)
    guard_open_picture(response)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"


def guard_sample(response: HttpResponse, content_at: str) -> None:
    """The same policy for one of a sample, which is shown as long as a licence lets it be."""
    guard_content(response, content_at)
    response.headers["X-Robots-Tag"] = "noindex"


def guard_picture(response: HttpResponse) -> None:
    """Shown by our own pages only, and kept by no browser."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"


def guard_open_picture(response: HttpResponse) -> None:
    """A page that everybody may have: kept as long as a file that everybody may have."""
    response.headers["Cache-Control"] = OPEN_CONTENT
    response.headers["X-Content-Type-Options"] = "nosniff"


def _restrain(response: HttpResponse, content_at: str) -> None:
    response.headers[HEADER] = _policy_of(content_at)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"


@lru_cache(1000)
def _start(loan_id: int, token: str) -> str:
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
    """The policy of the worker that answers without network: our own script and addresses. It is
    asked for anew each time, so that a new version is seen at once."""
    response.headers[HEADER] = "default-src 'none'; script-src 'self'; connect-src 'self'"
    response.headers["Cache-Control"] = "no-cache"


def guard_reader(request: HttpRequest, response: HttpResponse, content_at: str) -> None:
    """The policy of a page that shows a book in a frame: its own script by nonce, nothing else.

    Styles in the page are the layout component's own; content never gets into this document.
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

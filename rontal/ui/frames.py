"""Frames: no page may stand in one, except the content of books in our own reader.

That includes the errors of such content, which the reader reads from its frame.
"""

from typing import Any, TypeVar

from csp.constants import HEADER
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware

View = TypeVar("View", bound=Any)


def framed(view: View) -> View:
    """Declares a view whose responses, errors too, may stand in a frame of this site."""
    view.is_framed = True
    return view


class frame_options(XFrameOptionsMiddleware):  # noqa: N801
    """Middleware that refuses frames; those of this site are allowed for `framed` views."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Sets `X-Frame-Options`, and `frame-ancestors` where the view sets no policy."""
        match = request.resolver_match
        if match is not None and getattr(match.func, "is_framed", False):
            response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
            if HEADER not in response.headers:
                response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
        return super().process_response(request, response)

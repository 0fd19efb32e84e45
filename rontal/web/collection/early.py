"""A short way in for what books are made of, which is most of what a reader asks for.

The views of `content` are called before the session, the language and the messages of the request
are looked at. They ask one statement whether the session that the browser shows is of whoever has
the book on loan. Where the answer is not plainly yes, or anything else is to be said, the request
goes the usual way and is answered there, as if it had not been here.
"""

import contextlib
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from rontal.kernel.errors import DomainError
from rontal.ui.access import numbers_exist
from rontal.ui.middleware import NO_SENSES
from rontal.web.collection import content
from rontal.web.collection.reader_access import EARLY, session_of

Next = Callable[[HttpRequest], HttpResponse]
BEGINNING: Final = "/baca/"
SAFE: Final = ("GET", "HEAD")


class early_content:  # noqa: N801 - a middleware beside functions
    """Answers requests for content, where they are plain."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The content, or what the usual way says."""
        match = _match(request)
        if match is not None:
            setattr(request, EARLY, True)
            with contextlib.suppress(DomainError):
                response: HttpResponse = match.func(request, *match.args, **match.kwargs)
                response.headers["Permissions-Policy"] = NO_SENSES
                return response
            setattr(request, EARLY, False)
        return self.get_response(request)


def _match(request: HttpRequest) -> ResolverMatch | None:
    if not request.path_info.startswith(BEGINNING) or request.method not in SAFE:
        return None
    if not session_of(request):
        return None
    path = request.path_info.removeprefix("/")
    found = next(filter(None, (pattern.resolve(path) for pattern in content.urlpatterns)), None)
    return found if found and numbers_exist(found.kwargs) else None

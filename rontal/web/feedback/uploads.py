"""Attachments on their way in: kept in memory alone, at most five of ten megabytes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from rontal.feedback.rules.kinds import MOST_ATTACHMENTS
from rontal.web.registration.uploads import MemoryOnly, TooLargeFile

View = Callable[..., HttpResponse]
__all__ = ["TooLargeFile", "takes_attachments"]


class Attachments(MemoryOnly):
    """As registration's photos; one file more than a ticket takes, so that it can be refused."""

    most = MOST_ATTACHMENTS + 1


def takes_attachments(view: View) -> View:
    """Reads this view's uploads through Attachments, before the CSRF check reads the form."""
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            request.upload_handlers = [Attachments(request)]
        return guarded(request, *args, **kwargs)

    return wrapper

"""A server that answers every request with the same bytes: the upper limit of this machine.

Bare Django, no middleware, no database; `?size=` is the number of bytes.
"""

from functools import cache

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="constant",
        MIDDLEWARE=[],
        DEBUG=False,
    )


@cache
def _body(size: int) -> bytes:
    return b"x" * size


def constant(request: HttpRequest) -> HttpResponse:
    """Returns `size` bytes."""
    body = _body(int(request.GET["size"]))
    return HttpResponse(body, headers={"Content-Length": str(len(body))})


urlpatterns = [path("", constant)]


def application() -> WSGIHandler:
    """Returns the WSGI application, for granian's factory."""
    django.setup()
    return WSGIHandler()

"""A server that answers every request with the same bytes: what the machine can do at most.

`python -m bench.constant PORT SIZE` runs bare Django (no middleware, no database) under the same
granian with the same processes and threads as Rontal. The size may be changed by `?size=`.
"""

import os
import sys
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
    """`size` bytes."""
    body = _body(int(request.GET["size"]))
    return HttpResponse(body, headers={"Content-Length": str(len(body))})


urlpatterns = [path("", constant)]


def application() -> WSGIHandler:
    """The WSGI application, for granian's factory."""
    django.setup()
    return WSGIHandler()


def main() -> None:
    """Serves until it is ended."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from rontal.config import web

    Granian(
        "bench.constant:application",
        factory=True,
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("RONTAL_WEB_PROCESSES", "2")),
        blocking_threads=web.THREADS,
        backpressure=web.WAITING,
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    main()

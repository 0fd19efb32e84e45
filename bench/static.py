"""A server that hands out one folder by WhiteNoise: bare Django behind it, the same granian with
the same processes and threads as Rontal.

`BENCH_STATIC=FOLDER python -m bench.static PORT`
"""

import os
import sys

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import URLPattern

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="static",
        STATIC_URL="/static/",
        STATIC_ROOT=os.environ["BENCH_STATIC"],
        WHITENOISE_MAX_AGE=3600,
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
        ],
    )

urlpatterns: list[URLPattern] = []


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
        "bench.static:application",
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

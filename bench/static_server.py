"""A server that serves a folder (`BENCH_STATIC`) with WhiteNoise, in front of bare Django."""

import os

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
    """Returns the WSGI application, for granian's factory."""
    django.setup()
    return WSGIHandler()

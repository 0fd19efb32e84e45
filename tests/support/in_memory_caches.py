"""Turns on what a process caches in its memory, which tests go without otherwise."""

from typing import Any

from django.core.cache import caches

from rontal.core import versions


def turn_on(settings: Any, monkeypatch: Any, *, seconds: float = 600) -> None:
    """Turns the caches on and empties them; versions are queried again after so many seconds."""
    settings.CACHE_IN_MEMORY = True
    monkeypatch.setattr(versions, "CHECK_SECONDS", seconds)
    caches["memory"].clear()
    expire_versions()


def expire_versions() -> None:
    """Expires all versions, so that the process queries each at its next use, as a second later."""
    versions._cached_versions.clear()

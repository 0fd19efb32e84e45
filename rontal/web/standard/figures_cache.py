"""Cache of the measured figures, for one minute.

A busy library measures all the time, and counting a year of 50,000 people takes a good part of a
second.
"""

from typing import Final

from django.conf import settings
from django.core.cache import caches

from rontal.standard.publication.selectors import today
from rontal.standard.steps.rules import Period, StepFigures
from rontal.standard.steps.selectors import figures

SECONDS: Final = 60


def cached_figures(period: Period) -> list[StepFigures]:
    """Returns `selectors.figures`, at most a minute old and never of another day."""
    if not settings.CACHE_IN_MEMORY:
        return figures(period)
    day = today()
    key = f"figures:{period}:{day}"
    cached: list[StepFigures] | None = caches["memory"].get(key)
    if cached is None:
        cached = figures(period, until=day)
        caches["memory"].set(key, cached, SECONDS)
    return cached

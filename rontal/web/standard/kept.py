"""Per-process cache of the measured figures, for one minute.

A busy library measures all the time, and counting a year of 50,000 people takes a good part of a
second.
"""

import threading
import time
from datetime import date

from django.conf import settings

from rontal.standard.publication.selectors import today
from rontal.standard.steps.rules import Period, StepFigures
from rontal.standard.steps.selectors import figures

SECONDS = 60.0
_kept: dict[Period, tuple[float, date, list[StepFigures]]] = {}
_counting = threading.Lock()


def recent(period: Period) -> list[StepFigures]:
    """Returns `selectors.figures`, at most a minute old and never of another day."""
    if not settings.KEEP_CONSTANT_PAGES:
        return figures(period)
    with _counting:
        found = _kept.get(period)
        now, day = time.monotonic(), today()
        if found is None or found[1] != day or now - found[0] >= SECONDS:
            found = (now, day, figures(period, until=day))
            _kept[period] = found
    return found[2]

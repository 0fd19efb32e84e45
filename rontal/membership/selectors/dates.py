"""Which day it is where the library is."""

from datetime import date

from rontal.kernel import clock
from rontal.standard.selectors import library


def today() -> date:
    """The date at the library: ages and validity are counted there."""
    return clock.now().astimezone(library().tz).date()

"""Current date at the library."""

from datetime import date

from rontal.core import clock
from rontal.standard.selectors import library


def today() -> date:
    """Returns the current date in the library's time zone, which ages and validity depend on."""
    return clock.now().astimezone(library().tz).date()

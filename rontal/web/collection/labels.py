"""Texts of the catalogue: time left, sizes, ages, formats.

Labels of codes of titles are in `catalogue.labels`.
"""

from datetime import datetime
from typing import Final

from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from records.codes import Format
from rontal.catalogue.labels import AUDIENCES, CLASSES, ROLES, language_name
from rontal.catalogue.labels import FORMATS_FOR_READERS as FORMATS
from rontal.core import clock
from rontal.standard.labels import duration

__all__ = [
    "AUDIENCES",
    "CLASSES",
    "FORMATS",
    "ROLES",
    "ages",
    "class_name",
    "format_name",
    "language_name",
    "shortened",
    "size_text",
    "time_left",
]
NIGHT: Final = 18
"""Hour from which a time of day is called night."""


def class_name(begins: str) -> str:
    """Returns the label of a class number's prefix, such as "800 Stories and poems"."""
    return f"{begins.ljust(3, '0')} {CLASSES[begins[0]]}" if len(begins) == 1 else begins


def format_name(kind: Format) -> str:
    """Returns the label of a file format."""
    return str(FORMATS[kind])


def size_text(size: int) -> str:
    """Returns a size in bytes as text in kB or MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1_000))} kB"
    number = size / 1_000_000
    return f"{floatformat(number, 1 if number < 10 else 0)} MB"


def shortened(text: str, most: int) -> str:
    """Returns at most `most` characters of a text, with an ellipsis where it was cut."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def ages(first: int | None, last: int | None) -> str:
    """Returns an age range as text, "" where there is none."""
    if first is not None and last is not None:
        return gettext("%(first)s to %(last)s years") % {"first": first, "last": last}
    if first is not None:
        return gettext("from %(first)s years") % {"first": first}
    return gettext("up to %(last)s years") % {"last": last} if last is not None else ""


def time_read(seconds: int) -> str:
    """Returns the reading time as text."""
    return gettext("read for %(time)s") % {"time": duration(seconds)}


def time_left(until: datetime) -> str:
    """Returns the time left as text, in calendar days of the library's time zone.

    On the last two days it includes the time of day unless that is in the evening.
    """
    local = timezone.localtime(until)
    days = (local.date() - timezone.localtime(clock.now()).date()).days
    time = f"{local:%H.%M}" if local.hour < NIGHT else ""
    if days <= 0:
        return gettext("until {time} today").format(time=time) if time else gettext("until tonight")
    if days == 1 and time:
        return gettext("until {time} tomorrow").format(time=time)
    if days == 1:
        return gettext("until tomorrow night")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}

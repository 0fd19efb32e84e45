"""Words of the collection: time left, sizes, ages, forms; those for codes of titles are
`ui.title_words`."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rontal.catalogue.rules import Format
from rontal.kernel import clock
from rontal.ui.service_words import duration
from rontal.ui.title_words import AUDIENCES, CLASSES, ROLES, language_name

__all__ = [
    "AUDIENCES",
    "CLASSES",
    "FORMATS",
    "ROLES",
    "ages",
    "class_name",
    "format_name",
    "language_name",
    "number_words",
    "numbers_in_words",
    "shortened",
    "size_words",
    "time_left",
]
NIGHT: Final = 18
"""The hour at which it begins."""
FORMATS: dict[Format, str | Promise] = {
    Format.EPUB: _("Book (EPUB)"),
    Format.PDF: _("Pages (PDF)"),
    Format.IMAGES: _("Picture pages"),
}


def class_name(begins: str) -> str:
    """A shelf by the beginning of its class number, such as "800 Stories and poems"."""
    return f"{begins.ljust(3, '0')} {CLASSES[begins[0]]}" if len(begins) == 1 else begins


def format_name(kind: Format) -> str:
    """What readers call a format."""
    return str(FORMATS[kind])


def number_words(number: int) -> str:
    """A whole number with the thousands apart, as the reader's language writes it."""
    return numbers_in_words()(number)


def numbers_in_words() -> Callable[[int], str]:
    """`number_words` for many numbers, which asks for the language once."""
    if (get_language() or "id").startswith("en"):
        return "{:,}".format
    return lambda number: f"{number:,}".replace(",", ".")


def size_words(size: int) -> str:
    """A size in bytes as people say it, with a comma in Indonesian."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1_000))} kB"
    number = size / 1_000_000
    return f"{floatformat(number, 1 if number < 10 else 0)} MB"


def shortened(text: str, most: int) -> str:
    """At most so many characters of a text, with a sign where there was more."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def ages(first: int | None, last: int | None) -> str:
    """An age band in words, "" where there is none."""
    if first is not None and last is not None:
        return gettext("%(first)s to %(last)s years") % {"first": first, "last": last}
    if first is not None:
        return gettext("from %(first)s years") % {"first": first}
    return gettext("up to %(last)s years") % {"last": last} if last is not None else ""


def time_read(seconds: int) -> str:
    """How long somebody has read."""
    return gettext("read for %(time)s") % {"time": duration(seconds)}


def time_left(until: datetime) -> str:
    """How long something lasts yet, in words and days of the library's calendar; on its last two
    days with the time, where it does not last until night."""
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

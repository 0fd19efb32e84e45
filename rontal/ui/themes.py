"""Light, dark, or as the device says; kept in a cookie and written by the server: no flash."""

from enum import StrEnum

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE = "tampilan"


class Theme(StrEnum):
    """How bright a page is."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


CHOICES: list[tuple[Theme, str | Promise, str]] = [
    (Theme.AUTO, _("As my device"), "contrast"),
    (Theme.LIGHT, _("Light"), "sun"),
    (Theme.DARK, _("Dark"), "moon"),
]


def of(request: HttpRequest) -> Theme:
    """The theme that the reader chose; AUTO where none or an unknown one was."""
    try:
        return Theme(request.COOKIES.get(COOKIE, Theme.AUTO))
    except ValueError:
        return Theme.AUTO

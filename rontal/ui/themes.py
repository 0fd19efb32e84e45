"""Themes: light, dark or automatic; stored in a cookie and rendered by the server."""

from enum import StrEnum
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE: Final = f"{settings.COOKIE_PREFIX}tampilan"


class Theme(StrEnum):
    """Theme of a page."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


CHOICES: list[tuple[Theme, str | Promise, str]] = [
    (Theme.AUTO, _("Match my device"), "contrast"),
    (Theme.LIGHT, _("Light"), "sun"),
    (Theme.DARK, _("Dark"), "moon"),
]


def of(request: HttpRequest) -> Theme:
    """Returns the chosen theme; AUTO for none or an unknown one."""
    try:
        return Theme(request.COOKIES.get(COOKIE, Theme.AUTO))
    except ValueError:
        return Theme.AUTO

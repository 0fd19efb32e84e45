"""Screenshots of the app that browsers show in their install dialog.

The files under ui/static/ui/app are made by `python -m tests.journeys.app_pictures`.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NARROW: Final = (540, 1110)
WIDE: Final = (1280, 800)


@dataclass(frozen=True)
class Screenshot:
    """Screenshot with one file per language."""

    name: str
    form_factor: str
    size: tuple[int, int]
    label: str | Promise

    def file(self, language: str) -> str:
        """Returns the path of the file among the static files."""
        return f"ui/app/{self.name}-{language}.jpg"


SCREENSHOTS: Final = (
    Screenshot("narrow-home", "narrow", NARROW, _("The library on your phone")),
    Screenshot("narrow-collection", "narrow", NARROW, _("Find a book and borrow it")),
    Screenshot("narrow-reading", "narrow", NARROW, _("Read instantly, even offline")),
    Screenshot("wide-collection", "wide", WIDE, _("The collection on a large screen")),
)

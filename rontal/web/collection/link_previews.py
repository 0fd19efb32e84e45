"""Metadata of a title's page for link previews (Open Graph, ogp.me), and its canonical URL."""

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from records.covers import BOOK, WIDTHS
from rontal.catalogue import source_identity
from rontal.catalogue.rows import Row
from rontal.standard.selectors import library
from rontal.web.collection.labels import shortened

MIN_DESCRIPTION_LENGTH: Final = 50
MAX_DESCRIPTION_LENGTH: Final = 160
"""Maximum and useful minimum number of characters of a meta description."""
WIDTH: Final = max(WIDTHS)
"""Width of the preview image; messengers need 300 pixels or more, and JPEG."""
_LOCALES: Final = {"id": "id_ID", "en": "en_US"}


def summary(title: Row) -> str:
    """Returns the meta description, at most 160 characters.

    It is the beginning of the description; for a short or missing one it starts with title and
    author.
    """
    description = " ".join(title.description.split())
    if len(description) >= MIN_DESCRIPTION_LENGTH:
        return shortened(description, MAX_DESCRIPTION_LENGTH)
    by = f" · {shortened(title.by_line, 40)}" if title.by_line else ""
    known = f"{shortened(title.title, 60)}{by}"
    invitation = gettext("Borrow or read it for free at %(name)s.") % {"name": library().short_name}
    return shortened(
        " ".join(part for part in (f"{known}.", description, invitation) if part),
        MAX_DESCRIPTION_LENGTH,
    )


def open_graph(title: Row) -> list[tuple[str, object]]:
    """Returns names, without "og:", and values of the meta elements."""
    by = title.by_line
    picture, height = _picture(title)
    properties = {
        "type": "book",
        "title": f"{title.title} · {by}" if by else title.title,
        "description": shortened(title.description, MAX_DESCRIPTION_LENGTH),
        "url": source_identity.page(title.slug),
        "image": f"{settings.PUBLIC_URL.rstrip('/')}{picture}",
        "image:width": WIDTH,
        "image:height": height,
        "locale": _LOCALES.get(get_language() or "id", "id_ID"),
        "site_name": library().name,
    }
    return [(name, value) for name, value in properties.items() if value]


def _picture(title: Row) -> tuple[str, int]:
    """Returns the URL of the cover as JPEG (generated where there is none), and its height."""
    if title.cover is None:
        return reverse("opds_drawn_cover", args=[title.slug, WIDTH]), round(WIDTH / BOOK)
    return reverse("opds_cover", args=[title.cover.digest, WIDTH]), title.cover.height

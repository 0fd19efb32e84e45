"""How a title looks where somebody shares its address (Open Graph, ogp.me), and which of its many
addresses is the one: programs that pass links on put marks of their own behind them."""

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from rontal.catalogue import home
from rontal.catalogue.covers import BOOK, WIDTHS
from rontal.catalogue.rows import Row
from rontal.standard.selectors import library

WIDTH: Final = max(WIDTHS)
"""Messengers show pictures of 300 pixels and more, and know JPEG, not all of them WebP."""
_LOCALES: Final = {"id": "id_ID", "en": "en_US"}


def tags(title: Row, summary: str) -> SafeString:
    """The elements for the head of a title's page; `summary` is its description in short."""
    page, by = home.page(title.slug), title.by_line
    picture, height = _picture(title)
    told = {
        "type": "book",
        "title": f"{title.title} · {by}" if by else title.title,
        "description": summary,
        "url": page,
        "image": f"{settings.PUBLIC_URL.rstrip('/')}{picture}",
        "image:width": WIDTH,
        "image:height": height,
        "locale": _LOCALES.get(get_language() or "id", "id_ID"),
        "site_name": library().name,
    }
    written = [
        f'<meta property="og:{name}" content="{escape(value)}">'
        for name, value in told.items()
        if value
    ]
    canonical = f'<link rel="canonical" href="{escape(page)}">'
    return mark_safe(canonical + "".join(written))  # noqa: S308


def _picture(title: Row) -> tuple[str, int]:
    """The cover as JPEG, drawn where the title has none, and its height."""
    if title.cover is None:
        return reverse("opds_drawn_cover", args=[title.slug, WIDTH]), round(WIDTH / BOOK)
    return reverse("opds_cover", args=[title.cover.digest, WIDTH]), title.cover.height

"""RSS 2.0 feed of new titles."""

import re
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from rontal.catalogue import listing, source_identity
from rontal.catalogue.rows import Row
from rontal.interop import addresses, xml_responses
from rontal.interop.xml_responses import element, escape
from rontal.standard.selectors import library
from rontal.ui.access import public
from rontal.ui.page_cache import cached_page

MAX_TITLES: Final = 50
COVER: Final = 480
_SPACES: Final = (
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/"'
)
_TAG: Final = re.compile(r"[A-Za-z0-9-]{2,35}")
_NUMBER: Final = re.compile(r"[0-9]{1,18}")


@public
@cached_page("catalogue", query=["bahasa", "subjek"])
@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    """Returns the newest titles, optionally of a language (`bahasa`) or a subject id (`subjek`).
    Invalid parameters are ignored."""
    language, subject = request.GET.get("bahasa", ""), request.GET.get("subjek", "")
    titles = listing.newest(
        MAX_TITLES,
        language=language if _TAG.fullmatch(language) else "",
        subject=int(subject) if _NUMBER.fullmatch(subject) else None,
    )
    return xml_responses.xml(
        request, _document(request, titles), kind="application/rss+xml", compressed=False
    )


def _document(request: HttpRequest, titles: list[Row]) -> str:
    own_url = addresses.absolute_url(request.get_full_path())
    newest = max((title.added_at for title in titles), default=None)
    name = gettext("New books from %(library)s") % {"library": library().short_name}
    return (
        f'<rss version="2.0" {_SPACES}><channel>{element("title", name)}'
        f"{element('link', addresses.absolute_url(reverse('collection')))}"
        f"{element('description', name)}"
        f"{element('language', get_language() or 'id')}{_date('lastBuildDate', newest)}"
        f'<ttl>60</ttl><atom:link rel="self" type="application/rss+xml" href="{escape(own_url)}"/>'
        f"{''.join(_item(title) for title in titles)}</channel></rss>"
    )


def _item(title: Row) -> str:
    address = source_identity.page(title.slug)
    authors = [person.name for person in title.people if person.role == "aut"]
    return (
        f"<item>{element('title', title.title)}{element('link', address)}"
        f'<guid isPermaLink="true">{escape(address)}</guid>{_date("pubDate", title.added_at)}'
        f"{''.join(element('dc:creator', name) for name in authors)}"
        f"{''.join(element('category', subject.name) for subject in title.subjects)}"
        f"{element('description', escape(title.description))}{_cover(title)}</item>"
    )


def _cover(title: Row) -> str:
    if title.cover is None:
        return ""
    address = addresses.cover(title.cover.digest, COVER)
    return f'<media:content medium="image" type="image/webp" url="{escape(address)}"/>'


def _date(name: str, moment: datetime | None) -> str:
    return element(name, format_datetime(moment, usegmt=True)) if moment else ""

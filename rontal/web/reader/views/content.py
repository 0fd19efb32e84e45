"""Resources of a borrowed EPUB, and images of pages of a borrowed paged book."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rontal.catalogue.rules import Format
from rontal.core.packing import coding_for
from rontal.lending.content_access import Lent
from rontal.reading import content_limits
from rontal.reading.archive_cache import Resource
from rontal.reading.errors import PageTooLarge
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.pages.selectors import PAGES, pages_of, picture_of
from rontal.reading.resources import parts_of, resource_of
from rontal.ui.access import signed_in
from rontal.web.reader import policy
from rontal.web.reader.reader_access import held_by
from rontal.web.reader.sending import TOO_LARGE, sent

EPUB: Final = (Format.EPUB,)


@signed_in
@require_safe
def resource(request: HttpRequest, loan_id: int, token: str, path: str) -> HttpResponse:
    """Returns a sanitised resource of the EPUB."""
    held = held_by(request, loan_id, token, EPUB)
    content_limits.keep(held, path, parts_of(held))
    as_page = bool(request.META.get("QUERY_STRING")) and request.GET.get("halaman") == "1"
    coding = coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    try:
        found = resource_of(held.file_id, path, as_page=as_page, coding=coding)
    except PageTooLarge:
        return HttpResponse(status=TOO_LARGE)
    response = _sent(request, found)
    policy.guard_content(response, policy.address_of_content(request, loan_id, token))
    return response


@signed_in
@require_safe
def picture(
    request: HttpRequest, loan_id: int, token: str, number: int, width: int
) -> HttpResponse:
    """Returns a whole page as WebP."""
    held = held_by(request, loan_id, token, PAGES)
    return _picture(request, held, number, Cut(width))


@signed_in
@require_safe
def tile(  # noqa: PLR0913, PLR0917 - the parts of its address
    request: HttpRequest, loan_id: int, token: str, number: int, width: int, column: int, row: int
) -> HttpResponse:
    """Returns a part of a page as WebP, for zooming in."""
    held = held_by(request, loan_id, token, PAGES)
    return _picture(request, held, number, Cut(width, (column, row)))


def _picture(request: HttpRequest, held: Lent, number: int, cut: Cut) -> HttpResponse:
    content_limits.keep(held, str(number), pages_of(held))
    response = _sent(request, picture_of(held, number, cut))
    policy.guard_picture(response)
    return response


def _sent(request: HttpRequest, found: Resource) -> HttpResponse:
    response = sent(request, found)
    response.headers["Vary"] = "Cookie, Accept-Encoding"
    return response

"""Resources of a borrowed EPUB, and images of pages of a borrowed paged book."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from records.codes import Format
from rontal.core.compression import coding_for
from rontal.lending.content_access import LoanedFile
from rontal.reading import content_limits
from rontal.reading.archive_cache import Resource
from rontal.reading.errors import PageTooLarge
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.pages.selectors import PAGES, pages_of, picture_of
from rontal.reading.resources import parts_of, resource_of
from rontal.ui.access import signed_in
from rontal.ui.frames import framed
from rontal.web.reader import policy
from rontal.web.reader.reader_access import borrowed_book
from rontal.web.reader.resource_responses import TOO_LARGE, resource_response

EPUB: Final = (Format.EPUB,)


@signed_in
@framed
@require_safe
def resource(request: HttpRequest, loan_id: int, token: str, path: str) -> HttpResponse:
    """Returns a sanitised resource of the EPUB."""
    book = borrowed_book(request, loan_id, token, EPUB)
    content_limits.count_part(book, path, parts_of(book))
    as_page = bool(request.META.get("QUERY_STRING")) and request.GET.get("halaman") == "1"
    coding = coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    try:
        content = resource_of(book.file_id, path, as_page=as_page, coding=coding)
    except PageTooLarge:
        return HttpResponse(status=TOO_LARGE)
    response = _cached_response(request, content)
    policy.guard_content(response, policy.address_of_content(request, loan_id, token))
    return response


@signed_in
@require_safe
def picture(
    request: HttpRequest, loan_id: int, token: str, number: int, width: int
) -> HttpResponse:
    """Returns a whole page as WebP."""
    book = borrowed_book(request, loan_id, token, PAGES)
    return _picture_response(request, book, number, Cut(width))


@signed_in
@require_safe
def tile(  # noqa: PLR0913, PLR0917 - the parts of its address
    request: HttpRequest, loan_id: int, token: str, number: int, width: int, column: int, row: int
) -> HttpResponse:
    """Returns a part of a page as WebP, for zooming in."""
    book = borrowed_book(request, loan_id, token, PAGES)
    return _picture_response(request, book, number, Cut(width, (column, row)))


def _picture_response(
    request: HttpRequest, book: LoanedFile, number: int, cut: Cut
) -> HttpResponse:
    content_limits.count_part(book, str(number), pages_of(book))
    response = _cached_response(request, picture_of(book, number, cut))
    policy.guard_picture(response)
    return response


def _cached_response(request: HttpRequest, content: Resource) -> HttpResponse:
    response = resource_response(request, content)
    response.headers["Vary"] = "Cookie, Accept-Encoding"
    return response

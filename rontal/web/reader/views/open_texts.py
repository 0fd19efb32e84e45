"""Open EPUBs, read in the browser without a loan or an account; also without JavaScript."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.accounts.address import client_address, visitor_of
from rontal.core.compression import coding_for
from rontal.core.errors import NotFound
from rontal.lending.services import count_open_access_use
from rontal.reading.errors import PageTooLarge
from rontal.reading.open_texts import OpenText, open_resource, open_text_of
from rontal.ui.access import public
from rontal.ui.frames import framed
from rontal.web.reader import epub_outline, policy
from rontal.web.reader.resource_responses import TOO_LARGE, resource_response


@public
@require_safe
def book(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the reader, which stores the position in the browser only; counts the opening."""
    opened = open_text_of(slug)
    if request.method == "GET":
        count_open_access_use(title_id=opened.title.pk, visitor=visitor_of(request))
    data = epub_outline.for_everybody(opened)
    return _render_book(request, "open_reader", opened, data=data)


@public
@require_safe
def chapters(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the table of contents as plain links."""
    return _render_book(request, "open_chapters", open_text_of(slug))


@public
@require_safe
def chapter(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Shows one chapter in a frame, without JavaScript; `number` counts from 1 along the spine."""
    opened = open_text_of(slug)
    if not 1 <= number <= len(opened.spine):
        raise NotFound
    return _render_book(request, "open_chapter", opened, part=epub_outline.part(opened, number))


@public
@framed
@require_safe
def resource(request: HttpRequest, file_id: int, path: str) -> HttpResponse:
    """Returns a sanitised resource of the book, with the public cache headers of an open file."""
    address = client_address(request)
    coding = coding_for(request.headers.get("Accept-Encoding", ""))
    as_page = request.GET.get("halaman") == "1"
    try:
        content = open_resource(file_id, path, address=address, as_page=as_page, coding=coding)
    except PageTooLarge:
        return HttpResponse(status=TOO_LARGE)
    response = resource_response(request, content)
    response.headers["Vary"] = "Accept-Encoding"
    policy.guard_open_content(response, policy.address_of_open_content(request, file_id))
    return response


def _render_book(request: HttpRequest, name: str, opened: OpenText, **more: object) -> HttpResponse:
    context = epub_outline.page_context(opened) | more
    response = render(request, f"web/reader/{name}.html", context)
    content_at = policy.address_of_open_content(request, opened.file_id)
    policy.guard_reader(request, response, content_at)
    return response

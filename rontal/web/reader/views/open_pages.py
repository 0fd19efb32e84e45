"""Open paged books, read page by page without a loan, an account or JavaScript."""

from functools import partial
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rontal.accounts.address import client_address, visitor_of
from rontal.lending.services import count_open_access_use
from rontal.reading.errors import PageUnable
from rontal.reading.pages import open_access as open_books
from rontal.reading.pages.image_sizes import Cut
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.web.reader import paged_book, policy
from rontal.web.reader.resource_responses import resource_response

UNABLE: Final = 409


@public
@require_safe
def book(request: HttpRequest, slug: str) -> HttpResponse:
    """Redirects to the first page, or to the page number in `?halaman=`."""
    typed = request.GET.get("halaman", "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1
    return redirect("open_page", slug, max(1, number))


@public
@require_safe
def page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Shows a page with its text; redirects to the nearest page for a number out of range.

    Opening the first page is counted.
    """
    try:
        opened = open_books.open_pages_of(slug)
    except PageUnable as error:
        context = {"slug": slug, "sentence": sentences.of(error)}
        return render(request, "web/reader/open_pages_shut.html", context, status=UNABLE)
    if not 1 <= number <= opened.plan.pages:
        return redirect("open_page", slug, max(1, min(number, opened.plan.pages)))
    if number == 1 and request.method == "GET":
        count_open_access_use(title_id=opened.title.pk, visitor=visitor_of(request))
    page_context = paged_book.page_context(
        opened, number, partial(open_books.open_words, opened.file_id, number)
    )
    return render(request, "web/reader/open_page.html", page_context)


@public
@require_safe
def picture(request: HttpRequest, file_id: int, number: int, width: int) -> HttpResponse:
    """Returns a page as WebP, with the public cache headers of an open file."""
    address = client_address(request)
    response = resource_response(
        request, open_books.open_picture(file_id, number, Cut(width), address=address)
    )
    policy.guard_open_picture(response)
    return response

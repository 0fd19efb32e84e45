"""Open paged books, read page by page without a loan, an account or JavaScript."""

from functools import partial
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rontal.accounts.address import client_address, visitor_of
from rontal.lending.services import note_open_reading
from rontal.reading.errors import PageUnable
from rontal.reading.pages import open as open_books
from rontal.reading.pages.image_sizes import Cut
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.web.reader import paged_book, policy
from rontal.web.reader.sending import sent

UNABLE: Final = 409


@public
@require_safe
def book(request: HttpRequest, slug: str) -> HttpResponse:
    """Redirects to the first page, or to the page number in `?halaman=`."""
    wanted = request.GET.get("halaman", "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 7 else 1
    return redirect("open_page", slug, max(1, number))


@public
@require_safe
def page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Shows a page with its text; redirects to the nearest page for a number out of range.

    Opening the first page is counted.
    """
    try:
        found = open_books.open_pages_of(slug)
    except PageUnable as error:
        context = {"slug": slug, "sentence": sentences.of(error)}
        return render(request, "web/reader/open_pages_shut.html", context, status=UNABLE)
    if not 1 <= number <= found.plan.pages:
        return redirect("open_page", slug, max(1, min(number, found.plan.pages)))
    if number == 1 and request.method == "GET":
        note_open_reading(title_id=found.title.pk, visitor=visitor_of(request))
    shown = paged_book.shown(found, number, partial(open_books.open_words, found.file_id, number))
    return render(request, "web/reader/open_page.html", shown)


@public
@require_safe
def picture(request: HttpRequest, file_id: int, number: int, width: int) -> HttpResponse:
    """Returns a page as WebP, with the public cache headers of an open file."""
    address = client_address(request)
    response = sent(request, open_books.open_picture(file_id, number, Cut(width), address=address))
    policy.guard_open_picture(response)
    return response

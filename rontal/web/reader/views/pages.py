"""Reader of borrowed paged books: the reader page, single pages without JavaScript, page text."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rontal.core.errors import NotFound, TooMany
from rontal.lending import selectors as lending
from rontal.lending.content_access import loaned_file
from rontal.lending.services import count_opening
from rontal.reading import content_limits
from rontal.reading.errors import PageUnable, RendererUnavailable
from rontal.reading.labels import COLOURS
from rontal.reading.offline.selectors import is_stored_offline
from rontal.reading.pages import selectors
from rontal.reading.pages.selectors import PageBook
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.web.reader import paged_book
from rontal.web.reader.ended_loans import render_ended_loan
from rontal.web.reader.reader_access import account_identifier, borrowed_book, reader_of
from rontal.web.reader.views.other_device import read_here

UNABLE, TOO_FAST, AWAY = 409, 429, 503


@signed_in
@require_safe
@read_here
def book(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Shows the reader; explains an ended loan or an unreadable book. Counts the opening."""
    opened = _opened_book(request, loan_id)
    if isinstance(opened, HttpResponse):
        return opened
    if request.method == "GET":
        count_opening(title_id=opened.title.pk, actor=reader_of(request))
    is_offline = is_stored_offline(loan_id, reader_of(request))
    context = {
        "book": opened,
        "contents": paged_book.lines(opened),
        "data": paged_book.for_script(opened, is_offline=is_offline)
        | {"reader": account_identifier(request)},
        "colours": COLOURS.items(),
    }
    return render(request, "web/reader/pages.html", context)


@signed_in
@require_safe
@read_here
def page(request: HttpRequest, loan_id: int, number: int) -> HttpResponse:
    """Shows one page without JavaScript; `?halaman=` redirects to another page."""
    typed = request.GET.get("halaman", "")
    if typed.isdecimal() and len(typed) < 7:
        return redirect("page", loan_id, max(1, int(typed)))
    opened = _opened_book(request, loan_id)
    if isinstance(opened, HttpResponse):
        return opened
    if number > opened.plan.pages:
        return redirect("page", loan_id, opened.plan.pages)
    if number < 1:
        raise NotFound
    return render(request, "web/reader/page.html", _page_context(request, opened, number))


@signed_in
@require_safe
def words(request: HttpRequest, loan_id: int, token: str, number: int) -> HttpResponse:
    """Returns the text lines of a page as JSON, or the reason for a missing page."""
    lent_book = borrowed_book(request, loan_id, token, selectors.PAGES)
    try:
        content_limits.count_part(lent_book, str(number), selectors.pages_of(lent_book))
        lines = selectors.words_of(lent_book, number)
    except RendererUnavailable as error:
        return JsonResponse({"sentence": sentences.of(error)}, status=AWAY)
    except PageUnable as error:
        return JsonResponse({"sentence": sentences.of(error)}, status=UNABLE)
    except TooMany as error:
        again = {"Retry-After": str(error.params["seconds"])}
        return JsonResponse({"sentence": sentences.of(error)}, status=TOO_FAST, headers=again)
    return JsonResponse({"lines": lines})


def _opened_book(request: HttpRequest, loan_id: int) -> PageBook | HttpResponse:
    """Returns the book, or a response that explains why it is not open."""
    actor = reader_of(request)
    try:
        return selectors.open_pages(loan_id=loan_id, actor=actor)
    except PageUnable as error:
        loan = lending.loan_of(loan_id, actor)
        context = {"loan": loan, "sentence": sentences.of(error)}
        return render(request, "web/reader/pages_shut.html", context, status=UNABLE)
    except NotFound:
        return render_ended_loan(request, loan_id)


def _page_context(request: HttpRequest, opened: PageBook, number: int) -> dict[str, object]:
    context: dict[str, object] = {"book": opened, "sentence": ""}
    lines: selectors.Words = []
    try:
        lent_book = loaned_file(opened.loan_id, reader_of(request), selectors.PAGES)
        content_limits.count_part(lent_book, str(number), opened.plan.pages)
        lines = selectors.words_of(lent_book, number)
    except PageUnable as error:
        context["sentence"] = sentences.of(error)
    contents = paged_book.lines(opened)
    return context | {"contents": contents, "sheet": paged_book.sheet(opened, number, lines)}

"""Reader of borrowed paged books: the reader page, single pages without JavaScript, page text."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rontal.core.errors import NotFound, TooMany
from rontal.lending import selectors as lending
from rontal.lending.content_access import lent
from rontal.lending.services import note_opening
from rontal.reading import content_limits
from rontal.reading.errors import PageUnable, PainterAway
from rontal.reading.offline.selectors import kept_on_device
from rontal.reading.pages import selectors
from rontal.reading.pages.selectors import PageBook
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.web.reader import paged_book
from rontal.web.reader.ended_loans import loan_over
from rontal.web.reader.marks import COLOURS
from rontal.web.reader.reader_access import held_by, reader_of, word_of
from rontal.web.reader.views.elsewhere import read_here

UNABLE, TOO_FAST, AWAY = 409, 429, 503


@signed_in
@require_safe
@read_here
def book(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Shows the reader; explains an ended loan or an unreadable book. Counts the opening."""
    found = _opened(request, loan_id)
    if isinstance(found, HttpResponse):
        return found
    if request.method == "GET":
        note_opening(title_id=found.title.pk, actor=reader_of(request))
    is_kept = kept_on_device(loan_id, reader_of(request))
    context = {
        "book": found,
        "contents": paged_book.lines(found),
        "data": paged_book.for_script(found, is_kept=is_kept) | {"reader": word_of(request)},
        "colours": COLOURS.items(),
    }
    return render(request, "web/reader/pages.html", context)


@signed_in
@require_safe
@read_here
def page(request: HttpRequest, loan_id: int, number: int) -> HttpResponse:
    """Shows one page without JavaScript; `?halaman=` redirects to another page."""
    wanted = request.GET.get("halaman", "")
    if wanted.isdecimal() and len(wanted) < 7:
        return redirect("page", loan_id, max(1, int(wanted)))
    found = _opened(request, loan_id)
    if isinstance(found, HttpResponse):
        return found
    if number > found.plan.pages:
        return redirect("page", loan_id, found.plan.pages)
    if number < 1:
        raise NotFound
    return render(request, "web/reader/page.html", _shown(request, found, number))


@signed_in
@require_safe
def words(request: HttpRequest, loan_id: int, token: str, number: int) -> HttpResponse:
    """Returns the text lines of a page as JSON, or the reason for a missing page."""
    held = held_by(request, loan_id, token, selectors.PAGES)
    try:
        content_limits.keep(held, str(number), selectors.pages_of(held))
        found = selectors.words_of(held, number)
    except PainterAway as error:
        return JsonResponse({"sentence": sentences.of(error)}, status=AWAY)
    except PageUnable as error:
        return JsonResponse({"sentence": sentences.of(error)}, status=UNABLE)
    except TooMany as error:
        again = {"Retry-After": str(error.params["seconds"])}
        return JsonResponse({"sentence": sentences.of(error)}, status=TOO_FAST, headers=again)
    return JsonResponse({"lines": found})


def _opened(request: HttpRequest, loan_id: int) -> PageBook | HttpResponse:
    """Returns the book, or a response that explains why it is not open."""
    actor = reader_of(request)
    try:
        return selectors.open_pages(loan_id=loan_id, actor=actor)
    except PageUnable as error:
        loan = lending.loan_of(loan_id, actor)
        context = {"loan": loan, "sentence": sentences.of(error)}
        return render(request, "web/reader/pages_shut.html", context, status=UNABLE)
    except NotFound:
        return loan_over(request, loan_id)


def _shown(request: HttpRequest, found: PageBook, number: int) -> dict[str, object]:
    context: dict[str, object] = {"book": found, "sentence": ""}
    lines: selectors.Words = []
    try:
        held = lent(found.loan_id, reader_of(request), selectors.PAGES)
        content_limits.keep(held, str(number), found.plan.pages)
        lines = selectors.words_of(held, number)
    except PageUnable as error:
        context["sentence"] = sentences.of(error)
    contents = paged_book.lines(found)
    return context | {"contents": contents, "sheet": paged_book.sheet(found, number, lines)}

"""Search within a book, by POST so that no URL contains the search text."""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rontal.accounts.address import client_address
from rontal.core.errors import DomainError, NotFound
from rontal.core.limits import Limit, spend
from rontal.reading.errors import NothingToFind, PagesBeingRead, PagesWithoutWords, PageUnable
from rontal.reading.open_texts import find_in_open, open_text_of
from rontal.reading.pages.selectors import find_in_pages
from rontal.reading.selectors import find_in_book, open_book
from rontal.reading.text_search import SearchResult
from rontal.ui import sentences
from rontal.ui.access import public, signed_in
from rontal.ui.headers import private
from rontal.web.reader.book_search import results_by_chapter, results_by_page
from rontal.web.reader.ended_loans import STATUS_GONE
from rontal.web.reader.epub_outline import AnyBook, chapters_by_step
from rontal.web.reader.paged_book import name_of
from rontal.web.reader.reader_access import reader_of

SEARCHES: Final = Limit("reading.find", 600, timedelta(hours=1))


@signed_in
@private
@require_POST
def in_book(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Returns the matches in a borrowed EPUB, by chapter."""
    actor = reader_of(request)
    spend(SEARCHES, str(actor.id))
    try:
        results = find_in_book(loan_id=loan_id, words=request.POST.get("kata", ""), actor=actor)
        book = open_book(loan_id=loan_id, actor=actor)
    except NothingToFind as error:
        return _no_results(error)
    except NotFound:
        return HttpResponse(status=STATUS_GONE)
    return _results_response(results, book)


@signed_in
@private
@require_POST
def in_pages(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Returns the matches in a borrowed paged book, or its text extraction's progress."""
    actor = reader_of(request)
    spend(SEARCHES, str(actor.id))
    try:
        words = request.POST.get("kata", "")
        results, labels = find_in_pages(loan_id=loan_id, words=words, actor=actor)
    except PagesBeingRead as error:
        return JsonResponse({"said": sentences.of(error), "chapters": [], "again": True})
    except (NothingToFind, PagesWithoutWords, PageUnable) as error:
        return _no_results(error)
    except NotFound:
        return HttpResponse(status=STATUS_GONE)
    return JsonResponse(
        results_by_page(results, lambda at: name_of(at + 1, labels.get(at + 1, "")))
    )


@public
@csrf_exempt  # changes nothing and needs no account, so no cookie is set
@private
@require_POST
def in_open_book(request: HttpRequest, slug: str) -> HttpResponse:
    """Returns the matches in an open EPUB, by chapter."""
    try:
        book = open_text_of(slug)
        words, address = request.POST.get("kata", ""), client_address(request)
        return _results_response(find_in_open(book, words, address=address), book)
    except NothingToFind as error:
        return _no_results(error)
    except NotFound:
        return HttpResponse(status=STATUS_GONE)


def _results_response(results: SearchResult, book: AnyBook) -> HttpResponse:
    names = chapters_by_step(book.spine, book.contents)
    return JsonResponse(results_by_chapter(results, lambda at: names[book.spine[at]["step"]]))


def _no_results(error: DomainError) -> HttpResponse:
    return JsonResponse({"said": sentences.of(error), "chapters": []})

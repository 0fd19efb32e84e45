"""Words looked for in an open book. By POST: what somebody looks for stands in no address."""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from rontal.kernel.errors import NotFound
from rontal.kernel.limits import Limit, spend
from rontal.reading.errors import NothingToFind
from rontal.reading.selectors import find_in_book, open_book
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.web.collection.found import answer
from rontal.web.collection.held import reader_of
from rontal.web.collection.outline import chapters_by_step
from rontal.web.collection.views.read import GONE

SEARCHES: Final = Limit("reading.find", 600, timedelta(hours=1))


@signed_in
@private
@require_POST
def in_book(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Where the words stand, by chapter."""
    actor = reader_of(request)
    spend(SEARCHES, str(actor.id))
    try:
        found = find_in_book(loan_id=loan_id, words=request.POST.get("kata", ""), actor=actor)
        book = open_book(loan_id=loan_id, actor=actor)
    except NothingToFind as error:
        return JsonResponse({"said": sentences.of(error), "chapters": []})
    except NotFound:
        return HttpResponse(status=GONE)
    names = chapters_by_step(book.spine, book.contents)
    return JsonResponse(answer(found, [names[item["step"]] for item in book.spine]))

"""JSON interface of the reader's script for marks in a borrowed book."""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from rontal.core.limits import Limit, spend
from rontal.reading import selectors, services
from rontal.reading.errors import NoSuchMark, TooManyMarks
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.web.reader.marks import mark_data, parse_changes
from rontal.web.reader.reader_access import reader_of

CHANGES: Final = Limit("reading.marks", 1_200, timedelta(hours=1))
FULL: Final = 409


@signed_in
@private
@require_http_methods(["GET", "POST"])
def marks(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Returns all marks in the book (GET) or applies a device's changes (POST)."""
    actor = reader_of(request)
    if request.method != "POST":
        own = selectors.marks_in_loan(loan_id=loan_id, actor=actor)
        return JsonResponse({"marks": [mark_data(mark) for mark in own]})
    spend(CHANGES, str(actor.id))
    try:
        changes = parse_changes(request.POST.get("tanda", ""))
        services.store_marks(loan_id=loan_id, changes=changes, actor=actor)
    except (ValueError, NoSuchMark):
        return HttpResponse(status=422)
    except TooManyMarks:
        return HttpResponse(status=FULL)
    return HttpResponse(status=204)

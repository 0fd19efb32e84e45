"""Book that is open on another device: confirmation to continue here."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Final, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from rontal.core.errors import NotFound
from rontal.lending import selectors as lending
from rontal.lending.errors import OpenElsewhere, ReadInLibrary
from rontal.lending.services import record_device_use, register_device, replace_device
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.web.reader.reader_access import reader_of

LOCKED: Final = 423
View = TypeVar("View", bound=Callable[..., HttpResponse])


def read_here(view: View) -> View:
    """Decorates a reader view: asks for confirmation where another device has the book open.

    Ended loans are left to the view.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, loan_id: int, **more: Any) -> HttpResponse:
        try:
            register_device(loan_id=loan_id, actor=reader_of(request))
        except OpenElsewhere as error:
            return _ask_to_continue_here(request, loan_id, error)
        except (NotFound, ReadInLibrary):
            pass
        return view(request, loan_id, **more)

    return cast(View, wrapper)


@signed_in
@private
@require_POST
def here(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Lets this session read the book; redirects to the page that asked, or 204 for the script."""
    try:
        replace_device(loan_id=loan_id, actor=reader_of(request))
    except (NotFound, ReadInLibrary):
        return redirect("read", loan_id)  # that page explains the reason
    if request.POST.get("skrip") == "1":
        return HttpResponse(status=204)
    start = reverse("read", args=[loan_id])
    back = request.POST.get("ke", "")
    return redirect(back if back.startswith(start) else start)


def record_use(request: HttpRequest, loan_id: int, at: datetime) -> str:
    """Records that the book was read here; returns a message where another device has it."""
    try:
        record_device_use(loan_id=loan_id, at=at, actor=reader_of(request))
    except OpenElsewhere as error:
        return _last_read_sentence(error)
    except (NotFound, ReadInLibrary):
        pass
    return ""


def _ask_to_continue_here(request: HttpRequest, loan_id: int, error: OpenElsewhere) -> HttpResponse:
    loan = lending.running_loan(loan_id, reader_of(request))
    context = {
        "loan": loan,
        "sentence": _last_read_sentence(error),
        "address": request.get_full_path(),
    }
    return render(request, "web/reader/elsewhere.html", context, status=LOCKED)


def _last_read_sentence(error: OpenElsewhere) -> str:
    minutes = int(error.params["minutes"])
    if not minutes:
        return gettext("It was read there just now.")
    sentence = ngettext(
        "It was last read there %(minutes)s minute ago.",
        "It was last read there %(minutes)s minutes ago.",
        minutes,
    )
    return sentence % {"minutes": minutes}

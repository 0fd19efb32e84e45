"""Messages to a reader about loans and holds that have ended."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rontal.core.actors import Actor
from rontal.lending import selectors as lending
from rontal.notifications.labels.loans import REVOKED
from rontal.web.collection.reader_access import reader_of

GONE: Final = 410


def loan_over(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Renders the page of an ended loan with the reason and the next steps (status 410).

    Raises NotFound where the loan is not the reader's.
    """
    actor = reader_of(request)
    loan = lending.loan_of(loan_id, actor)
    context = {
        "loan": loan,
        "why": REVOKED.get(loan.end_reason, ""),
        "again": lending.may_borrow_again(loan, actor),
    }
    return render(request, "web/collection/loan_over.html", context, status=GONE)


def ended_loan_notices(actor: Actor) -> list[str]:
    """Returns messages about loans and holds that the library ended recently."""
    ended = _("The library has ended the loan of “%(title)s”.")
    gone = _("“%(title)s” has been withdrawn, so your hold has ended.")
    return [
        f"{ended % {'title': title}} {REVOKED[reason]}" if reason else gone % {"title": title}
        for title, reason in lending.ended_by_library(actor)
    ]

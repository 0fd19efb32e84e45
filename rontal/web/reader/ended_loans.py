"""Page of a loan that has ended."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rontal.lending import selectors as lending
from rontal.lending.labels import END_REASONS_FOR_MEMBER
from rontal.web.reader.reader_access import reader_of

STATUS_GONE: Final = 410


def render_ended_loan(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Renders the page of an ended loan with the reason and the next steps (status 410).

    Raises NotFound where the loan is not the reader's.
    """
    actor = reader_of(request)
    loan = lending.loan_of(loan_id, actor)
    context = {
        "loan": loan,
        "why": END_REASONS_FOR_MEMBER.get(loan.end_reason, ""),
        "again": lending.may_borrow_again(loan, actor),
    }
    return render(request, "web/reader/loan_over.html", context, status=STATUS_GONE)

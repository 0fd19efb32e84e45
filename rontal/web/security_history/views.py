"""Security history of the account, and what to do if it was somebody else."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.accounts.security_history import DAYS, history_of
from rontal.ui.access import public, signed_in
from rontal.ui.headers import private
from rontal.web.security_history.lines import lines_of

PER_PAGE = 30


@signed_in
@private
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Lists what happened to the account in the last 90 days, newest first."""
    user_id = request.user.pk or 0
    page = Paginator(history_of(user_id), PER_PAGE).get_page(request.GET.get("halaman", "1"))
    context = {"page": page, "lines": lines_of(page, user_id), "days": DAYS}
    return render(request, "web/security_history/history.html", context)


@public
@require_safe
def not_me(request: HttpRequest) -> HttpResponse:
    """Explains what to do if a sign-in or a change was somebody else's; mails lead here."""
    return render(request, "web/security_history/not_me.html")

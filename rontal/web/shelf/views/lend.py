"""Borrowing, holds, renewing, returning, and "my books"."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.catalogue import selectors as catalogue
from rontal.core.errors import DomainError
from rontal.lending import selectors, services
from rontal.lending.errors import AlreadyBorrowed
from rontal.membership.selectors import member_of
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.middleware import actor_of
from rontal.ui.responses import perform
from rontal.web.membership_notice import notice_for
from rontal.web.shelf.my_books import my_books

FROM_HOME = "beranda"
"""Value of the field `dari` in forms of the home page, to which they redirect back."""


@signed_in
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """Lists the member's loans and holds."""
    actor = actor_of(request)
    member = member_of(actor.id)
    context = {
        "books": my_books(actor),
        "member": member,
        "standing": notice_for(member),
    }
    return render(request, "web/shelf/shelf.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def borrow(request: HttpRequest, slug: str) -> HttpResponse:
    """Borrows the title; GET (after signing in) only redirects to the title's page."""
    if request.method != "POST":
        return redirect("title", slug)
    title = catalogue.title_by_slug(slug)
    try:
        days = _chosen_days(request.POST.get("hari", ""))
        loan = services.borrow_within_limits(title_id=title.pk, days=days, actor=actor_of(request))
    except AlreadyBorrowed:
        return redirect("shelf")
    except DomainError as error:
        messages.error(request, sentences.of(error))
        return redirect("title", slug)
    messages.success(request, _("You have borrowed it. Enjoy reading."))
    return redirect("title", loan.title.slug)


@signed_in
@require_http_methods(["GET", "POST"])
def wait(request: HttpRequest, slug: str) -> HttpResponse:
    """Places a hold."""
    if request.method != "POST":
        return redirect("title", slug)
    title = catalogue.title_by_slug(slug)

    def act() -> None:
        services.place_hold(title_id=title.pk, actor=actor_of(request))

    return _act_and_redirect(
        request,
        act,
        _("Hold placed. My books shows when a copy is ready for you."),
        "title",
        slug,
    )


@signed_in
@require_POST
def renew(request: HttpRequest, loan_id: int) -> HttpResponse:
    def act() -> None:
        services.renew(loan_id=loan_id, actor=actor_of(request))

    back = "home" if request.POST.get("dari") == FROM_HOME else "shelf"
    return _act_and_redirect(
        request, act, _("Loan renewed. My books shows the new end date."), back
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Asks for confirmation (GET) or returns a loan (POST)."""
    actor = actor_of(request)
    if request.method != "POST":
        loan = selectors.loan_of(loan_id, actor)
        if loan.ended_at is not None:
            return redirect("read", loan_id)
        waiting = selectors.availability([loan.title_id])[loan.title_id].waiting
        return render(request, "web/shelf/give_back.html", {"loan": loan, "waiting": waiting})

    def act() -> None:
        services.return_loan(loan_id=loan_id, actor=actor)

    return _act_and_redirect(
        request, act, _("Returned. Thank you: someone else can read it now."), "shelf"
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def leave_queue(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Asks for confirmation (GET) or cancels a hold (POST)."""
    actor = actor_of(request)
    if request.method != "POST":
        hold, place = selectors.hold_of(hold_id, actor)
        return render(request, "web/shelf/leave_queue.html", {"hold": hold, "place": place})

    def act() -> None:
        services.cancel_hold(hold_id=hold_id, actor=actor)

    return _act_and_redirect(request, act, _("Hold cancelled."), "shelf")


@signed_in
@require_POST
def suspend_hold(request: HttpRequest, hold_id: int) -> HttpResponse:
    def act() -> None:
        services.suspend_hold(hold_id=hold_id, actor=actor_of(request))

    return _act_and_redirect(
        request, act, _("Your hold is suspended until you resume it."), "shelf"
    )


@signed_in
@require_POST
def resume_hold(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Resumes a suspended hold at its former place."""

    def act() -> None:
        services.resume_hold(hold_id=hold_id, actor=actor_of(request))

    return _act_and_redirect(
        request, act, _("Your hold is active again. You kept your place."), "shelf"
    )


def _chosen_days(chosen: str) -> int | None:
    """Returns the chosen length of the loan; 0, which is never offered, for an invalid one."""
    if not chosen:
        return None
    return int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 5 else 0


def _act_and_redirect(
    request: HttpRequest, act: Callable[[], None], success: str, *back: str
) -> HttpResponse:
    """Runs the action and redirects with its result."""
    perform(request, act, success)
    return redirect(*back)

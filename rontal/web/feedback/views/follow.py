"""Following a ticket with its secret code, without signing in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rontal.core.errors import DomainError, NotFound, TooMany
from rontal.feedback import services as feedback
from rontal.feedback.errors import FollowCodeUnknown
from rontal.feedback.labels import CATEGORIES, KINDS, STATES
from rontal.feedback.models import Ticket
from rontal.feedback.selectors import follow as tickets
from rontal.feedback.selectors.promise import next_due
from rontal.feedback.states import TicketState
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import token_page, with_wait
from rontal.ui.middleware import STATUS, actor_of
from rontal.web.feedback import cookie, limits
from rontal.web.feedback.contact_channels import contact_channels
from rontal.web.feedback.forms import RatingForm, WordsForm
from rontal.web.registration.limits import spend_by_address

STEPS = (TicketState.RECEIVED, TicketState.IN_PROGRESS, TicketState.ANSWERED)
MAX_CODE_LENGTH = 80


@public
@token_page
def follow(request: HttpRequest) -> HttpResponse:
    """Shows the opened ticket or asks for the code (GET); opens a ticket by its code (POST)."""
    if request.method == "POST":
        return _open_by_code(request, request.POST.get("code", "")[:MAX_CODE_LENGTH])
    ticket = _ticket_of_cookie(request)
    if ticket is None:
        return render(request, "web/feedback/ask.html", {"ways": contact_channels()})
    return _render_ticket(request, ticket)


@public
@token_page
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opens a ticket by the link in a mail."""
    return _open_by_code(request, token[:MAX_CODE_LENGTH])


@public
@token_page
@require_POST
def reply(request: HttpRequest) -> HttpResponse:
    """Adds a text to the ticket."""
    return _add_entry(request, feedback.add_reply, _("Thank you. Your message was added."), "reply")


@public
@token_page
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Reopens an answered ticket, which is possible once."""
    return _add_entry(request, feedback.reopen, _("We will look at it again."), "again")


@public
@token_page
@require_POST
def rating(request: HttpRequest) -> HttpResponse:
    ticket = _followed_ticket(request)
    filled = RatingForm(request.POST)
    if not filled.is_valid():
        return _render_ticket(request, ticket, rating=filled, status=422)
    stars = filled.cleaned_data["stars"]
    feedback.rate(ticket_id=ticket.pk, stars=stars, actor=actor_of(request))
    messages.success(request, _("Thank you. This helps us improve."))
    return redirect("feedback_follow")


@public
@token_page
@require_POST
def without_name(request: HttpRequest) -> HttpResponse:
    """Erases name and contact from the ticket."""
    feedback.withdraw_identity(ticket_id=_followed_ticket(request).pk, actor=actor_of(request))
    messages.success(
        request, _("Your name and contact details are deleted. The answer will appear here.")
    )
    return redirect("feedback_follow")


@public
@token_page
@require_POST
def leave(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Deletes the cookies, so that this browser no longer opens the ticket."""
    response = redirect("feedback_follow")
    cookie.delete_cookie(response)
    return response


def _open_by_code(request: HttpRequest, code: str) -> HttpResponse:
    try:
        spend_by_address(request, limits.FOLLOW)
        ticket = tickets.by_code(code)
    except (FollowCodeUnknown, TooMany) as error:
        status = 429 if isinstance(error, TooMany) else 404
        context = {"ways": contact_channels(), "wrong": sentences.of(error), "code": code}
        return with_wait(render(request, "web/feedback/ask.html", context, status=status), error)
    response = redirect("feedback_follow")
    cookie.set_ticket_cookie(response, ticket.pk)
    return response


def _add_entry(request: HttpRequest, service: Any, thanks: str, name: str) -> HttpResponse:
    ticket, filled = _followed_ticket(request), WordsForm(request.POST, auto_id=f"{name}_%s")
    if not filled.is_valid():
        return _render_ticket(request, ticket, status=422, **{name: filled})
    try:
        spend_by_address(request, limits.ADD_ENTRY)
        words = filled.cleaned_data["words"]
        service(ticket_id=ticket.pk, words=words, actor=actor_of(request))
    except DomainError as error:
        status = STATUS.get(error.code, 409)
        page = _render_ticket(
            request, ticket, status=status, refusal=sentences.of(error), **{name: filled}
        )
        return with_wait(page, error)
    messages.success(request, thanks)
    return redirect("feedback_follow")


def _ticket_of_cookie(request: HttpRequest) -> Ticket | None:
    ticket_id = cookie.ticket_id(request)
    try:
        ticket = tickets.by_id(ticket_id) if ticket_id else None
    except NotFound:
        return None
    return None if ticket is None or ticket.erased_at else ticket


def _followed_ticket(request: HttpRequest) -> Ticket:
    return FollowCodeUnknown.if_none(_ticket_of_cookie(request))


def _render_ticket(
    request: HttpRequest, ticket: Ticket, *, status: int = 200, **context: Any
) -> HttpResponse:
    now = STEPS.index(ticket.state) + 1 if ticket.state in STEPS[:2] else len(STEPS) + 1
    context = {
        "ticket": ticket,
        "kind": KINDS[ticket.kind],
        "category": CATEGORIES[ticket.category],
        "state": STATES[ticket.state],
        "steps": [STATES[step] for step in STEPS],
        "now": now,
        "due": next_due(ticket),
        "thread": tickets.thread(ticket),
        "topic": ticket.topic.reveal()["text"],
        "reply": WordsForm(auto_id="reply_%s"),
        "again": WordsForm(auto_id="again_%s"),
        "rating": RatingForm(initial={"stars": ticket.rating}),
        "ways": contact_channels(),
    } | context
    return render(request, "web/feedback/follow.html", context, status=status)

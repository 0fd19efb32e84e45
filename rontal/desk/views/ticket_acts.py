"""Actions of staff on a ticket; each is a POST that redirects to the ticket's page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rontal.accounts.permissions import TICKET_HANDLERS
from rontal.core.errors import DomainError
from rontal.desk import ticket_forms as forms
from rontal.desk.selectors import reply_starts
from rontal.desk.views.tickets import page_of
from rontal.feedback import services as feedback
from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import Category, Kind, Pace, SetAside
from rontal.feedback.selectors import register as tickets
from rontal.standard.replies.rules import ReplyKind
from rontal.ui import access, sentences
from rontal.ui.forms import RontalForm
from rontal.ui.middleware import actor_of


@access.staff(*TICKET_HANDLERS)
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Makes the actor the handler of the ticket."""
    found, actor = _found(request, code), actor_of(request)
    return _act(
        request,
        found,
        lambda: feedback.take(ticket_id=found.pk, actor=actor),
        _("Assigned to you."),
    )


@access.staff(*TICKET_HANDLERS)
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Closes an answered ticket."""
    found, actor = _found(request, code), actor_of(request)
    return _act(
        request, found, lambda: feedback.close(ticket_id=found.pk, actor=actor), _("Closed.")
    )


@access.staff(*TICKET_HANDLERS)
@require_POST
def hand_on(request: HttpRequest, code: str) -> HttpResponse:
    """Makes a colleague the handler of the ticket."""
    found, actor = _found(request, code), actor_of(request)
    filled = forms.HandOnForm(tickets.colleagues(actor), request.POST, auto_id="hand_%s")

    def act() -> object:
        to = filled.cleaned_data["to"]
        return feedback.hand_on(ticket_id=found.pk, to=to, actor=actor)

    return _fill(request, found, "hand_on", filled, act, _("Your colleague has it now."))


@access.staff(*TICKET_HANDLERS)
@require_POST
def sort(request: HttpRequest, code: str) -> HttpResponse:
    """Changes the kind, subject and deadline of a ticket."""
    found, filled = _found(request, code), forms.SortForm(request.POST, auto_id="sort_%s")

    def act() -> object:
        said = filled.cleaned_data
        return feedback.sort(
            ticket_id=found.pk,
            kind=Kind(said["kind"]),
            category=Category(said["category"]),
            pace=Pace(said["pace"]),
            actor=actor_of(request),
        )

    return _fill(request, found, "sort", filled, act, _("Category saved."))


@access.staff(*TICKET_HANDLERS)
@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Adds a note for colleagues."""
    found, filled = _found(request, code), forms.NoteForm(request.POST, auto_id="note_%s")

    def act() -> object:
        words = filled.cleaned_data["words"]
        return feedback.note(ticket_id=found.pk, words=words, actor=actor_of(request))

    return _fill(request, found, "note", filled, act, _("Note added."))


@access.staff(*TICKET_HANDLERS)
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Answers the ticket, or inserts a reply template where the browser runs no JavaScript."""
    found, filled = _found(request, code), forms.AnswerForm(request.POST)
    if "fill" in request.POST:
        begun = reply_starts.begin(request.POST, reply_starts.for_ticket(found))
        return page_of(request, found, answer=forms.AnswerForm(initial=begun))

    def act() -> object:
        return feedback.answer(
            ticket_id=found.pk,
            words=filled.cleaned_data["words"],
            template=reply_starts.version_of(filled.cleaned_data["template"], ReplyKind.TICKET),
            actor=actor_of(request),
        )

    return _fill(request, found, "answer", filled, act, _("Answered."))


@access.staff(*TICKET_HANDLERS)
@require_POST
def set_aside(request: HttpRequest, code: str) -> HttpResponse:
    """Closes a ticket without an answer."""
    found, filled = _found(request, code), forms.AsideForm(request.POST, auto_id="aside_%s")

    def act() -> object:
        why = SetAside(filled.cleaned_data["why"])
        return feedback.set_aside(ticket_id=found.pk, why=why, actor=actor_of(request))

    return _fill(request, found, "aside", filled, act, _("Set aside."))


def _found(request: HttpRequest, code: str) -> Ticket:
    return tickets.ticket_for_staff(code, actor_of(request))


def _act(request: HttpRequest, found: Ticket, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except DomainError as error:
        messages.warning(request, sentences.of(error))
    return redirect("desk:ticket", code=found.code)


def _fill(
    request: HttpRequest,
    found: Ticket,
    name: str,
    filled: RontalForm,
    act: Callable[[], object],
    done: str,
) -> HttpResponse:
    """Runs the action of a valid form; on failure renders the page with the submitted form."""
    if not filled.is_valid():
        return page_of(request, found, status=422, **{name: filled})
    try:
        act()
    except DomainError as error:
        fresh = _found(request, found.code)
        return page_of(request, fresh, status=409, refusal=sentences.of(error), **{name: filled})
    messages.success(request, done)
    return redirect("desk:ticket", code=found.code)

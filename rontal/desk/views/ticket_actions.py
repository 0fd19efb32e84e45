"""Actions of staff on a ticket; each is a POST that redirects to the ticket's page."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rontal.accounts.roles import TICKET_HANDLERS
from rontal.desk import ticket_forms as forms
from rontal.desk.selectors import filled_replies
from rontal.desk.views import acting
from rontal.desk.views.acting import Act
from rontal.desk.views.tickets import page_of
from rontal.feedback import services as feedback
from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import Category, Kind, Pace, SetAside
from rontal.feedback.selectors import register as tickets
from rontal.standard.replies.rules import ReplyKind
from rontal.ui import access
from rontal.ui.forms import RontalForm
from rontal.ui.middleware import actor_of

PAGE: Final = "desk:ticket"


@access.staff(*TICKET_HANDLERS)
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Makes the actor the handler of the ticket."""
    ticket, actor = _ticket(request, code), actor_of(request)
    return _act_and_redirect(
        request,
        ticket,
        lambda: feedback.take(ticket_id=ticket.pk, actor=actor),
        _("Assigned to you."),
    )


@access.staff(*TICKET_HANDLERS)
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    ticket, actor = _ticket(request, code), actor_of(request)
    return _act_and_redirect(
        request, ticket, lambda: feedback.close(ticket_id=ticket.pk, actor=actor), _("Closed.")
    )


@access.staff(*TICKET_HANDLERS)
@require_POST
def hand_on(request: HttpRequest, code: str) -> HttpResponse:
    """Makes a colleague the handler of the ticket."""
    ticket, actor = _ticket(request, code), actor_of(request)
    filled = forms.ReassignForm(tickets.colleagues(actor), request.POST, auto_id="hand_%s")

    def act() -> object:
        to = filled.cleaned_data["to"]
        return feedback.reassign(ticket_id=ticket.pk, to=to, actor=actor)

    return _act_with_form(request, ticket, "hand_on", filled, act, _("Your colleague has it now."))


@access.staff(*TICKET_HANDLERS)
@require_POST
def sort(request: HttpRequest, code: str) -> HttpResponse:
    """Changes the kind, subject and deadline of a ticket."""
    ticket, filled = (
        _ticket(request, code),
        forms.ClassificationForm(request.POST, auto_id="sort_%s"),
    )

    def act() -> object:
        values = filled.cleaned_data
        return feedback.classify(
            ticket_id=ticket.pk,
            kind=Kind(values["kind"]),
            category=Category(values["category"]),
            pace=Pace(values["pace"]),
            actor=actor_of(request),
        )

    return _act_with_form(request, ticket, "sort", filled, act, _("Category saved."))


@access.staff(*TICKET_HANDLERS)
@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Adds a note for colleagues."""
    ticket, filled = _ticket(request, code), forms.NoteForm(request.POST, auto_id="note_%s")

    def act() -> object:
        words = filled.cleaned_data["words"]
        return feedback.add_note(ticket_id=ticket.pk, words=words, actor=actor_of(request))

    return _act_with_form(request, ticket, "note", filled, act, _("Note added."))


@access.staff(*TICKET_HANDLERS)
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Answers the ticket, or inserts a reply template where the browser runs no JavaScript."""
    ticket, filled = _ticket(request, code), forms.AnswerForm(request.POST)
    if "fill" in request.POST:
        begun = filled_replies.insert_template(request.POST, filled_replies.for_ticket(ticket))
        return page_of(request, ticket, answer=forms.AnswerForm(initial=begun))

    def act() -> object:
        return feedback.answer(
            ticket_id=ticket.pk,
            words=filled.cleaned_data["words"],
            template=filled_replies.version_of(filled.cleaned_data["template"], ReplyKind.TICKET),
            actor=actor_of(request),
        )

    return _act_with_form(request, ticket, "answer", filled, act, _("Answered."))


@access.staff(*TICKET_HANDLERS)
@require_POST
def set_aside(request: HttpRequest, code: str) -> HttpResponse:
    """Closes a ticket without an answer."""
    ticket, filled = (
        _ticket(request, code),
        forms.CloseWithoutAnswerForm(request.POST, auto_id="aside_%s"),
    )

    def act() -> object:
        why = SetAside(filled.cleaned_data["why"])
        return feedback.close_without_answer(ticket_id=ticket.pk, why=why, actor=actor_of(request))

    return _act_with_form(request, ticket, "aside", filled, act, _("Set aside."))


def _ticket(request: HttpRequest, code: str) -> Ticket:
    return tickets.ticket_for_staff(code, actor_of(request))


def _act_and_redirect(request: HttpRequest, ticket: Ticket, act: Act, done: str) -> HttpResponse:
    return acting.act_and_redirect(request, act, done, to=PAGE, code=ticket.code)


def _act_with_form(
    request: HttpRequest, ticket: Ticket, name: str, filled: RontalForm, act: Act, done: str
) -> HttpResponse:
    def page(**more: Any) -> HttpResponse:
        return page_of(request, _ticket(request, ticket.code), **more)

    return acting.act_with_form(
        request, name, filled, act, done, page=page, to=PAGE, code=ticket.code
    )

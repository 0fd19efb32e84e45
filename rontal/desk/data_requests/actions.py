"""Actions of staff on a request; each is a POST that redirects to the request's page."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rontal.accounts.roles import DATA_REQUEST_HANDLERS
from rontal.core.errors import Invalid
from rontal.data_requests import services
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import (
    IdentityCheck,
    RefusalGround,
    RequestAct,
    RequestKind,
)
from rontal.data_requests.selectors import register as requests
from rontal.desk.data_requests import forms
from rontal.desk.data_requests.views import page_of
from rontal.desk.selectors import filled_replies
from rontal.desk.views import acting
from rontal.desk.views.acting import Act
from rontal.standard.replies.rules import ReplyKind
from rontal.ui import access
from rontal.ui.forms import RontalForm
from rontal.ui.middleware import actor_of

PAGE: Final = "desk:data_request"


@access.staff(*DATA_REQUEST_HANDLERS)
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Makes the actor the handler of the request."""
    found, actor = _found(request, code), actor_of(request)
    return _act_and_redirect(
        request,
        found,
        lambda: services.take(request_id=found.pk, actor=actor),
        _("Assigned to you."),
    )


@access.staff(*DATA_REQUEST_HANDLERS)
@require_POST
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """Goes on without a reply of the person."""
    found, actor = _found(request, code), actor_of(request)
    return _act_and_redirect(
        request,
        found,
        lambda: services.resume(request_id=found.pk, actor=actor),
        _("You can go on."),
    )


@access.staff(*DATA_REQUEST_HANDLERS)
@require_POST
def reassign(request: HttpRequest, code: str) -> HttpResponse:
    """Makes a colleague the handler of the request."""
    found, actor = _found(request, code), actor_of(request)
    colleagues = requests.colleagues(actor)
    filled = forms.ReassignRequestForm(colleagues, request.POST, auto_id="reassign_%s")

    def act() -> object:
        return services.reassign(request_id=found.pk, to=filled.cleaned_data["to"], actor=actor)

    return _act_with_form(request, found, "reassign", filled, act, _("Your colleague has it now."))


@access.staff(*DATA_REQUEST_HANDLERS)
@require_POST
def link_account(request: HttpRequest, code: str) -> HttpResponse:
    """Records whose data the request concerns."""
    found = _found(request, code)
    filled = forms.AccountForm(request.POST, auto_id="account_%s")

    def act() -> None:
        name = filled.cleaned_data["login_name"]
        try:
            services.link_account(request_id=found.pk, login_name=name, actor=actor_of(request))
        except Invalid:
            unknown = _("No account has this number. Check it and enter it again.")
            filled.add_error("login_name", unknown)

    return _act_with_form(request, found, "account", filled, act, _("Account recorded."))


@access.staff(*DATA_REQUEST_HANDLERS)
@require_POST
def confirm_identity(request: HttpRequest, code: str) -> HttpResponse:
    """Records how the identity was checked."""
    found = _found(request, code)
    kind = RequestKind(found.kind)
    filled = forms.IdentityForm(kind, request.POST, auto_id="identity_%s")

    def act() -> object:
        check = IdentityCheck(filled.cleaned_data["check"])
        return services.confirm_identity(request_id=found.pk, check=check, actor=actor_of(request))

    return _act_with_form(request, found, "identity", filled, act, _("Identity check recorded."))


@access.staff(*DATA_REQUEST_HANDLERS)
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Asks the person a question."""
    found, filled = _found(request, code), forms.QuestionForm(request.POST, auto_id="ask_%s")

    def act() -> object:
        words = filled.cleaned_data["words"]
        return services.ask_person(request_id=found.pk, words=words, actor=actor_of(request))

    return _act_with_form(request, found, "ask", filled, act, _("Question sent."))


@access.staff(*DATA_REQUEST_HANDLERS)
@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Adds a note for colleagues."""
    found, filled = _found(request, code), forms.RequestNoteForm(request.POST, auto_id="note_%s")

    def act() -> object:
        words = filled.cleaned_data["words"]
        return services.add_note(request_id=found.pk, words=words, actor=actor_of(request))

    return _act_with_form(request, found, "note", filled, act, _("Note added."))


@access.staff(*DATA_REQUEST_HANDLERS)
@require_POST
def fulfil(request: HttpRequest, code: str) -> HttpResponse:
    """Closes the request as done, or inserts a template where the browser runs no JavaScript."""
    found = _found(request, code)
    filled = forms.FulfilForm(request.POST, auto_id="fulfil_%s")
    if "fill" in request.POST:
        begun = filled_replies.insert_template(request.POST, filled_replies.for_data_request(found))
        begun["acts"] = request.POST.getlist("acts")
        form = forms.FulfilForm(initial=begun, auto_id="fulfil_%s")
        return page_of(request, found, fulfil=form)

    def act() -> object:
        values = filled.cleaned_data
        version = filled_replies.version_of(values["template"], ReplyKind.DATA_REQUEST)
        return services.fulfil(
            request_id=found.pk,
            acts=[RequestAct(one) for one in values["acts"]],
            words=values["words"],
            template=version,
            actor=actor_of(request),
        )

    return _act_with_form(request, found, "fulfil", filled, act, _("Done. The person is told."))


@access.staff(*DATA_REQUEST_HANDLERS)
@require_POST
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """Closes the request as refused."""
    found, filled = _found(request, code), forms.RefuseForm(request.POST, auto_id="refuse_%s")

    def act() -> object:
        values = filled.cleaned_data
        return services.refuse(
            request_id=found.pk,
            ground=RefusalGround(values["ground"]),
            words=values["words"],
            actor=actor_of(request),
        )

    return _act_with_form(request, found, "refuse", filled, act, _("Refused. The person is told."))


def _found(request: HttpRequest, code: str) -> DataRequest:
    return requests.request_for_staff(code, actor_of(request))


def _act_and_redirect(
    request: HttpRequest, found: DataRequest, act: Act, done: str
) -> HttpResponse:
    return acting.act_and_redirect(request, act, done, to=PAGE, code=found.code)


def _act_with_form(
    request: HttpRequest, found: DataRequest, name: str, filled: RontalForm, act: Act, done: str
) -> HttpResponse:
    def page(**more: Any) -> HttpResponse:
        return page_of(request, _found(request, found.code), **more)

    return acting.act_with_form(
        request, name, filled, act, done, page=page, to=PAGE, code=found.code
    )

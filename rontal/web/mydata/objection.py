"""Findings of the machine in words, and the objection by which a person looks at them again."""

import secrets
from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rontal.core.errors import DomainError, TooMany
from rontal.core.limits import spend
from rontal.data_requests import services
from rontal.data_requests.rules.kinds import RequestKind
from rontal.data_requests.selectors.follow import open_objection
from rontal.membership.models import Application
from rontal.membership.selectors import application_for_person
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.forms import CleanTextField, RontalForm
from rontal.ui.headers import private, with_wait
from rontal.ui.middleware import actor_of
from rontal.web.data_requests.limits import SEND_OWN
from rontal.web.mydata.automatic_results import findings_in_words

MAX_WORDS = 2000


class ObjectionForm(RontalForm):
    """Which findings the person objects to, and why; both may be left open."""

    codes = forms.MultipleChoiceField(
        label=gettext_lazy("Which findings are wrong?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = CleanTextField(
        label=gettext_lazy("What is wrong?"),
        help_text=gettext_lazy("You do not need to give a reason."),
        max_length=MAX_WORDS,
        required=False,
        rows=4,
    )

    def __init__(self, found: Mapping[str, str], *args: object) -> None:
        super().__init__(*args)
        self.fields["codes"].choices = list(found.items())  # type: ignore[attr-defined]


@signed_in
@private
@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest) -> HttpResponse:
    """Shows the findings in words (GET); opens a request for a review by a person (POST)."""
    application, actor = application_for_person(request.user.pk), actor_of(request)
    found = findings_in_words(application)
    if request.method != "POST":
        return _page(request, application, found, ObjectionForm(found))
    form, waiting = ObjectionForm(found, request.POST), open_objection(actor)
    if waiting is not None:
        return redirect("own_data_request", code=waiting.code)
    if not form.is_valid():
        return _page(request, application, found, form, status=422)
    try:
        spend(SEND_OWN, str(request.user.pk))
        opened = services.open_own_request(
            kind=RequestKind.OBJECTION,
            words=_in_words(application, found, form),
            key=request.POST.get("key", "")[:60] or secrets.token_urlsafe(24),
            actor=actor,
        )
    except DomainError as error:
        status, refusal = 429 if isinstance(error, TooMany) else 422, sentences.of(error)
        page = _page(request, application, found, form, refusal=refusal, status=status)
        return with_wait(page, error)
    messages.success(request, _("Your objection has been sent. A person will look again."))
    return redirect("own_data_request", code=opened.code)


def _in_words(application: Application, found: Mapping[str, str], form: ObjectionForm) -> str:
    """Returns the text of the request: application, findings, and what the person wrote."""
    head = _("I object to what the system found about application %(code)s.")
    listed = [f"- {found[code]}" for code in form.cleaned_data["codes"]]
    parts = [head % {"code": application.code}, "\n".join(listed), form.cleaned_data["words"]]
    return "\n\n".join(part for part in parts if part)


def _page(
    request: HttpRequest,
    application: Application,
    found: Mapping[str, str],
    form: ObjectionForm,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "application": application,
        "found": found,
        "form": form,
        "key": request.POST.get("key", "")[:60] or secrets.token_urlsafe(24),
        "waiting": open_objection(actor_of(request)),
        "refusal": refusal,
    }
    return render(request, "web/mydata/findings.html", context, status=status)

"""PDFs printed at the counter: the consent form to sign, and the receipt with a first password."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts import services as accounts
from rontal.accounts.errors import HasSignedIn
from rontal.accounts.roles import Role
from rontal.core.errors import NotFound
from rontal.desk import counter_documents
from rontal.membership import selectors as membership
from rontal.membership.rules import form as forms
from rontal.membership.selectors.counter import registered_here
from rontal.ui import access, documents, sentences
from rontal.ui.headers import private
from rontal.ui.middleware import actor_of

LANGUAGES = ("id", "en")


@access.staff(Role.CLERK, Role.HEAD)
@private
@require_safe
def consent_form(_request: HttpRequest, name: str) -> HttpResponse:
    """Returns an empty consent form; `name` is the language code."""
    return _consent_form(name, "")


@access.staff(Role.CLERK)
@private
@require_safe
def own_form(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Returns the consent form with the name from the begun registration."""
    draft = membership.counter_draft(pk, actor_of(request))
    typed = forms.read(membership.draft_values(draft))
    return _consent_form(name, typed.name)


@access.staff(Role.CLERK)
@private
@require_POST
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """Returns the receipt with a new first password, which is shown nowhere else."""
    application, _visit = registered_here(code, actor_of(request))
    if application.user is None:
        raise NotFound
    try:
        password = accounts.issue_first_password(
            user_id=application.user.pk, actor=actor_of(request)
        )
    except HasSignedIn as error:
        messages.info(request, sentences.of(error))
        return redirect("desk:counter_done", code=application.code)
    with translation.override(application.language):
        content = counter_documents.counter_receipt(application, password)
    return documents.as_answer(content, f"slip-{application.code}")


def _consent_form(language: str, name: str) -> HttpResponse:
    if language not in LANGUAGES:
        raise NotFound
    with translation.override(language):
        content = counter_documents.consent_form(name)
    return documents.as_answer(content, f"persetujuan-{language}")

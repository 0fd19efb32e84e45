"""Form steps of registration (identity, contact, consent), and their autosave."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from rontal.core.errors import Invalid, NotFound
from rontal.membership.selectors import draft_values
from rontal.membership.services import save_draft
from rontal.ui.access import public
from rontal.ui.headers import private
from rontal.ui.registration.base import DraftForm
from rontal.ui.registration.contact_step import ContactForm
from rontal.ui.registration.identity_step import IdentityForm
from rontal.ui.registration.prefill import (
    OFFERED,
    PERSON,
    Prefilled,
    mark_unchanged_values,
    prefilled,
)
from rontal.web.registration import cookie, limits
from rontal.web.registration.forms.consent import ConsentForm
from rontal.web.registration.photo_urls import next_step_query
from rontal.web.registration.steps import NEXT, Step, after, path_back_to, step_links, step_of
from rontal.web.registration.views.start import draft_for_post

FORMS: dict[Step, type[DraftForm]] = {
    Step.WHO: IdentityForm,
    Step.REACH: ContactForm,
    Step.CONSENT: ConsentForm,
}
FILLED = (Step.WHO, Step.REACH)


@public
@private
def who(request: HttpRequest) -> HttpResponse:
    """Step for the applicant's identity."""
    return _show_or_save(request, Step.WHO)


@public
@private
def reach(request: HttpRequest) -> HttpResponse:
    """Step for contact details."""
    return _show_or_save(request, Step.REACH)


@public
@private
def consent(request: HttpRequest) -> HttpResponse:
    """Step for consents, separately for each purpose."""
    return _show_or_save(request, Step.CONSENT)


@public
@private
@require_POST
def autosave(request: HttpRequest, step: str) -> HttpResponse:
    """Saves what has been typed, valid or not: 204, or 422 without a draft.

    Values prefilled from the card that the person has not touched are not saved.
    """
    limits.spend_by_address(request, limits.SAVE)
    draft, form_class = cookie.draft_of(request), FORMS.get(step_of(step))
    if draft is None or form_class is None:
        return HttpResponse(status=422)
    form = form_class(draft_values(draft), request.POST)
    offered = request.POST.getlist(OFFERED)
    changes = {name: text for name, text in form.typed().items() if name not in offered}
    try:
        save_draft(draft_id=draft.pk, changes=changes, step=step)
    except Invalid:
        return HttpResponse(status=422)
    response = HttpResponse(status=204)
    cookie.set_draft_cookie(response, draft)
    return response


@public
@private
def reading(request: HttpRequest, step: str) -> HttpResponse:
    """Returns the progress of reading the card and the prefilled fields; polled by the page."""
    draft, current = cookie.draft_of(request), step_of(step)
    if draft is None or current not in FILLED:
        raise NotFound
    filled = prefilled(draft, FORMS[current], request.GET.get(PERSON, ""))
    context = _context(request, current, filled) | {"fresh": True}
    return render(request, "web/registration/parts/reading.html", context)


def _show_or_save(request: HttpRequest, step: Step) -> HttpResponse:
    if request.method == "POST":
        return _save_and_continue(request, step)
    draft = cookie.draft_of(request)
    if draft is None:
        return redirect("registration_start")
    if step not in FILLED:
        return _render_step(request, step, Prefilled(FORMS[step](draft_values(draft))))
    return _render_step(request, step, prefilled(draft, FORMS[step], request.GET.get(PERSON, "")))


def _save_and_continue(request: HttpRequest, step: Step) -> HttpResponse:
    """Saves the input first; then continues, shows errors, or reloads the choices of regions."""
    draft = draft_for_post(request)
    form = FORMS[step](draft_values(draft), request.POST)
    language = get_language() or ""
    draft = save_draft(draft_id=draft.pk, changes=form.typed(), step=step, language=language)
    if "regions" in request.POST and isinstance(form, ContactForm) and form.region_changed():
        response: HttpResponse = redirect(f"{request.get_full_path()}#id_regency")
    elif form.is_valid():
        save_draft(draft_id=draft.pk, changes={}, step=step.following)
        response = redirect(_next_url(request, step, form))
    else:
        mark_unchanged_values(
            draft, form, request.POST.getlist(OFFERED), request.GET.get(PERSON, "")
        )
        response = _render_step(request, step, Prefilled(form))
    cookie.set_draft_cookie(response, draft)
    return response


def _next_url(request: HttpRequest, step: Step, form: DraftForm) -> str:
    """Returns the URL of the next step, or of the photos where a further document is required."""
    if isinstance(form, ContactForm) and form.asks_document(cookie.draft_of(request)):
        return path_back_to(Step.PHOTOS, step.following)
    return after(request, step)


def _render_step(request: HttpRequest, step: Step, filled: Prefilled) -> HttpResponse:
    context = _context(request, step, filled)
    return render(request, f"web/registration/{step.name.lower()}.html", context)


def _context(request: HttpRequest, step: Step, filled: Prefilled) -> dict[str, object]:
    then = next_step_query(request.GET.get(NEXT, ""))
    return {
        "form": filled.form,
        "filled": filled,
        "step": step,
        "steps": step_links(),
        "child": getattr(filled.form, "child", None),
        "then": then,
        "more": f"{then}&" if then else "?",
    }

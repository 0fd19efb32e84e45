"""Start page of registration: requirements, duration, and resuming a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rontal.accounts.single_sign_on import selectors as sign_on
from rontal.membership.models import Draft
from rontal.membership.policies import MembershipPolicies, NonResidents
from rontal.membership.services import start_draft
from rontal.membership.services.drafts import discard_draft
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import clears_cache, private
from rontal.web import service_time_chart
from rontal.web.registration import cookie, limits
from rontal.web.registration.steps import Step, step_of


@public
@private
def start(request: HttpRequest) -> HttpResponse:
    """Shows the start page (GET); starts a new draft and erases an older one (POST)."""
    draft_here = cookie.draft_of(request)
    if request.method == "POST":
        draft = fresh_draft(request)
        if draft_here is not None:
            discard_draft(draft_id=draft_here.pk)
        response = redirect(Step.PHOTOS.path)
        cookie.set_draft_cookie(response, draft)
        return response
    context = {
        "draft": draft_here,
        "resume": step_of(draft_here.step).path if draft_here else "",
        "closed": MembershipPolicies.current().non_residents is NonResidents.CLOSED,
        "closed_text": sentences.of_code("registration_closed"),
        "hours": service_time_chart.bar(),
        "providers": [one for one in sign_on.providers() if one.identity],
    }
    return render(request, "web/registration/start.html", context)


@public
@private
@clears_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest) -> HttpResponse:
    """Confirms (GET) and deletes (POST) the draft with its photos and its traces in this browser,
    before somebody else uses it.
    """
    draft = cookie.draft_of(request)
    if request.method != "POST":
        return render(request, "web/registration/forget.html", {"draft": draft})
    if draft is not None:
        discard_draft(draft_id=draft.pk)
    messages.success(request, _("This device has forgotten your form and your photos."))
    response = redirect("registration_start")
    cookie.delete_cookie(response)
    cookie.SENT.delete(response)
    return response


def fresh_draft(request: HttpRequest) -> Draft:
    """Creates a draft in the active language; raises TooMany."""
    limits.spend_by_address(request, limits.START)
    return start_draft(language=get_language() or "id")


def draft_for_post(request: HttpRequest) -> Draft:
    """Returns the draft to save into; a new one with a warning where it has expired."""
    draft = cookie.draft_of(request)
    if draft is not None:
        return draft
    messages.warning(
        request,
        _(
            "Your earlier draft had been deleted. What you have just entered is saved. Complete "
            "the other steps again."
        ),
    )
    return fresh_draft(request)

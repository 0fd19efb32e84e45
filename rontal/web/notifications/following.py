"""Following an author or a topic, from its page or from the list of followed ones."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rontal.catalogue import browsing
from rontal.notifications import services
from rontal.ui.access import signed_in
from rontal.ui.middleware import actor_of
from rontal.ui.responses import perform
from rontal.web.collection import addresses


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def agent(request: HttpRequest, pk: int) -> HttpResponse:
    """Follows or unfollows a person or body; GET occurs after signing in."""
    person_or_body = browsing.agent(pk)
    return _toggle(
        request,
        person_or_body.name,
        addresses.agent(person_or_body.pk, person_or_body.name),
        agent_id=person_or_body.pk,
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: HttpRequest, pk: int) -> HttpResponse:
    """Follows or unfollows a topic; GET occurs after signing in."""
    topic = browsing.subject(pk)
    address = addresses.subject(topic.pk, topic.name)
    return _toggle(request, topic.name, address, subject_id=topic.pk)


def _toggle(request: HttpRequest, name: str, address: str, **which: Any) -> HttpResponse:
    stops = "berhenti" in request.POST
    if request.method == "POST":
        act = services.unfollow if stops else services.follow
        words = _("You no longer follow %(name)s.") if stops else _("You follow %(name)s.")
        actor = actor_of(request)
        perform(request, lambda: act(actor=actor, **which), words % {"name": name})
    return redirect("notifications" if request.POST.get("dari") == "pilihan" else address)

"""Approval of several spotless applications on one page of photo pairs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rontal.accounts.roles import Role
from rontal.desk.approving import approve_ticked, approved
from rontal.desk.selectors import photo_pairs
from rontal.desk.views.case import no_store
from rontal.membership import selectors as membership
from rontal.membership import services as applications
from rontal.ui import access
from rontal.ui.middleware import actor_of

REASON = "photo_pairs"


@access.staff(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def spotless(request: HttpRequest) -> HttpResponse:
    """Shows up to twelve unticked photo pairs (GET) or approves the ticked ones (POST)."""
    return _approve(request) if request.method == "POST" else _show(request)


def _show(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = list(photo_pairs.spotless(actor)[: photo_pairs.MOST])
    taken = applications.take_all(application_ids=[row.pk for row in rows], actor=actor)
    mine = [row for row in rows if row.pk in taken]
    membership.record_openings(mine, actor=actor, reason=REASON)
    context = {"pairs": photo_pairs.pairs(mine), "most": photo_pairs.MOST}
    return no_store(render(request, "desk/spotless.html", context))


def _approve(request: HttpRequest) -> HttpResponse:
    ticks = request.POST.getlist("tick")
    if not ticks:
        messages.info(request, _("Select at least one person to approve."))
        return redirect("desk:spotless")
    if len(ticks) > photo_pairs.MOST:
        messages.error(request, _("Too many at once; nothing was approved. Select fewer."))
        return redirect("desk:spotless")
    results = approve_ticked(ticks, actor_of(request))
    context = {"results": results, "approved": approved(results)}
    return no_store(render(request, "desk/spotless_done.html", context))

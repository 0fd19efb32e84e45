"""Approval of several spotless applications on one page of photo pairs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rontal.accounts.roles import Role
from rontal.desk.bulk_approval import approve_ticked, count_approved
from rontal.desk.events import PHOTO_PAIRS
from rontal.desk.selectors import photo_pairs
from rontal.membership import selectors as membership
from rontal.membership import services as applications
from rontal.ui import access
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_photo_proof


@access.staff(Role.CLERK)
@needs_photo_proof
@require_http_methods(["GET", "HEAD", "POST"])
def compare_cases(request: HttpRequest) -> HttpResponse:
    """Shows the photo pairs of up to twelve cases that the clerk has taken (GET) or approves the
    ticked ones (POST).
    """
    return _approve_and_redirect(request) if request.method == "POST" else _render_pairs(request)


@access.staff(Role.CLERK)
@require_http_methods(["GET", "POST"])
def take_cases(request: HttpRequest) -> HttpResponse:
    """Takes up to twelve spotless cases for the clerk (POST) and leads to their photo pairs."""
    if request.method == "POST":
        actor = actor_of(request)
        rows = photo_pairs.approvable_cases(actor)[: photo_pairs.MAX_PAIRS]
        applications.take_leases(application_ids=[row.pk for row in rows], actor=actor)
    return redirect("desk:spotless")


def _render_pairs(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = photo_pairs.approvable_cases(actor)
    mine = list(rows.filter(is_mine=True)[: photo_pairs.MAX_PAIRS])
    membership.record_openings(mine, actor=actor, reason=PHOTO_PAIRS)
    free = 0 if mine else rows.count()
    context = {"pairs": photo_pairs.pairs(mine), "free": free}
    return render(request, "desk/bulk_approval.html", context)


def _approve_and_redirect(request: HttpRequest) -> HttpResponse:
    ticks = request.POST.getlist("tick")
    if not ticks:
        messages.info(request, _("Select at least one person to approve."))
        return redirect("desk:spotless")
    if len(ticks) > photo_pairs.MAX_PAIRS:
        messages.error(request, _("Too many at once; nothing was approved. Select fewer."))
        return redirect("desk:spotless")
    results = approve_ticked(ticks, actor_of(request))
    context = {"results": results, "approved": count_approved(results)}
    return render(request, "desk/bulk_approval_done.html", context)

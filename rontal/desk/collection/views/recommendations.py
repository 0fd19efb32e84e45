"""Recommendations of staff to readers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.accounts.roles import TITLE_READERS, Role
from rontal.catalogue import services
from rontal.catalogue.models import Pick
from rontal.core.errors import DomainError
from rontal.desk.collection import selectors
from rontal.desk.collection.forms import PickForm
from rontal.membership.selectors import today
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.responses import render_form


@access.staff(*TITLE_READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Lists all recommendations in display order."""
    actor = actor_of(request)
    picked = selectors.picks(actor)
    context = {"picks": picked, "today": today(), "writes": actor.has_any(Role.LIBRARIAN)}
    return render(request, "desk/collection/picks.html", context)


@access.staff(Role.LIBRARIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: HttpRequest, pk: int) -> HttpResponse:
    """Recommends a title, or changes the text and days of its recommendation."""
    actor = actor_of(request)
    row = selectors.title(pk, actor)
    stored = Pick.objects.filter(title=pk).first()
    first: dict[str, Any] = {"since": stored.since if stored else today()}
    first |= {"note": stored.note, "until": stored.until} if stored else {}
    form = PickForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            services.pick(title_id=pk, actor=actor, **form.cleaned_data)
            messages.success(request, _("The title is recommended."))
            return redirect("desk:picks")
        except DomainError as error:
            form.add_error("until" if error.code == "pick_days" else None, sentences.of(error))
    context = {"title": row, "form": form, "pick": stored}
    return render_form(request, "desk/collection/pick.html", context)


@access.staff(Role.LIBRARIAN)
@require_POST
def unpick(request: HttpRequest, pk: int) -> HttpResponse:
    services.unpick(title_id=pk, actor=actor_of(request))
    messages.success(request, _("The title is no longer recommended."))
    return redirect("desk:picks")


@access.staff(Role.LIBRARIAN)
@require_POST
def move(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Moves a recommendation one place up (`naik`) or down (`turun`)."""
    actor = actor_of(request)
    order = [stored.title_id for stored, _row in selectors.picks(actor)]
    if pk in order:
        at = order.index(pk)
        order.insert(max(0, at - 1) if way == "naik" else at + 1, order.pop(at))
        services.order_picks(title_ids=order, actor=actor)
    return redirect("desk:picks")

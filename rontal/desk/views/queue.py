"""Start page of the desk: the queue with its filters and views."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import Role
from rontal.desk.forms import FilterForm, ViewForm
from rontal.desk.selectors import queue, queue_conditions
from rontal.desk.selectors.filters import Filters
from rontal.desk.selectors.views import View, views
from rontal.desk.view_labels import EMPTY, chosen
from rontal.membership import services as applications
from rontal.ui import access
from rontal.ui.middleware import actor_of
from rontal.ui.responses import perform

MAX_SEARCH_LENGTH = 100
START_PAGES = (
    (Role.LIBRARIAN, "desk:collection"),
    (Role.ADMINISTRATOR, "desk:jobs"),
    (Role.OFFICER, "desk:data_requests"),
)
"""First pages of the roles that do not work on applications."""


@access.staff()
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Shows the queue to clerks and the head; redirects others to the first page of their role."""
    actor = actor_of(request)
    if not actor.has_any(Role.CLERK, Role.HEAD):
        return redirect(next(page for role, page in START_PAGES if actor.has_any(role)))
    return render(request, "desk/queue.html", _context(request))


@access.staff(Role.CLERK, Role.HEAD)
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Saves the current filters under a name."""
    filters, form = Filters.read(request.GET), ViewForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/queue.html", _context(request, form), status=422)
    name = form.cleaned_data["name"]
    actor = actor_of(request)
    perform(
        request,
        lambda: applications.save_view(name=name, filters=filters.pairs, actor=actor),
        _("View “%(name)s” saved.") % {"name": name},
    )
    return redirect(reverse("desk:start") + filters.trail)


@access.staff(Role.CLERK, Role.HEAD)
@require_POST
def forget_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Deletes a saved view of the actor."""
    applications.delete_view(view_id=view_id, actor=actor_of(request))
    messages.info(request, _("View deleted."))
    return redirect("desk:start")


def _context(request: HttpRequest, form: ViewForm | None = None) -> dict[str, Any]:
    actor, filters = actor_of(request), Filters.read(request.GET)
    search = request.GET.get("cari", "").replace("\x00", "").strip()[:MAX_SEARCH_LENGTH]
    number = request.GET.get("halaman", "1")
    known, counts = views(actor), queue.counts()
    current = None if search else _current(known, filters)
    return {
        "page": queue.page(actor, filters=filters, search=search, number=number),
        "filters": filters,
        "trail": filters.trail,
        "search": search,
        "may_decide": actor.has_any(Role.CLERK),
        "counts": counts,
        "views": known,
        "current": current,
        "chosen": [] if current and current.code else chosen(filters),
        "empty": EMPTY.get(current.code if current else "", ""),
        "filter_form": FilterForm(filters, counts, queue_conditions.findings_at_desk()),
        "view_form": form or ViewForm(),
    }


def _current(known: list[View], filters: Filters) -> View | None:
    """Returns the view that matches the filters; saved views take precedence."""
    return next((view for view in reversed(known) if view.filters == filters), None)

"""The start page of the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rontal.accounts.roles import Role
from rontal.desk.selectors import queue
from rontal.ui import access
from rontal.ui.middleware import actor_of

LONGEST_SEARCH = 100


@access.staff()
def start(request: HttpRequest) -> HttpResponse:
    """The queue for clerks and the head; the jobs for an administrator."""
    actor = actor_of(request)
    if not actor.has_any(Role.CLERK, Role.HEAD):
        is_administrator = actor.has_any(Role.ADMINISTRATOR)
        return redirect("desk:jobs") if is_administrator else render(request, "desk/welcome.html")
    search = request.GET.get("cari", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    shelf = queue.shelf(request.GET.get("rak", ""))
    number = request.GET.get("halaman", "1")
    page = queue.page(actor, on=shelf, search=search, number=number)
    context = {"page": page, "shelf": shelf, "search": search, "counts": queue.counts()}
    return render(request, "desk/queue.html", context)

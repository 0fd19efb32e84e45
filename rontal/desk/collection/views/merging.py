"""Duplicate titles: found, compared side by side, merged or marked as distinct."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.accounts.roles import TITLE_READERS, Role
from rontal.catalogue import facts
from rontal.catalogue.importing import selectors as importing
from rontal.catalogue.importing import services as importing_services
from rontal.catalogue.rows import Row
from rontal.desk.collection import labels, selectors
from rontal.desk.collection.title_filters import TitleFilters
from rontal.lending import selectors as lent
from rontal.lending import services as lending
from rontal.ui import access
from rontal.ui.middleware import actor_of
from rontal.ui.responses import perform

MAX_RESULTS = 12
SKIPPED = ("accessibility",)


@access.staff(*TITLE_READERS)
@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """Lists pairs of similar titles that imports found."""
    actor = actor_of(request)
    page = importing.proposals(request.GET.get("halaman", "1"), actor=actor)
    ids = [pk for one in page.object_list for pk in (one.older_id, one.newer_id)]
    known = {row.id: row for row in selectors.titles(ids, actor)}
    pairs = [(one, known[one.older_id], known[one.newer_id]) for one in page.object_list]
    context = {"page": page, "pairs": pairs, "writes": actor.has_any(Role.LIBRARIAN)}
    return render(request, "desk/collection/doubles.html", context)


@access.staff(Role.LIBRARIAN)
@require_safe
def other(request: HttpRequest, pk: int) -> HttpResponse:
    """Searches for the duplicate of a title."""
    actor = actor_of(request)
    row = selectors.title(pk, actor)
    text = request.GET.get("cari", row.title)
    _page, matches = selectors.page(TitleFilters.read({"cari": text}), "1", actor)
    others = [one for one in matches if one.id != pk][:MAX_RESULTS]
    context = {"title": row, "search": text, "others": others}
    return render(request, "desk/collection/other.html", context)


@access.staff(Role.LIBRARIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Shows both titles side by side (GET) or merges them into the chosen one (POST)."""
    actor = actor_of(request)
    if request.method == "POST":
        stays = other if request.POST.get("tinggal") == str(other) else pk
        goes = pk if stays == other else other
        merged = perform(
            request,
            lambda: lending.join_titles(stays_id=stays, goes_id=goes, actor=actor),
            _("The two titles are merged."),
        )
        return redirect("desk:title", stays if merged else pk)
    both = [selectors.title(one, actor) for one in (pk, other)]
    context = {
        "both": both,
        "lines": _compared_fields(both),
        "lent": lent.availability([pk, other]),
        "proposal": selectors.proposal_of(pk, other),
        "first": both[0],
        "second": both[1],
    }
    return render(request, "desk/collection/join.html", context)


@access.staff(Role.LIBRARIAN)
@require_POST
def keep_apart(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Marks a proposed pair as distinct titles."""
    importing_services.reject_proposal(proposal_id=proposal_id, actor=actor_of(request))
    messages.success(request, _("They stay separate and will not be suggested again."))
    return redirect("desk:doubles")


def _compared_fields(both: Sequence[Row]) -> list[tuple[Any, list[str], bool]]:
    """Returns for each field both values as texts and whether they differ; skips empty fields."""
    known = [facts.of(row.record()) for row in both]
    compared = []
    for name in facts.FIELDS:
        values = [labels.value(name, one[name]) for one in known]
        if name not in SKIPPED and any(values):
            compared.append((labels.FIELDS[name], values, values[0] != values[1]))
    return compared

"""Members: list, search, and the page of one member."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.permissions import MEMBER_EDITORS
from rontal.accounts.roles import Role
from rontal.desk import member_labels as words
from rontal.desk import member_search as searching
from rontal.desk.lending.forms import LookForm as LoansLookForm
from rontal.desk.member_forms import LookForm
from rontal.desk.selectors import members as listed
from rontal.desk.selectors import throttled_members as hasty
from rontal.desk.selectors.members import MemberFilters
from rontal.desk.views.case import no_store
from rontal.lending.selectors import counts_of
from rontal.membership.errors import TooEarlyToRenew
from rontal.membership.models import Member
from rontal.membership.rules import ages
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.selectors import families, members, today
from rontal.ui import access
from rontal.ui.middleware import actor_of

Found = Page[Member]


@access.staff(*MEMBER_EDITORS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Lists members by shelf and date of joining, or the results of the last search."""
    actor, number = actor_of(request), request.GET.get("halaman", "1")
    search = searching.kept(request.session) if "cari" in request.GET else ""
    if search:
        return _list(request, listed.found(search, number, actor), search=search)
    return _list(request, listed.page(MemberFilters.read(request.GET), number, actor))


@access.staff(*MEMBER_EDITORS)
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Redirects to the only match, else to the list of matches.

    A search for an identity number is not stored in the session.
    """
    actor, text = actor_of(request), searching.clean(request.POST.get("apa", ""))
    if not text:
        return redirect("desk:members")
    meant = listed.exactly(text, actor)
    if meant is not None:
        return _to(request, meant)
    if any(char.isdigit() for char in text) and "@" not in text:
        return _list(request, listed.found("", "1", actor), search=text)
    searching.keep(request.session, text)
    return redirect(reverse("desk:members") + "?cari=1")


@access.staff(*MEMBER_EDITORS)
@require_safe
def slowed(request: HttpRequest) -> HttpResponse:
    """Lists members who were throttled for fetching pages too fast, by number without names."""
    actor, days = actor_of(request), hasty.span(request.GET.get("hari", ""))
    context = {
        "page": hasty.page(days, request.GET.get("halaman", "1"), actor),
        "days": days,
        "spans": hasty.counts(),
        "leads": actor.has_any(Role.HEAD),
    }
    return no_store(render(request, "desk/members/slowed.html", context))


@access.staff(*MEMBER_EDITORS)
@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows a member's page without the encrypted details."""
    return page_of(request, members.member_for_staff(pk, actor_of(request)))


@access.staff(*MEMBER_EDITORS)
@require_POST
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows a member's page with the details, in this response only; logged with the reason."""
    actor, form = actor_of(request), LookForm(request.POST)
    found = members.member_for_staff(pk, actor)
    if not form.is_valid():
        return page_of(request, found, look=form, status=422)
    kept = members.opened(found, actor=actor, reason=form.cleaned_data["reason"])
    return page_of(request, found, kept=kept)


def page_of(
    request: HttpRequest,
    found: Member,
    *,
    kept: ApplicationForm | None = None,
    look: LookForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Renders a member's page, with the details where `kept` is given."""
    actor = actor_of(request)
    loans, holds = counts_of([found.pk])[found.pk]
    held, change = getattr(found, "suspension", None), getattr(found, "email_change", None)
    context = {
        "member": found,
        "kept": kept,
        "address": kept and _place(kept),
        "age": ages.age_on(kept.birth_date, today()) if kept and kept.birth_date else None,
        "look": look or LookForm(),
        "loans": loans,
        "loans_look": LoansLookForm(auto_id="loans_%s"),
        "holds": holds,
        "held": held,
        "waits_for_email": change is not None and change.confirmed_at is None,
        "renews": _renews(found),
        "leads": actor.has_any(Role.HEAD),
        "siblings": families.children_beside(found, actor),
        "children": families.children_of(found, actor),
        "trail": listed.trail(found),
    }
    return no_store(render(request, "desk/members/member.html", context, status=status))


def _list(request: HttpRequest, page: Found, *, search: str = "") -> HttpResponse:
    wish, counts = MemberFilters.read(request.GET), listed.counts()
    shelves = [(name, words.SHELVES[name], number) for name, number in counts.shelves.items()]
    context: dict[str, Any] = {
        "page": page,
        "search": search,
        "is_number": members.looks_like_nik(search),
        "wish": wish,
        "shelves": shelves,
        "years": counts.years,
        "months": MONTHS.items(),
        "empty": words.EMPTY[wish.shelf],
        "slowed": hasty.count(),
    }
    return no_store(render(request, "desk/members/list.html", context))


def _to(request: HttpRequest, meant: Member) -> HttpResponse:
    """Redirects to the member, or to the one into which it was merged, with a message."""
    kept = members.remaining(meant.pk)
    if kept.pk != meant.pk:
        said = _("%(old)s was merged into this membership.") % {"old": meant.number}
        messages.info(request, said)
    return redirect("desk:member", kept.pk)


def _place(kept: ApplicationForm) -> list[str]:
    """Returns the parts of an address after the street, from village to province."""
    parts = (kept.village, kept.district_name, kept.regency_name, kept.province_name)
    return [part for part in parts if part]


def _renews(found: Member) -> dict[str, Any]:
    """Returns the new expiry date, or how many days before expiry a renewal is possible."""
    if found.state not in ("active", "expired"):
        return {}
    try:
        return {"until": members.renewed_until(found)}
    except TooEarlyToRenew as error:
        return {"days": error.params["days"]}

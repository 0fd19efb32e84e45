"""Members: list, search, and the page of one member."""

import base64
import binascii
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import MEMBER_EDITORS, Role
from rontal.core import clock, sealing
from rontal.core.errors import SealBroken
from rontal.desk import member_labels as words
from rontal.desk.lending.forms import OpeningReasonForm as LoansLookForm
from rontal.desk.member_forms import OpeningReasonForm
from rontal.desk.selectors import members as listed
from rontal.desk.selectors import throttled_members as hasty
from rontal.desk.selectors.members import MemberFilters
from rontal.lending.selectors import counts_of
from rontal.membership.errors import TooEarlyToRenew
from rontal.membership.models import Member
from rontal.membership.rules import ages
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.selectors import families, members, today
from rontal.membership.services.openings import record_member_page
from rontal.ui import access
from rontal.ui.middleware import actor_of

MemberPage = Page[Member]


@access.staff(*MEMBER_EDITORS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Lists members by shelf and date of joining, or the results of the last search."""
    actor, number = actor_of(request), request.GET.get("halaman", "1")
    search = stored_search(request.session) if "cari" in request.GET else ""
    if search:
        return _render_list(request, listed.matching_members(search, number, actor), search=search)
    return _render_list(request, listed.page(MemberFilters.read(request.GET), number, actor))


@access.staff(*MEMBER_EDITORS)
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Redirects to the only match, else to the list of matches.

    A search for an identity number is not stored in the session.
    """
    actor, text = actor_of(request), clean(request.POST.get("apa", ""))
    if not text:
        return redirect("desk:members")
    match = listed.only_match(text, actor)
    if match is not None:
        return _redirect_to_member(request, match)
    if any(char.isdigit() for char in text) and "@" not in text:
        return _render_list(request, listed.matching_members("", "1", actor), search=text)
    store_search(request.session, text)
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
    return render(request, "desk/members/slowed.html", context)


@access.staff(*MEMBER_EDITORS)
@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows a member's page without the encrypted details; logged."""
    actor = actor_of(request)
    member = members.member_for_staff(pk, actor)
    record_member_page(member=member, actor=actor)
    return page_of(request, member)


@access.staff(*MEMBER_EDITORS)
@require_POST
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows a member's page with the details, in this response only; logged with the reason."""
    actor, form = actor_of(request), OpeningReasonForm(request.POST)
    member = members.member_for_staff(pk, actor)
    if not form.is_valid():
        return page_of(request, member, reason_form=form, status=422)
    opened = members.open_details(member, actor=actor, reason=form.cleaned_data["reason"])
    return page_of(request, member, opened=opened)


def page_of(
    request: HttpRequest,
    member: Member,
    *,
    opened: ApplicationForm | None = None,
    reason_form: OpeningReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Renders a member's page, with the details where `opened` is given."""
    actor = actor_of(request)
    loans, holds = counts_of([member.pk])[member.pk]
    suspension, change = getattr(member, "suspension", None), getattr(member, "email_change", None)
    context = {
        "member": member,
        "kept": opened,
        "address": opened and _address_parts(opened),
        "age": ages.age_on(opened.birth_date, today()) if opened and opened.birth_date else None,
        "look": reason_form or OpeningReasonForm(),
        "loans": loans,
        "loans_look": LoansLookForm(auto_id="loans_%s"),
        "holds": holds,
        "held": suspension,
        "waits_for_email": change is not None and change.confirmed_at is None,
        "renews": _renewal_context(member),
        "leads": actor.has_any(Role.HEAD),
        "siblings": families.siblings_of(member, actor),
        "children": families.children_of(member, actor),
        "trail": listed.trail(member),
    }
    return render(request, "desk/members/member.html", context, status=status)


def _render_list(request: HttpRequest, page: MemberPage, *, search: str = "") -> HttpResponse:
    filters, counts = MemberFilters.read(request.GET), listed.counts()
    shelves = [(name, words.SHELVES[name], number) for name, number in counts.shelves.items()]
    context: dict[str, Any] = {
        "page": page,
        "search": search,
        "is_number": members.is_nik_shaped(search),
        "wish": filters,
        "shelves": shelves,
        "years": counts.years,
        "months": MONTHS.items(),
        "empty": words.EMPTY[filters.shelf],
        "slowed": hasty.count(),
    }
    return render(request, "desk/members/list.html", context)


def _redirect_to_member(request: HttpRequest, member: Member) -> HttpResponse:
    """Redirects to the member, or to the one into which it was merged, with a message."""
    remaining = members.merged_into(member.pk)
    if remaining.pk != member.pk:
        message = _("%(old)s was merged into this membership.") % {"old": member.number}
        messages.info(request, message)
    return redirect("desk:member", remaining.pk)


def _address_parts(opened: ApplicationForm) -> list[str]:
    """Returns the parts of an address after the street, from village to province."""
    parts = (opened.village, opened.district_name, opened.regency_name, opened.province_name)
    return [part for part in parts if part]


def _renewal_context(member: Member) -> dict[str, Any]:
    """Returns the new expiry date, or how many days before expiry a renewal is possible."""
    if member.state not in ("active", "expired"):
        return {}
    try:
        return {"until": members.renewed_until(member)}
    except TooEarlyToRenew as error:
        return {"days": error.params["days"]}


KEY = "meja_anggota"
CONTEXT = "desk.member_search"
LIFETIME = timedelta(hours=1)
MAX_LENGTH = 100


def clean(text: str) -> str:
    """Returns the text as one line without unprintable characters, cut to 100 characters."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(plain.split())[:MAX_LENGTH]


def store_search(session: SessionBase, text: str) -> None:
    """Stores a search text encrypted in the session."""
    data = {"text": text, "at": clock.now().isoformat()}
    session[KEY] = base64.b64encode(sealing.seal_json(data, context=CONTEXT)).decode()


def stored_search(session: SessionBase) -> str:
    """Returns the stored search; "" where there is none, it is unreadable or over an hour old."""
    try:
        raw = base64.b64decode(str(session.get(KEY, "")), validate=True)
        data = sealing.unseal_json(raw, context=CONTEXT) if raw else {}
    except (binascii.Error, SealBroken):
        return ""
    if not data or clock.now() - datetime.fromisoformat(data["at"]) > LIFETIME:
        return ""
    return str(data["text"])

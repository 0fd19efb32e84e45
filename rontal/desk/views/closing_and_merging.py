"""Closing a membership, and merging two memberships of one person; each asks for confirmation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rontal.accounts.roles import Role
from rontal.core.errors import DomainError
from rontal.desk.member_forms import CloseForm, DuplicateNumberForm, MergeForm
from rontal.lending.selectors import counts_of
from rontal.membership import services
from rontal.membership.models import Member
from rontal.membership.rules.staff_reasons import JOINING, ClosingReason
from rontal.membership.selectors import members
from rontal.notifications.content import MessageText
from rontal.notifications.messages.member_texts import MemberFacts
from rontal.notifications.messages.members import CLOSED
from rontal.standard.selectors import library
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.responses import perform, render_form


@access.staff(Role.HEAD)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason, shows the consequences and the message, then closes the membership."""
    actor = actor_of(request)
    member, form = members.member_for_staff(pk, actor), CloseForm(request.POST or None)
    sure = form.is_valid() and "confirmed" in request.POST
    if not sure or member.state == "closed":
        return _render_close(request, member, form)
    reason = form.cleaned_data["reason"]
    perform(
        request,
        lambda: services.close_member(member_id=pk, reason=reason, actor=actor),
        _("The membership is closed."),
    )
    return redirect("desk:member", pk)


@access.staff(Role.HEAD)
@require_http_methods(["GET", "POST"])
def choose_other(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the other membership of the same person."""
    actor, form = actor_of(request), DuplicateNumberForm(request.POST or None)
    member = members.member_for_staff(pk, actor)
    if request.method == "POST" and form.is_valid():
        other = members.member_by_number(form.cleaned_data["other"], actor)
        if other is not None and other.pk != pk and other.state != "closed":
            return redirect("desk:member_join", pk, other.pk)
        form.add_error("other", _refusal(member, other))
    context = {"member": member, "form": form, "alike": members.possible_duplicates(member, actor)}
    return render_form(request, "desk/members/other.html", context)


@access.staff(Role.HEAD)
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Shows both memberships side by side (logged), then merges them."""
    actor = actor_of(request)
    both = (members.member_for_staff(pk, actor), members.member_for_staff(number, actor))
    form = MergeForm(both, request.POST or None, initial={"stays": _suggested_id(both)})
    if request.method == "POST" and form.is_valid():
        stays = form.cleaned_data["stays"]
        goes = number if stays == pk else pk
        try:
            reason = form.cleaned_data["reason"]
            services.join_members(surviving_id=stays, merged_id=goes, reason=reason, actor=actor)
            messages.success(request, _("The two memberships are merged."))
            return redirect("desk:member", stays)
        except DomainError as error:
            form.add_error(None, sentences.of(error))
    return _render_join(request, both, form)


def _render_close(request: HttpRequest, member: Member, form: CloseForm) -> HttpResponse:
    loans, holds = counts_of([member.pk])[member.pk]
    context = {
        "member": member,
        "form": form,
        "loans": loans,
        "holds": holds,
        "asked": form.is_valid(),
        "letter": _closing_message(member, form.cleaned_data["reason"])
        if form.is_valid()
        else None,
    }
    return render_form(request, "desk/members/close.html", context)


def _closing_message(member: Member, reason: str) -> MessageText | None:
    """Returns the message to the member; None where none is sent."""
    if not member.application.email or reason == ClosingReason.DECEASED:
        return None
    facts = MemberFacts(library(), member.number, member.valid_until, reason=reason)
    with translation.override(member.application.language):
        return CLOSED.write(facts)


def _render_join(
    request: HttpRequest, both: tuple[Member, Member], form: MergeForm
) -> HttpResponse:
    actor = actor_of(request)
    counts = counts_of([one.pk for one in both])
    opened = [
        (one, members.open_details(one, actor=actor, reason=JOINING), counts[one.pk])
        for one in both
    ]
    context = {"member": both[0], "both": opened, "form": form}
    return render_form(request, "desk/members/join.html", context)


def _suggested_id(both: tuple[Member, Member]) -> int:
    """Returns the id of the membership to keep: with a NIK, then last used, then older."""

    def weight(one: Member) -> tuple[bool, float, int]:
        last = one.user.last_login
        return bool(bytes(one.nik_hash)), last.timestamp() if last else 0.0, -one.pk

    return max(both, key=weight).pk


def _refusal(member: Member, other: Member | None) -> str:
    if other is None:
        return _("This member number does not exist. Check the card or the list.")
    if other.pk == member.pk:
        return sentences.of_code("same_membership")
    return sentences.of_code("membership_closed")

"""Actions on a continuing membership: correct, renew, suspend, lift a suspension."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rontal.accounts.roles import MEMBER_EDITORS, Role
from rontal.core.errors import DomainError, Invalid
from rontal.desk import member_labels as words
from rontal.desk.member_forms import CorrectMemberForm, SuspendForm
from rontal.membership import services
from rontal.membership.errors import NumberIsMembers, NumberIsTaken
from rontal.membership.models import Member
from rontal.membership.rules.staff_reasons import CORRECTION
from rontal.membership.selectors import members
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_proof
from rontal.ui.responses import perform, render_form


@access.staff(*MEMBER_EDITORS)
@needs_proof
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the details for correction (GET, logged) or corrects them (POST)."""
    actor = actor_of(request)
    member = members.member_for_staff(pk, actor)
    if member.state == "closed":
        return redirect("desk:member", pk)
    if request.method == "GET":
        stored = members.open_details(member, actor=actor, reason=CORRECTION)
        return _render_correction(request, member, CorrectMemberForm.of(member, stored))
    form = CorrectMemberForm(request.POST, known=members.filled_fields(member))
    if form.asks_regions or not form.is_valid():
        return _render_correction(
            request, member, form.without_faults() if form.asks_regions else form
        )
    return _correct_member(request, member, form)


@access.staff(*MEMBER_EDITORS)
@require_POST
def drop_email(request: HttpRequest, pk: int) -> HttpResponse:
    """Drops a new e-mail address that has not been confirmed."""
    actor = actor_of(request)
    return _act_and_redirect(
        request,
        pk,
        lambda: services.drop_email_change(member_id=pk, actor=actor),
        _("New address removed; the old one stays in use."),
    )


@access.staff(*MEMBER_EDITORS)
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Renews the membership from the expiry date that the page showed."""
    actor, shown_expiry = actor_of(request), _day(request.POST.get("seen", ""))
    return _act_and_redirect(
        request,
        pk,
        lambda: services.renew_membership(member_id=pk, displayed_until=shown_expiry, actor=actor),
        _("Renewed. The member gets an email."),
    )


@access.staff(Role.HEAD)
@require_http_methods(["GET", "POST"])
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspends the membership with a reason and a text that the member reads."""
    actor = actor_of(request)
    member = members.member_for_staff(pk, actor)
    form = SuspendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.suspend_member(member_id=pk, actor=actor, **form.cleaned_data)
            messages.success(request, _("The membership is paused. The member gets an email."))
            return redirect("desk:member", pk)
        except DomainError as error:
            field = "until" if error.code == "suspension_over" else None
            form.add_error(field, sentences.of(error))
    context = {"member": member, "form": form}
    return render_form(request, "desk/members/suspend.html", context)


@access.staff(Role.HEAD)
@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    return _act_and_redirect(
        request,
        pk,
        lambda: services.lift_suspension(member_id=pk, actor=actor),
        _("The pause has ended. The member gets an email."),
    )


def _correct_member(request: HttpRequest, member: Member, form: CorrectMemberForm) -> HttpResponse:
    """Corrects the member; where that is refused, shows the form with the errors."""
    values = form.cleaned_data
    try:
        changed = services.correct_member(
            member_id=member.pk,
            revision=values["revision"],
            values=form.values,
            reason=values["reason"],
            actor=actor_of(request),
        )
    except Invalid as error:
        form.add_service_errors(error.fields)
        return _render_correction(request, member, form)
    except (NumberIsTaken, NumberIsMembers) as error:
        form.add_error("number", sentences.of(error))
        return _render_correction(request, member, form)
    except DomainError as error:
        form.add_error(None, sentences.of(error))
        return _render_correction(request, member, form)
    _notify_of_correction(request, member, changed, values["email"])
    return redirect("desk:member", member.pk)


def _notify_of_correction(
    request: HttpRequest, member: Member, changed: frozenset[str], email: str
) -> None:
    """Adds messages about which fields changed, and about an address that awaits confirmation."""
    named = changed - {"email"}
    names = ", ".join(str(text) for name, text in words.FIELDS.items() if name in named)
    if names:
        messages.success(request, _("Corrected: %(fields)s.") % {"fields": names})
    if not changed:
        messages.info(request, _("Nothing was changed."))
    if "email" not in changed:
        return
    messages.success(request, _("We have sent an email to confirm the new address."))
    shared = members.with_email(email, actor_of(request)).exclude(pk=member.pk).count()
    if shared:
        message = ngettext(
            "%(number)s other member has this address; families can share one.",
            "%(number)s other members have this address; families can share one.",
            shared,
        )
        messages.info(request, message % {"number": shared})


def _render_correction(
    request: HttpRequest, member: Member, form: CorrectMemberForm
) -> HttpResponse:
    context = {"member": member, "form": form}
    return render_form(request, "desk/members/correct.html", context)


def _act_and_redirect(
    request: HttpRequest, pk: int, act: Callable[[], object], done: str
) -> HttpResponse:
    """Runs the action and redirects to the member's page with its result."""
    perform(request, act, done)
    return redirect("desk:member", pk)


def _day(text: str) -> date:
    """Parses the submitted expiry date; `date.min` where it is invalid."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min

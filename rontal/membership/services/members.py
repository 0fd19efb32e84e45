"""Corrections of members' data by staff; members confirm a new e-mail address themselves."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import IntegrityError, transaction

from rontal.accounts import services as accounts
from rontal.accounts.roles import MEMBER_EDITORS, Role
from rontal.core import clock, sealing
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.errors import (
    ChangedMeanwhile,
    NoSuchReason,
    NumberIsMembers,
    NumberIsTaken,
)
from rontal.membership.models import Application, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.staff_reasons import CorrectionCause
from rontal.membership.rules.validation import validate
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.identities import hashes_of, person_hashes
from rontal.membership.selectors.links import email_change
from rontal.membership.selectors.members import CORRECTABLE, holder_of
from rontal.membership.selectors.opened_details import form_of
from rontal.membership.steps.application_changes import lock, lock_persons
from rontal.membership.steps.constraints import violates
from rontal.membership.steps.member_changes import lock_open
from rontal.membership.suspensions import EmailChange
from rontal.standard.selectors import library

IDENTITY = {"number", "identity_kind"}


def correct_member(
    *, member_id: int, revision: int, values: Mapping[str, str], reason: str, actor: Actor
) -> frozenset[str]:
    """Corrects a member's details; returns the changed fields ("email": a new address awaits
    confirmation).

    `values` are typed texts by the names of `CORRECTABLE`; `revision` is that of the member as
    staff saw it. Only changed fields are validated, so that old records may stay incomplete. The
    event contains the names of the fields and the reason, never a value. Raises NotAllowed,
    NotFound, NoSuchReason, Invalid, MembershipClosed, ChangedMeanwhile, NumberIsMembers (for heads
    of service), NumberIsTaken.
    """
    actor.require(*MEMBER_EDITORS)
    if reason not in list(CorrectionCause):
        raise NoSuchReason
    try:
        with transaction.atomic():
            return _correct(member_id, revision, values, reason, actor)
    except IntegrityError as error:
        if violates(error, "one_membership_a_person"):
            raise NumberIsTaken from None
        raise


def _correct(
    member_id: int, revision: int, values: Mapping[str, str], reason: str, actor: Actor
) -> frozenset[str]:
    before = NotFound.if_none(
        Member.objects.select_related("application").filter(pk=member_id).first()
    )
    corrected = _corrected_form(before, values)
    lock_persons([bytes(before.nik_hash), *hashes_of(before.application), *_hashes(corrected)])
    member = lock_open(member_id)
    if member.revision != revision:
        raise ChangedMeanwhile
    application = lock(member.application_id)
    old = form_of(application)
    changed = _changed(old, corrected)
    _refuse_faults(corrected, changed)
    if changed & IDENTITY:
        _refuse_number_in_use(corrected, member, actor)
    if changed:
        _write(member, application, old, corrected, changed, actor)
        data = {"fields": ",".join(sorted(changed)), "reason": reason}
        emit(events.MEMBER_CORRECTED, actor=actor, subject=member, data=data)
    return changed


def identity_hash(form: ApplicationForm) -> bytes:
    """Returns the keyed hash of a person's identity number for look-ups; b"" when there is none."""
    return next(iter(_hashes(form)), b"")


def _hashes(form: ApplicationForm) -> list[bytes]:
    return person_hashes(form) if form.number else []


def confirm_email(*, token: str, actor: Actor) -> Member:
    """Confirms a new address by the link that was sent to it; from now on it is valid.

    Raises LinkUnknown, LinkUsed, LinkExpired, MembershipClosed.
    """
    unlocked = email_change(token)
    with transaction.atomic():
        member = lock_open(unlocked.member_id)
        change = email_change(token)
        _take_address(member, str(change.addresses.reveal()["new"]), actor)
        change.addresses, change.confirmed_at = {}, clock.now()
        change.save(update_fields=["addresses", "confirmed_at"])
        emit(events.EMAIL_CONFIRMED, actor=actor, subject=member)
    return member


def drop_email_change(*, member_id: int, actor: Actor) -> None:
    """Drops a new address that is not confirmed; a second call changes nothing.

    Raises NotAllowed, NotFound, MembershipClosed.
    """
    actor.require(*MEMBER_EDITORS)
    with transaction.atomic():
        member = lock_open(member_id)
        if EmailChange.objects.filter(member=member, confirmed_at=None).delete()[0]:
            emit(events.EMAIL_DROPPED, actor=actor, subject=member)


def sweep_email_changes() -> int:
    """Deletes new addresses whose link has expired; returns their number. For the periodic job."""
    return EmailChange.objects.filter(expires_at__lte=clock.now()).delete()[0]


def _corrected_form(member: Member, values: Mapping[str, str]) -> ApplicationForm:
    typed = forms.write(form_of(member.application))
    return forms.read(typed | {name: values[name] for name in CORRECTABLE if name in values})


def _changed(old: ApplicationForm, corrected: ApplicationForm) -> frozenset[str]:
    before, after = forms.write(old), forms.write(corrected)
    return frozenset(name for name in CORRECTABLE if before[name] != after[name])


def _refuse_faults(corrected: ApplicationForm, changed: frozenset[str]) -> None:
    """Raises Invalid for errors in changed fields; former errors in others may stay. Members who
    moved away are accepted.
    """
    all_faults = validate(corrected, today=today(), library=library())
    together = {"identity_kind", "birth_date"}
    checked = changed | (together if changed & together else set())
    faults = {
        name: code
        for name, code in all_faults.items()
        if name in checked and code != "residents_only"
    }
    if faults:
        raise Invalid(faults)


def _refuse_number_in_use(corrected: ApplicationForm, member: Member, actor: Actor) -> None:
    other = holder_of(_hashes(corrected))
    if other is None or other.pk == member.pk:
        return
    if actor.has_any(Role.HEAD):
        raise NumberIsMembers(number=other.number)
    raise NumberIsTaken


def _write(
    member: Member,
    application: Application,
    old: ApplicationForm,
    corrected: ApplicationForm,
    changed: frozenset[str],
    actor: Actor,
) -> None:
    """Writes the changed values to all their columns; a new address awaits confirmation."""
    if "email" in changed:
        _store_new_email(member, corrected.email, old.email, actor)
    application.details = forms.write(corrected) | {"email": old.email}
    application.name = member.name = corrected.name
    columns, member_columns = ["details", "name"], ["name", "revision"]
    if changed & IDENTITY:
        application.nik_hash = member.nik_hash = identity_hash(corrected)
        application.identity_kind = corrected.identity_kind or application.identity_kind
        columns += ["nik_hash", "identity_kind"]
        member_columns.append("nik_hash")
    if changed & {"province", "regency", "district"}:
        application.resident = corrected.is_resident(library().region)
        columns.append("resident")
    application.save(update_fields=columns)
    member.revision += 1
    member.save(update_fields=member_columns)
    if "name" in changed:
        accounts.correct(user_id=member.user_id, name=corrected.name, actor=actor)


def _store_new_email(member: Member, new: str, old: str, actor: Actor) -> None:
    """Stores a new address until it is confirmed; the event causes mails to both addresses."""
    EmailChange.objects.filter(member=member).delete()
    change = EmailChange(member=member, addresses={"new": new, "old": old})
    change.token_hash = sealing.token_hash(change.token)
    change.asked_at = clock.now()
    hours = MembershipPolicies.current().activation_link_hours
    change.expires_at = change.asked_at + timedelta(hours=hours)
    change.save(force_insert=True)
    emit(events.EMAIL_ASKED, actor=actor, subject=member, data={"had_one": bool(old)})


def _take_address(member: Member, email: str, actor: Actor) -> None:
    application = lock(member.application_id)
    application.details = forms.write(form_of(application)) | {"email": email}
    application.email = email
    application.save(update_fields=["details", "email"])
    member.revision += 1
    member.save(update_fields=["revision"])
    accounts.correct(user_id=member.user_id, email=email, actor=actor)
    accounts.confirm_address(user_id=member.user_id)

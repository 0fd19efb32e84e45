"""Corrections of members' data by staff. A new address is confirmed in `email_changes`."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from rontal.accounts import services as accounts
from rontal.accounts.roles import MEMBER_EDITORS, Role
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.errors import (
    ChangedMeanwhile,
    EmailLocked,
    NoSuchReason,
    NumberIsMembers,
    NumberIsTaken,
)
from rontal.membership.models import Application, Member
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.staff_reasons import CorrectionCause
from rontal.membership.selectors.identities import hashes_of, person_hashes
from rontal.membership.selectors.links import locked_until
from rontal.membership.selectors.members import CORRECTABLE, holder_of
from rontal.membership.selectors.opened_details import form_of
from rontal.membership.steps.application_changes import lock, lock_persons
from rontal.membership.steps.constraints import violates
from rontal.membership.steps.detail_changes import changed_fields, changed_form, refuse_faults
from rontal.membership.steps.email_changes import BY_STAFF, store_new_email
from rontal.membership.steps.member_changes import lock_open
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
    NotFound, NoSuchReason, Invalid, MembershipClosed, ChangedMeanwhile, EmailLocked,
    NumberIsMembers (for heads of service), NumberIsTaken.
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
    corrected = changed_form(before, values, CORRECTABLE)
    lock_persons([bytes(before.nik_hash), *hashes_of(before.application), *_hashes(corrected)])
    member = lock_open(member_id)
    if member.revision != revision:
        raise ChangedMeanwhile
    application = lock(member.application_id)
    old = form_of(application)
    changed = changed_fields(old, corrected, CORRECTABLE)
    refuse_faults(corrected, changed)
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
        _enter_email(member, corrected.email, old.email, actor)
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


def _enter_email(member: Member, new: str, old: str, actor: Actor) -> None:
    """Stores an address that staff typed. While the address is locked only heads may, who have
    checked who asks; nobody can take their change back by a link.
    """
    is_locked = locked_until(member) is not None
    if is_locked and not actor.has_any(Role.HEAD):
        raise EmailLocked
    store_new_email(member, new, old, actor, by=BY_STAFF, is_reversible=not is_locked)

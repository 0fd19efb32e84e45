"""Merging of two memberships of one person."""

from django.db import transaction

from rontal.accounts import services as accounts
from rontal.accounts.roles import MEMBERSHIP_DECIDERS
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import Scalar, emit
from rontal.membership import events
from rontal.membership.claiming.selectors import waits_to_be_claimed
from rontal.membership.errors import (
    DifferentPersons,
    NoSuchReason,
    SameMembership,
    SuspensionWouldBeLost,
)
from rontal.membership.importing.models import ImportedMember
from rontal.membership.models import Application, Consent, Member
from rontal.membership.rules import form as forms
from rontal.membership.rules.kinds import ConsentBy
from rontal.membership.rules.staff_reasons import JoiningCause
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.identities import hashes_of
from rontal.membership.selectors.opened_details import form_of
from rontal.membership.services.member_states import lift_pause_of_hand_over
from rontal.membership.states import MemberState
from rontal.membership.steps.application_changes import lock, lock_persons
from rontal.membership.steps.erasing import erase_details, restart_retention
from rontal.membership.steps.guardian_merging import merge_guardians
from rontal.membership.steps.joining import close_locked_membership
from rontal.membership.steps.member_changes import lock_open, move_member


def join_members(*, surviving_id: int, merged_id: int, reason: str, actor: Actor) -> Member:
    """Merges two memberships of one person; returns the one that stays.

    The other one is closed, its number leads to the one that stays, and its data fills gaps:
    identity, details, address, guardian, consents, the earlier beginning and the later end. Loans,
    holds and reading positions are moved by subscribers of the event `member:joined_into`. Raises
    NotAllowed, NotFound, NoSuchReason, SameMembership, DifferentPersons, SuspensionWouldBeLost,
    MembershipClosed.
    """
    actor.require(*MEMBERSHIP_DECIDERS)
    if reason not in list(JoiningCause):
        raise NoSuchReason
    if surviving_id == merged_id:
        raise SameMembership
    with transaction.atomic():
        surviving, merged = _lock_both(surviving_id, merged_id)
        _refuse(surviving, merged)
        identity = bytes(merged.nik_hash)
        applications = {
            pk: lock(pk) for pk in sorted((surviving.application_id, merged.application_id))
        }
        surviving_application, merged_application = (
            applications[surviving.application_id],
            applications[merged.application_id],
        )
        close_locked_membership(merged, by="joined", reason=reason, into=surviving, actor=actor)
        _fill_gaps(surviving, surviving_application, merged_application, identity, actor)
        taken_over = merge_guardians(surviving_application, merged_application, actor)
        _move_consents(surviving_application, merged_application, by_guardian=not taken_over)
        _count_as_claimed(surviving, merged)
        _extend(surviving, merged, actor)
        if taken_over:
            lift_pause_of_hand_over(surviving, actor=actor)
        erase_details(merged_application, actor)
        restart_retention(merged_application)
        data: dict[str, Scalar] = {"into": surviving.number, "reason": reason}
        emit(events.MEMBER_JOINED_INTO, actor=actor, subject=merged, data=data)
    return surviving


def _lock_both(surviving_id: int, merged_id: int) -> tuple[Member, Member]:
    """Locks the persons, then the members in the order of their keys."""
    rows = Member.objects.filter(pk__in=[surviving_id, merged_id]).select_related("application")
    lock_persons(one for row in rows for one in (bytes(row.nik_hash), *hashes_of(row.application)))
    members = {pk: lock_open(pk) for pk in sorted((surviving_id, merged_id))}
    return members[surviving_id], members[merged_id]


def _refuse(surviving: Member, merged: Member) -> None:
    hashes = {bytes(surviving.nik_hash), bytes(merged.nik_hash)} - {b""}
    if len(hashes) > 1 and not hashes <= set(hashes_of(surviving.application)):
        raise DifferentPersons
    if merged.state == MemberState.SUSPENDED and surviving.state != MemberState.SUSPENDED:
        raise SuspensionWouldBeLost


def _fill_gaps(
    surviving: Member,
    surviving_application: Application,
    merged_application: Application,
    identity: bytes,
    actor: Actor,
) -> None:
    """Copies missing values to the membership that stays; number and kind of card are copied
    together.
    """
    values, other = (
        forms.write(form_of(surviving_application)),
        forms.write(form_of(merged_application)),
    )
    copies_identity = not bytes(surviving.nik_hash) and bool(identity)
    if copies_identity:
        values |= {name: other[name] for name in ("identity_kind", "number")}
        surviving.nik_hash = surviving_application.nik_hash = identity
        surviving_application.identity_kind = merged_application.identity_kind
    gaps = {name: value for name, value in other.items() if value and not values[name]}
    surviving_application.details = values | gaps
    surviving_application.save(update_fields=["details", "nik_hash", "identity_kind"])
    if not surviving_application.email and merged_application.email:
        surviving_application.email = merged_application.email
        surviving_application.save(update_fields=["email"])
        accounts.correct(user_id=surviving.user_id, email=merged_application.email, actor=actor)


def _move_consents(
    surviving_application: Application, merged_application: Application, *, by_guardian: bool
) -> None:
    """Moves consents to the application that stays, if it lacks them."""
    consents = set(
        Consent.objects.filter(application=surviving_application, withdrawn_at=None).values_list(
            "purpose", "by"
        )
    )
    rows = Consent.objects.filter(application=merged_application, withdrawn_at=None)
    for consent in rows if by_guardian else rows.exclude(by=ConsentBy.GUARDIAN):
        if (consent.purpose, consent.by) not in consents:
            consent.application = surviving_application
            consent.save(update_fields=["application"])


def _count_as_claimed(surviving: Member, merged: Member) -> None:
    """Marks an imported membership as claimed when its person has used the other one."""
    if not waits_to_be_claimed(merged):
        waiting = ImportedMember.objects.filter(member=surviving, claimed_at=None)
        waiting.update(claimed_at=clock.now())


def _extend(surviving: Member, merged: Member, actor: Actor) -> None:
    """Applies the earlier beginning and the later end; a membership that had expired may become
    active.
    """
    surviving.joined_on = min(surviving.joined_on, merged.joined_on)
    surviving.valid_until = max(surviving.valid_until, merged.valid_until)
    surviving.revision += 1
    surviving.save(update_fields=["joined_on", "valid_until", "revision", "nik_hash"])
    if surviving.state == MemberState.EXPIRED and surviving.valid_until >= today():
        data: dict[str, Scalar] = {"until": surviving.valid_until.isoformat(), "by": "joined"}
        move_member(
            surviving, MemberState.ACTIVE, event=events.MEMBER_RENEWED, actor=actor, data=data
        )

"""Merging of two memberships of one person."""

from django.db import transaction

from rontal.accounts import services as accounts
from rontal.accounts.permissions import MEMBERSHIP_DECIDERS
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
from rontal.membership.models import Application, Consent, Guardian, Member
from rontal.membership.rules import form as forms
from rontal.membership.rules.staff_reasons import JoiningCause
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.members import form_of
from rontal.membership.states import MemberState
from rontal.membership.steps.application_changes import lock, lock_person
from rontal.membership.steps.erasing import erase_details, keep_reachable
from rontal.membership.steps.joining import close
from rontal.membership.steps.member_changes import lock_open, move_member, require


def join_members(*, stays_id: int, goes_id: int, reason: str, actor: Actor) -> Member:
    """Merges two memberships of one person; returns the one that stays.

    The other one is closed, its number leads to the one that stays, and its data fills gaps:
    identity, details, address, guardian, consents, the earlier beginning and the later end. Loans,
    holds and reading positions are moved by subscribers of the event `member:joined_into`. Raises
    NotAllowed, NotFound, NoSuchReason, SameMembership, DifferentPersons, SuspensionWouldBeLost,
    MembershipClosed.
    """
    require(actor, *MEMBERSHIP_DECIDERS)
    if reason not in list(JoiningCause):
        raise NoSuchReason
    if stays_id == goes_id:
        raise SameMembership
    with transaction.atomic():
        stays, goes = _lock_both(stays_id, goes_id)
        _refuse(stays, goes)
        identity = bytes(goes.nik_hash)
        applications = {pk: lock(pk) for pk in sorted((stays.application_id, goes.application_id))}
        kept, left = applications[stays.application_id], applications[goes.application_id]
        close(goes, by="joined", reason=reason, into=stays, actor=actor)
        _fill_gaps(stays, kept, left, identity, actor)
        _take_guardian(kept, left)
        _count_as_claimed(stays, goes)
        _extend(stays, goes, actor)
        erase_details(left, actor)
        keep_reachable(left)
        data: dict[str, Scalar] = {"into": stays.number, "reason": reason}
        emit(events.MEMBER_JOINED_INTO, actor=actor, subject=goes, data=data)
    return stays


def _lock_both(stays_id: int, goes_id: int) -> tuple[Member, Member]:
    """Locks the persons, then the members in the order of their keys."""
    rows = Member.objects.filter(pk__in=[stays_id, goes_id]).values_list("nik_hash", flat=True)
    for person in sorted({bytes(found) for found in rows} - {b""}):
        lock_person(person)
    found = {pk: lock_open(pk) for pk in sorted((stays_id, goes_id))}
    return found[stays_id], found[goes_id]


def _refuse(stays: Member, goes: Member) -> None:
    known = {bytes(stays.nik_hash), bytes(goes.nik_hash)} - {b""}
    if len(known) > 1:
        raise DifferentPersons
    if goes.state == MemberState.SUSPENDED and stays.state != MemberState.SUSPENDED:
        raise SuspensionWouldBeLost


def _fill_gaps(
    stays: Member, kept: Application, left: Application, identity: bytes, actor: Actor
) -> None:
    """Copies missing values to the membership that stays; number and kind of card are copied
    together.
    """
    own, other = forms.write(form_of(kept)), forms.write(form_of(left))
    takes_identity = not bytes(stays.nik_hash) and bool(identity)
    if takes_identity:
        own |= {name: other[name] for name in ("identity_kind", "number")}
        stays.nik_hash = kept.nik_hash = identity
        kept.identity_kind = left.identity_kind
    gaps = {name: value for name, value in other.items() if value and not own[name]}
    kept.details = own | gaps
    kept.save(update_fields=["details", "nik_hash", "identity_kind"])
    if not kept.email and left.email:
        kept.email = left.email
        kept.save(update_fields=["email"])
        accounts.correct(user_id=stays.user_id, email=left.email, actor=actor)


def _take_guardian(kept: Application, left: Application) -> None:
    """Moves guardian and consents to the application that stays, if it lacks them."""
    if not Guardian.objects.filter(application=kept).exists():
        Guardian.objects.filter(application=left).update(application=kept)
    standing = set(
        Consent.objects.filter(application=kept, withdrawn_at=None).values_list("purpose", "by")
    )
    for consent in Consent.objects.filter(application=left, withdrawn_at=None):
        if (consent.purpose, consent.by) not in standing:
            consent.application = kept
            consent.save(update_fields=["application"])


def _count_as_claimed(stays: Member, goes: Member) -> None:
    """Marks an imported membership as claimed when its person has used the other one."""
    if not waits_to_be_claimed(goes):
        waiting = ImportedMember.objects.filter(member=stays, claimed_at=None)
        waiting.update(claimed_at=clock.now())


def _extend(stays: Member, goes: Member, actor: Actor) -> None:
    """Applies the earlier beginning and the later end; a membership that had expired may become
    active.
    """
    stays.joined_on = min(stays.joined_on, goes.joined_on)
    stays.valid_until = max(stays.valid_until, goes.valid_until)
    stays.revision += 1
    stays.save(update_fields=["joined_on", "valid_until", "revision", "nik_hash"])
    if stays.state == MemberState.EXPIRED and stays.valid_until >= today():
        data: dict[str, Scalar] = {"until": stays.valid_until.isoformat(), "by": "joined"}
        move_member(stays, MemberState.ACTIVE, event=events.MEMBER_RENEWED, actor=actor, data=data)

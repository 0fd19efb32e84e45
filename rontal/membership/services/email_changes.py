"""Change of a member's e-mail address: asked for, confirmed by the new address, taken back by the
old one.
"""

from django.db import transaction

from rontal.accounts.open_sessions.services import end_sessions
from rontal.accounts.reading_apps.services import revoke_all
from rontal.accounts.roles import MEMBER_EDITORS
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid
from rontal.core.events import Scalar, emit
from rontal.membership import events
from rontal.membership.email_reversals import LOCK, EmailReversal
from rontal.membership.errors import EmailLocked
from rontal.membership.models import Member
from rontal.membership.rules import text
from rontal.membership.selectors.links import email_change, email_reversal, locked_until
from rontal.membership.steps.email_changes import (
    BY_MEMBER,
    apply_email,
    reversal_of,
    store_new_email,
)
from rontal.membership.steps.member_changes import lock_open, lock_own
from rontal.membership.suspensions import EmailChange


def ask_own_email(*, email: str, actor: Actor) -> None:
    """Stores the address that the acting member typed, until its owner confirms it. The answer is
    the same for an address that others use: families share one.

    Raises NotFound, MembershipClosed, EmailLocked, Invalid.
    """
    new = text.clean(email)
    if fault := text.email_fault(new):
        raise Invalid({"email": fault})
    with transaction.atomic():
        member = lock_own(actor)
        if locked_until(member) is not None:
            raise EmailLocked
        old = member.application.email
        if new.lower() == old.lower():
            raise Invalid({"email": "email_unchanged"})
        store_new_email(member, new, old, actor, by=BY_MEMBER)


def confirm_email(*, token: str, actor: Actor) -> Member:
    """Confirms a new address by the link that was sent to it; from now on it is valid.

    Raises LinkUnknown, LinkUsed, LinkExpired, MembershipClosed.
    """
    unlocked = email_change(token)
    with transaction.atomic():
        member = lock_open(unlocked.member_id)
        change = email_change(token)
        addresses = change.addresses.reveal()
        apply_email(member, str(addresses["new"]), actor)
        change.addresses, change.confirmed_at = {}, clock.now()
        change.save(update_fields=["addresses", "confirmed_at"])
        data: dict[str, Scalar] = {"had_one": bool(addresses["old"])}
        if reversal := reversal_of(change):
            data["reversal"] = reversal.pk
        emit(events.EMAIL_CONFIRMED, actor=actor, subject=member, data=data)
    return member


def take_email_back(*, token: str, actor: Actor) -> Member:
    """Takes a change back by the link that was sent to the former address: that address is valid
    again, later changes are void, all sessions and reading apps end, and the address is locked for
    some days.

    Raises LinkUnknown, LinkUsed, LinkExpired, MembershipClosed.
    """
    unlocked = email_reversal(token)
    with transaction.atomic():
        member = lock_open(unlocked.member_id)
        reversal = email_reversal(token)
        EmailChange.objects.filter(member=member).delete()
        EmailReversal.objects.filter(member=member, pk__gt=reversal.pk).delete()
        former, in_use = reversal.former, member.application.email
        changed = in_use.lower() != former.lower()
        if changed:
            reversal.addresses = {"new": in_use, "old": former}
            apply_email(member, former, actor)
        reversal.used_at = clock.now()
        reversal.ends_at = reversal.used_at + LOCK
        reversal.save(update_fields=["addresses", "used_at", "ends_at"])
        end_sessions(user_id=member.user_id)
        revoke_all(actor=Actor.person(member.user_id))
        data: dict[str, Scalar] = {"changed": changed, "reversal": reversal.pk}
        emit(events.EMAIL_TAKEN_BACK, actor=actor, subject=member, data=data)
    return member


def drop_email_change(*, member_id: int, actor: Actor) -> None:
    """Drops a new address that is not confirmed; a second call changes nothing.

    Raises NotAllowed, NotFound, MembershipClosed.
    """
    actor.require(*MEMBER_EDITORS)
    with transaction.atomic():
        _drop(lock_open(member_id), actor)


def drop_own_email_change(*, actor: Actor) -> None:
    """Drops the acting member's new address that is not confirmed; a second call changes nothing.

    Raises NotFound, MembershipClosed.
    """
    with transaction.atomic():
        _drop(lock_own(actor), actor)


def sweep_email_changes() -> int:
    """Deletes new addresses whose link has expired; returns their number. For the periodic job."""
    return EmailChange.objects.filter(expires_at__lte=clock.now()).delete()[0]


def sweep_email_reversals() -> int:
    """Deletes links that no longer take a change back or lock an address; returns their number. For
    the periodic job.
    """
    return EmailReversal.objects.filter(ends_at__lte=clock.now()).delete()[0]


def _drop(member: Member, actor: Actor) -> None:
    if EmailChange.objects.filter(member=member, confirmed_at=None).delete()[0]:
        emit(events.EMAIL_DROPPED, actor=actor, subject=member)

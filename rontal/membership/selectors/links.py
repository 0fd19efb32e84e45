"""Checking links without using them, as mail scanners follow every link."""

from datetime import datetime

from rontal.core import clock, sealing
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.errors import LinkExpired, LinkOver, LinkUnknown, LinkUsed
from rontal.membership.models import Member, OneUseLink
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.states import FINAL
from rontal.membership.suspensions import EmailChange


def open_link(*, token: str, purpose: str) -> OneUseLink:
    """Returns the usable link with its application; changes nothing.

    Raises LinkUnknown, LinkUsed, LinkOver (the application has ended), LinkExpired.
    """
    link = usable_link(token, purpose)
    if link.application.state in FINAL:
        raise LinkOver
    return link


def usable_link(token: str, purpose: str) -> OneUseLink:
    """Returns the usable link with its application, in any state; changes nothing.

    Raises LinkUnknown, LinkUsed, LinkExpired.
    """
    link = _find(token, purpose)
    if link.used_at is not None:
        raise LinkUsed
    if link.expires_at <= clock.now():
        raise LinkExpired
    return link


def guardian_link(token: str) -> OneUseLink:
    """Returns the guardian's link, used or not: consent can be withdrawn by it at any time.

    Raises LinkUnknown.
    """
    return _find(token, LinkPurpose.GUARDIAN)


def email_change(token: str) -> EmailChange:
    """Returns the change of address that a link confirms; changes nothing.

    Raises LinkUnknown, LinkUsed, LinkExpired.
    """
    change = LinkUnknown.if_none(
        EmailChange.objects.filter(token_hash=sealing.token_hash(token)).first()
    )
    if change.confirmed_at is not None:
        raise LinkUsed
    if change.expires_at <= clock.now():
        raise LinkExpired
    return change


def email_reversal(token: str) -> EmailReversal:
    """Returns the reversal of a change of address that a link offers; changes nothing.

    Raises LinkUnknown, LinkUsed, LinkExpired.
    """
    reversal = LinkUnknown.if_none(
        EmailReversal.objects.filter(token_hash=sealing.token_hash(token)).first()
    )
    if reversal.used_at is not None:
        raise LinkUsed
    if reversal.ends_at <= clock.now():
        raise LinkExpired
    return reversal


def pending_email(member: Member) -> EmailChange | None:
    """Returns the new address that a member has not confirmed, while its link works."""
    rows = EmailChange.objects.filter(member=member, confirmed_at=None)
    return rows.filter(expires_at__gt=clock.now()).first()


def locked_until(member: Member) -> datetime | None:
    """Returns until when the address of a member is locked, because a change was taken back; None
    for one that is not.
    """
    rows = EmailReversal.objects.filter(member=member, ends_at__gt=clock.now())
    used = rows.exclude(used_at=None).order_by("-ends_at")
    return used.values_list("ends_at", flat=True).first()


def _find(token: str, purpose: str) -> OneUseLink:
    rows = OneUseLink.objects.select_related("application")
    return LinkUnknown.if_none(
        rows.filter(
            token_hash=sealing.token_hash(token), purpose=LinkPurpose(purpose).value
        ).first()
    )

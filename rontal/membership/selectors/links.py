"""Looking at links without using them: mail scanners follow every link they see."""

from rontal.kernel import clock, sealing
from rontal.membership.errors import LinkExpired, LinkOver, LinkUnknown, LinkUsed
from rontal.membership.models import OneUseLink
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.standings import EmailChange
from rontal.membership.states import FINAL


def open_link(*, token: str, purpose: str) -> OneUseLink:
    """The usable link with its application; changes nothing.

    Raises LinkUnknown, LinkUsed, LinkOver (the application has ended), LinkExpired.
    """
    link = usable(token, purpose)
    if link.application.state in FINAL:
        raise LinkOver
    return link


def usable(token: str, purpose: str) -> OneUseLink:
    """The link with its application, whatever became of that; changes nothing.

    Raises LinkUnknown, LinkUsed, LinkExpired.
    """
    link = _find(token, purpose)
    if link.used_at is not None:
        raise LinkUsed
    if link.expires_at <= clock.now():
        raise LinkExpired
    return link


def guardian_link(token: str) -> OneUseLink:
    """The guardian's link, used or not: consent can be taken back by it at any time.

    Raises LinkUnknown.
    """
    return _find(token, LinkPurpose.GUARDIAN)


def email_change(token: str) -> EmailChange:
    """The new address that a link is to confirm; changes nothing.

    Raises LinkUnknown, LinkUsed, LinkExpired.
    """
    found = EmailChange.objects.filter(token_hash=sealing.token_hash(token)).first()
    if found is None:
        raise LinkUnknown
    if found.confirmed_at is not None:
        raise LinkUsed
    if found.expires_at <= clock.now():
        raise LinkExpired
    return found


def _find(token: str, purpose: str) -> OneUseLink:
    rows = OneUseLink.objects.select_related("application")
    link = rows.filter(
        token_hash=sealing.token_hash(token), purpose=LinkPurpose(purpose).value
    ).first()
    if link is None:
        raise LinkUnknown
    return link

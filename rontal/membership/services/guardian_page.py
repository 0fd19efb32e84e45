"""Guardians' page: the link to it, its openings, and withdrawing a consent there.

The link goes to the address that the library asked for consent, so that nobody becomes a guardian
by typing a name or a number.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.core.limits import Limit, count_attempt
from rontal.membership import events
from rontal.membership.errors import LinkOver, LinkUsed
from rontal.membership.models import Application, OneUseLink
from rontal.membership.rules.kinds import ConsentPurpose, LinkPurpose
from rontal.membership.selectors.families import address_hashes
from rontal.membership.selectors.guardianship import (
    address_in_force,
    child_of_address,
    children_of_address,
    children_of_hashes,
)
from rontal.membership.selectors.links import usable_link
from rontal.membership.services.guardians import withdraw_as_guardian
from rontal.membership.steps.application_changes import lock
from rontal.membership.steps.consenting import end_consents

MAILS: Final = Limit("guardian_page.address", 5, timedelta(days=1))
"""Limit of mails to one guardian."""
LIST, CHILD, COPY = "guardian_list", "guardian_child", "guardian_copy"
"""Codes of what a guardian saw."""
REASON: Final = "supervision"
ACCESS_LASTS: Final = timedelta(minutes=30)
"""Time that the page stays open after the link is used; a phone may be handed to the child."""


@dataclass(frozen=True)
class Entered:
    """Access of a guardian: the used link, and the keyed hash that `children_of_address` takes."""

    link_id: int
    address: bytes


def send_guardian_link(*, email: str) -> None:
    """Sends a link to the guardians' page to this address if a child's guardian consented from it.
    Returns nothing, so that nobody learns whether there is one.
    """
    digests = address_hashes(email)
    if not digests:
        return
    children = children_of_hashes(digests)
    count, _seconds = count_attempt(MAILS, digests[0].hex())
    if children and count <= MAILS.count:
        emit(
            events.GUARDIAN_LINK_ASKED,
            actor=Actor.visitor(),
            subject=children[0].application,
        )


def guardian_page_link(*, token: str) -> bytes:
    """Returns the keyed hash of the guardian's address of a usable link; changes nothing.

    Raises LinkUnknown, LinkUsed, LinkExpired, and LinkOver where the guardian has no rights over
    the application that the link was sent for: after a change of guardian it opens nothing.
    """
    link = usable_link(token, LinkPurpose.GUARDIAN_PAGE)
    return _address_of(link.application_id)


def enter_guardian_page(*, token: str) -> Entered:
    """Uses a link, and records the opening for every child. Raises the errors of
    `guardian_page_link`; one of two concurrent uses gets LinkUsed.
    """
    with transaction.atomic():
        link = usable_link(token, LinkPurpose.GUARDIAN_PAGE)
        lock(link.application_id)
        digest = _address_of(link.application_id)
        used = OneUseLink.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now())
        if not used:
            raise LinkUsed
        for child in children_of_address(digest):
            record_guardian_opening(application=child.application, what=LIST)
    return Entered(link.pk, digest)


def is_guardian_access(*, link_id: int) -> bool:
    """Returns True while the access of a used link lasts. One query."""
    since = clock.now() - ACCESS_LASTS
    used = OneUseLink.objects.filter(pk=link_id, purpose=LinkPurpose.GUARDIAN_PAGE)
    return used.filter(used_at__gt=since).exists()


def end_guardian_access(*, link_id: int) -> None:
    """Ends the access of a used link before its time; a second call changes nothing."""
    used = OneUseLink.objects.filter(pk=link_id, purpose=LinkPurpose.GUARDIAN_PAGE)
    used.filter(used_at__isnull=False).update(used_at=clock.now() - ACCESS_LASTS)


def record_guardian_opening(*, application: Application, what: str) -> None:
    """Records in the child's trail that the guardian opened data; `what` is a code of this
    module."""
    data = {"purpose": what, "reason": REASON}
    emit(events.GUARDIAN_OPENED, actor=Actor.visitor(), subject=application, data=data)


def withdraw_by_guardian(*, address: bytes, code: str, purpose: str) -> Application:
    """Withdraws a consent of the guardian with this address; that for the membership ends it and
    erases the child's data, as the link in the mail does. Raises NotFound where the guardian has no
    rights (any more), also when the young person took over at the same moment, IllegalTransition.
    """
    withdrawn, visitor = ConsentPurpose(purpose), Actor.visitor()
    application = child_of_address(address, code).application
    if withdrawn is ConsentPurpose.MEMBERSHIP:
        return withdraw_as_guardian(application_id=application.pk, address=address, actor=visitor)
    with transaction.atomic():
        application = lock(application.pk)
        child_of_address(address, code)
        end_consents(application, [withdrawn], by="guardian", actor=visitor)
    return application


def _address_of(application_id: int) -> bytes:
    digest = address_in_force(application_id)
    if not digest:
        raise LinkOver
    return digest

"""Deleting an account without signing in, by a link that is sent to its address."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.core.limits import Limit, count_attempt
from rontal.membership import events
from rontal.membership.errors import LinkUsed
from rontal.membership.models import Application, OneUseLink
from rontal.membership.rules.kinds import ConsentPurpose, LinkPurpose
from rontal.membership.selectors.deletion import deletion_link, records_for_deletion
from rontal.membership.services.consents import withdraw_consent
from rontal.membership.steps.application_changes import lock, lock_member
from rontal.membership.steps.ending import withdraw_application

MAILS: Final = Limit("deletion.application", 3, timedelta(days=1))
"""Limit of mails about one account."""


def send_deletion_links(*, typed: str) -> None:
    """Sends a link to the address of each account with this member number, application code or
    e-mail address. Returns nothing, so that nobody learns whether there is one.
    """
    for application in records_for_deletion(typed):
        count, _seconds = count_attempt(MAILS, str(application.pk))
        if count <= MAILS.count:
            emit(events.DELETION_ASKED, actor=Actor.visitor(), subject=application)


def delete_by_link(*, token: str, actor: Actor) -> Application:
    """Ends the membership or application of a link, as the person could do after signing in.

    Raises LinkUnknown, LinkUsed, LinkExpired, LinkOver (already ended), and IllegalTransition when
    it changed at the same time; the link then stays valid.
    """
    link, member = deletion_link(token)
    with transaction.atomic():
        if member is not None:
            lock_member(member.pk)
        application = lock(link.application_id)
        _use_links(application)
        emit(events.DELETION_CONFIRMED, actor=actor, subject=application)
        if application.user_id is None:
            withdraw_application(application, by="address_owner", actor=actor)
        else:
            withdraw_consent(
                application_id=application.pk,
                purpose=ConsentPurpose.MEMBERSHIP,
                actor=Actor.person(application.user_id),
            )
    return application


def _use_links(application: Application) -> None:
    """Marks all deletion links of a locked application as used; the second of two concurrent calls
    gets LinkUsed.
    """
    unused = OneUseLink.objects.filter(
        application=application, purpose=LinkPurpose.DELETION, used_at=None
    )
    if not unused.update(used_at=clock.now()):
        raise LinkUsed

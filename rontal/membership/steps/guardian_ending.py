"""End of a guardian's rights, and erasure of the guardian's data after the last mail."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from django.db.models import F

from rontal.core import clock, erasures
from rontal.core.actors import Actor
from rontal.core.events import Scalar, emit
from rontal.membership import events
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Application, Guardian, Member, OneUseLink
from rontal.membership.rules import form as forms
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.suspensions import EmailChange

GUARDIAN_STAYS: Final = timedelta(days=3)
"""Time that the address stays for the last mail, which is tried for about a day."""
GUARDIAN: Final = "membership.guardian"
"""End of a guardianship, in the list that a restore repeats; its reference is the code."""
PURPOSES: Final = (LinkPurpose.GUARDIAN, LinkPurpose.GUARDIAN_PAGE)


def end_guardian(application: Application, *, why: str, actor: Actor) -> bool:
    """Ends the rights of the guardian of a locked application, with all links; returns False where
    they have ended before. `why` is "taken_over" or "adult". Links that change the address or take
    a change back end, too: the guardian may have some of them.
    """
    EmailChange.objects.filter(member__application=application).delete()
    EmailReversal.objects.filter(member__application=application, used_at=None).delete()
    guardian = Guardian.objects.filter(application=application, ended_at=None).first()
    if guardian is None:
        return False
    data: dict[str, Scalar] = {"why": why, "decided": guardian.decides}
    guardian.decides, guardian.ended_at = False, clock.now()
    guardian.save(update_fields=["decides", "ended_at"])
    end_guardian_links(application)
    erasures.note(GUARDIAN, application.code)
    emit(events.GUARDIAN_ENDED, actor=actor, subject=application, data=data)
    return True


def end_guardian_links(application: Application) -> None:
    """Ends the links that were sent to the guardian of a locked application: for the consent, and
    to the guardians' page.
    """
    links = OneUseLink.objects.filter(application=application, purpose__in=PURPOSES, used_at=None)
    links.update(used_at=clock.now())


def erase_guardian(application: Application) -> bool:
    """Erases the data of the former guardian of a locked application, also from its details. The
    hash of the address stays with a hand-over that is not answered.
    """
    guardian = Guardian.objects.filter(application=application, ended_at__isnull=False).first()
    if guardian is None:
        return False
    waiting = HandOver.objects.filter(application=application, taken_over_at=None)
    waiting.update(guardian_hash=guardian.email_hash)
    guardian.delete()
    if details := application.details.reveal():
        application.details = forms.write(replace(forms.read(details), guardian=None))
        application.save(update_fields=["details"])
        rows = Member.objects.filter(application=application)
        rows.update(revision=F("revision") + 1)  # an edit by staff has read the former details
    return True

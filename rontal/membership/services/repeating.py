"""Erasures that a restore of an older backup repeats (`core.erasures`).

A reference is the code of an application, which is random; of a consent also its purpose.
"""

from datetime import datetime

from rontal.core.actors import Actor
from rontal.core.erasures import repeated
from rontal.membership import events
from rontal.membership.models import Application, Consent, Guardian, Member
from rontal.membership.rules.kinds import ConsentPurpose
from rontal.membership.states import FINAL, ApplicationState, MemberState
from rontal.membership.steps.application_changes import lock, lock_member, move
from rontal.membership.steps.consenting import CONSENT, end_consents
from rontal.membership.steps.erasing import APPLICATION, erase_person, mark_erased
from rontal.membership.steps.guardian_ending import GUARDIAN, end_guardian, erase_guardian
from rontal.membership.steps.joining import close_locked_membership

REPEATER = Actor.system("membership.restore")
BY = "restore"


@repeated(APPLICATION)
def erase_again(code: str, _at: datetime) -> None:
    """Ends an application or membership again, and erases all of the person: the last mail was sent
    before.
    """
    pk = Application.objects.filter(code=code).values_list("pk", flat=True).first()
    if pk is None:
        return
    member = Member.objects.filter(application_id=pk).first()
    member = lock_member(member.pk) if member else None
    application = lock(pk)
    if member is not None and member.state != MemberState.CLOSED:
        close_locked_membership(member, by=BY, actor=REPEATER)
    elif application.state not in FINAL:
        move(
            application,
            ApplicationState.WITHDRAWN,
            event=events.WITHDRAWN,
            actor=REPEATER,
            data={"by": BY},
        )
    end_consents(application, list(ConsentPurpose), by=BY, actor=REPEATER)
    erase_person(application, REPEATER)
    mark_erased(application, REPEATER)


@repeated(CONSENT)
def withdraw_again(reference: str, at: datetime) -> None:
    """Ends a consent again, unless it was given anew after that."""
    code, _colon, purpose = reference.partition(":")
    application = Application.objects.filter(code=code).first()
    if application is None:
        return
    given = Consent.objects.filter(application=application, purpose=purpose, withdrawn_at=None)
    if given.filter(given_at__lte=at).exists():
        end_consents(application, [ConsentPurpose(purpose)], by=BY, actor=REPEATER)


@repeated(GUARDIAN)
def end_guardian_again(code: str, at: datetime) -> None:
    """Ends a guardianship again and erases the guardian, unless the guardian was asked after that.
    The young person is asked again to take over, where the restore lost the answer.
    """
    row = Guardian.objects.filter(application__code=code, asked_at__lte=at).first()
    if row is None:
        return
    application = lock(row.application_id)
    end_guardian(application, why=BY, actor=REPEATER)
    erase_guardian(application)

"""End of applications and memberships without a decision, and erasure afterwards."""

from datetime import timedelta

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.membership import events
from rontal.membership.models import Application, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.selectors.drafts import stored_photo_ids
from rontal.membership.states import FINAL, ApplicationState, MemberState
from rontal.membership.steps.application_changes import lock, lock_member, move
from rontal.membership.steps.ending import withdraw_application
from rontal.membership.steps.erasing import erase_details, erase_person, erase_photos, mark_erased
from rontal.membership.steps.joining import close_locked_membership
from rontal.membership.steps.linking import use_link

LAPSER = Actor.system("membership.lapse_overdue")
ERASER = Actor.system("membership.erase_photos_of_final")


def withdraw(*, application_id: int, actor: Actor) -> Application:
    """Withdraws the actor's application before the decision; photos and details are erased at once.

    Raises NotFound when it is not theirs, IllegalTransition when it has ended.
    """
    with transaction.atomic():
        application = lock(application_id)
        if actor.id is None or actor.id != application.user_id:
            raise NotFound
        withdraw_application(application, by="applicant", actor=actor)
    return application


def withdraw_by_link(*, token: str, actor: Actor) -> Application:
    """Handles "that was not me" from the receiver of an activation mail; raises the errors of
    `open_link`.
    """
    with transaction.atomic():
        application = use_link(token, LinkPurpose.ACTIVATION)
        withdraw_application(application, by="address_owner", actor=actor)
    return application


def close_membership(*, member_id: int, actor: Actor) -> Member:
    """Closes the actor's membership: ends sign-in and erases the personal details.

    The name is erased when retention is over; the member number stays. Raises NotFound,
    IllegalTransition.
    """
    with transaction.atomic():
        member = lock_member(member_id)
        if actor.id is None or actor.id != member.user_id:
            raise NotFound
        close_locked_membership(member, by="member", actor=actor)
        application = lock(member.application_id)
        # When retention is already over, no later job would erase name and address.
        (erase_details if application.erased_at is None else erase_person)(application, actor)
    return member


def lapse_overdue() -> int:
    """Lapses applications whose time for the next step is over; returns their number. For the
    periodic job.
    """
    due = Application.objects.filter(lapse_at__lte=clock.now()).order_by("lapse_at")
    return sum(_lapse(pk) for pk in due.values_list("pk", flat=True))


def erase_photos_of_final() -> int:
    """Erases the photos of applications whose retention is over; returns the number of
    applications.

    All personal data of people who did not become members is erased. For the periodic job.
    """
    days = MembershipPolicies.current().photo_days_after_decision
    due = Application.objects.filter(
        ended_at__lte=clock.now() - timedelta(days=days), erased_at=None
    )
    return sum(_erase(pk) for pk in due.order_by("ended_at").values_list("pk", flat=True))


@transaction.atomic
def _lapse(application_id: int) -> bool:
    application = lock(application_id)
    if application.lapse_at is None or application.lapse_at > clock.now():
        return False
    move(
        application,
        ApplicationState.LAPSED,
        event=events.LAPSED,
        actor=LAPSER,
        data={"why": "overdue"},
    )
    return True


@transaction.atomic
def _erase(application_id: int) -> bool:
    application = lock(application_id)
    if application.erased_at is not None or application.state not in FINAL:
        return False
    is_member = Member.objects.filter(application=application).exclude(state=MemberState.CLOSED)
    photos = stored_photo_ids(application)
    (erase_photos if is_member.exists() else erase_person)(application, ERASER)
    mark_erased(application, ERASER, photos)
    return True

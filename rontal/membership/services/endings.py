"""How applications and memberships end without a decision, and what is erased afterwards."""

from datetime import timedelta

from django.db import transaction

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotFound
from rontal.membership import events
from rontal.membership.models import Application, Member
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.states import FINAL, ApplicationState, MemberState
from rontal.membership.steps.ending import end
from rontal.membership.steps.erasing import erase_details, erase_person, erase_photos, mark_erased
from rontal.membership.steps.joining import close
from rontal.membership.steps.linking import use
from rontal.membership.steps.moving import lock, lock_member, move
from rontal.standard.selectors import library

LAPSER = Actor.system("membership.lapse_overdue")
ERASER = Actor.system("membership.erase_photos_of_final")


def withdraw(*, application_id: int, actor: Actor) -> Application:
    """The applicant withdraws, at any time before the decision; photos and details go at once.

    Raises NotFound where it is not theirs, IllegalTransition where it has ended.
    """
    with transaction.atomic():
        application = lock(application_id)
        if actor.id is None or actor.id != application.user_id:
            raise NotFound
        end(application, by="applicant", actor=actor)
    return application


def withdraw_by_link(*, token: str, actor: Actor) -> Application:
    """Whoever got the activation mail says "that was not me"; raises what `open_link` raises."""
    with transaction.atomic():
        application = use(token, LinkPurpose.ACTIVATION)
        end(application, by="address_owner", actor=actor)
    return application


def close_membership(*, member_id: int, actor: Actor) -> Member:
    """The member leaves: no sign-in any more, and the personal details are erased.

    The name goes when retention is over, at once where it is; the number stays.
    Raises NotFound, IllegalTransition.
    """
    with transaction.atomic():
        member = lock_member(member_id)
        if actor.id is None or actor.id != member.user_id:
            raise NotFound
        close(member, by="member", actor=actor)
        application = lock(member.application_id)
        # Where retention is over already, no later job would come for the name and the address.
        (erase_details if application.erased_at is None else erase_person)(application, actor)
    return member


def lapse_overdue() -> int:
    """Ends applications that nobody went on with; returns how many. For the periodic job."""
    due = Application.objects.filter(lapse_at__lte=clock.now()).order_by("lapse_at")
    return sum(_lapse(pk) for pk in due.values_list("pk", flat=True))


def erase_photos_of_final() -> int:
    """Erases the photos of applications that ended long enough ago; returns how many.

    Of people who did not become members everything personal goes. For the periodic job.
    """
    days = library().policies.photo_days_after_decision
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
    (erase_photos if is_member.exists() else erase_person)(application, ERASER)
    mark_erased(application, ERASER)
    return True

"""How applications end without a decision, and what is erased when they have ended."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from rontal.accounts import services as accounts
from rontal.kernel import clock, sealed_files
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotFound
from rontal.kernel.events import emit
from rontal.membership import events
from rontal.membership.models import Application, Draft, Guardian
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.services.drafts import discard
from rontal.membership.services.links import use
from rontal.membership.services.moving import lock, move
from rontal.membership.states import ApplicationState
from rontal.standard.selectors import library

_A = ApplicationState
LAPSER = Actor.system("membership.lapse_overdue")
ERASER = Actor.system("membership.erase_photos_of_final")
PHOTOS = ("card_photo", "face_photo", "extra_document")


def withdraw(*, application_id: int, actor: Actor) -> Application:
    """The applicant withdraws, at any time before the decision; photos and details go at once.

    Raises NotFound where it is not theirs, IllegalTransition where it has ended.
    """
    with transaction.atomic():
        application = lock(application_id)
        if actor.id is None or actor.id != application.user_id:
            raise NotFound
        _withdraw(application, actor, by="applicant")
    return application


def withdraw_by_link(*, token: str, actor: Actor) -> Application:
    """Whoever got the activation mail says "that was not me"; raises what `open_link` raises."""
    with transaction.atomic():
        application = use(token, LinkPurpose.ACTIVATION)
        _withdraw(application, actor, by="address_owner")
    return application


def end_by_guardian(application: Application, actor: Actor) -> None:
    """Ends the locked application of a child whose guardian said no."""
    _withdraw(application, actor, by="guardian")


def lapse_overdue() -> int:
    """Ends applications that nobody went on with; returns how many. For the periodic job."""
    due = Application.objects.filter(lapse_at__lte=clock.now()).order_by("lapse_at")
    return sum(_lapse(pk) for pk in due.values_list("pk", flat=True))


def erase_photos_of_final() -> int:
    """Erases the photos of applications that ended long enough ago; returns how many.

    Of people who did not become members the personal details go as well. For the periodic job.
    """
    days = library().policies.photo_days_after_decision
    due = Application.objects.filter(
        Q(ended_at__lte=clock.now() - timedelta(days=days)), erased_at=None
    )
    return sum(_erase(pk) for pk in due.order_by("ended_at").values_list("pk", flat=True))


def _withdraw(application: Application, actor: Actor, *, by: str) -> None:
    move(application, _A.WITHDRAWN, event=events.WITHDRAWN, actor=actor, data={"by": by})
    erase(application, actor)


@transaction.atomic
def _lapse(application_id: int) -> bool:
    application = lock(application_id)
    if application.lapse_at is None or application.lapse_at > clock.now():
        return False
    move(application, _A.LAPSED, event=events.LAPSED, actor=LAPSER, data={"why": "overdue"})
    return True


@transaction.atomic
def _erase(application_id: int) -> bool:
    application = lock(application_id)
    if application.erased_at is not None:
        return False
    erase(application, ERASER)
    return True


def erase(application: Application, actor: Actor) -> None:
    """Erases photos; and details, guardian and sign-in of a person who did not become a member."""
    photos = [getattr(application, column) for column in PHOTOS]
    changes: dict[str, object] = dict.fromkeys(PHOTOS)
    changes["erased_at"] = clock.now()
    if application.state != _A.APPROVED:
        changes |= {"details": {}, "nik_hash": b""}
        Guardian.objects.filter(application=application).delete()
        if application.user_id is not None and application.state != _A.WITHDRAWN:
            accounts.close(user_id=application.user_id, actor=actor)
    for draft in Draft.objects.filter(corrects=application):
        discard(draft)
    for name, value in changes.items():
        setattr(application, name, value)
    application.save(update_fields=[*changes])
    for photo in filter(None, photos):
        sealed_files.erase(photo, actor=actor, reason="retention")
    emit(events.ERASED, actor=actor, subject=application)

"""Jobs of verification: readings, examinations, and deletions.

Applications that no job could examine are handed to staff, so that none is stuck.
"""

import uuid
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.core import clock, sealed_files
from rontal.core.actors import Actor
from rontal.core.events import JobOptions, subscriber
from rontal.core.jobs import MACHINE, RETRY, labelled
from rontal.core.models import Event
from rontal.membership import events as membership
from rontal.membership.rules.kinds import ConsentPurpose, Slot
from rontal.membership.states import ApplicationState
from rontal.verification import events, selectors, services

EXAMINER = Actor.system("verification")
MAX_WAIT = timedelta(minutes=10)
FORM = JobOptions(MACHINE, priority=20)
"""Highest priority: an applicant waits in front of the form."""
DESK = JobOptions(MACHINE, priority=10)
EXAMINATION = JobOptions(MACHINE)


@subscriber(membership.PHOTO_ADDED, line=FORM, label=_("read a photo"))
def read_photo(event: Event) -> None:
    """Reads an uploaded photo while its owner continues with the form."""
    file_id, slot = uuid.UUID(str(event.data["file"])), Slot(str(event.data["slot"]))
    services.read_photo(file_id=file_id, slot=slot, actor=EXAMINER)


@subscriber(*selectors.EXAMINED_AFTER, line=EXAMINATION, label=_("check an application"))
def examine_what_came_in(event: Event) -> None:
    """Examines an application that entered checking; a child's may have entered another state."""
    if event.data.get("to") == ApplicationState.CHECKING:
        services.examine(application_id=int(event.subject_id), actor=EXAMINER)


@subscriber(events.EXAMINATION_ASKED, line=DESK, label=_("check again"))
def examine_again(event: Event) -> None:
    """Examines an application again at a clerk's request."""
    services.examine_again(application_id=int(event.subject_id), actor=EXAMINER)


@subscriber(
    membership.CONSENT_GIVEN, membership.CONSENT_WITHDRAWN, line=DESK, label=_("apply a consent")
)
def heed_consent(event: Event) -> None:
    """Applies given or withdrawn consent to comparing faces (UU 27/2022)."""
    if event.data.get("purpose") == ConsentPurpose.FACE_COMPARISON:
        services.apply_face_consent(application_id=int(event.subject_id), actor=EXAMINER)


@subscriber(
    membership.APPROVED,
    membership.REJECTED,
    membership.WITHDRAWN,
    membership.LAPSED,
    label=_("delete what was read"),
)
def forget_readings(event: Event) -> None:
    """Deletes readings after the decision, for which they were needed."""
    services.delete_readings(application_id=int(event.subject_id))


@subscriber(sealed_files.ERASED, label=_("delete a photo"))
def forget_photo(event: Event) -> None:
    """Deletes fingerprint and reading of a deleted photo."""
    services.delete_photo_data(file_id=uuid.UUID(event.subject_id))


@subscriber(membership.ERASED, label=_("delete findings"))
def forget_findings(event: Event) -> None:
    """Deletes the examinations of a deleted application."""
    services.delete_examinations(application_id=int(event.subject_id))


@labelled(_("Leave unchecked cases to staff"))
@app.periodic(cron="*/5 * * * *")
@app.task(name="verification:leave_to_staff", queue="periodic", retry=RETRY)
def leave_to_staff(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives the time
    """Hands applications to staff that have waited too long for their examination."""
    for application_id in selectors.stuck_in_checking(clock.now() - MAX_WAIT):
        services.leave_to_staff(application_id=application_id, actor=EXAMINER)

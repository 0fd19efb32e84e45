"""Services of examinations. Photos are opened and compared outside transactions."""

import logging
import random
import time
import uuid
from collections.abc import Sequence

from django.db import transaction

from rontal.accounts.roles import Role
from rontal.core import clock, sealed_files
from rontal.core.actors import Actor
from rontal.core.errors import DomainError, IllegalTransition, NotAllowed, NotFound
from rontal.core.events import emit
from rontal.core.models import SealedFile
from rontal.core.statements import BATCH
from rontal.membership import selectors as membership
from rontal.membership import services as applications
from rontal.membership.errors import AlreadyMember, GuardianMissing
from rontal.membership.models import Application
from rontal.membership.rules.kinds import ConsentPurpose, Slot
from rontal.membership.selectors.drafts import COLUMNS
from rontal.membership.selectors.identities import hashes_of
from rontal.membership.states import CLOCK_RUNS, ApplicationState
from rontal.standard.selectors import library
from rontal.verification import events, readings, registry, selectors
from rontal.verification.codes import COMPARISONS
from rontal.verification.errors import MachineUnable
from rontal.verification.machine.host import machine
from rontal.verification.models import Examination, Finding, PhotoHash, PhotoReading
from rontal.verification.policies import VerificationPolicies
from rontal.verification.rules import Level, Outcome, Recommendation, recommend
from rontal.verification.subject import Subject

logger = logging.getLogger(__name__)
FAILED = Outcome("examination_failed", Level.UNABLE)
NOT_COMPARED = Outcome("face_not_compared", Level.WARN)
SAMPLING_RANDOM: random.Random = random.SystemRandom()
"""Unpredictable source of the samples for clerks."""


def examine(*, application_id: int, actor: Actor) -> Examination | None:
    """Runs all checks on an application in checking or review, then hands it to staff.

    Where the policy allows and everything passed, approves it instead. A repeated run stores
    nothing while the findings are unchanged. Returns the latest examination, or None where the
    application is in another state. Raises NotFound.
    """
    application = _application(application_id)
    if application.state not in CLOCK_RUNS:
        return None
    started = time.monotonic()
    subject = _subject(application, actor)
    _remember_photos(subject)
    outcomes = [
        outcome
        for name, function in registry.all_checks().items()
        for outcome in registry.run(name, function, subject)
    ]
    duration_ms = round((time.monotonic() - started) * 1000)
    examination = _record(application, outcomes, actor, milliseconds=duration_ms)
    _finish_checking(application, examination, actor)
    return examination


def examine_again(*, application_id: int, actor: Actor) -> Examination | None:
    """Runs `examine` after deleting failed readings, and those stored by another release.

    Raises SealBroken.
    """
    results = selectors.photo_results(
        file.pk for file in _files(_application(application_id)).values()
    )
    unable = [pk for pk, result in results.items() if result.progress is selectors.Progress.UNABLE]
    PhotoReading.objects.filter(file__in=unable).delete()
    return examine(application_id=application_id, actor=actor)


def apply_face_consent(*, application_id: int, actor: Actor) -> Examination | None:
    """Examines again after consent to comparing faces was given or withdrawn.

    Without consent, deletes all results of comparisons, also in former examinations and decided
    cases. Raises NotFound.
    """
    application = _application(application_id)
    if not membership.has_consent(application, ConsentPurpose.FACE_COMPARISON):
        rows = Finding.objects.filter(examination__application=application)
        rows.filter(code__in=COMPARISONS).delete()
        if (card := application.card_photo) is not None:
            readings.delete_face(card)
    return examine(application_id=application_id, actor=actor)


def read_photo(*, file_id: uuid.UUID, slot: Slot, actor: Actor) -> None:
    """Reads a photo that was just uploaded, to fill in the form. Idempotent.

    Does nothing for a deleted photo or a slot that is not read. Raises SealBroken.
    """
    file = SealedFile.objects.filter(pk=file_id, erased_at=None).first()
    is_stored = PhotoReading.objects.filter(file_id=file_id).exists()
    if file is None or is_stored or slot not in readings.READ or not readings.is_needed(file_id):
        return
    try:
        content = sealed_files.read(file, actor=actor, reason=events.READING)
    except NotFound:
        return
    try:
        readings.store(readings.process(file, slot, content, machine()))
    except MachineUnable:
        logger.warning("photo %s is not read: no machine; its examination tries again", file.pk)


def ask_examination(*, application_id: int, actor: Actor) -> None:
    """Requests a new examination by a job, for a clerk.

    Raises NotAllowed, NotFound, IllegalTransition where the application is not in review.
    """
    if not actor.has_any(Role.CLERK):
        raise NotAllowed
    application = _application(application_id)
    if application.state != ApplicationState.IN_REVIEW:
        raise IllegalTransition(frm=application.state, to=application.state)
    emit(events.EXAMINATION_ASKED, actor=actor, subject=application)


def leave_to_staff(*, application_id: int, actor: Actor) -> None:
    """Hands an application that could not be examined to staff, with a finding that says so.

    Does nothing where it has left `checking` in the meantime. Raises NotFound.
    """
    application = _application(application_id)
    if application.state != ApplicationState.CHECKING:
        return
    logger.error("application %s was not examined; left to staff", application.pk)
    _record(application, [FAILED], actor, milliseconds=0)
    _hand_to_staff(application, actor)


def delete_photo_data(*, file_id: uuid.UUID) -> None:
    """Deletes fingerprint and reading of a deleted photo. Idempotent."""
    PhotoHash.objects.filter(file_id=file_id).delete()
    PhotoReading.objects.filter(file_id=file_id).delete()


def delete_readings(*, application_id: int) -> None:
    """Deletes the readings of a decided or ended application. Idempotent. Raises NotFound."""
    files = _files(_application(application_id)).values()
    PhotoReading.objects.filter(file__in=files).delete()


def delete_examinations(*, application_id: int) -> None:
    """Deletes the examinations of an application after its retention. Idempotent."""
    Examination.objects.filter(application_id=application_id).delete()


def _application(application_id: int) -> Application:
    rows = Application.objects.select_related(*COLUMNS.values())
    application = rows.filter(pk=application_id).first()
    if application is None:
        raise NotFound
    return application


def _subject(application: Application, actor: Actor) -> Subject:
    return Subject(
        application_id=application.pk,
        identity_hashes=tuple(hashes_of(application)),
        form=membership.details(application, actor=actor, reason=events.EXAMINATION),
        today=clock.now().astimezone(library().tz).date(),
        files=_files(application),
        actor=actor,
        machine=machine(),
        may_compare_faces=membership.has_consent(application, ConsentPurpose.FACE_COMPARISON),
        seen_at_counter=membership.card_was_checked(application),
    )


def _files(application: Application) -> dict[Slot, SealedFile]:
    files = {slot: getattr(application, column) for slot, column in COLUMNS.items()}
    return {slot: file for slot, file in files.items() if file is not None}


def _remember_photos(subject: Subject) -> None:
    """Stores fingerprints before comparing, so that parallel examinations find each other.

    A photo that cannot be opened is skipped here; the check reports it.
    """
    PhotoHash.objects.filter(application_id=subject.application_id).exclude(
        file__in=[file.pk for file in subject.files.values()]
    ).delete()
    for slot, file in subject.files.items():
        try:
            facts = subject.photo_facts(slot)
        except DomainError:
            continue
        if facts is None:
            continue
        values = {
            "application_id": subject.application_id,
            "slot": slot,
            "bits": facts.fingerprint.bits,
            "quality": facts.fingerprint.quality,
        }
        PhotoHash.objects.update_or_create(file=file, defaults=values)


@transaction.atomic
def _record(
    application: Application, outcomes: Sequence[Outcome], actor: Actor, *, milliseconds: int
) -> Examination:
    """Returns a new examination where findings changed, else the latest one."""
    _lock(application)
    outcomes = _with_consent(application, outcomes)
    former = selectors.latest_report(application.pk)
    if former is not None and _same(former.outcomes, outcomes):
        return former.examination
    examination = Examination.objects.create(
        application=application,
        run=former.examination.run + 1 if former else 1,
        recommendation=recommend(outcomes),
        milliseconds=milliseconds,
    )
    Finding.objects.bulk_create(
        [
            Finding(
                examination=examination,
                position=position,
                code=outcome.code,
                level=outcome.level,
                evidence=dict(outcome.evidence),
            )
            for position, outcome in enumerate(outcomes)
        ],
        batch_size=BATCH,
    )
    emit(
        events.EXAMINED,
        actor=actor,
        subject=application,
        data={"run": examination.run, "recommendation": examination.recommendation},
    )
    return examination


def _lock(application: Application) -> None:
    """Locks the application, so that examinations are recorded one after the other."""
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    rows.filter(pk=application.pk).values_list("pk", flat=True).first()


def _with_consent(application: Application, outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    """Removes results of a comparison where consent was withdrawn during it.

    Withdrawing takes the same lock.
    """
    compared = any(outcome.code in COMPARISONS for outcome in outcomes)
    if not compared or membership.has_consent(application, ConsentPurpose.FACE_COMPARISON):
        return outcomes
    if (card := application.card_photo) is not None:
        readings.delete_face(card)
    return [*(one for one in outcomes if one.code not in COMPARISONS), NOT_COMPARED]


def _same(one: Sequence[Outcome], other: Sequence[Outcome]) -> bool:
    return sorted(map(_as_tuple, one)) == sorted(map(_as_tuple, other))


def _as_tuple(outcome: Outcome) -> tuple[str, str, str]:
    return outcome.code, outcome.level.value, repr(sorted(outcome.evidence.items()))


def _finish_checking(application: Application, examination: Examination, actor: Actor) -> None:
    """Hands the application to staff, or approves it where policy, findings and sampling allow."""
    if not _may_approve(application, examination) or _is_sampled(application, examination, actor):
        _hand_to_staff(application, actor)
        return
    try:
        applications.approve_automatically(application_id=application.pk, actor=actor)
    except (AlreadyMember, GuardianMissing):
        _hand_to_staff(application, actor)
    except IllegalTransition:
        logger.info("application %s left checking before its approval", application.pk)


def _may_approve(application: Application, examination: Examination) -> bool:
    """Returns True for a new application without concerns, if the policy allows approval.

    Staff decide cases that are in review or were there before a correction.
    """
    new = application.state == ApplicationState.CHECKING and application.checked_at is None
    spotless = examination.recommendation == Recommendation.APPROVE
    return VerificationPolicies.current().automatic_approval and new and spotless


def _is_sampled(application: Application, examination: Examination, actor: Actor) -> bool:
    """Returns True where random sampling sends the application to a clerk; the result is stored."""
    if examination.sampled:
        return True
    if SAMPLING_RANDOM.random() * 100 >= VerificationPolicies.current().automatic_sample_percent:
        return False
    with transaction.atomic():
        examination.sampled = True
        examination.save(update_fields=["sampled"])
        emit(events.SAMPLED, actor=actor, subject=application, data={"run": examination.run})
    return True


def _hand_to_staff(application: Application, actor: Actor) -> None:
    """Finishes checking; ignores an application that was moved on in the meantime."""
    if application.state != ApplicationState.CHECKING:
        return
    try:
        applications.finish_checking(application_id=application.pk, actor=actor)
    except IllegalTransition:
        logger.info("application %s left checking before its examination", application.pk)

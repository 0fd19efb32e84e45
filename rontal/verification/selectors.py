"""Selectors for examinations, readings and fingerprints."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from procrastinate.contrib.django.models import ProcrastinateJob

from idcard.faces.model import SelfieFaces
from idcard.geometry import Quad
from idcard.reading.model import CardReading
from rontal.core import clock
from rontal.core.jobs import MACHINE
from rontal.core.models import Event, SealedFile
from rontal.membership import events as membership
from rontal.membership.models import Application, Member
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors.drafts import COLUMNS
from rontal.membership.states import OPEN, ApplicationState, MemberState
from rontal.verification.errors import FailureReason
from rontal.verification.models import Examination, Finding, PhotoReading
from rontal.verification.rules import SERIOUS_FIRST, Level, Outcome

READING_PATIENCE = timedelta(seconds=30)
"""Time for which an applicant is shown that the card is being read."""
TRIES = 3
"""Attempts after which an examination counts as failed, though its job may be retried later."""
EXAMINED_AFTER = (
    membership.ACTIVATED,
    membership.CORRECTED,
    membership.GUARDIAN_CONSENTED,
    membership.VERIFIED_IN_PERSON,
)
"""Events that may move an application to checking, after which it is examined."""
OTHER_FORM = (KeyError, TypeError, ValueError)
_SERIOUSNESS = {level: place for place, level in enumerate(SERIOUS_FIRST)}


@dataclass(frozen=True)
class Report:
    """The latest examination of an application with its findings, most serious first."""

    examination: Examination
    outcomes: tuple[Outcome, ...]

    @property
    def worrying(self) -> list[Outcome]:
        """Findings that did not pass."""
        return [outcome for outcome in self.outcomes if outcome.level is not Level.PASS]

    @property
    def passed(self) -> list[Outcome]:
        """Findings that passed."""
        return [outcome for outcome in self.outcomes if outcome.level is Level.PASS]


class Progress(StrEnum):
    """Progress of the machine with a photo."""

    WAITING = "waiting"
    DONE = "done"
    UNABLE = "unable"


@dataclass(frozen=True)
class MachineResult:
    """Result of the machine for a photo: `card` for a document, `face` for a selfie.

    `hints` are codes of what the applicant can improve before sending.
    """

    progress: Progress
    hints: tuple[str, ...] = ()
    card: CardReading | None = None
    face: SelfieFaces | None = None


@dataclass(frozen=True)
class SimilarPhoto:
    """A similar photo of another application, with `bits` of 256 that differ."""

    file: SealedFile
    code: str
    bits: int


def latest_report(application_id: int) -> Report | None:
    """Returns the latest examination, or None. One query."""
    findings = Finding.objects.filter(examination=OuterRef("pk")).order_by("position")
    one = JSONObject(code="code", level="level", evidence="evidence")
    rows: QuerySet[Any] = Examination.objects.filter(application_id=application_id)
    rows = rows.annotate(found=ArraySubquery(findings.values(one=one)))
    examination = rows.order_by("-run").first()
    if examination is None:
        return None
    outcomes = [
        Outcome(finding["code"], Level(finding["level"]), finding["evidence"])
        for finding in examination.found
    ]
    serious = sorted(outcomes, key=lambda outcome: _SERIOUSNESS[outcome.level])
    return Report(examination, tuple(serious))


def photo_result(file: SealedFile) -> MachineResult:
    """Returns progress and result of the machine for a photo. One query.

    A photo not processed within `READING_PATIENCE` counts as UNABLE, so that nobody waits for it.
    Raises SealBroken.
    """
    return photo_results([file.pk]).get(file.pk) or unprocessed_result(file)


def unprocessed_result(file: SealedFile) -> MachineResult:
    """Returns the result for a photo without a stored reading. No query."""
    waits = file.created_at > clock.now() - READING_PATIENCE
    return MachineResult(Progress.WAITING if waits else Progress.UNABLE)


def photo_results(file_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, MachineResult]:
    """Returns the machine's results by photo id, for processed photos only. One query.

    Raises SealBroken.
    """
    rows = PhotoReading.objects.filter(file__in=list(file_ids))
    return {row.pk: _result_of(row) for row in rows}


def _result_of(row: PhotoReading) -> MachineResult:
    """Returns the result of a row; one stored by another release in another format is UNABLE."""
    hints = tuple(row.hints)
    if row.found is None:
        return MachineResult(Progress.UNABLE, hints)
    data = row.found.reveal()
    try:
        if row.slot == Slot.FACE:
            return MachineResult(Progress.DONE, hints, face=SelfieFaces.from_json(data))
        return MachineResult(Progress.DONE, hints, card=CardReading.from_json(data))
    except OTHER_FORM:
        return MachineResult(Progress.UNABLE, hints)


def same_identity(*hashes: bytes, but: int) -> dict[str, str]:
    """Returns the other member and application with this identity, known by its keyed hashes,
    without application `but`.

    `member` is the member's number; `application` and `state` are of the newest other application.
    Closed applications count only where they were rejected, because a person may apply again.
    """
    kinds: dict[str, str] = {}
    members = Member.objects.filter(nik_hash__in=hashes).exclude(application_id=but)
    member = members.exclude(state=MemberState.CLOSED).first()
    if member is not None:
        kinds["member"] = member.number
    states = sorted({*OPEN, ApplicationState.REJECTED})
    others = Application.objects.filter(nik_hash__in=hashes, state__in=states).exclude(pk=but)
    newest = others.order_by("-submitted_at").first()
    if newest is not None:
        kinds["application"] = newest.code
        kinds["state"] = newest.state
    return kinds


def similar_photos(bits: str, *, but: int, nearer_than: int, limit: int) -> list[SimilarPhoto]:
    """Returns photos of other applications within `nearer_than` bits, most similar first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT file_id, application_id, bit_count(bits # %s::bit(256)) AS distance
            FROM verification_photohash
            WHERE application_id <> %s AND quality >= 50
              AND bit_count(bits # %s::bit(256)) <= %s
            ORDER BY distance, file_id LIMIT %s
            """,
            [bits, but, bits, nearer_than, limit],
        )
        rows: list[tuple[uuid.UUID, int, int]] = cursor.fetchall()
    if not rows:
        return []
    files = SealedFile.objects.filter(erased_at=None).in_bulk([row[0] for row in rows])
    applications = Application.objects.filter(pk__in=[row[1] for row in rows])
    codes = dict(applications.values_list("pk", "code"))
    return [SimilarPhoto(files[file], codes[pk], near) for file, pk, near in rows if file in files]


def stuck_in_checking(since: datetime) -> list[int]:
    """Returns applications in checking since before `since` that no job will examine, oldest first.

    Three queries.
    """
    rows = Application.objects.filter(state=ApplicationState.CHECKING, clock_started_at__lte=since)
    rows = rows.exclude(pk__in=_being_examined())
    return list(rows.order_by("clock_started_at").values_list("pk", flat=True)[:200])


def _being_examined() -> list[int]:
    """Returns applications whose examination is running or queued and has not failed repeatedly."""
    hopeful = Q(status="doing") | Q(status="todo", attempts__lt=TRIES)
    jobs = ProcrastinateJob.objects.filter(hopeful, queue_name=MACHINE)
    events = jobs.values_list("args__event_id", flat=True)
    subjects = Event.objects.filter(pk__in=list(events), name__in=EXAMINED_AFTER)
    return [int(subject) for subject in subjects.values_list("subject_id", flat=True)]


@dataclass(frozen=True)
class CaseResults:
    """Results of the machine for the photos of one application.

    `face_on_card` is where the comparison found the card's face. `unable` gives the reason by slot
    where the machine failed (codes of `PhotoReading.unable`).
    """

    card: CardReading | None = None
    face: SelfieFaces | None = None
    face_on_card: Quad | None = None
    unable: Mapping[Slot, str] = field(default_factory=dict)


def case_results(application: Application) -> CaseResults:
    """Returns the results that staff may see; empty after the application was closed. One query.

    The caller records the access. Raises SealBroken.
    """
    return results_by_case([application])[application.pk]


def results_by_case(applications: Iterable[Application]) -> dict[int, CaseResults]:
    """Returns `case_results` by application id. One query; none where all are closed."""
    files = {one.pk: _files_of(one) for one in applications}
    photo_ids = [pk for photos in files.values() for pk in photos.values() if pk is not None]
    stored = PhotoReading.objects.filter(file__in=photo_ids) if photo_ids else ()
    rows = {row.file_id: row for row in stored}
    return {
        pk: _case_results({slot: rows[file] for slot, file in photos.items() if file in rows})
        for pk, photos in files.items()
    }


def _files_of(application: Application) -> dict[Slot, uuid.UUID | None]:
    if application.state not in OPEN:
        return {}
    return {slot: getattr(application, f"{column}_id") for slot, column in COLUMNS.items()}


def _case_results(rows: Mapping[Slot, PhotoReading]) -> CaseResults:
    results = {slot: _result_of(row) for slot, row in rows.items()}
    nothing = MachineResult(Progress.WAITING)
    card = results.get(Slot.CARD, nothing).card
    return CaseResults(
        card=card,
        face=results.get(Slot.FACE, nothing).face,
        face_on_card=_face_on_card(rows[Slot.CARD]) if card else None,
        unable={
            slot: rows[slot].unable or FailureReason.FAILED
            for slot, result in results.items()
            if result.progress is Progress.UNABLE
        },
    )


def _face_on_card(row: PhotoReading) -> Quad | None:
    data = row.found.reveal()
    return Quad.of(data["face"]) if "face" in data else None

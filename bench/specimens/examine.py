"""Examines an application with the real models and the real checks, and returns the result.

Needs a database and Django set up. The card is read and faces are compared by `Host`, in a child
process as in production; checks decrypt the stored photos. Nothing is stored between applications,
so that no application is suspected because of another.
"""

import os
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings

from bench.specimens.outcome import Cost, Examined, Judged
from bench.specimens.sample import Application
from bench.specimens.truth import codes_of
from idcard.faces.model import Similarity
from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading
from idcard.specimen import residents
from rontal.core import sealed_files
from rontal.core.actors import Actor
from rontal.core.children.limits import Bounds
from rontal.core.models import SealedFile
from rontal.membership.rules import ages
from rontal.membership.rules.form import ApplicationForm, GuardianForm
from rontal.membership.rules.kinds import Relation, Slot
from rontal.verification import registry
from rontal.verification.errors import MachineUnable
from rontal.verification.machine.host import Host
from rontal.verification.rules import Level, Outcome, recommend
from rontal.verification.subject import Subject

ACTOR = Actor.system("bench")
TICK = os.sysconf("SC_CLK_TCK")
BOUNDS = Bounds(seconds=120, start_seconds=180)
"""Limits of memory as in production; time is generous, because the machine may be busy."""


def examine(application: Application) -> Examined:
    """Examines one application: with the holder's selfie, then with the impostor's."""
    machine = _machine()
    if machine.pid is None:
        _warm(machine, application)
    subject = _subject(application, machine, application.selfie)
    spent = [_spent(machine)]
    reading = _reading(subject)
    spent.append(_spent(machine))
    _checked_and_compared(subject)
    spent.append(_spent(machine))
    genuine = _run_checks(subject)
    spent.append(_spent(machine))
    impostor = None
    if application.impostor is not None:
        files = {**subject.files, Slot.FACE: _sealed(application.impostor)}
        impostor = _run_checks(_subject(application, machine, None, files))
    reads, compares, checks = (after - before for before, after in pairwise(spent))
    cost = Cost(reads, compares, checks, _peak(os.getpid()), _peak(machine.pid))
    return Examined(reading, genuine, impostor, cost)


@cache
def _machine() -> Host:
    return Host(settings.OCR_ENGINE, settings.FACE_ENGINE, BOUNDS)


def _warm(machine: Host, application: Application) -> None:
    """Loads the engines once per process, so that the first application's cost excludes it."""
    machine.check_selfie(application.selfie or application.photo.jpeg)


def _run_checks(subject: Subject) -> Judged:
    outcomes = [
        outcome
        for name, function in registry.all_checks().items()
        for outcome in registry.run(name, function, subject)
    ]
    similarity, distance = _compared(subject)
    return Judged(recommend(outcomes), similarity, distance, _concern_codes(outcomes))


def _checked_and_compared(subject: Subject) -> None:
    """Checks and compares the faces, so that the checks find cached results."""
    with suppress(MachineUnable):
        subject.selfie_faces()
        subject.comparison()


def _concern_codes(outcomes: list[Outcome]) -> tuple[str, ...]:
    return tuple(each.code for each in outcomes if each.level is not Level.PASS)


def _compared(subject: Subject) -> tuple[Similarity | None, float | None]:
    try:
        comparison = subject.comparison()
    except MachineUnable:
        return None, None
    return (comparison.similarity, comparison.distance) if comparison else (None, None)


def _reading(subject: Subject) -> CardReading | None:
    try:
        return subject.reading()
    except MachineUnable:
        return None


def _subject(
    application: Application,
    machine: Host,
    selfie: bytes | None,
    files: Mapping[Slot, SealedFile] | None = None,
) -> Subject:
    if files is None:
        files = {Slot.CARD: _sealed(application.photo.jpeg)}
        files |= {Slot.FACE: _sealed(selfie)} if selfie else {}
    return Subject(
        application_id=0,
        identity_hashes=(secrets.token_bytes(32),),
        form=form_of(application),
        today=residents.TODAY,
        files=files,
        actor=ACTOR,
        machine=machine,
        may_compare_faces=True,
    )


def _sealed(content: bytes) -> SealedFile:
    return sealed_files.store(content, purpose="bench", content_type="image/jpeg")


def form_of(application: Application) -> ApplicationForm:
    """Returns the form as the card's holder would fill it in without a typo."""
    card, codes = application.card, codes_of(application.card)
    holder, family = card.holder, card.kind is IdentityKind.FAMILY_CARD
    guardian = GuardianForm(holder.mother, Relation.MOTHER, "ibu@contoh.id")
    return ApplicationForm(
        identity_kind=card.kind,
        number=holder.nik if family else card.number,
        name=holder.name,
        birth_place=holder.birth_place,
        birth_date=holder.birth_date,
        sex=holder.sex,
        email="pemohon@contoh.id",
        phone="+6281234567890",
        street=holder.address.street,
        village=holder.address.village,
        guardian=guardian if ages.needs_guardian(holder.birth_date, residents.TODAY) else None,
        province=codes["province"],
        regency=codes["regency"],
        district=codes["district"],
    )


def _spent(machine: Host) -> float:
    """Returns the processor seconds of this process and of the child process with the models,
    including former children that were replaced.
    """
    ended = os.times()
    former = ended.children_user + ended.children_system
    return time.process_time() + former + _seconds(machine.pid)


def _seconds(pid: int | None) -> float:
    if pid is None:
        return 0.0
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / TICK


def _peak(pid: int | None) -> int:
    """Returns the peak resident memory of a process, in bytes."""
    if pid is None:
        return 0
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))

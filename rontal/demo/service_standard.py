"""Published standard of the demo library, and a year of registrations measured against it.

The facts of the standard are those published by Tabanan's library; the decree is an example, as the
source leaves its number blank.
"""

import math
import random
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.demo import year_registrations
from rontal.demo.year_registrations import PastRegistration
from rontal.membership.services import record_past
from rontal.standard.publication import selectors, services
from rontal.standard.publication.rules import Head
from rontal.standard.steps import services as steps
from rontal.standard.steps.models import StepTime
from rontal.standard.steps.rules import Step
from rontal.standard.steps.services import StepDuration

DEMO = Actor.system("demo")
DAYS = 365
SIGNATORY = "Contoh Kepala Dinas"
OFFICE = "Kepala Dinas Perpustakaan dan Arsip"
# Median and spread of each step (log-normal; the spread is the factor of one deviation).
USUAL = {
    Step.FORM: (timedelta(minutes=14), 2.1),
    Step.ACTIVATION: (timedelta(minutes=22), 4.2),
    Step.DECISION: (timedelta(hours=2, minutes=40), 1.85),
    Step.RESULT_MAIL: (timedelta(seconds=4), 1.9),
    Step.SIGN_IN: (timedelta(minutes=35), 5.0),
}
BUSY = (7, 8)
"""Months in which schools start: more registrations, and longer decisions."""


def publish_standard() -> None:
    """Publishes two versions: one of two years ago, and the current one. Idempotent."""
    for years, number in ((2, 1), (1, 2)):
        if selectors.in_force() is not None and len(selectors.history()) >= number:
            continue
        day = clock.now().astimezone(UTC).date() - timedelta(DAYS * years)
        _publish(number, day)


@transaction.atomic
def measure_year() -> None:
    """Records a year of registrations up to yesterday with their step times. Idempotent.

    Most of the applicants are members by now.
    """
    if StepTime.objects.exists():
        return
    year = _registrations()
    if steps.record_all(
        times=[step_time for one in year for step_time in one.steps], key="demo:year"
    ):
        record_past(registrations=year_registrations.of_year(year), actor=DEMO)


def _publish(number: int, day: date) -> None:
    services.start_draft(actor=DEMO)
    draft = selectors.draft()
    assert draft is not None
    head = Head(
        decree_number=f"CONTOH/{number:02}/DPA/{day.year}",
        decree_date=day,
        in_force_from=day + timedelta(7),
        signatory_name=SIGNATORY,
        signatory_office=OFFICE,
    )
    services.save_head(head=head, revision=draft.revision, actor=DEMO)
    services.publish(number=draft.number, actor=DEMO)


def _registrations() -> list[PastRegistration]:
    chance = random.Random(5102)
    today = clock.now().replace(hour=4, minute=0, second=0, microsecond=0)
    applicants: list[PastRegistration] = []
    for back in range(DAYS, 0, -1):
        day = today - timedelta(back)
        busy = day.month in BUSY
        people = chance.choice((2, 3, 4) if busy else (0, 1, 2))
        if day.weekday() < 5:
            people += 1
        applicants += [_registration(chance, day, busy) for _ in range(people)]
    return applicants


def _registration(chance: random.Random, day: datetime, busy: bool) -> PastRegistration:
    walked = [Step.FORM, Step.ACTIVATION, Step.DECISION, Step.RESULT_MAIL, Step.SIGN_IN]
    stays = chance.choices(range(1, 6), weights=(7, 1, 0, 6, 86))[0]
    return PastRegistration(
        day,
        [StepDuration(step, _step_duration(chance, step, busy), day) for step in walked[:stays]],
    )


def _step_duration(chance: random.Random, step: Step, busy: bool) -> timedelta:
    median, spread = USUAL[step]
    factor = spread ** chance.gauss(0, 1)
    slower = 1.5 if busy and step is Step.DECISION else 1
    return timedelta(seconds=math.ceil(median.total_seconds() * factor * slower))

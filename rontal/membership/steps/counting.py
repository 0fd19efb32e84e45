"""Anonymous counting of an application, once when it comes in and once when it ends, in the
caller's transaction.
"""

from collections.abc import Mapping
from datetime import date, datetime

from rontal.core.errors import SealBroken
from rontal.core.statements import BATCH
from rontal.membership.figures.models import RegistrationFact
from rontal.membership.figures.rules import (
    CAME_IN,
    COUNTED_ORIGINS,
    END,
    ENDED,
    Moment,
    age_group,
    place,
)
from rontal.membership.models import Application
from rontal.membership.rules import form as forms
from rontal.membership.states import ApplicationState
from rontal.standard.selectors import library


def uncounted(
    application: Application, to: ApplicationState, *, ended_at: datetime | None
) -> dict[Moment, datetime]:
    """Returns the moments that are still to be counted of an application in state `to`."""
    numbers = {}
    if application.counted < CAME_IN:
        numbers[Moment.SENT] = application.submitted_at
    if to in END and application.counted < ENDED and ended_at is not None:
        numbers[END[to]] = ended_at
    return numbers


def counted(to: ApplicationState) -> int:
    """Returns the value of the column `counted` after everything of `uncounted` is written."""
    return ENDED if to in END else CAME_IN


def facts(
    application: Application,
    moments: Mapping[Moment, datetime],
    form: forms.ApplicationForm | None = None,
) -> list[RegistrationFact]:
    """Returns the rows to write; none for imported members. The age is that on the day of
    submission. `form` is the form, if the caller has it open; values that are erased or cannot be
    opened count as unknown.
    """
    if not moments or application.origin not in COUNTED_ORIGINS:
        return []
    form = form or _opened(application)
    return [
        RegistrationFact(
            month=_day(at).replace(day=1),
            moment=moment,
            origin=application.origin,
            place=place(form, library().region),
            age=age_group(form.birth_date, _day(application.submitted_at)),
            sex=form.sex or "",
        )
        for moment, at in moments.items()
    ]


def write(rows: list[RegistrationFact]) -> None:
    """Inserts facts, in one statement."""
    RegistrationFact.objects.bulk_create(rows, batch_size=BATCH)


def _day(at: datetime) -> date:
    return at.astimezone(library().tz).date()


def _opened(application: Application) -> forms.ApplicationForm:
    """Opens the form for counting only; as nobody sees it, the opening is not recorded."""
    try:
        return forms.read(application.details.reveal())
    except SealBroken:
        return forms.ApplicationForm()

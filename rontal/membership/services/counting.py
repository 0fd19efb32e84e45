"""Counting of applications from before there were anonymous counts."""

from django.db import transaction
from django.db.models import Q, QuerySet

from rontal.core.statements import BATCH
from rontal.membership.figures.rules import CAME_IN, ENDED
from rontal.membership.models import Application
from rontal.membership.states import OPEN, ApplicationState
from rontal.membership.steps import counting

BATCH_SIZE = 500


def count_registrations() -> int:
    """Writes the missing facts of applications, in transactions of up to 500; returns the number of
    applications counted.

    A second call changes nothing. Values that were erased are counted as unknown.
    """
    done = 0
    while counted := _count_some():
        done += counted
    return done


@transaction.atomic
def _count_some() -> int:
    rows = _due().select_for_update(no_key=True, of=("self",), skip_locked=True)
    applications = list(rows.order_by("pk")[:BATCH_SIZE])
    facts = []
    for application in applications:
        state = ApplicationState(application.state)
        due = counting.uncounted(application, state, ended_at=application.ended_at)
        facts += counting.facts(application, due)
        application.counted = counting.counted(state)
    counting.write(facts)
    Application.objects.bulk_update(applications, ["counted"], batch_size=BATCH)
    return len(applications)


def _due() -> "QuerySet[Application]":
    ended = ~Q(state__in=sorted(OPEN)) & Q(counted__lt=ENDED)
    return Application.objects.filter(Q(counted__lt=CAME_IN) | ended)

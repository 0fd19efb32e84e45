"""Lease of a case: one statement takes it, and decisions of other clerks are refused."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.membership.errors import TakenByOther
from rontal.membership.models import Application, CaseLease
from rontal.membership.states import ApplicationState

LEASE_DURATION = timedelta(minutes=15)

# The row is written only if the case is free, its lease expired, or the clerk's own. PostgreSQL
# runs concurrent statements one after the other, and the second one then writes nothing.
_TAKE = """
    INSERT INTO membership_caselease AS lease (application_id, staff_id, since, until)
    SELECT id, %(staff)s, %(now)s, %(until)s FROM membership_application
    WHERE id = ANY(%(ids)s) AND state = %(state)s ORDER BY id
    ON CONFLICT (application_id) DO UPDATE SET
        staff_id = excluded.staff_id,
        until = excluded.until,
        since = CASE WHEN lease.staff_id = excluded.staff_id AND lease.until > excluded.since
                     THEN lease.since ELSE excluded.since END
    WHERE lease.staff_id = excluded.staff_id OR lease.until <= excluded.since
    RETURNING application_id, staff_id, since, until
"""


def take_or_renew(application_ids: Iterable[int], staff_id: int) -> dict[int, CaseLease]:
    """Takes or renews the leases of those cases that are to be decided and not leased to others.

    Returns the clerk's leases by the application's primary key. One statement.
    """
    now = clock.now()
    values: dict[str, Any] = {
        "staff": staff_id,
        "now": now,
        "until": now + LEASE_DURATION,
        "ids": list(application_ids),
        "state": ApplicationState.IN_REVIEW,
    }
    return {lease.pk: lease for lease in CaseLease.objects.raw(_TAKE, values)}


def refuse_others(application: Application, actor: Actor) -> None:
    """Raises TakenByOther when another clerk has the lease of the locked application."""
    rows = CaseLease.objects.filter(application=application, until__gt=clock.now())
    if rows.exclude(staff_id=actor.id).exists():
        raise TakenByOther

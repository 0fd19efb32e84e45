"""Jobs that delete expired data, and that write and repeat the list of erasures."""

import logging
from importlib import import_module

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.core import clock, erasures, event_references, limits
from rontal.core import retention as records
from rontal.core.jobs import RETRY, labelled
from rontal.privacy import retention
from rontal.privacy.policies import PrivacyPolicies

logger = logging.getLogger(__name__)


@labelled(_("Delete expired data"))
@app.periodic(cron="17 * * * *")
@app.task(name="privacy:sweep", queue="periodic", retry=RETRY)
def sweep(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives the time
    """Deletes expired sessions, rate counters and rows of the cache."""
    records.DECLARED["accounts.sessions"].run(_sweep_sessions)
    retention.LIMITS.run(lambda: limits.sweep() + limits.sweep_cache())


@labelled(_("End the periods of jobs and of the audit log"))
@app.periodic(cron="7 19 * * *")
@app.task(name="privacy:end_periods", queue="periodic", retry=RETRY, lock="privacy:end_periods")
def end_periods(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives the time
    """Deletes finished jobs and old entries of the list of erasures, and ends the references to
    persons in old events.
    """
    policies, days = PrivacyPolicies.current(), retention.READERS.period().number
    retention.JOBS.run(lambda: _delete_jobs(policies.job_days))
    retention.READERS.run(lambda: event_references.replace_readers(days))
    retention.REFERENCES.run(lambda: event_references.end_references(policies.audit_person_years))
    retention.ERASURES.run(lambda: erasures.sweep(policies.erasure_list_days))
    records.forget_old_records()


@labelled(_("Write the list of erasures"))
@app.periodic(cron="*/5 * * * *")
@app.task(name="privacy:write_erasures", queue="periodic", retry=RETRY, lock="privacy:erasures")
def write_erasures(timestamp: int) -> None:
    """Repeats erasures that a restore could not repeat, and writes the list where it changed."""
    if waiting := erasures.waiting():
        logger.warning("repeated %s of %s erasures", erasures.repeat(), waiting)
    if erasures.write(PrivacyPolicies.current().erasure_list_days):
        logger.info("wrote the list of erasures (%s)", timestamp)


def _sweep_sessions() -> int:
    from django.contrib.sessions.models import Session

    before = Session.objects.count()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return max(0, before - Session.objects.count())  # some may begin meanwhile


def _delete_jobs(days: int) -> int:
    """Deletes jobs that ended this many days ago. Failed ones stay until staff try them again."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM procrastinate_jobs WHERE id IN (
                SELECT job_id FROM procrastinate_events
                JOIN procrastinate_jobs AS jobs ON jobs.id = job_id
                WHERE status IN ('succeeded', 'cancelled', 'aborted')
                GROUP BY job_id HAVING max(at) < %s - make_interval(days => %s))
            """,
            [clock.now(), days],
        )
        return int(cursor.rowcount)

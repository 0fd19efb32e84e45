"""Periods of technical data: rate limits, jobs, the audit log, the list of erasures."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.core.event_references import about_no_person, events_with_references
from rontal.core.models import Counter, Erasure
from rontal.core.retention import Kind, by_policy, days, declare
from rontal.privacy.policies import PrivacyPolicies

JOB = "privacy:sweep"
LIMITS = declare(
    Kind(
        key="privacy.limits",
        label=_("Counts of attempts, against abuse"),
        since=_("after the first attempt, at most"),
        period=days(30),
        job=JOB,
        rows=Counter.objects.all,
        column="ends_at",
        ends=True,
    )
)
JOBS = declare(
    Kind(
        key="privacy.jobs",
        label=_("Finished jobs of the program"),
        since=_("after the end of the job"),
        period=by_policy(PrivacyPolicies, "job_days"),
        job="privacy:end_periods",
    )
)
READERS = declare(
    Kind(
        key="privacy.readers",
        label=_("Who borrowed, in the audit log"),
        since=_("after the end of the calendar year"),
        period=days(30),
        job="privacy:end_periods",
    )
)
REFERENCES = declare(
    Kind(
        key="privacy.references",
        label=_("Persons in the audit log"),
        since=_("after the event"),
        period=by_policy(PrivacyPolicies, "audit_person_years"),
        job="privacy:end_periods",
        rows=events_with_references,
        column="at",
    )
)
ERASURES = declare(
    Kind(
        key="privacy.erasures",
        label=_("List of erasures, for restored backups"),
        since=_("after the erasure"),
        period=by_policy(PrivacyPolicies, "erasure_list_days"),
        job="privacy:end_periods",
        rows=Erasure.objects.all,
        column="at",
    )
)
about_no_person(ProcrastinateJob._meta.label_lower)

"""Periods of loans."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from rontal.core.event_references import about_no_person
from rontal.core.retention import Kind, by_policy, declare
from rontal.lending.models import KeptHistory, Loan
from rontal.lending.policies import LendingPolicies


def _ended_loans_of_readers() -> "QuerySet[Loan]":
    """Returns the loans that are anonymised next: ended, of members who keep no history."""
    history = KeptHistory.objects.filter(member=OuterRef("member"))
    return Loan.objects.filter(~Exists(history), member__isnull=False)


LOANS = declare(
    Kind(
        key="lending.loans",
        label=_("Who had an ended loan, unless the reader keeps a history"),
        since=_("after the end of the loan"),
        period=by_policy(LendingPolicies, "loan_trace_days"),
        job="lending:cut_loose",
        rows=_ended_loans_of_readers,
        column="ended_at",
    )
)
about_no_person("lending.licence", "lending.purchase")

"""Periods of places in books. Marks have none: they are the member's own work, until the member
deletes them or the membership ends.
"""

from django.utils.translation import gettext_lazy as _

from rontal.core.retention import Kind, by_policy, declare
from rontal.lending.policies import LendingPolicies

PLACES = declare(
    Kind(
        key="reading.places",
        label=_("Places in books that the reader has neither on loan nor marked"),
        since=_("after the end of the loan"),
        period=by_policy(LendingPolicies, "loan_trace_days"),
        job="reading:forget_places",
    )
)

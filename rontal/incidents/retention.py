"""Period of incidents."""

from django.utils.translation import gettext_lazy as _

from rontal.core.retention import Kind, by_policy, declare
from rontal.incidents.models import Incident
from rontal.incidents.policies import IncidentsPolicies

INCIDENTS = declare(
    Kind(
        key="incidents.incidents",
        label=_("Texts of closed incidents, and whom they affected"),
        since=_("after the incident was closed"),
        period=by_policy(IncidentsPolicies, "incident_keep_days"),
        job="incidents:erase_old",
        rows=lambda: Incident.objects.filter(erased_at=None),
        column="closed_at",
    )
)

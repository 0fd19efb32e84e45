"""Policies of incidents."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy


@dataclass(frozen=True)
class IncidentsPolicies(Policies):
    """Policies of incidents."""

    app: ClassVar[str] = "incidents"

    incident_hours: int = policy(
        72,
        label=_("Notice of a breach of personal data"),
        effect=_("The agency and the persons are notified within this time, day and night."),
        unit=Unit.HOURS,
        bounds=(1, 72),
    )
    incident_keep_days: int = policy(
        1825,
        label=_("Storage of closed incidents"),
        effect=_("Texts and the list of persons are deleted this long after closing."),
        unit=Unit.DAYS,
        bounds=(365, 3650),
    )

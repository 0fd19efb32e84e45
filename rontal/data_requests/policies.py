"""Policies of requests about personal data."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy


@dataclass(frozen=True)
class DataRequestsPolicies(Policies):
    """Policies of requests about personal data."""

    app: ClassVar[str] = "data_requests"

    data_request_hours: int = policy(
        72,
        label=_("Answer to a request about personal data"),
        effect=_("Staff do what a person asks about their data within this time, day and night."),
        unit=Unit.HOURS,
        bounds=(1, 72),
    )
    data_request_keep_days: int = policy(
        365,
        label=_("Storage of closed requests about personal data"),
        effect=_("Texts, name and contact are deleted this long after closing."),
        unit=Unit.DAYS,
        bounds=(1, 3650),
    )

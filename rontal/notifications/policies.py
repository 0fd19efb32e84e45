"""Policies of notifications."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy


@dataclass(frozen=True)
class NotificationsPolicies(Policies):
    app: ClassVar[str] = "notifications"

    quiet_from_hour: int = policy(
        21,
        label=_("Start of quiet hours"),
        effect=_("Push and WhatsApp messages wait from this hour on, unless they are urgent."),
        unit=Unit.HOUR_OF_DAY,
        bounds=(0, 23),
    )
    quiet_until_hour: int = policy(
        7,
        label=_("End of quiet hours"),
        effect=_(
            "They wait until this hour; the hour of the start means that there are no quiet hours."
        ),
        unit=Unit.HOUR_OF_DAY,
        bounds=(0, 23),
    )

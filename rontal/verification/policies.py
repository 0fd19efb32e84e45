"""Policies of verification."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy


@dataclass(frozen=True)
class VerificationPolicies(Policies):
    """Policies of verification."""

    app: ClassVar[str] = "verification"

    automatic_approval: bool = policy(
        False,
        label=_("Automatic approval"),
        effect=_("The system approves applications without any doubt by itself."),
        unit=Unit.YES_NO,
    )
    automatic_sample_percent: int = policy(
        10,
        label=_("Sample for staff"),
        effect=_(
            "With automatic approval, staff decide on this share of the applications without any "
            "doubt."
        ),
        unit=Unit.PERCENT,
        bounds=(1, 100),
    )

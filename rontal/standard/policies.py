"""Policies of the service standard."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy


@dataclass(frozen=True)
class StandardPolicies(Policies):
    """Policies of the service standard."""

    app: ClassVar[str] = "standard"

    decision_working_minutes: int = policy(
        480,
        label=_("Promised time until the decision"),
        effect=_("The library promises to decide on an application within this working time."),
        unit=Unit.WORKING_MINUTES,
        bounds=(1, 14_400),
    )
    second_promise_working_minutes: int = policy(
        480,
        label=_("Second promise"),
        effect=_(
            "When the promise was not kept, the apology names a new time, this much working time "
            "ahead."
        ),
        unit=Unit.WORKING_MINUTES,
        bounds=(1, 14_400),
    )

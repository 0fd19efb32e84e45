"""Policies of accounts."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy


@dataclass(frozen=True)
class AccountsPolicies(Policies):
    app: ClassVar[str] = "accounts"

    first_password_days: int = policy(
        14,
        label=_("Validity of the first password"),
        effect=_("The password on a counter receipt works for this long."),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
    reading_app_days: int = policy(
        365,
        label=_("Longest connection of a reading app"),
        effect=_("A reading app that has signed in stays signed in for at most this long."),
        unit=Unit.DAYS,
        bounds=(1, 1_095),
    )

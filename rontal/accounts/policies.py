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
    staff_idle_minutes: int = policy(
        45,
        label=_("Idle limit for staff"),
        effect=_("Staff who do nothing for this long sign in again."),
        unit=Unit.MINUTES,
        bounds=(5, 720),
    )
    staff_session_hours: int = policy(
        10,
        label=_("Longest session for staff"),
        effect=_("Staff sign in again this long after they signed in."),
        unit=Unit.HOURS,
        bounds=(1, 24),
    )
    member_idle_days: int = policy(
        14,
        label=_("Idle limit for members"),
        effect=_("A browser that a member does not use for this long is signed out."),
        unit=Unit.DAYS,
        bounds=(1, 90),
    )
    member_session_days: int = policy(
        90,
        label=_("Longest session for members"),
        effect=_("Members sign in again this long after they signed in."),
        unit=Unit.DAYS,
        bounds=(1, 366),
    )

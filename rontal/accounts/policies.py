"""Policies of accounts."""

from dataclasses import dataclass
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy

_FACTOR_EFFECT: Final = _(
    "They cannot use the desk before they have set up a passkey or a code from an app."
)


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
    second_factor_clerk: bool = policy(
        False,
        label=_("Second step for staff members"),
        effect=_FACTOR_EFFECT,
        unit=Unit.YES_NO,
    )
    second_factor_librarian: bool = policy(
        False,
        label=_("Second step for librarians"),
        effect=_FACTOR_EFFECT,
        unit=Unit.YES_NO,
    )
    second_factor_head: bool = policy(
        True,
        label=_("Second step for the head"),
        effect=_FACTOR_EFFECT,
        unit=Unit.YES_NO,
    )
    second_factor_administrator: bool = policy(
        True,
        label=_("Second step for administrators"),
        effect=_FACTOR_EFFECT,
        unit=Unit.YES_NO,
    )
    second_factor_officer: bool = policy(
        True,
        label=_("Second step for data protection officers"),
        effect=_FACTOR_EFFECT,
        unit=Unit.YES_NO,
    )
    photo_proof_hours: int = policy(
        8,
        label=_("Confirmation before photos"),
        effect=_("Staff confirm that it is them before they open photos, once in this time."),
        unit=Unit.HOURS,
        bounds=(1, 24),
    )
    fresh_proof_minutes: int = policy(
        15,
        label=_("Confirmation before exports and imports"),
        effect=_(
            "Staff confirm that it is them before they export or import data of many people or "
            "change the access of a colleague, once in this time."
        ),
        unit=Unit.MINUTES,
        bounds=(1, 60),
    )
    reading_app_days: int = policy(
        365,
        label=_("Longest connection of a reading app"),
        effect=_("A reading app that has signed in stays signed in for at most this long."),
        unit=Unit.DAYS,
        bounds=(1, 1_095),
    )

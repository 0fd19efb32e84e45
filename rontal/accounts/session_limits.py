"""Idle limit and absolute limit of a session, by the roles of its account."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from rontal.accounts.policies import AccountsPolicies

STEPS: Final = 30
MIN_STEP: Final = timedelta(minutes=1)
MAX_STEP: Final = timedelta(hours=1)


@dataclass(frozen=True)
class SessionLimits:
    """A session ends `idle` after its last use, and `absolute` after the sign-in."""

    idle: timedelta
    absolute: timedelta

    @property
    def step(self) -> timedelta:
        """Time after which a further use is recorded: a thirtieth of the idle limit, from a minute
        to an hour.
        """
        return min(max(self.idle / STEPS, MIN_STEP), MAX_STEP)

    def are_over(self, *, signed_in_at: datetime, last_used_at: datetime, at: datetime) -> bool:
        """Returns True where a session has reached one of the limits."""
        return at >= last_used_at + self.idle or at >= signed_in_at + self.absolute


def limits_of(roles: Iterable[str]) -> SessionLimits:
    """Returns the limits of the library's policies: those of staff for any role, else those of
    members.
    """
    policies = AccountsPolicies.current()
    if any(roles):
        idle = timedelta(minutes=policies.staff_idle_minutes)
        return SessionLimits(idle, timedelta(hours=policies.staff_session_hours))
    idle = timedelta(days=policies.member_idle_days)
    return SessionLimits(idle, timedelta(days=policies.member_session_days))

"""Rights of a guardian by age (PP 17/2025: supervision without spying; at 17 the child decides)."""

from datetime import date
from typing import Final

from idcard.kinds import IdentityKind
from rontal.membership.rules import ages

REMINDERS: Final = (30, 7)
"""Days before the end of the time to answer at which the young person is reminded."""


def takes_over(birth: date | None, kind: str, day: date) -> bool:
    """Returns True when the young person decides alone: from 17 on, or earlier with a KTP, which
    people under 17 get only when they are married.
    """
    if kind == IdentityKind.KTP:
        return True
    return birth is not None and not ages.guardian_decides(birth, day)


def reminders_due(answer_by: date, day: date) -> int:
    """Returns how many of `REMINDERS` are due on a day."""
    return sum((answer_by - day).days <= before for before in REMINDERS)

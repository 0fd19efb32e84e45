"""Writes security events of accounts, so that a storm of attempts leaves few of them.

Wrong passwords of one account are counted for 15 minutes: the 1st, 5th, 25th, 125th … of them
leaves an event with the count. A refused attempt leaves one event per account in that time, and a
refused page one per account and page. Names without an account are counted together, without the
name. Failures per network address are limited already (`ACCOUNT_RATE_LIMITS`).
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from rontal.accounts import security_events as events
from rontal.accounts.models import User
from rontal.accounts.selectors import actor_of
from rontal.core.actors import Actor
from rontal.core.events import Scalar, emit
from rontal.core.limits import Limit, count_attempt

WINDOW: Final = timedelta(minutes=15)
_FAILURES: Final = Limit("accounts.sign_in_failed", 1, WINDOW)
_FACTOR_FAILURES: Final = Limit("accounts.factor_failed", 1, WINDOW)
_LOCKS: Final = Limit("accounts.locked", 1, WINDOW)
_REFUSALS: Final = Limit("accounts.refused", 1, WINDOW)
_UNKNOWN: Final = Limit("accounts.unknown_names", 1, timedelta(hours=1))
STEP: Final = 5
UNKNOWN_MINIMUM: Final = 25
"""Sign-ins with unknown names in an hour, below which none leaves an event: people mistype."""
SIGN_IN: Final = Actor.system("sign-in")
NO_ACCOUNT: Final = 0


def is_noted(count: int) -> bool:
    """Returns True for the 1st, 5th, 25th, 125th … attempt of a window."""
    while count > 1 and count % STEP == 0:
        count //= STEP
    return count == 1


def record_sign_in(*, user: User, how: str, new_browser: bool, first: bool = False) -> None:
    """Records a sign-in; one of staff from an unknown browser once more, for the mail about it.

    `how` names the proofs, such as "password,totp". `first` is True for the first sign-in of an
    account, whose browser cannot be known.
    """
    actor = actor_of(user)
    data: dict[str, Scalar] = {"how": how, "new_browser": new_browser}
    emit(events.SIGNED_IN, actor=actor, subject=user, data=data)
    if new_browser and user.roles and not first:
        emit(events.NEW_BROWSER, actor=actor, subject=user, data={"how": how})


def record_wrong_password(*, users: Sequence[User], actor: Actor) -> None:
    """Counts a wrong password for these accounts, or an unknown name where there are none."""
    for user in users:
        _count(_FAILURES, user, events.SIGN_IN_FAILED, actor, how="password")
    if not users:
        count, _seconds = count_attempt(_UNKNOWN, "")
        if count >= UNKNOWN_MINIMUM and is_noted(count):
            none = User(pk=NO_ACCOUNT)
            emit(events.UNKNOWN_NAMES, actor=SIGN_IN, subject=none, data={"attempts": count})


def record_wrong_factor(*, user: User, how: str, after: str, actor: Actor) -> None:
    """Counts a wrong code of somebody who got past the first step; `after` is its proof, such as
    "password" or "socialaccount".
    """
    _count(_FACTOR_FAILURES, user, events.FACTOR_FAILED, actor, how=how, after=after)


def record_lock(*, users: Sequence[User], actor: Actor) -> None:
    """Records that a sign-in was refused because of too many wrong passwords; an unknown name
    takes as many statements.
    """
    for user in users:
        count, _seconds = count_attempt(_LOCKS, str(user.pk))
        if count == 1:
            emit(events.LOCKED, actor=actor, subject=user)
    if not users:
        count_attempt(_LOCKS, "")


def record_refusal(*, user: User, page: str) -> None:
    """Records that an account was refused a page, by the page's name without its parameters."""
    count, _seconds = count_attempt(_REFUSALS, f"{user.pk}:{page}")
    if count == 1:
        emit(events.REFUSED, actor=actor_of(user), subject=user, data={"page": page})


def record_change(*, event: str, user: User, what: str = "", actor: Actor | None = None) -> None:
    """Records a change of password or second factor; `what` is the kind of factor."""
    emit(event, actor=actor or actor_of(user), subject=user, data={"what": what} if what else {})


def _count(limit: Limit, user: User, event: str, actor: Actor, **data: Scalar) -> None:
    count, _seconds = count_attempt(limit, str(user.pk))
    if is_noted(count):
        emit(event, actor=actor, subject=user, data={**data, "attempts": count})

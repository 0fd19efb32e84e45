"""Rotation of the hash key: everything that is hashed anew, and what remains under a former key."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from rontal.accounts.reading_apps import rehashing as apps
from rontal.core import lasting_hashes, rehashing, sealing
from rontal.core.rehashing import HashedColumn, Remaining
from rontal.core.sealing import Rotated
from rontal.data_requests.services import rehashing as data_requests
from rontal.feedback.services import rehashing as feedback
from rontal.membership.services import rehashing as membership
from rontal.notifications.services import rehashing as notifications

OTHERS: Final = (membership.GUARDIANS, *feedback.COLUMNS, notifications.DEVICES)
ROTATED: Final[dict[str, Callable[[], Iterator[Rotated]]]] = {
    "identity numbers": membership.rotate_persons,
    "addresses, links and devices": lambda: rehashing.rotate_all(OTHERS),
}
CHECKED: Final[tuple[HashedColumn, ...]] = (membership.PERSONS, *OTHERS)
NEWEST: Final = 100


def remaining(since: datetime) -> list[Remaining]:
    """Returns what may be under a former key, because only its holder knows the value."""
    found = [
        feedback.remaining(since),
        data_requests.remaining(since),
        *apps.remaining(since),
        *membership.remaining(since),
    ]
    return [one for one in found if one.count]


def findings() -> Iterator[tuple[str, str, str]]:
    """Yields level, result and remedy for `rontal doctor`."""
    keys = sealing.hash_keys()
    if unknown := count_unknown():
        result = f"{unknown} of the newest hashes are of a key that is not here"
        yield "FAIL", result, "add that key to the end of RONTAL_HASH_KEY, run `rontal rotate-keys`"
    if lasting_hashes.lacks_id():
        remedy = "write it as id:base64 again, with any id; else names of feeds and books change"
        yield "FAIL", "the key has no id, and is not the library's first", remedy
    since = rehashing.active_since()
    if len(keys) == 1:
        yield "OK", "one key", ""
    elif since is None:
        yield (
            "WARN",
            f"{len(keys)} keys; the first has hashed nothing yet",
            "run `rontal rotate-keys`",
        )
    else:
        left = sum(one.count for one in remaining(since))
        result = f"{len(keys)} keys; up to {left} hashes remain under a former one"
        yield "WARN", result, "`rontal rotate-keys` says which, and when a former key may leave"


def count_unknown() -> int:
    """Counts hashes, among the newest rows of each kind, that no key of the environment made."""
    return sum(column.count_unknown(NEWEST) for column in CHECKED)

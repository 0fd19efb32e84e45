"""Keyed hashes that stay the same when the hash key is rotated.

They name things that others have stored: entries of a feed, books on a phone, drafts in a browser,
links in old mails. Their sub-keys are those of the library's first hash key; `rotate-keys` stores
them, sealed, before that key leaves the environment. A sub-key reveals neither the hash key nor
another sub-key.
"""

import base64
import hmac
from functools import cache
from typing import Final

from django.conf import settings

from rontal.core import sealing
from rontal.core.models import HashKey

PURPOSES: Final = frozenset({
    "opds", "reading.offline", "reading.devices", "sitting", "feedback.draft",
    "survey:opening", "survey:stopping", "cleaned", "pages",
})  # fmt: skip
"""Purposes of hashes that are stored outside the library, or that encrypt derived files."""
WORD: Final = 16


def lasting_hash(value: str, *, purpose: str) -> bytes:
    """Returns 32 bytes that represent `value`, and never change. Raises KeyError for a purpose that
    is not listed.
    """
    return hmac.digest(_sub_keys(settings.HASH_KEY)[purpose], value.encode(), "sha256")


def fingerprint(key: str) -> str:
    """Returns the name of a hash key in the database, which does not reveal it."""
    return sealing.sub_key(key, "fingerprint").hex()[:WORD]


def store_sub_keys() -> None:
    """Stores the sub-keys of the first hash key, once."""
    if not HashKey.objects.exclude(lasting=None).exists():
        first = _first_key(settings.HASH_KEY)
        stored = {one: base64.b64encode(sub).decode() for one, sub in _derived(first).items()}
        HashKey.objects.update_or_create(
            fingerprint=fingerprint(first), defaults={"lasting": stored}
        )
    _sub_keys.cache_clear()


def lacks_id() -> bool:
    """Returns True where a key without an id is not the library's first: it is taken for it."""
    names = [key_id for key_id, _key in sealing.parse_hash_keys(settings.HASH_KEY)]
    first = HashKey.objects.exclude(lasting=None).order_by("since").first()
    own = fingerprint(_first_key(settings.HASH_KEY))
    return names == [""] and first is not None and first.fingerprint != own


@cache
def _sub_keys(text: str) -> dict[str, bytes]:
    """Returns the sub-keys by purpose; no query where there is one key, without an id."""
    row = None
    if any(key_id for key_id, _key in sealing.parse_hash_keys(text)):
        row = HashKey.objects.exclude(lasting=None).order_by("since").first()
    if row is None or row.lasting is None:
        return _derived(_first_key(text))
    stored: dict[str, str] = row.lasting.reveal()
    return {one: base64.b64decode(sub) for one, sub in stored.items()}


def _first_key(text: str) -> str:
    """Returns the library's first hash key: the one without an id, else the last of the list."""
    keys = sealing.parse_hash_keys(text) or (("", ""),)
    return next((key for key_id, key in keys if not key_id), keys[-1][1])


def _derived(key: str) -> dict[str, bytes]:
    return {one: sealing.sub_key(key, one) for one in sorted(PURPOSES)}

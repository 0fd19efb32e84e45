"""Secrets of second factors: sealed, so that the database alone does not reveal them."""

import base64
from collections.abc import Iterator
from typing import Final

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from rontal.core import sealing
from rontal.core.errors import SealBroken

CONTEXT: Final = "mfa.authenticator.data"
SECRETS: Final = ("secret", "seed")
"""Entries of `data` that allauth encrypts: key of an authenticator app, seed of recovery codes."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Adapter of allauth's second factors that seals their secrets (`MFA_ADAPTER`)."""

    def encrypt(self, text: str) -> str:
        """Returns the sealed secret in Base64."""
        return base64.b64encode(sealing.seal(text.encode(), context=CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Returns the secret; raises SealBroken when it was altered or its key is missing."""
        return sealing.unseal(_decode(encrypted_text), context=CONTEXT).decode()


def rotate() -> Iterator[sealing.Rotated]:
    """Seals all secrets again with the active key; yields its progress.

    Safe while the system is running, to interrupt and to repeat. A secret that cannot be opened is
    left unchanged and is named in `Rotated.shut`.
    """
    adapter, head = SecondFactorAdapter(), sealing.head_of(sealing.ring().active)
    due = [row for row in _rows() if not all(one.startswith(head) for one in _sealed(row))]
    for done, row in enumerate(due, 1):
        shut = ""
        try:
            fresh = {key: adapter.encrypt(adapter.decrypt(row.data[key])) for key in _keys(row)}
        except SealBroken:
            shut = f"second factor {row.pk}"
        else:
            same = Authenticator.objects.filter(pk=row.pk, data=row.data)
            same.update(data=row.data | fresh)
        yield sealing.Rotated(done, len(due), shut)


def count_unreadable() -> int:
    """Counts the authenticators whose secret no available key opens, by the head of each."""
    heads = tuple(sealing.head_of(key_id) for key_id in sealing.ring().keys)
    return sum(not all(one.startswith(heads) for one in _sealed(row)) for row in _rows())


def _rows() -> QuerySet[Authenticator]:
    types = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(type__in=types)
    return rows.order_by("pk")


def _keys(row: Authenticator) -> list[str]:
    return [key for key in SECRETS if key in row.data]


def _sealed(row: Authenticator) -> list[bytes]:
    return [_decode(row.data[key]) for key in _keys(row)]


def _decode(encrypted_text: str) -> bytes:
    try:
        return base64.b64decode(encrypted_text, validate=True)
    except ValueError:
        return b""

"""Secrets of second factors: sealed, so that the database alone does not reveal them."""

import base64
from collections.abc import Iterator
from typing import Final

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rontal.accounts.required_factors import may_remove
from rontal.core import sealing
from rontal.core.errors import SealBroken

CONTEXT: Final = "mfa.authenticator.data"
SECRETS: Final = ("secret", "seed")
"""Entries of `data` that allauth encrypts: key of an authenticator app, seed of recovery codes."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Adapter of allauth's second factors that seals their secrets (`MFA_ADAPTER`)."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role needs a second step. Set up another one before you remove this one."
        )
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Returns False for the last factor of an account whose role requires one."""
        return may_remove(authenticator)

    def encrypt(self, text: str) -> str:
        """Returns the sealed secret in Base64."""
        return base64.b64encode(sealing.seal(text.encode(), context=CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Returns the secret; raises SealBroken when it was altered or its key is missing."""
        return sealing.unseal(_decode(encrypted_text), context=CONTEXT).decode()


def rotate() -> Iterator[sealing.Rotated]:
    """Seals all secrets again with the active key; yields its progress.

    Safe while the system is running, to interrupt and to repeat: rows are read under a lock, and
    once more at the end, as somebody who uses a code writes the former seal back. A secret that
    cannot be opened is left unchanged and is named in `Rotated.shut`.
    """
    done, shut = 0, set[int]()
    while due := _rows_to_rotate(but=shut):
        total = done + len(due)
        for key in due:
            done, name = done + 1, ""
            try:
                _reseal(key)
            except SealBroken:
                shut.add(key)
                name = f"second factor {key}"
            yield sealing.Rotated(done, total, name)


def _rows_to_rotate(*, but: set[int]) -> list[int]:
    """Returns the primary keys of the rows with a secret that another key has sealed."""
    head = sealing.head_of(sealing.ring().active)
    rows = _rows().exclude(pk__in=but)
    return [row.pk for row in rows if not all(one.startswith(head) for one in _sealed(row))]


@transaction.atomic
def _reseal(key: int) -> None:
    adapter = SecondFactorAdapter()
    for row in Authenticator.objects.select_for_update().filter(pk=key):
        row.data |= {one: adapter.encrypt(adapter.decrypt(row.data[one])) for one in _keys(row)}
        row.save(update_fields=["data"])


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

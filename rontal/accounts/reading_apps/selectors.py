"""Queries about reading apps. A secret is looked up by an index on its hash, without a session; a
slow password hash is not needed, as the secrets are random.
"""

import base64
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from rontal.accounts.reading_apps import rules
from rontal.accounts.reading_apps.models import AppPassword
from rontal.core import clock
from rontal.core.sealing import keyed_hash, keyed_hashes

_APP_BY_DIGEST: Final = """
SELECT a.id, a.user_id, u.is_active, a.last_used_on, a.digest
  FROM accounts_apppassword a JOIN accounts_user u ON u.id = a.user_id
 WHERE a.revoked_at IS NULL AND a.digest = ANY(%s)
"""
_APP_BY_ACCESS: Final = """
SELECT a.id, a.user_id, u.is_active, a.last_used_on
  FROM accounts_apptoken t JOIN accounts_apppassword a ON a.id = t.app_id
  JOIN accounts_user u ON u.id = a.user_id
 WHERE a.revoked_at IS NULL AND t.digest = ANY(%s) AND t.ends_at > %s
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """Holder of a secret: the app, the account, and whether the account is active."""

    app_id: int
    user_id: int
    is_active: bool
    last_used_on: date | None
    digest: bytes = b""
    """Hash of the password under the active key, where the stored one is under a former key."""


def password_digest(password: str) -> bytes:
    """Returns the keyed hash of an app's password, as stored."""
    return keyed_hash(password, purpose="app_password")


def password_digests(password: str) -> list[bytes]:
    """Returns the hashes of an app's password under all hash keys, the active one first."""
    return keyed_hashes(password, purpose="app_password")


def token_digest(token: str) -> bytes:
    """Returns the keyed hash of a token, as stored."""
    return keyed_hash(token, purpose="app_token")


def token_digests(token: str) -> list[bytes]:
    """Returns the hashes of a token under all hash keys."""
    return keyed_hashes(token, purpose="app_token")


def code_digest(code: str) -> bytes:
    """Returns the keyed hash of an authorization code, as stored."""
    return keyed_hash(code, purpose="app_code")


def code_digests(code: str) -> list[bytes]:
    """Returns the hashes of an authorization code under all hash keys."""
    return keyed_hashes(code, purpose="app_code")


def family_digest(refresh: str) -> bytes:
    """Returns the keyed hash of the family of a refresh token, as stored."""
    return keyed_hash(_family_of(refresh), purpose="app_token_family")


def family_digests(refresh: str) -> list[bytes]:
    """Returns the hashes of the family of a refresh token under all hash keys."""
    return keyed_hashes(_family_of(refresh), purpose="app_token_family")


def following(refresh: str, stored: bytes | None = None) -> str:
    """Returns the refresh token that a used one is exchanged for; always the same, so that repeated
    and simultaneous requests of an app get equal answers.

    `stored` is the hash of the current one: where a former hash key made it, it is returned.
    """
    hashes = keyed_hashes(refresh, purpose="app_token_following")
    secrets = [base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in hashes]
    tokens = [f"{_family_of(refresh)}.{secret}" for secret in secrets]
    return next((one for one in tokens if stored in token_digests(one)), tokens[0])


def _family_of(refresh: str) -> str:
    return refresh.partition(".")[0]


def holder_of_password(typed: str) -> Holder | None:
    """Returns the holder of a typed app password, in any spelling; None for no holder. One query;
    none when the text cannot be a password.
    """
    password = rules.normalized_password(typed)
    if not password:
        return None
    digests = password_digests(password)
    row = _row(_APP_BY_DIGEST, [digests])
    if row is None:
        return None
    app_id, user_id, is_active, last_used_on, stored = row
    digest = b"" if bytes(stored) == digests[0] else digests[0]
    return Holder(app_id, user_id, is_active, last_used_on, digest)


def holder_of_token(token: str) -> Holder | None:
    """Returns the holder of an access token; None when it is unknown or expired. One query."""
    row = _row(_APP_BY_ACCESS, [token_digests(token), clock.now()])
    return None if row is None else Holder(*row)


def apps_of(user_id: int) -> list[AppPassword]:
    """Returns the person's apps, the newest first, without revoked ones."""
    rows = AppPassword.objects.filter(user_id=user_id, revoked_at=None)
    return list(rows.order_by("-created_at", "-pk"))


def every_app_of(user_id: int) -> list[AppPassword]:
    """Returns the person's apps, the newest first, including revoked ones, for the export of their
    data.
    """
    return list(AppPassword.objects.filter(user_id=user_id).order_by("-created_at", "-pk"))


def _row(sql: str, parameters: list[list[bytes] | datetime]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row

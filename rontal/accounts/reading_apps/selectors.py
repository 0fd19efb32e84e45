"""Queries about reading apps. A secret is looked up by an index on its hash, without a session; a
slow password hash is not needed, as the secrets are random.
"""

import base64
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection

from rontal.accounts.reading_apps import rules
from rontal.accounts.reading_apps.models import AppPassword
from rontal.core import clock
from rontal.core.sealing import keyed_hash

_APP_BY_DIGEST: Final = """
SELECT a.id, a.user_id, u.is_active, a.last_used_on
  FROM accounts_apppassword a JOIN accounts_user u ON u.id = a.user_id
 WHERE a.revoked_at IS NULL AND a.digest = %s
"""
_APP_BY_ACCESS: Final = """
SELECT a.id, a.user_id, u.is_active, a.last_used_on
  FROM accounts_apptoken t JOIN accounts_apppassword a ON a.id = t.app_id
  JOIN accounts_user u ON u.id = a.user_id
 WHERE a.revoked_at IS NULL AND t.digest = %s AND t.ends_at > %s
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """Holder of a secret: the app, the account, and whether the account is active."""

    app_id: int
    user_id: int
    is_active: bool
    last_used_on: date | None


def password_digest(password: str) -> bytes:
    """Returns the keyed hash of an app's password, as stored."""
    return keyed_hash(password, purpose="app_password")


def token_digest(token: str) -> bytes:
    """Returns the keyed hash of a token, as stored."""
    return keyed_hash(token, purpose="app_token")


def code_digest(code: str) -> bytes:
    """Returns the keyed hash of an authorization code, as stored."""
    return keyed_hash(code, purpose="app_code")


def family_digest(refresh: str) -> bytes:
    """Returns the keyed hash of the family of a refresh token, as stored."""
    family, _, _secret = refresh.partition(".")
    return keyed_hash(family, purpose="app_token_family")


def following(refresh: str) -> str:
    """Returns the refresh token that a used one is exchanged for; always the same, so that repeated
    and simultaneous requests of an app get equal answers.
    """
    family, _, _secret = refresh.partition(".")
    secret = base64.urlsafe_b64encode(keyed_hash(refresh, purpose="app_token_following"))
    return f"{family}.{secret.rstrip(b'=').decode()}"


def holder_of_password(typed: str) -> Holder | None:
    """Returns the holder of a typed app password, in any spelling; None for no holder. One query;
    none when the text cannot be a password.
    """
    password = rules.normalized_password(typed)
    return _holder(_APP_BY_DIGEST, [password_digest(password)]) if password else None


def holder_of_token(token: str) -> Holder | None:
    """Returns the holder of an access token; None when it is unknown or expired. One query."""
    return _holder(_APP_BY_ACCESS, [token_digest(token), clock.now()])


def apps_of(user_id: int) -> list[AppPassword]:
    """Returns the person's apps, the newest first, without revoked ones."""
    rows = AppPassword.objects.filter(user_id=user_id, revoked_at=None)
    return list(rows.order_by("-created_at", "-pk"))


def every_app_of(user_id: int) -> list[AppPassword]:
    """Returns the person's apps, the newest first, including revoked ones, for the export of their
    data.
    """
    return list(AppPassword.objects.filter(user_id=user_id).order_by("-created_at", "-pk"))


def _holder(sql: str, parameters: list[bytes | datetime]) -> Holder | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return None if row is None else Holder(*row)

"""Questions about reading apps. Who holds a secret is one look-up by an index: no session, and no
slow hash, which would guard nothing here, since the secrets are random."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection

from rontal.accounts.reading_apps import rules
from rontal.accounts.reading_apps.models import AppPassword
from rontal.kernel import clock
from rontal.kernel.sealing import keyed_hash

_WHO_TYPED: Final = """
SELECT a.id, a.user_id, u.is_active, a.last_used_on
  FROM accounts_apppassword a JOIN accounts_user u ON u.id = a.user_id
 WHERE a.revoked_at IS NULL AND a.digest = %s
"""
_WHO_SHOWS: Final = """
SELECT a.id, a.user_id, u.is_active, a.last_used_on
  FROM accounts_apptoken t JOIN accounts_apppassword a ON a.id = t.app_id
  JOIN accounts_user u ON u.id = a.user_id
 WHERE a.revoked_at IS NULL AND t.digest = %s AND t.ends_at > %s
"""
_WHO_RENEWS: Final = """
SELECT a.id, a.user_id, u.is_active, a.last_used_on
  FROM accounts_apptoken t JOIN accounts_apppassword a ON a.id = t.app_id
  JOIN accounts_user u ON u.id = a.user_id
 WHERE a.revoked_at IS NULL AND t.refresh = %s AND t.refresh_ends_at > %s
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a secret: which app, whose, whether that account is open."""

    app_id: int
    user_id: int
    is_active: bool
    last_used_on: date | None


def password_digest(password: str) -> bytes:
    """What is kept of a password of an app."""
    return keyed_hash(password, purpose="app_password")


def token_digest(token: str) -> bytes:
    """What is kept of a token."""
    return keyed_hash(token, purpose="app_token")


def holder_of_password(typed: str) -> Holder | None:
    """Whose password of an app this is, however it is typed. One query, none for what cannot be
    one."""
    password = rules.as_kept(typed)
    return _holder(_WHO_TYPED, [password_digest(password)]) if password else None


def holder_of_token(token: str) -> Holder | None:
    """Whose token this is, while it lasts. One query."""
    return _holder(_WHO_SHOWS, [token_digest(token), clock.now()])


def holder_of_refresh(token: str) -> Holder | None:
    """Who may renew a token with this one. One query."""
    return _holder(_WHO_RENEWS, [token_digest(token), clock.now()])


def apps_of(user_id: int) -> list[AppPassword]:
    """The apps that a person has let in, the newest first."""
    rows = AppPassword.objects.filter(user_id=user_id, revoked_at=None)
    return list(rows.order_by("-created_at", "-pk"))


def every_app_of(user_id: int) -> list[AppPassword]:
    """Also those that were locked out again, the newest first: all that is held."""
    return list(AppPassword.objects.filter(user_id=user_id).order_by("-created_at", "-pk"))


def _holder(sql: str, parameters: list[bytes | datetime]) -> Holder | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return None if row is None else Holder(*row)

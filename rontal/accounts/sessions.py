"""Sessions of whoever is signed in, in Django's table: the engine that the settings name."""

from functools import cache
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils.crypto import constant_time_compare

from rontal.accounts.models import User
from rontal.accounts.selectors import account_columns, account_of
from rontal.kernel import clock
from rontal.kernel.statements import Statement

MOST_KNOWN: Final = 5_000
_known: Final[dict[bytes, bool]] = {}
_whose: Final[dict[bytes, int]] = {}
"""Digest of a session's key → number of the account that this process found it to be of."""


class SessionStore(db.SessionStore):
    """Django's, which reads a session and the account that it is of by one prepared statement:
    every page of somebody who is signed in begins with it.

    Of whom a session is stands in the session alone. A process remembers the number of the account
    that it last found there, asks for that one too, and then holds what it got against the session
    as ever: what is remembered saves a question and decides nothing.
    """

    _read: str | None = None
    _account: User | None = None

    def account(self) -> User | None:
        """Whoever has signed in by this session; None where nobody has, or where only Django's own
        way of asking can tell. One query."""
        self.accessed = True
        if self.session_key is None:
            return None
        self._read = self._from_database()
        found = self._account
        if self._read and found and is_of(self._read, found.pk, found.password):
            return found
        return None

    def load(self) -> dict[str, Any]:
        """What the session holds; one that is over is empty and keeps no key. One query, none
        where `account` has just asked."""
        kept, self._read = self._read or self._from_database(), None
        if kept is None:
            self._session_key = None
            return {}
        said = dict(self.decode(kept))
        self._remember(said.get(SESSION_KEY))
        return said

    def save(self, must_create: bool = False) -> None:
        """Writes the session."""
        super().save(must_create)
        self._remember(self.get(SESSION_KEY))

    def _from_database(self) -> str | None:
        values = [_whose.get(self._digest()), self.session_key, clock.now()]
        found = _kept().row(values)
        if found is None:
            return None
        text, *account = found
        self._account = account_of(account)
        return str(text)

    def _remember(self, account: str | None) -> None:
        if account and account.isdecimal():
            if len(_whose) >= MOST_KNOWN:
                _whose.clear()
            _whose[self._digest()] = int(account)

    def _digest(self) -> bytes:
        return sha256(str(self.session_key).encode()).digest()


@cache
def _kept() -> Statement:
    return Statement(
        f"SELECT s.session_data, {account_columns()} FROM django_session s"  # noqa: S608
        " LEFT JOIN accounts_user u ON u.id = %s AND u.is_active"
        " WHERE s.session_key = %s AND s.expire_date > %s"
    )


def is_of(kept: str, account_id: int, password: str) -> bool:
    """Whether a session, as it lies in the table, is of somebody who has signed in to the account
    of this number since it has this password: what Django asks of each session.

    The answer follows from what is given alone, all of which whoever asks has just read. So it is
    remembered, as a page has many pictures; of the session and the password only a digest is.
    """
    asked = sha256(f"{account_id}\n{password}\n{kept}".encode()).digest()
    known = _known.get(asked)
    if known is None:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        known = _known[asked] = _is_of(kept, User(pk=account_id, password=password))
    return known


def _is_of(kept: str, account: User) -> bool:
    said = SessionStore().decode(kept)
    return (
        said.get(SESSION_KEY) == str(account.pk)
        and said.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(said.get(HASH_SESSION_KEY) or "", account.get_session_auth_hash())
    )

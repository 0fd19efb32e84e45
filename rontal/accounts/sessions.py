"""Session engine (`SESSION_ENGINE`) on Django's session table."""

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
"""Cache of this process: digest of a session key → id of the account last found in that session."""


class SessionStore(db.SessionStore):
    """Django's session store, with one prepared statement for a session and its account, as every
    page of a signed-in person needs both.

    Only the session itself decides whose it is. A process caches the account id that it last found
    in a session, selects that account together with the session, and then verifies it against the
    session's content: the cache saves a query but decides nothing.
    """

    _read: str | None = None
    _account: User | None = None

    def account(self) -> User | None:
        """Returns the account that is signed in by this session. None when there is none, or when
        it was not found in one query: Django's own authentication has to decide then. One query.
        """
        self.accessed = True
        if self.session_key is None:
            return None
        self._read = self._from_database()
        found = self._account
        if self._read and found and session_matches_account(self._read, found.pk, found.password):
            return found
        return None

    def load(self) -> dict[str, Any]:
        """Returns the session's data; an expired session is empty and loses its key. One query;
        none right after `account`.
        """
        kept, self._read = self._read or self._from_database(), None
        if kept is None:
            self._session_key = None
            return {}
        said = dict(self.decode(kept))
        self._remember(said.get(SESSION_KEY))
        return said

    def save(self, must_create: bool = False) -> None:
        """Writes the session and caches its account id."""
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


def session_matches_account(kept: str, account_id: int, password: str) -> bool:
    """Returns whether a session was signed in to this account while it had this password, which is
    Django's own condition for a valid session.

    `kept` is the session's data as stored. The result depends on the arguments only, so it is
    cached: a page has many pictures. The cache holds digests, not sessions or passwords.
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

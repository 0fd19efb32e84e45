"""Sessions of whoever is signed in, in Django's table: the engine that the settings name."""

from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils.crypto import constant_time_compare

from rontal.accounts.models import User
from rontal.kernel import clock
from rontal.kernel.statements import Statement

_KEPT: Final = Statement(
    "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
)
MOST_KNOWN: Final = 5_000
_known: Final[dict[bytes, bool]] = {}


class SessionStore(db.SessionStore):
    """Django's, which reads a session by a prepared statement: every page of somebody who is
    signed in begins with it."""

    def load(self) -> dict[str, Any]:
        """What the session holds; one that is over is empty and keeps no key. One query."""
        found = _KEPT.row([self.session_key, clock.now()])
        if found is None:
            self._session_key = None
            return {}
        return dict(self.decode(found[0]))


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

"""Sessions of whoever is signed in, in Django's table: the engine that the settings name."""

from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils.crypto import constant_time_compare

from rontal.accounts.models import User
from rontal.kernel import clock
from rontal.kernel.statements import prepared

_KEPT: Final = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's, which reads a session by a prepared statement: every page of somebody who is
    signed in begins with it."""

    def load(self) -> dict[str, Any]:
        """What the session holds; one that is over is empty and keeps no key. One query."""
        with prepared() as cursor:
            cursor.execute(_KEPT, [self.session_key, clock.now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return dict(self.decode(found[0]))


@lru_cache(2_000)
def is_of(kept: str, account_id: int, password: str) -> bool:
    """Whether a session, as it lies in the table, is of somebody who has signed in to the account
    of this number since it has this password: what Django asks of each session.

    The answer follows from what is given alone, all of which whoever asks has just read. So it is
    remembered: a page has many pictures.
    """
    account, said = User(pk=account_id, password=password), SessionStore().decode(kept)
    return (
        said.get(SESSION_KEY) == str(account.pk)
        and said.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(said.get(HASH_SESSION_KEY) or "", account.get_session_auth_hash())
    )

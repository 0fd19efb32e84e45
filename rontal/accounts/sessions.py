"""Sessions of whoever is signed in, in Django's table: the engine that the settings name."""

from typing import Any, Final

from django.contrib.sessions.backends import db

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

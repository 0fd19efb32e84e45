"""Session store: Django's, with the hash of a session key and sealed content in the database.

Somebody who reads the database, or a copy of it, can neither sign in with what stands there nor
read it: the secret of an authenticator app is part of the session while it is set up.
"""

import base64
from typing import Any, Final

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session

from rontal.core import clock, sealing
from rontal.core.errors import SealBroken

CONTEXT: Final = "session"
KEY_DIGITS: Final = 40
"""Length of Django's column: 160 bits of the hash, as many as the key has."""


def stored_key(session_key: str) -> str:
    """Returns what the database has in place of a session key: 40 hexadecimal digits."""
    return sealing.token_hash(session_key).hex()[:KEY_DIGITS]


class SessionStore(db.SessionStore):
    """Store of one session; `session_key` is the key in the browser's cookie."""

    def _get_session_from_db(self) -> Session | None:
        key = stored_key(self.session_key) if self.session_key else ""
        row = Session.objects.filter(session_key=key, expire_date__gt=clock.now()).first()
        if row is None:
            self._session_key = None
        return row

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Returns the sealed content in Base64."""
        plain = self.serializer().dumps(session_dict)
        return base64.b64encode(sealing.seal(plain, context=CONTEXT)).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Returns the content; {} where no key opens it, so that the person signs in again."""
        try:
            plain = sealing.unseal(base64.b64decode(session_data), context=CONTEXT)
        except (ValueError, SealBroken):
            return {}
        content: dict[str, Any] = self.serializer().loads(plain)
        return content

    def exists(self, session_key: str) -> bool:
        """Returns True if the database has a session of this key."""
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Returns the row of this session."""
        row = super().create_model_instance(data)
        row.session_key = stored_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """Deletes the row of a session, by default of this one."""
        if key := session_key or self.session_key:
            super().delete(stored_key(key))

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Raises NotImplementedError: Rontal has no asynchronous views."""
        raise NotImplementedError


def delete_of(account_id: int) -> int:
    """Deletes the sessions of an account; returns their number. It opens every session, as the
    database does not say whose they are.
    """
    store, signed_in = SessionStore(), str(account_id)
    rows = Session.objects.values_list("session_key", "session_data").iterator()
    keys = [key for key, data in rows if store.decode(data).get(SESSION_KEY) == signed_in]
    return Session.objects.filter(session_key__in=keys).delete()[0]

"""Session store: Django's, with the hash of a session key and sealed content in the database, and
with an end for sessions that are not used or are too old.

Somebody who reads the database, or a copy of it, can neither sign in with what stands there nor
read it: the secret of an authenticator app is part of the session while it is set up. The seal is
bound to the row: who writes the database cannot move the content of one session to another.
"""

import base64
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, F, OuterRef

from rontal.accounts.open_sessions.models import OpenSession, has_ended
from rontal.accounts.session_limits import limits_of
from rontal.accounts.single_sign_on.models import SignOnSession
from rontal.core import clock, sealing
from rontal.core.errors import SealBroken

CONTEXT: Final = "session"
UNSENT_FORM: Final = "unsent_form"
"""Entry of a session with a form that arrived after its end (`ui.unsent_form`)."""
KEY_DIGITS: Final = 40
"""Length of Django's column: 160 bits of the hash, as many as the key has."""
VISITOR_DAYS: Final = 14
"""Days for which a session without an account is stored."""


def stored_key(session_key: str) -> str:
    """Returns what the database has in place of a session key: 40 hexadecimal digits."""
    return sealing.token_hash(session_key).hex()[:KEY_DIGITS]


def context_of(stored: str) -> str:
    """Returns the context of the seal of a row's content."""
    return f"{CONTEXT} {stored}"


class SessionStore(db.SessionStore):
    """Store of one session; `session_key` is the key in the browser's cookie.

    `ended_account` is the account of a session that has reached a limit; its content is then empty,
    and its key stays until something is saved.
    """

    ended_account: int | None = None
    _owner: tuple[int, datetime] | None = None  # account and time of the sign-in, as stored

    @property
    def signed_in_at(self) -> datetime | None:
        """Time of the sign-in; None where nobody is signed in."""
        self._get_session()  # type: ignore[attr-defined]
        return self._owner[1] if self._owner else None

    def _get_session_from_db(self) -> Session | None:
        key = stored_key(self.session_key) if self.session_key else ""
        rows = Session.objects.annotate(
            account=F("opensession__user"),
            roles=F("opensession__user__roles"),
            signed_in_at=F("opensession__signed_in_at"),
            last_used_at=F("opensession__last_used_at"),
        )
        row = rows.filter(session_key=key, expire_date__gt=clock.now()).first()
        if row is not None and row.account is not None:
            return self._within_limits(row)
        if row is None or SESSION_KEY in self.decode(row.session_data):
            self._session_key = None
            return None
        return row

    def _within_limits(self, row: Any) -> Session | None:
        """Returns the session and records its use, or None where it has reached a limit."""
        limits, now = limits_of(row.roles), clock.now()
        if limits.are_over(signed_in_at=row.signed_in_at, last_used_at=row.last_used_at, at=now):
            self.ended_account = row.account
            return None
        if now >= row.last_used_at + limits.step:
            OpenSession.objects.filter(pk=row.pk).update(last_used_at=now)
        self._owner = row.account, row.signed_in_at
        session: Session = row
        return session

    def save(self, must_create: bool = False) -> None:
        """Saves the session, and whose it is; an ended one is saved under a new key."""
        if self.ended_account is not None and not must_create:
            self._session_key = None
        self.ended_account = None
        super().save(must_create)
        self._record_owner(is_new=must_create)

    def _record_owner(self, *, is_new: bool) -> None:
        account = self._get_session().get(SESSION_KEY)  # type: ignore[attr-defined]
        owner = self._owner if account and self._owner and self._owner[0] == int(account) else None
        if account is None or (owner and not is_new):
            return
        now = clock.now()
        self._owner = owner or (int(account), now)
        row = OpenSession(
            session_id=stored_key(self.session_key or ""),
            user_id=self._owner[0],
            signed_in_at=self._owner[1],
            last_used_at=now,
        )
        OpenSession.objects.bulk_create([row], ignore_conflicts=True)

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Returns the sealed content of this session's row in Base64."""
        plain = self.serializer().dumps(session_dict)
        context = context_of(stored_key(self.session_key or ""))
        return base64.b64encode(sealing.seal(plain, context=context)).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Returns the content of this session's row; {} where no key opens it, or where it is of
        another row, so that the person signs in again.
        """
        return self._opened(session_data, stored_key(self.session_key or ""))

    def content_of(self, row: Session) -> dict[str, Any]:
        """Returns the content of any session's row; {} as `decode`."""
        return self._opened(row.session_data, row.session_key)

    def _opened(self, session_data: str | bytes, stored: str) -> dict[str, Any]:
        try:
            plain = sealing.unseal(base64.b64decode(session_data), context=context_of(stored))
        except (ValueError, SealBroken):
            return {}
        content: dict[str, Any] = self.serializer().loads(plain)
        return content

    @classmethod
    def clear_expired(cls) -> None:
        """Deletes the sessions that have expired or reached a limit, and what providers could end
        of sessions that no longer exist.
        """
        super().clear_expired()
        ended = OpenSession.objects.filter(has_ended()).values("pk")
        Session.objects.filter(pk__in=ended).delete()
        existing = Session.objects.filter(session_key=OuterRef("session"))
        SignOnSession.objects.filter(~Exists(existing)).delete()

    def exists(self, session_key: str) -> bool:
        """Returns True if the database has a session of this key."""
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Returns the row of this session."""
        row = super().create_model_instance(data)
        row.session_key = stored_key(row.session_key)
        if SESSION_KEY not in data:
            latest = clock.now() + timedelta(days=VISITOR_DAYS)
            row.expire_date = min(row.expire_date, latest)
        return row

    def flush(self) -> None:
        """Removes the session with all of its content."""
        super().flush()
        self._owner = None

    def cycle_key(self) -> None:
        """Gives the session another key; its owner, the time of the sign-in and the provider that
        can end it stay.
        """
        former = self.session_key
        super().cycle_key()
        self._record_owner(is_new=True)
        if former and self.session_key and "sign_on" in self:
            rows = SignOnSession.objects.filter(session=stored_key(former))
            rows.update(session=stored_key(self.session_key))

    def delete(self, session_key: str | None = None) -> None:
        """Deletes the row of a session, by default of this one."""
        if key := session_key or self.session_key:
            super().delete(stored_key(key))

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Raises NotImplementedError: Rontal has no asynchronous views."""
        raise NotImplementedError

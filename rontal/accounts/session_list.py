"""The sessions of an account, for the person's own page."""

from dataclasses import dataclass
from datetime import datetime

from rontal.accounts.browsers import BROWSER
from rontal.accounts.open_sessions.models import OpenSession, has_ended
from rontal.accounts.sessions import SessionStore, stored_key
from rontal.core import clock


@dataclass(frozen=True)
class SessionLine:
    """A session: key under which it is stored, coarse name of the browser, times, and whether it is
    the one that asks.
    """

    stored: str
    browser: str
    signed_in_at: datetime
    last_used_at: datetime
    is_current: bool


def sessions_of(user_id: int, *, current_key: str | None) -> list[SessionLine]:
    """Returns the sessions that have not reached a limit: the one that asks first, then by last
    use. One query.
    """
    rows = OpenSession.objects.select_related("session").exclude(has_ended())
    own = rows.filter(user=user_id, session__expire_date__gt=clock.now())
    lines = []
    for row in own.order_by("-last_used_at"):
        times = {"signed_in_at": row.signed_in_at, "last_used_at": row.last_used_at}
        browser = str(SessionStore().content_of(row.session).get(BROWSER, ""))
        is_current = bool(current_key) and row.pk == stored_key(current_key or "")
        lines.append(SessionLine(row.pk, browser, **times, is_current=is_current))
    return sorted(lines, key=lambda line: not line.is_current)

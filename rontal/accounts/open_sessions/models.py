"""Table that ties a session to its account."""

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.session_limits import SessionLimits, limits_of
from rontal.core import clock


class OpenSession(models.Model):
    """Session of an account. `last_used_at` is exact to `SessionLimits.step` only, so that few
    requests write it.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="open_sessions")
    signed_in_at = models.DateTimeField()
    last_used_at = models.DateTimeField()

    class Meta:
        app_label = "accounts"

    def __str__(self) -> str:
        return f"{self.user_id} since {self.signed_in_at}"


def has_ended(prefix: str = "") -> Q:
    """Returns the condition that a session has reached a limit of its account's roles; `prefix`
    leads to OpenSession in queries of another model.
    """
    staff = ~Q(**{f"{prefix}user__roles": []})
    of_staff = staff & _are_over(limits_of([Role.CLERK]), prefix)
    return of_staff | (~staff & _are_over(limits_of([]), prefix))


def _are_over(limits: SessionLimits, prefix: str) -> Q:
    now = clock.now()
    idle = Q(**{f"{prefix}last_used_at__lte": now - limits.idle})
    return idle | Q(**{f"{prefix}signed_in_at__lte": now - limits.absolute})

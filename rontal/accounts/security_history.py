"""Security history of an account, for its person: what happened to sign-in, proofs and apps."""

from datetime import timedelta
from typing import Final

from django.db.models import Q, QuerySet

from rontal.accounts import events, security_events
from rontal.accounts.models import User
from rontal.accounts.reading_apps import events as app_events
from rontal.accounts.reading_apps.models import AppPassword
from rontal.accounts.single_sign_on import events as sign_on_events
from rontal.core import clock
from rontal.core.models import Event

DAYS: Final = 90
SECURITY_LOG: Final = (
    *security_events.SECURITY_EVENTS,
    events.RESET_REQUESTED,
    events.FIRST_PASSWORD,
    events.FACTOR_LOST,
    events.SESSIONS_ENDED,
    events.ROLES_SET,
    events.CORRECTED,
    events.CLOSED,
    events.REOPENED,
    app_events.CREATED,
    app_events.REVOKED,
    app_events.TOKEN_REUSED,
    sign_on_events.LINKED,
    sign_on_events.UNLINKED,
    sign_on_events.SIGNED_OUT,
)
"""Events about the security of accounts, as the audit log filters them."""
_NOT_SHOWN: Final = {
    security_events.NEW_BROWSER,  # the sign-in itself is shown
    security_events.UNKNOWN_NAMES,
    security_events.REFUSED,
    events.CLOSED,
    events.REOPENED,
}
SHOWN: Final = tuple(name for name in SECURITY_LOG if name not in _NOT_SHOWN)


def history_of(user_id: int) -> QuerySet[Event]:
    """Returns the security events of an account and its reading apps in the last `DAYS` days,
    newest first. A correction is shown only if it changed the e-mail address.
    """
    apps = AppPassword.objects.filter(user_id=user_id).values_list("pk", flat=True)
    own = Q(subject_type=User._meta.label_lower, subject_id=str(user_id))
    of_apps = Q(subject_type=AppPassword._meta.label_lower, subject_id__in=[str(pk) for pk in apps])
    other_corrections = Q(name=events.CORRECTED) & ~Q(data__fields__contains="email")
    rows = Event.objects.filter(own | of_apps, name__in=SHOWN)
    rows = rows.filter(at__gte=clock.now() - timedelta(days=DAYS)).exclude(other_corrections)
    return rows.order_by("-pk")

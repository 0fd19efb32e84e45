"""Rotation of the hash key: what remains of reading apps' passwords and tokens."""

from datetime import datetime

from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from rontal.accounts.reading_apps.models import AppPassword, AppToken
from rontal.core.rehashing import Remaining


def remaining(since: datetime) -> list[Remaining]:
    """Returns passwords that were not used since, as each is hashed anew when it is used, and
    tokens of apps that signed in before.
    """
    unused = Q(last_used_on=None) | Q(last_used_on__lte=since.date())
    passwords = AppPassword.objects.filter(
        unused, revoked_at=None, by_browser=False, created_at__lt=since
    )
    tokens = AppToken.objects.filter(began_at__lt=since)
    ends = tokens.aggregate(last=Max(Coalesce("refresh_ends_at", "ends_at")))["last"]
    return [
        Remaining("passwords of reading apps, until each is used or removed", passwords.count()),
        Remaining("sign-ins of reading apps", tokens.count(), ends),
    ]

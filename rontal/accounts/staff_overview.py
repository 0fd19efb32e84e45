"""Members of staff with their second factors and sessions, for administrators."""

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, QuerySet

from rontal.accounts.models import User
from rontal.accounts.open_sessions.models import has_ended
from rontal.accounts.required_factors import FACTORS


def staff_overview() -> QuerySet[User]:
    """Returns the active accounts with a role by name, with `has_factor` and the number of their
    sessions as `session_count`. One query.
    """
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    rows = User.objects.filter(is_active=True).exclude(roles=[])
    counted = rows.annotate(
        has_factor=Exists(factors),
        session_count=Count("open_sessions", filter=~has_ended("open_sessions__")),
    )
    return counted.order_by("name", "login_name")

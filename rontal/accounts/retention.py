"""Period of sessions. The job of `privacy` deletes them, with what else expires by the hour."""

from django.utils.translation import gettext_lazy as _

from rontal.accounts.open_sessions.models import OpenSession
from rontal.accounts.policies import AccountsPolicies
from rontal.core.retention import Kind, by_policy, declare

SESSIONS = declare(
    Kind(
        key="accounts.sessions",
        label=_("Sessions of people who signed in"),
        since=_("after they signed in, or earlier where the browser is not used"),
        period=by_policy(AccountsPolicies, "member_session_days"),
        job="privacy:sweep",
        rows=OpenSession.objects.all,
        column="signed_in_at",
    )
)

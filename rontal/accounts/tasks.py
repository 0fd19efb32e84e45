"""Event subscribers of accounts."""

from django.utils.translation import gettext_lazy as _

from rontal.accounts import events, sessions
from rontal.accounts.models import User
from rontal.core.events import subscriber
from rontal.core.models import Event


@subscriber(events.CLOSED, events.ERASED, label=_("delete the sessions of a closed account"))
def delete_sessions(event: Event) -> None:
    """Deletes the sessions of a closed account, unless it was reopened meanwhile: they hold the
    name that was typed at sign-in.
    """
    account_id = int(event.subject_id)
    if User.objects.filter(pk=account_id, is_active=False).exists():
        sessions.delete_of(account_id)

"""Reauthentication before sensitive actions."""

import time
from typing import Final

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest

RECENT_SECONDS: Final = 600


def ask_again_unless_recent(request: HttpRequest) -> None:
    """Raises ReauthenticationRequired unless signed in within the last ten minutes.

    Any authentication method counts. Protects browsers left open on shared computers.
    """
    said = get_authentication_records(request, request.user)
    if not said or time.time() - max(float(one["at"]) for one in said) > RECENT_SECONDS:
        raise ReauthenticationRequired

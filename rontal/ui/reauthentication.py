"""Reauthentication before sensitive actions."""

import time
from typing import Final

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest

RECENT_SECONDS: Final = 600


def require_recent_sign_in(request: HttpRequest) -> None:
    """Raises ReauthenticationRequired unless signed in within the last ten minutes.

    Any authentication method counts. Protects browsers left open on shared computers.
    """
    records = get_authentication_records(request, request.user)
    if not records or time.time() - max(float(one["at"]) for one in records) > RECENT_SECONDS:
        raise ReauthenticationRequired

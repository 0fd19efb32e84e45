"""Asking once more who it is before something lasting is given away."""

import time
from typing import Final

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest

RECENT_SECONDS: Final = 600


def ask_again_unless_recent(request: HttpRequest) -> None:
    """Lets whoever signed in within the last ten minutes pass, however that was; others are asked
    for password or passkey first, and then go on where they were. A browser left open at a school
    lets nobody's app in."""
    said = get_authentication_records(request, request.user)
    if not said or time.time() - max(float(one["at"]) for one in said) > RECENT_SECONDS:
        raise ReauthenticationRequired

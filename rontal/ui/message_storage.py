"""Storage of Django's messages in a cookie that belongs to this host alone; in the session where
the cookie is too small.
"""

from typing import Final

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage

COOKIE: Final = f"{settings.COOKIE_PREFIX}messages"


class HostCookieStorage(CookieStorage):
    """Cookie with the prefix that browsers accept from this host alone."""

    cookie_name = COOKIE


class Storage(FallbackStorage):
    """Cookie first, session second."""

    storage_classes = (HostCookieStorage, SessionStorage)

"""Which language a request is answered in."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

MACHINES: Final = ("/opds/",)
"""Addresses that programs call. They keep no cookie and say by Accept-Language what their reader
speaks; pages do not listen to that, since browsers are often sold with English."""
FORMER: Final = {"in": "id"}
"""What Android and older Java call Indonesian: the code of ISO 639 until 1989."""


def of(request: HttpRequest) -> str:
    """The language of the cookie, else the one that a program asks for, else Indonesian."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if wanted and wanted in dict(settings.LANGUAGES):
        return wanted
    asked = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    return _asked(asked) if asked and request.path.startswith(MACHINES) else settings.LANGUAGE_CODE


def _asked(header: str) -> str:
    known = dict(settings.LANGUAGES)
    for tag, _weight in parse_accept_lang_header(header[:200]):
        language = tag.partition("-")[0]
        language = FORMER.get(language, language)
        if language in known:
            return language
    return settings.LANGUAGE_CODE

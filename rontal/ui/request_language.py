"""Language of a request."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

MACHINES: Final = ("/opds/",)
"""URL prefixes for programs, whose Accept-Language is used because they have no cookies.

Pages ignore that header, because many browsers are sold with English.
"""
FORMER: Final = {"in": "id"}
"""Old language codes: Android and older Java use ISO 639's code for Indonesian before 1989."""


def of(request: HttpRequest) -> str:
    """Returns the language of the cookie, else that of a program's Accept-Language, else
    Indonesian."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen and chosen in dict(settings.LANGUAGES):
        return chosen
    accepted = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    return (
        _accepted_language(accepted)
        if accepted and request.path.startswith(MACHINES)
        else settings.LANGUAGE_CODE
    )


def _accepted_language(header: str) -> str:
    known = dict(settings.LANGUAGES)
    for tag, _weight in parse_accept_lang_header(header[:200]):
        language = tag.partition("-")[0]
        language = FORMER.get(language, language)
        if language in known:
            return language
    return settings.LANGUAGE_CODE

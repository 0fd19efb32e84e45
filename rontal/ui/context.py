"""Context processor for every template."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from rontal.ui import navigation, themes


def page(request: HttpRequest) -> dict[str, Any]:
    """Returns `library`, `theme`, `themes`, `languages`, `demo`, `nav` and `here`.

    `nav` is evaluated lazily, so that a page that needs no database does not query it.
    """
    return {
        "library": settings.LIBRARY,
        "demo": settings.DEMO,
        "theme": themes.of(request),
        "themes": themes.CHOICES,
        "languages": settings.LANGUAGES,
        "here": request.get_full_path(),
        "nav": navigation.Navigation(request),
    }

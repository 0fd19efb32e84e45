"""What every template knows: the library, how the page looks, where the reader can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from rontal.ui import navigation, themes


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `library`, `theme`, `themes`, `demo`, `nav`, `here`.

    `nav` is asked only when a template uses it, so that a page that needs no database stays so.
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

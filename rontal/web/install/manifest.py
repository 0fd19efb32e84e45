"""Web app manifest (W3C), generated from the library's profile."""

from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rontal.core.profile import Library
from rontal.ui import icon_files
from rontal.ui.icon_files import ICONS, SHORTCUT_SIDE
from rontal.web.install.screenshots import SCREENSHOTS, Screenshot

IDENTITY: Final = "/"
"""Id of the app, never to be changed: for browsers another id is another app."""

SHORTCUTS: Final[tuple[tuple[str, str | Promise, str, str], ...]] = (
    ("book", _("Continue reading"), "continue_reading", ""),
    ("shelf", pgettext_lazy("short", "My books"), "shelf", ""),
    ("card", _("Library card"), "card", ""),
    ("search", _("Search the collection"), "collection", "#q"),
)
"""Drawing, name, view and fragment of each shortcut of the app icon."""


def manifest(library: Library, language: str, store_address: str) -> dict[str, Any]:
    """Returns the manifest in a language; `store_address` is "" where the app is in no store."""
    with override(language):
        about = gettext("Join the library, borrow e-books and read them, free of charge.")
        return {
            "id": IDENTITY,
            "name": library.name,
            "short_name": library.app_name,
            "description": about,
            "lang": language,
            "dir": "auto",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "display_override": ["standalone", "minimal-ui"],
            "launch_handler": {"client_mode": ["navigate-existing", "auto"]},
            "theme_color": library.look.colour,
            "background_color": library.look.background,
            "categories": ["books", "education"],
            "icons": [_icon(library, icon) for icon in ICONS],
            "shortcuts": [_shortcut(library, *shortcut) for shortcut in SHORTCUTS],
            "screenshots": [_screenshot(picture, language) for picture in SCREENSHOTS],
            **_related(library, store_address),
        }


def _icon(library: Library, icon: icon_files.Icon) -> dict[str, str]:
    return {
        "src": icon_files.address(library, icon.name),
        "sizes": f"{icon.size}x{icon.size}",
        "type": "image/png",
        "purpose": str(icon.purpose),
    }


def _shortcut(
    library: Library, drawing: str, name: str | Promise, view: str, fragment: str
) -> dict[str, Any]:
    side = f"{SHORTCUT_SIDE}x{SHORTCUT_SIDE}"
    src = icon_files.address(library, f"{drawing}-{SHORTCUT_SIDE}.png")
    icon = {"src": src, "sizes": side, "type": "image/png"}
    return {"name": str(name), "url": reverse(view) + fragment, "icons": [icon]}


def _screenshot(picture: Screenshot, language: str) -> dict[str, str]:
    width, height = picture.size
    return {
        "src": static(picture.file(language)),
        "sizes": f"{width}x{height}",
        "type": "image/jpeg",
        "form_factor": picture.form_factor,
        "label": str(picture.label),
    }


def _related(library: Library, address: str) -> dict[str, Any]:
    """Returns the app in the store as a related one: browsers go on offering to install either."""
    package = _package_of(address) or library.app.package
    if not address or not package:
        return {}
    app = {"platform": "play", "id": package, "url": address}
    return {"related_applications": [app], "prefer_related_applications": False}


def _package_of(address: str) -> str:
    """Returns the Android application id in a store address; "" where it names none."""
    return parse_qs(urlsplit(address).query).get("id", [""])[0]

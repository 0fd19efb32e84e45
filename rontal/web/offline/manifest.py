"""Configuration of the service worker: the files and pages to precache, each with a
revision, and the addresses that it treats in a way of their own."""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from rontal.standard.selectors import library

FILES: Final = (
    "ui/ui.css", "ui/icon.svg", "ui/fonts/eczar-latin-600-normal.woff2", "ui/ui.js",
    "ui/photos.js", "ui/altcha-worker.js", "web/collection.css", "web/card.css", "web/offline.css",
    "web/offline.js", "web/offline-shelf.js",
)  # fmt: skip
"""Static files of the pages that open without network."""
SCRIPT: Final = "web/worker.js"
STEPS: Final = ("registration_who", "registration_reach", "registration_consent")
FORMS: Final = (
    "feedback", *STEPS, "registration_photos", "registration_review", "registration_correction",
)  # fmt: skip
"""Forms that wait on the device while there is no network."""
SAVED_STEPS: Final = ("siapa", "kontak", "persetujuan")
LENGTH: Final = 16


def site() -> dict[str, Any]:
    """The configuration of the worker, as JSON takes it."""
    pages = {code: _pages(code) for code, _name in settings.LANGUAGES}
    return {
        "files": [{"url": static(name), "revision": _revision(name)} for name in FILES],
        "pages": pages,
        "version": _version(),
        "standing": reverse("offline_standing"),
        "signout": reverse("account_logout"),
        "signin": reverse("account_login"),
        "shelf": reverse("shelf"),
        "offlineShelf": reverse("offline_shelf"),
        "waiting": reverse("waiting"),
        "card": reverse("card"),
        "thanks": reverse("feedback_sent"),
        "forms": [reverse(name) for name in FORMS],
        "saves": [
            *(reverse("registration_autosave", args=[step]) for step in SAVED_STEPS),
            reverse("registration_correction_autosave"),
        ],
        "files_of": [
            reverse("registration_photos"),
            reverse("registration_correction"),
            reverse("feedback_attach", args=["x"]).removesuffix("x/"),
        ],
        "drafts": [reverse("registration_start"), reverse("registration_correction")],
    }


def script() -> str:
    """Address of the worker's own script."""
    return static(SCRIPT)


def _pages(language: str) -> dict[str, str]:
    return {
        "offline": reverse("offline_page", args=[language]),
        "waiting": reverse("waiting_in", args=[language]),
        "shelf": reverse("offline_shelf_in", args=[language]),
    }


def _version() -> str:
    """Changes where the precached pages may: with the files, the templates, and the profile."""
    folder = Path(__file__).parents[1] / "templates/web/offline"
    templates = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))]
    names = [(static(name), _revision(name)) for name in (*FILES, SCRIPT)]
    told = [names, templates, repr(library()), settings.DEMO]
    return sha256(json.dumps(told).encode()).hexdigest()[:LENGTH]


@lru_cache
def _content(name: str) -> str:
    found = finders.find(name)
    return sha256(Path(str(found)).read_bytes()).hexdigest()[:LENGTH] if found else ""


def _revision(name: str) -> str | None:
    """None where the address itself changes with the content (staticfiles' manifest)."""
    return None if not static(name).endswith(f"/{name}") else _content(name)

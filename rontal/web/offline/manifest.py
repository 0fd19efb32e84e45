"""Configuration of the service worker: files and pages to precache, and special URLs."""

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
"""Static files of the pages that open offline."""
SCRIPT: Final = "web/worker.js"
STEPS: Final = ("registration_who", "registration_reach", "registration_consent")
FORMS: Final = (
    "feedback", *STEPS, "registration_photos", "registration_review", "registration_correction",
)  # fmt: skip
"""Forms that are stored on the device while it is offline."""
SAVED_STEPS: Final = ("siapa", "kontak", "persetujuan")
LENGTH: Final = 16


def site() -> dict[str, Any]:
    """Returns the configuration of the worker as JSON-serialisable data."""
    pages = {code: _offline_pages(code) for code, _name in settings.LANGUAGES}
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
    """Returns the URL of the worker's script."""
    return static(SCRIPT)


def _offline_pages(language: str) -> dict[str, str]:
    return {
        "offline": reverse("offline_page", args=[language]),
        "waiting": reverse("waiting_in", args=[language]),
        "shelf": reverse("offline_shelf_in", args=[language]),
    }


def _version() -> str:
    """Returns a digest of everything that precached pages depend on: files, templates, profile."""
    folder = Path(__file__).parents[1] / "templates/web/offline"
    templates = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))]
    names = [(static(name), _revision(name)) for name in (*FILES, SCRIPT)]
    inputs = [names, templates, repr(library()), settings.DEMO]
    return sha256(json.dumps(inputs).encode()).hexdigest()[:LENGTH]


@lru_cache
def _content_digest(name: str) -> str:
    path = finders.find(name)
    return sha256(Path(str(path)).read_bytes()).hexdigest()[:LENGTH] if path else ""


def _revision(name: str) -> str | None:
    """Returns the revision of a file; None where its URL changes with the content."""
    return None if not static(name).endswith(f"/{name}") else _content_digest(name)

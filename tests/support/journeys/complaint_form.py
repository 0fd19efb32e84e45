"""The form of complaints, filled in."""

from typing import Any

from playwright.sync_api import Page

from tests.support.feedback import factories
from tests.support.membership import pictures


def fill(page: Page, base: str) -> None:
    page.goto(f"{base}/saran/")
    page.get_by_label("Pengaduan", exact=False).first.check()
    page.get_by_label("Tentang apa?").select_option("building")
    page.get_by_label("Ceritakan").fill(factories.WORDS)


def picture(name: str = "foto.png") -> dict[str, Any]:
    return {"name": name, "mimeType": "image/png", "buffer": pictures.encoded("PNG")}

"""Cataloguing by terms: titles and what becomes of them."""

from typing import Any

from playwright.sync_api import Page

from rontal.catalogue.models import Title
from tests.support.catalogue.factories import imported
from tests.support.journeys.reader import frame_of


def title_of(content: bytes) -> Title:
    return Title.objects.get(pk=imported(content).title_id)


def take_over(page: Page, address: str) -> None:
    """Opens a book that is open on another device, and confirms to read it here."""
    page.goto(address)
    page.get_by_role("button", name="Baca di sini").click()
    frame_of(page)


def go_to(page: Page, chapter: str) -> Any:
    """Goes to a chapter, and waits until the library has stored the place."""
    page.get_by_role("button", name="Daftar isi").click()
    with page.expect_response(lambda one: "/tempat/" in one.url and one.request.method == "POST"):
        page.get_by_role("dialog").get_by_role("button", name=chapter).click()

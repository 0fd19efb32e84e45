"""Registration in a real browser: with script, without, by keyboard alone, a child's."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from rontal.membership.models import Application
from tests.journeys import applicant
from tests.journeys.post import Letterbox

Axe = Callable[[Page], None]
Work = Callable[[], None]


def test_an_adult_registers_activates_and_follows(
    page: Page, live_server: Any, letters: Letterbox, work: Work, axe: Axe
) -> None:
    who = applicant.adult()
    code = applicant.register(page, live_server.url, who)
    work()
    applicant.activate(page, letters.newest(who.email, code).link("/aktivasi/"))
    assert code in page.locator("main").inner_text()
    assert "paling lambat" in page.locator("main").inner_text()
    work()
    assert Application.objects.get(code=code).activated_at is not None

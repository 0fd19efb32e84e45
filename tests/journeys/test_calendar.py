"""Tests of the working calendar in a real browser: by keyboard, on a phone, in the dark theme,
without JavaScript.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.accounts.roles import Role
from rontal.membership.models import Application
from rontal.standard.models import Closing, DayAnswer
from rontal.standard.rules.holidays import nyepi
from rontal.standard.rules.pawukon import proposals
from rontal.standard.selectors import library
from tests.support.accounts.factories import staff
from tests.support.journeys.desk import sign_in
from tests.support.journeys.visits import Visit
from tests.support.membership import factories

Axe = Callable[[Page], None]
YEAR = 2031
PAGES = ("", "jam/", "jam-khusus/", "penutupan/")


def at_calendar(page: Page, url: str) -> None:
    sign_in(page, url, staff(Role.HEAD))
    page.goto(f"{url}/meja/kalender/?tahun={YEAR}")


def test_head_closes_the_library_for_a_day_by_keyboard_alone(
    visit: Visit, live_server: Any, axe: Axe, work: Callable[[], None]
) -> None:
    case = factories.in_review()
    page = visit()
    at_calendar(page, live_server.url)
    day = case.due_at.astimezone(library().tz).date()
    page.get_by_role("link", name="Tambah penutupan").press("Enter")
    page.wait_for_url("**/penutupan/")
    page.get_by_label("Apa ini?").focus()
    page.keyboard.type("Upacara")
    for _ in range(2):
        for part in (str(day.day), None, str(day.year)):
            page.keyboard.press("Tab")
            if part:
                page.keyboard.type(part)
            else:
                for _step in range(day.month):
                    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#akibat")).to_contain_text("1 menjadi lebih lambat")
    axe(page)
    assert not Closing.objects.exists()
    expect(page.get_by_role("button", name="Simpan")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/meja/kalender/")
    axe(page)
    assert Closing.objects.get().first_day == day
    work()
    assert Application.objects.get(pk=case.pk).due_at > case.due_at


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_calendar_fits_a_phone_and_passes_axe(
    visit: Visit, live_server: Any, axe: Axe, scheme: str
) -> None:
    page = visit(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    at_calendar(page, live_server.url)
    for path in PAGES:
        page.goto(f"{live_server.url}/meja/kalender/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        axe(page)
    for folded in page.locator("details").all():
        folded.evaluate("part => part.open = true")
    page.goto(f"{live_server.url}/meja/kalender/?tahun={YEAR}")
    for summary in page.locator("main details:not(.menu) > summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("main details.menu > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)


def test_a_day_is_confirmed_without_script(visit: Visit, live_server: Any) -> None:
    page = visit(java_script_enabled=False)
    at_calendar(page, live_server.url)
    page.get_by_role("button", name="Tetapkan libur").first.click()
    expect(page.get_by_role("button", name="Batalkan jawaban").first).to_be_visible()
    first = proposals(YEAR, nyepi(YEAR))[0].day
    assert list(DayAnswer.objects.values_list("day", "off")) == [(first, True)]

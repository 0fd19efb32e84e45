"""Tests that the head writes and publishes a service standard in a real browser, that visitors read
it also without JavaScript, and that every page is accessible.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.standard.steps import services as steps
from rontal.standard.steps.rules import Step
from rontal.standard.steps.services import StepDuration
from tests.support.accounts.factories import staff
from tests.support.journeys.desk import sign_in
from tests.support.journeys.visits import Visit
from tests.support.standard.publishing import published

Axe = Callable[[Page], None]
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1440, "height": 900}


def measure_a_year() -> None:
    times = [
        StepDuration(step, timedelta(minutes=5 + day % 200), clock.now() - timedelta(day))
        for step in Step
        for day in range(0, 360, 2)
    ]
    steps.record_all(times=times, key="journey")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_measured_standard_is_accessible(
    visit: Visit, live_server: Any, axe: Axe, size: dict[str, int], colours: str
) -> None:
    published()
    measure_a_year()
    page = visit(viewport=size, color_scheme=colours)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    for address in ("", "minggu/", "versi/1/"):
        page.goto(f"{live_server.url}/standar-pelayanan/{address}")
        axe(page)
        assert fits(page), address
    assert not faults, "the content policy minds the data of schema.org"


def test_pictures_and_tables_appear_without_script(visit: Visit, live_server: Any) -> None:
    published()
    measure_a_year()
    page = visit(java_script_enabled=False)
    page.goto(live_server.url + "/standar-pelayanan/")
    expect(page.locator("article svg")).to_have_count(10)
    page.locator("summary", has_text="Memeriksa dan memutuskan").click()
    rows = page.locator("article[aria-labelledby=langkah-decision] tbody tr")
    expect(rows.first).to_be_visible()
    expect(rows).to_have_count(12)


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_head_changes_the_standard_and_visitors_read_it(
    visit: Visit, live_server: Any, axe: Axe, size: dict[str, int]
) -> None:
    published()
    page = visit(viewport=size)
    desk = live_server.url + "/meja/standar/"
    sign_in(page, live_server.url, staff(Role.HEAD))
    page.goto(desk)
    axe(page)
    page.get_by_role("button", name="Mulai rancangan").click()
    expect(page.get_by_text("Keputusan harus bertanggal")).to_be_visible()
    axe(page)

    page.goto(desk + "komponen/time/")
    axe(page)
    assert fits(page)
    page.goto(desk + "komponen/fee/")
    page.get_by_label("Dalam bahasa Indonesia").fill("Gratis bagi siapa saja.")
    page.get_by_role("button", name="Simpan di rancangan").click()
    page.goto(desk + "banding/")
    axe(page)
    expect(page.locator("ins")).to_contain_text("bagi siapa saja.")

    page.goto(desk + "keputusan/")
    axe(page)
    page.get_by_label("Nomor keputusan").fill("SK/2/2026")
    today = clock.now().date()
    for name in ("decree_date", "in_force_from"):
        page.locator(f"[name={name}_day]").fill(str(today.day))
        page.locator(f"[name={name}_month]").select_option(str(today.month))
        page.locator(f"[name={name}_year]").fill(str(today.year))
    page.get_by_role("button", name="Simpan di rancangan").click()
    page.goto(live_server.url + "/standar-pelayanan/rancangan/")
    expect(page.get_by_text("Gratis bagi siapa saja.")).to_be_visible()
    page.goto(desk)
    page.get_by_label("Saya sudah membaca").check()
    page.get_by_role("button", name="Terbitkan versi ini").click()

    visitor = visit(viewport=size)
    visitor.goto(live_server.url + "/standar-pelayanan/")
    expect(visitor.get_by_text("Gratis bagi siapa saja.")).to_be_visible()
    expect(visitor.get_by_text("SK/2/2026")).to_be_visible()

"""Tests of the report of a month or year in a real browser, as the head of service opens it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.traffic.year import Scale, fill
from rontal.accounts.roles import Role
from rontal.membership.selectors import today
from tests.support.desk.factories import staff
from tests.support.journeys.desk import sign_in
from tests.support.journeys.layout import OVERFLOW

Axe = Callable[[Page], None]
Visit = Callable[..., Page]


@pytest.fixture
def year(live_server: Any) -> int:
    fill(Scale(applications=400, tickets=120, answers=300, loans=400))
    return today().year


def test_head_opens_one_page_with_the_report(
    page: Page, live_server: Any, axe: Axe, year: int
) -> None:
    sign_in(page, live_server.url, staff(Role.HEAD))
    page.get_by_role("link", name="Laporan", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Laporan")
    expect(page.get_by_text("Periode ini sudah selesai")).to_be_visible()
    page.get_by_label("Bulan", exact=True).select_option("")
    page.get_by_label("Tahun", exact=True).select_option(str(year))
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Laporan {year}")
    expect(page.get_by_text("Sementara: periode masih berjalan")).to_be_visible()
    expect(page.get_by_role("heading", name="Menurut tempat tinggal")).to_be_visible()
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Laporan PDF").click()
    assert download.value.suggested_filename == f"laporan-{year}-kantor.pdf"
    page.get_by_label("Untuk siapa").select_option("terbit")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_text("Edisi untuk diteruskan")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Sebagai buku kerja (XLSX)").click()
    assert download.value.suggested_filename == f"laporan-{year}-terbit.xlsx"


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_report_fits_phone_and_desk_in_light_and_dark(
    visit: Visit, live_server: Any, axe: Axe, year: int, width: int, scheme: str
) -> None:
    page = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    sign_in(page, live_server.url, staff(Role.HEAD))
    page.goto(f"{live_server.url}/meja/laporan/?tahun={year}")
    assert page.evaluate(OVERFLOW) <= 0
    axe(page)


def test_without_script_a_month_is_chosen_and_an_empty_one_is_explained(
    plain_page: Page, live_server: Any, axe: Axe
) -> None:
    sign_in(plain_page, live_server.url, staff(Role.HEAD))
    plain_page.goto(f"{live_server.url}/meja/laporan/")
    expect(plain_page.get_by_text("Belum ada yang dilaporkan")).to_be_visible()
    plain_page.get_by_label("Bulan", exact=True).select_option("")
    plain_page.get_by_role("button", name="Tampilkan").click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("Laporan")

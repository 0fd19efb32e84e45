"""Tests of the lending statistics in a real browser, as a librarian views and downloads them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.traffic.year import Scale, fill
from rontal.accounts.roles import Role
from rontal.lending.models import Loan, TitleDay
from rontal.membership.selectors import today
from tests.support.desk.factories import staff
from tests.support.journeys.desk import sign_in
from tests.support.journeys.layout import OVERFLOW

Axe = Callable[[Page], None]
Visit = Callable[..., Page]


@pytest.fixture
def year(live_server: Any) -> int:
    fill(Scale(applications=60, tickets=20, answers=40, loans=300))
    titles = list(Loan.objects.order_by("title").values_list("title", flat=True).distinct())
    for number, title_id in enumerate(titles[:30]):
        for back in range(0, 300, 17 + number):
            day = today() - timedelta(days=back)
            TitleDay.objects.create(
                title_id=title_id, day=day, opened=3, opened_anew=2, limit_exceeded=number % 4
            )
    return today().year


def test_librarian_views_a_year_and_downloads_a_report_for_publishers(
    page: Page, live_server: Any, axe: Axe, year: int
) -> None:
    sign_in(page, live_server.url, staff(Role.LIBRARIAN))
    page.get_by_role("link", name="Angka", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Angka peminjaman")
    expect(page.get_by_role("img", name="Kolom yang dicari dan dipinjam per bulan")).to_be_visible()
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Sebagai CSV").click()
    assert download.value.suggested_filename == f"pinjaman-{year}.csv"
    page.get_by_label("Laporan", exact=True).select_option("TR_B2")
    page.get_by_label("Bentuk", exact=True).select_option("json")
    with page.expect_download() as download:
        page.get_by_role("button", name="Ambil laporan").click()
    assert download.value.suggested_filename.startswith("TR_B2-")


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_statistics_fit_phone_and_desk_in_light_and_dark(  # noqa: PLR0913, PLR0917 - its fixtures
    visit: Visit, live_server: Any, axe: Axe, year: int, width: int, scheme: str
) -> None:
    page = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    sign_in(page, live_server.url, staff(Role.LIBRARIAN))
    page.goto(f"{live_server.url}/meja/koleksi/angka/?tahun={year}")
    assert page.evaluate(OVERFLOW) <= 0
    axe(page)

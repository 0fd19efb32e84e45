"""Tests of correcting a licence and of ending one, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.accounts.roles import Role
from rontal.lending.models import Licence, Loan
from rontal.lending.states import LoanState
from tests.support.desk.factories import staff
from tests.support.journeys.desk import sign_in
from tests.support.journeys.layout import OVERFLOW
from tests.support.lending.factories import bought, in_days, loan

Axe = Callable[[Page], None]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_librarian_corrects_a_licence_and_ends_it(
    visit: Callable[..., Page], live_server: Any, axe: Axe, width: int, scheme: str
) -> None:
    licence = bought("by_loans", copies=50, loans_allowed=26, ends_at=in_days(400), price=1_500_000)
    running = loan(licence.title)
    page = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    sign_in(page, live_server.url, staff(Role.LIBRARIAN))
    page.goto(f"{live_server.url}/meja/koleksi/lisensi/judul/{licence.title_id}/")
    axe(page)
    page.get_by_role("link", name="Betulkan atau akhiri").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Betulkan lisensi")
    assert page.evaluate(OVERFLOW) <= 0
    axe(page)
    page.locator("#id_copies").fill("0")
    page.get_by_role("button", name="Betulkan").click()
    expect(page.locator("#id_copies")).to_have_attribute("aria-invalid", "true")
    axe(page)
    page.locator("#id_copies").fill("5")
    page.get_by_role("button", name="Betulkan").click()
    expect(page.get_by_text("Lisensi sudah dibetulkan.")).to_be_visible()
    assert Licence.objects.get().copies == 5
    page.get_by_role("link", name="Betulkan atau akhiri").click()
    page.get_by_text("Akhiri lisensi ini").click()
    assert page.evaluate(OVERFLOW) <= 0
    axe(page)
    page.get_by_label("Mengapa?").select_option("rights")
    page.get_by_role("button", name="Akhiri lisensi").click()
    expect(page.get_by_text("bersamanya 1 pinjaman")).to_be_visible()
    axe(page)
    assert Loan.objects.get(pk=running.pk).state == LoanState.REVOKED

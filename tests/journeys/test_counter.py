"""Tests of registration at the counter in a real browser: by keyboard, without JavaScript, on a
phone, printed.
"""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from rontal.membership.models import Application, Member
from rontal.membership.selectors import today
from tests.support.accounts.factories import staff
from tests.support.journeys.desk import WIDE, Axe, sign_in
from tests.support.journeys.visits import PHONE, Visit
from tests.support.membership import factories
from tests.support.membership.factories import nik

Work = Callable[[], None]


def fill(page: Page, *, year: int = 1990, child: bool = False) -> None:
    """Types the data of the card; the address is in the library's own regency."""
    from datetime import date

    born = date(year, 5, 17)
    page.locator("[name=identity_kind][value=" + ("kia" if child else "ktp") + "]").check()
    page.locator("[name=number]").fill(nik(born))
    page.locator("[name=name]").fill("Ni Luh Ayu")
    page.locator("[name=birth_place]").fill("Tabanan")
    page.locator("[name=birth_date_day]").fill("17")
    page.locator("[name=birth_date_month]").select_option("5")
    page.locator("[name=birth_date_year]").fill(str(year))
    page.locator("[name=sex][value=female]").check()
    page.locator("[name=district]").select_option("510205")
    page.locator("[name=village]").fill("Dajan Peken")
    page.locator("[name=street]").fill("Jl. Melati No. 4")
    page.locator("[name=paper_signed_on]").fill(today().isoformat())
    page.locator("[name=consent_membership]").check()
    page.locator("[name=saw_card]").check()


def at_counter(page: Page, url: str) -> None:
    sign_in(page, url, staff())
    page.goto(f"{url}/meja/loket/")


def test_person_without_address_gets_a_number_and_signs_in(
    visit: Visit, live_server: Any, axe: Axe, work: Work
) -> None:
    page = visit(viewport=WIDE)
    at_counter(page, live_server.url)
    axe(page)
    page.keyboard.press("b")
    page.wait_for_url("**/loket/*-*/")
    axe(page)
    fill(page)
    page.get_by_role("button", name="Lanjut ke pemeriksaan terakhir").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sudah benar semuanya?")
    axe(page)
    expect(page.get_by_role("button", name="Ya, daftarkan")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/selesai/**")
    axe(page)
    work()
    page.keyboard.press("l")
    expect(page.get_by_role("button", name="Buka kasus")).to_be_visible()
    page.keyboard.press("o")
    page.wait_for_url("**/permohonan/**")
    expect(page.get_by_text("Petugas memegang kartu aslinya").first).to_be_attached()
    axe(page)
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.get_by_text("kini menjadi anggota")).to_be_visible()
    member = Member.objects.get()
    page.goto(f"{live_server.url}/meja/loket/selesai/{member.application.code}/")
    expect(page.get_by_text(member.number)).to_be_visible()
    axe(page)
    token = page.locator("form[action$='/slip/'] [name=csrfmiddlewaretoken]").input_value()
    answer = page.request.post(
        page.url + "slip/",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": page.url},
    )
    assert answer.headers["content-type"] == "application/pdf"
    assert len(pikepdf.open(io.BytesIO(answer.body())).pages) == 1


def test_receipt_opens_the_page_to_choose_another_password(
    visit: Visit, live_server: Any, axe: Axe
) -> None:
    from rontal.accounts import services as accounts
    from tests.support.membership.counter import registered

    application, clerk = registered()
    from rontal.membership import services

    services.finish_checking(application_id=application.pk, actor=factories.SYSTEM)
    member = services.approve(application_id=application.pk, actor=clerk)
    password = accounts.issue_first_password(user_id=member.user_id, actor=clerk)
    page = visit(viewport=PHONE)
    page.goto(f"{live_server.url}/masuk/")
    page.locator("[name=login]").fill(member.number)
    page.locator("[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sandi/ganti/**")
    expect(page.get_by_text("slip Anda")).to_be_visible()
    axe(page)
    page.locator("[name=oldpassword]").fill(password)
    page.locator("[name=password1]").fill("kata sandi saya sendiri")
    if page.locator("[name=password2]").count():
        page.locator("[name=password2]").fill("kata sandi saya sendiri")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")


def test_a_child_with_the_mother_without_script(visit: Visit, live_server: Any) -> None:
    page = visit(viewport=PHONE, java_script_enabled=False)
    at_counter(page, live_server.url)
    page.get_by_role("button", name="Mulai pendaftaran").click()
    year = today().year - 10
    fill(page, year=year, child=True)
    page.get_by_role("button", name="Lanjut ke pemeriksaan terakhir").click()
    expect(page.get_by_text("orang tua atau wali ikut menandatangani").first).to_be_visible()
    page.locator("[name=guardian_name]").fill("Ni Ketut Ayu")
    page.locator("[name=guardian_relation][value=mother]").check()
    page.locator("[name=paper_guardian_signed]").check()
    page.get_by_role("button", name="Lanjut ke pemeriksaan terakhir").click()
    expect(page.get_by_text("Ni Ketut Ayu")).to_be_visible()
    page.get_by_role("button", name="Ya, daftarkan").click()
    application = Application.objects.get()
    assert application.state == "checking"
    assert application.guardian.consented_at is not None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_a_phone_and_pass_axe(
    visit: Visit, live_server: Any, axe: Axe, scheme: str
) -> None:
    page = visit(viewport=PHONE, color_scheme=scheme)
    at_counter(page, live_server.url)
    axe(page)
    page.get_by_role("button", name="Mulai pendaftaran").click()
    page.wait_for_url("**/loket/*-*/")
    page.locator("form summary").first.click()
    page.get_by_role("button", name="Lanjut ke pemeriksaan terakhir").click()
    page.wait_for_load_state("networkidle")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    fill(page)
    page.get_by_role("button", name="Lanjut ke pemeriksaan terakhir").click()
    page.wait_for_url("**/periksa/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_existing_member_is_found_before_registering(
    visit: Visit, live_server: Any, axe: Axe
) -> None:
    known = factories.values()
    factories.member(known)
    page = visit(viewport=WIDE)
    at_counter(page, live_server.url)
    page.get_by_role("button", name="Mulai pendaftaran").click()
    page.wait_for_url("**/loket/*-*/")
    fill(page)
    page.locator("[name=number]").fill(known["number"])
    page.get_by_role("button", name="Lanjut ke pemeriksaan terakhir").click()
    expect(page.get_by_text("Orang ini sudah menjadi anggota.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Buka keanggotaan").click()
    page.wait_for_url("**/meja/anggota/**")
    assert Application.objects.count() == 1

"""Tests of deleting an account in a browser without the app, and of the app's desk page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.accounts import services as accounts
from rontal.accounts.roles import Role
from rontal.android.models import AppCertificate
from rontal.lending.models import Loan
from rontal.lending.states import LoanState
from rontal.membership.models import Member
from rontal.membership.states import MemberState
from tests.support.accounts.factories import PASSWORD, staff
from tests.support.journeys.layout import OVERFLOW
from tests.support.lending.factories import loan
from tests.support.membership import factories

Axe = Callable[[Page], None]
Visit = Callable[..., Page]
SIZES = [{"width": 360, "height": 740}, {"width": 1440, "height": 900}]
OWN = "daun lontar kering"


def reader() -> Member:
    """A member with a password and a book on loan."""
    member = factories.member()
    accounts.set_password(user=member.user, password=OWN)
    loan(actor=factories.applicant(member.application))
    return member


def request_deletion(page: Page, url: str, account: str) -> None:
    page.goto(f"{url}/akun/hapus/")
    page.get_by_label("Nomor anggota, kode pendaftaran").fill(account)
    page.get_by_role("button", name="Kirim tautan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa kotak surel Anda")


@pytest.mark.core(seconds=6)
def test_member_deletes_the_account_by_mail_and_cannot_return(
    page: Page, live_server: Any, letters: Any, work: Any, axe: Axe
) -> None:
    member = reader()
    request_deletion(page, live_server.url, member.number)
    work()
    message = letters.newest(member.application.email, member.number)
    link = message.link("/akun/hapus/")
    path = link[link.index("/akun/hapus/") :]
    page.goto(live_server.url + path)
    expect(page.get_by_role("heading", level=1)).to_contain_text(member.number)
    axe(page)
    page.get_by_role("button", name="Hapus akun").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Akun Anda sudah dihapus")
    axe(page)
    work()
    member.refresh_from_db()
    assert member.state == MemberState.CLOSED
    assert not Loan.objects.filter(member=member, state=LoanState.ACTIVE).exists()
    page.goto(live_server.url + path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tautan ini sudah dipakai")
    axe(page)
    page.goto(f"{live_server.url}/masuk/")
    page.locator("[name=login]").fill(member.number)
    page.locator("[name=password]").fill(OWN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Rak saya")


def test_without_script_it_works_the_same(
    plain_page: Page, live_server: Any, letters: Any, work: Any
) -> None:
    case = factories.in_review()
    request_deletion(plain_page, live_server.url, case.email)
    work()
    link = letters.newest(case.email, case.code).link("/akun/hapus/")
    plain_page.goto(live_server.url + link[link.index("/akun/hapus/") :])
    plain_page.get_by_role("button", name="Hapus pendaftaran").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text(
        "Pendaftaran Anda sudah dihapus"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["phone", "wide"])
def test_every_page_is_accessible(
    visit: Visit, live_server: Any, axe: Axe, scheme: str, language: str, size: dict[str, int]
) -> None:
    page = visit(color_scheme=scheme, viewport=size)
    page.context.add_cookies([{"name": "bahasa", "value": language, "url": live_server.url}])
    tokens = [
        factories.token(one, "deletion")
        for one in (factories.member().application, factories.in_review())
    ]
    for path in ("", "terkirim/", "tidak-ada/", *(f"{token}/" for token in tokens)):
        page.goto(f"{live_server.url}/akun/hapus/{path}")
        assert page.locator("html").get_attribute("lang") == language
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0, f"{path} is wider than the screen"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["phone", "wide"])
def test_an_administrator_enters_and_removes_a_certificate(
    visit: Visit, live_server: Any, axe: Axe, language: str, size: dict[str, int]
) -> None:
    user = staff(Role.ADMINISTRATOR)
    page = visit(viewport=size, color_scheme="dark" if language == "en" else "light")
    page.context.add_cookies([{"name": "bahasa", "value": language, "url": live_server.url}])

    def checked() -> None:
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0, f"{page.url} is wider than the screen"

    page.goto(f"{live_server.url}/masuk/?next=/meja/aplikasi/")
    page.locator("[name=login]").fill(user.login_name)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/meja/aplikasi/")
    checked()
    page.locator("a[href$='/sertifikat/']").click()
    page.locator("main [name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/sertifikat/")
    page.locator("[value=store]").check()
    page.locator("[name=fingerprint]").fill("xyz")
    page.locator("main form button").first.click()
    expect(page.locator("[aria-invalid=true]")).to_be_visible()
    checked()
    page.locator("[name=fingerprint]").fill("ab cd " * 16)
    page.locator("main form button").first.click()
    page.wait_for_url(f"{live_server.url}/meja/aplikasi/")
    checked()
    page.locator("a[href$='/hapus/'][href*='/sertifikat/']").click()
    page.wait_for_url("**/hapus/")
    checked()
    page.locator("[name=sure]").check()
    page.locator("main form button").first.click()
    page.wait_for_url(f"{live_server.url}/meja/aplikasi/")
    assert not AppCertificate.objects.exists()

"""Tests of the guardians' page and of the hand-over in a browser, with axe and without script."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from rontal.accounts import services as accounts
from rontal.core.actors import Actor
from rontal.lending import services as lending
from rontal.membership import services
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Member
from rontal.membership.states import MemberState
from tests.support.journeys.applicant import picture
from tests.support.journeys.layout import OVERFLOW
from tests.support.journeys.registration import sign_in
from tests.support.lending.factories import lendable
from tests.support.membership import factories

Axe = Callable[[Page], None]
Visit = Callable[..., Page]
WIDE = {"width": 1440, "height": 900}
MOTHER = "ayu@contoh.example"


def family() -> tuple[Member, Member]:
    """Creates two siblings with a loan each; the elder one is asked to take over."""
    year = timezone.now().year
    young = factories.member(factories.child_values(timezone.now().date().replace(year=year - 9)))
    born = timezone.now().date() - timedelta(days=16 * 365)
    elder = factories.member(factories.child_values(born, name="Ni Luh Putu Kakak"))
    for member in (young, elder):
        lending.borrow(title_id=lendable().pk, actor=Actor.person(member.user_id))
    HandOver.objects.create(
        application=elder.application, answer_by=timezone.now().date() + timedelta(days=60)
    )
    return young, elder


def open_page(page: Page, url: str, member: Member) -> None:
    token = factories.token(member.application, "guardian_page")
    page.goto(f"{url}/keluarga/masuk/{token}/")
    page.locator("main").get_by_role("button").click()


def test_guardian_follows_the_mail_sees_and_withdraws(
    page: Page, live_server: Any, letters: Any, work: Any, axe: Axe
) -> None:
    young, elder = family()
    page.goto(f"{live_server.url}/keluarga/")
    axe(page)
    page.get_by_label("Alamat surel Anda").fill(MOTHER)
    page.get_by_role("button", name="Kirim tautan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa kotak surel Anda")
    axe(page)
    work()
    link = letters.newest(MOTHER, "/keluarga/masuk/").link("/keluarga/masuk/")
    path = link[link.index("/keluarga/masuk/") :]
    page.goto(live_server.url + path)
    axe(page)
    page.get_by_role("button", name="Buka", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anak saya")
    expect(page.get_by_role("heading", name=elder.name)).to_be_visible()
    axe(page)
    page.get_by_role("link", name=re.compile(f"Buka.*{young.name}")).click()
    expect(page.get_by_role("heading", name="Sedang dipinjam")).to_be_visible()
    axe(page)
    page.get_by_role("button", name=re.compile("Cabut.*wajah")).click()
    expect(page.get_by_text("Persetujuan ditarik")).to_be_visible()
    page.get_by_role("link", name=re.compile("Cabut dan akhiri")).click()
    axe(page)
    page.get_by_role("button", name="Tarik kembali dan hapus").click()
    expect(page.get_by_text("Keanggotaannya berakhir")).to_be_visible()
    young.refresh_from_db()
    assert young.state == MemberState.CLOSED
    page.get_by_role("button", name="Tutup halaman").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Untuk orang tua dan wali")
    page.goto(live_server.url + path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tautan ini sudah dipakai")
    axe(page)


def test_young_person_takes_over_without_script(plain_page: Page, live_server: Any) -> None:
    _young, elder = family()
    accounts.set_password(user=elder.user, password=factories.PASSWORD)
    sign_in(plain_page, live_server.url, elder.application)
    plain_page.goto(f"{live_server.url}/akun/data/")
    plain_page.get_by_role("link", name="Ambil alih keanggotaan saya").click()
    plain_page.get_by_label("Keanggotaan").check()
    plain_page.get_by_role("button", name="Ambil alih").click()
    expect(plain_page.get_by_text("Keanggotaan ini kini milik Anda")).to_be_visible()
    assert services.end_guardianships() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [{"width": 360, "height": 740}, WIDE], ids=["phone", "wide"])
def test_every_page_is_accessible(
    visit: Visit,
    live_server: Any,
    tmp_path: Path,
    axe: Axe,
    scheme: str,
    language: str,
    size: dict[str, int],
) -> None:
    young, elder = family()
    page = visit(color_scheme=scheme, viewport=size)
    page.context.add_cookies([{"name": "bahasa", "value": language, "url": live_server.url}])
    sign_in(page, live_server.url, elder.application)
    own = {"taking_over": "/akun/ambil-alih/", "data": "/akun/data/"}
    look(page, live_server.url, own, tmp_path, axe)
    page.goto(f"{live_server.url}/keluarga/")
    page.locator("main form button").click()
    axe(page)
    open_page(page, live_server.url, young)
    child, other = (f"/keluarga/anak/{one.application.code}/" for one in (young, elder))
    paths = {"children": "/keluarga/", "child": child, "elder": other}
    paths |= {"withdraw": f"{child}cabut/membership/", "request": f"{child}permintaan/"}
    look(page, live_server.url, paths, tmp_path, axe)
    assert page.locator("html").get_attribute("lang") == language


def look(page: Page, url: str, paths: dict[str, str], folder: Path, axe: Axe) -> None:
    for name, path in paths.items():
        page.goto(url + path)
        assert page.url.endswith(path)
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0, f"{path} is wider than the screen"
        picture(page, folder, name)

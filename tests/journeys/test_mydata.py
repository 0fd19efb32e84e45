"""Tests of a person's own data: viewed, downloaded, consent given and withdrawn, deleted."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.core import sealed_files
from rontal.core.actors import Actor
from rontal.membership.models import Application
from rontal.membership.selectors import details
from tests.support.journeys.applicant import picture
from tests.support.journeys.layout import OVERFLOW
from tests.support.journeys.registration import sign_in
from tests.support.membership import factories

Axe = Callable[[Page], None]
Visit = Callable[..., Page]
PAGE = "/akun/data/"
WIDE = {"width": 1440, "height": 900}


def opened_by_staff() -> Application:
    """Creates a member whose application was opened by the system and by staff."""
    application = factories.in_review()
    details(application, actor=Actor.system("verification"), reason="examination")
    details(application, actor=factories.clerk(), reason="case_review")
    sealed_files.read(application.card_photo, actor=factories.clerk(), reason="case_review")
    return factories.services.approve(
        application_id=application.pk, actor=factories.clerk()
    ).application


def test_member_views_downloads_decides_and_leaves(
    page: Page, live_server: Any, tmp_path: Path, axe: Axe
) -> None:
    application = opened_by_staff()
    sign_in(page, live_server.url, application)
    page.goto(f"{live_server.url}/status/")
    page.get_by_role("link", name="Apa yang kami simpan tentang Anda").click()
    rows = page.get_by_role("table", name="Siapa yang melihat").locator("tbody tr")
    expect(rows).to_have_count(3)
    with page.expect_download() as started:
        page.get_by_role("link", name="Unduh data saya").click()
    with zipfile.ZipFile(started.value.path()) as archive:
        copy = json.loads(archive.read("data.json"))
        assert archive.read("data.pdf").startswith(b"%PDF")
    assert copy["application"]["code"] == application.code
    page.get_by_role("button", name=re.compile("Saya setuju.*Kabar")).click()
    expect(page.get_by_text("Anda menyetujui kabar dari perpustakaan.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Cabut.*Kabar")).click()
    expect(page.get_by_text("kami tidak lagi mengirimi Anda kabar")).to_be_visible()
    page.get_by_role("link", name="Cabut dan akhiri").click()
    page.get_by_role("button", name="Akhiri keanggotaan dan hapus").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keanggotaan Anda telah berakhir")
    axe(page)
    page.goto(live_server.url + PAGE)
    assert "/masuk/" in page.url


def test_without_script_each_consent_is_one_press(plain_page: Page, live_server: Any) -> None:
    sign_in(plain_page, live_server.url, opened_by_staff())
    plain_page.goto(live_server.url + PAGE)
    plain_page.get_by_role("button", name=re.compile("Cabut.*Pencocokan wajah")).click()
    expect(plain_page.get_by_text("Sudah dicabut")).to_be_visible()
    plain_page.get_by_role("button", name=re.compile("Saya setuju.*Pencocokan wajah")).click()
    expect(plain_page.get_by_text("Anda menyetujui pencocokan wajah")).to_be_visible()


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
    page = visit(color_scheme=scheme, viewport=size)
    page.context.add_cookies([{"name": "bahasa", "value": language, "url": live_server.url}])
    sign_in(page, live_server.url, opened_by_staff())
    for name, path in {"data": PAGE, "leave": f"{PAGE}berhenti/"}.items():
        page.goto(live_server.url + path)
        assert page.locator("html").get_attribute("lang") == language
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0, f"{path} is wider than the screen"
        picture(page, tmp_path, name)


def test_header_with_all_its_links_fits_at_its_first_width(
    visit: Visit, live_server: Any, tmp_path: Path
) -> None:
    page = visit(viewport={"width": 1056, "height": 700})
    sign_in(page, live_server.url, opened_by_staff())
    page.goto(live_server.url + PAGE)
    expect(page.locator(".nav-wide").first).to_be_visible()
    assert page.evaluate(OVERFLOW) <= 0
    picture(page, tmp_path, "bar")

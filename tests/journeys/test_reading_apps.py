"""Tests of connecting a reading app, by password and in the browser, and removing it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.accounts.reading_apps import selectors
from rontal.membership.models import Member
from tests.support.accounts.factories import PASSWORD
from tests.support.journeys.applicant import picture
from tests.support.journeys.layout import OVERFLOW
from tests.support.journeys.reading_apps import somebody

Axe = Callable[[Page], None]
Visit = Callable[..., Page]
PAGE = "/akun/aplikasi/"
AUTHORIZE = (
    "response_type=code&code_challenge_method=S256"
    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
)
"""Request of an app, with the challenge of RFC 7636, appendix B."""


def sign_in(page: Page, base: str, member: Member, then: str) -> None:
    """Signs in with the form."""
    page.goto(f"{base}/masuk/?next={then}")
    page.locator("input[name=login]").fill(member.user.login_name)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(f"{base}{then}")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_member_connects_an_app_and_revokes_it(
    visit: Visit, live_server: Any, axe: Axe, tmp_path: Path, script: bool
) -> None:
    page = visit(java_script_enabled=script)
    sign_in(page, live_server.url, somebody(), "/rak/")
    page.get_by_role("link", name="Ingin membaca di aplikasi lain?").click()
    expect(page.get_by_text("/opds/", exact=False).first).to_be_visible()
    page.get_by_label("Nama aplikasi dan perangkat").fill("Thorium di laptop")
    page.get_by_role("button", name="Buat kata sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kata sandi aplikasi Anda")
    password = page.locator("#secret").inner_text()
    assert selectors.holder_of_password(password)
    assert page.evaluate(OVERFLOW) <= 0 if script else True
    if script:
        axe(page)
        picture(page, tmp_path, "made")
    page.get_by_role("link", name="Selesai").click()
    if script:
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0
        picture(page, tmp_path, "list")
    page.get_by_role("button", name=re.compile("Cabut.*Thorium di laptop")).click()
    expect(page.get_by_text("Izin aplikasi sudah dicabut.")).to_be_visible()
    assert selectors.holder_of_password(password) is None


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_app_that_opens_the_browser_is_connected_there(
    visit: Visit, live_server: Any, axe: Axe, tmp_path: Path, language: str, scheme: str
) -> None:
    page = visit(color_scheme=scheme)
    page.context.add_cookies([{"name": "bahasa", "value": language, "url": live_server.url}])
    member = somebody()
    sign_in(page, live_server.url, member, "/rak/")
    page.goto(f"{live_server.url}/opds/izin/?{AUTHORIZE}")
    axe(page)
    assert page.evaluate(OVERFLOW) <= 0
    picture(page, tmp_path, f"consent-{language}-{scheme}")
    with page.expect_response(re.compile("/opds/izin/")) as answered:
        page.get_by_role("button", name=re.compile("Izinkan|Connect app")).click()
    assert answered.value.status == 302
    assert answered.value.headers["location"].startswith("opds://authorize/?id=")
    (app,) = selectors.apps_of(member.user_id)
    assert app.by_browser

"""Signing in with an identity provider in a real browser, under our Content-Security-Policy."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.support.accounts import factories
from tests.support.interop.clients.identity_provider import IdentityProvider
from tests.support.journeys.applicant import picture
from tests.support.journeys.layout import OVERFLOW
from tests.support.journeys.single_sign_on import agree_there

Axe = Callable[[Page], None]
Visit = Callable[..., Page]
LINKS = "/akun/penyedia/"


@pytest.fixture
def provider(live_server: Any, settings: Any) -> Iterator[IdentityProvider]:
    cache.clear()
    with IdentityProvider(live_server.url, {"email": "sari@contoh.id"}) as running:
        settings.OIDC_PROVIDERS = (running.settings(),)
        yield running
    cache.clear()


@pytest.mark.core(seconds=6)
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_person_links_signs_out_and_signs_in_by_the_provider(
    visit: Visit,
    live_server: Any,
    axe: Axe,
    tmp_path: Path,
    provider: IdentityProvider,
    script: bool,
) -> None:
    page, base, user = visit(java_script_enabled=script), live_server.url, factories.person()
    page.goto(f"{base}/masuk/?next={LINKS}")
    page.locator("input[name=login]").fill(user.login_name)
    page.locator("input[type=password]").fill(factories.PASSWORD)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(f"{base}{LINKS}")
    if script:
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0
    page.get_by_role("button", name="Hubungkan").click()
    agree_there(page, provider)
    page.wait_for_url(f"{base}{LINKS}")
    expect(page.get_by_text("Terhubung sejak")).to_be_visible()
    assert SocialAccount.objects.get().user_id == user.pk
    page.context.clear_cookies()

    page.goto(f"{base}/masuk/?next={LINKS}")
    if script:
        picture(page, tmp_path, "sign-in")
    page.get_by_role("button", name="Masuk dengan Penyedia Uji").click()
    agree_there(page, provider)
    page.wait_for_url(f"{base}{LINKS}")
    page.get_by_role("button", name="Lepaskan").click()
    page.wait_for_url(f"{base}/akun/pastikan/**")
    page.locator("input[type=password]").fill(factories.PASSWORD)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(f"{base}{LINKS}")
    expect(page.get_by_text("Belum terhubung")).to_be_visible()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_page_of_a_failed_sign_in_is_readable(
    visit: Visit,
    live_server: Any,
    axe: Axe,
    tmp_path: Path,
    provider: IdentityProvider,
    language: str,
    scheme: str,
    width: int,
) -> None:
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.context.add_cookies([{"name": "bahasa", "value": language, "url": live_server.url}])
    page.goto(f"{live_server.url}/masuk/")
    axe(page)
    picture(page, tmp_path, f"sign-in-{language}-{scheme}-{width}")
    page.get_by_role("button", name="Penyedia Uji").click()
    agree_there(page, provider)
    page.wait_for_url(f"{live_server.url}/masuk/lewat/uji/kembali/**")
    axe(page)
    assert page.evaluate(OVERFLOW) <= 0
    picture(page, tmp_path, f"stranger-{language}-{scheme}-{width}")

"""Tests of the security history and of the page that mails lead to, at both widths and in both
colour schemes.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect

from rontal.accounts import security_log
from rontal.accounts.reading_apps import services as apps
from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from tests.support.accounts.factories import PASSWORD, SYSTEM, staff
from tests.support.journeys.layout import OVERFLOW

Axe = Callable[[Page], None]
Visit = Callable[..., Page]
PAGES = ("/akun/keamanan/riwayat/", "/akun/bukan-saya/", "/akun/keamanan/",
    "/meja/catatan/?peristiwa=keamanan")  # fmt: skip
PICTURES = os.environ.get("SECURITY_PICTURES", "")


def administrator_with_history() -> str:
    """Creates an administrator to whom much happened; returns the login name."""
    user = staff(Role.ADMINISTRATOR)
    for number in range(5):
        cache.clear()
        Client().post("/masuk/", {"login": user.login_name, "password": f"tebakan-{number}"})
    cache.clear()
    security_log.record_wrong_factor(user=user, how="totp", after="password", actor=SYSTEM)
    security_log.record_lock(users=[user], actor=Actor.visitor())
    security_log.record_change(event="account:factor_added", user=user, what="passkey")
    apps.make_password(name="KOReader di ponsel", actor=Actor.person(user.pk))
    return user.login_name


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_security_are_readable(
    width: int, scheme: str, visit: Visit, live_server: Any, axe: Axe
) -> None:
    name = administrator_with_history()
    page = visit(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{live_server.url}/masuk/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form[action='/masuk/'] button").first.click()
    expect(page).to_have_url(re.compile("/meja/"))
    for path in PAGES:
        page.goto(f"{live_server.url}{path}")
        axe(page)
        assert page.evaluate(OVERFLOW) == 0, path
        if PICTURES:
            shot = f"{path.strip('/').split('?')[0].replace('/', '-')}-{width}-{scheme}.png"
            page.screenshot(path=Path(PICTURES) / shot, full_page=True)

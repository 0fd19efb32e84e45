"""Pages of incidents in a browser: accessible, and without overflow on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from rontal.accounts.roles import Role
from tests.support.accounts.factories import staff
from tests.support.incidents import factories
from tests.support.journeys.desk import sign_in
from tests.support.journeys.layout import OVERFLOW
from tests.support.membership import factories as membership

Axe = Callable[[Page], None]
SIZES = [{"width": 360, "height": 740}, {"width": 1440, "height": 900}]


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_pages_of_incidents_are_accessible_and_fit(
    page: Page, live_server: Any, axe: Axe, size: Any
) -> None:
    membership.member()
    opened = factories.everybody(factories.actor())
    sent = factories.confirmed()
    page.set_viewport_size(size)
    sign_in(page, live_server.url, staff(Role.OFFICER))
    for path in (
        "",
        "catat/",
        f"{opened.code}/",
        f"{opened.code}/naskah/",
        f"{sent.code}/",
        f"{sent.code}/orang/",
    ):
        page.goto(f"{live_server.url}/meja/insiden/{path}")
        axe(page)
        assert page.evaluate(OVERFLOW) <= 0, path

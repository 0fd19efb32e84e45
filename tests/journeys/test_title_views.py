"""Tests that a view of a title's page is reported once, for people, when it is shown."""

from typing import Any

import pytest
from playwright.sync_api import Page

from rontal.catalogue.models import Title
from rontal.lending.models import TitleDay
from tests.support.journeys.reader import browser_errors
from tests.support.journeys.visits import Visit
from tests.support.lending.factories import lendable
from tests.support.web.visitors import CHROME

PERSON = CHROME["user-agent"]
VIEW_REQUESTS = "**/dilihat/"
MADE_AHEAD = """
Object.defineProperty(document, "prerendering", { get: () => !window.isHere });
"""
COMES = "window.isHere = true; document.dispatchEvent(new Event('prerenderingchange'));"


@pytest.fixture
def address(live_server: Any) -> str:
    title: Title = lendable()
    return f"{live_server.url}/koleksi/{title.slug}/"


def view_counts() -> list[tuple[int, int]]:
    return list(TitleDay.objects.values_list("looked", "seen_anew"))


def test_view_is_counted_once_in_half_a_minute(visit: Visit, address: str) -> None:
    page = visit(user_agent=PERSON)
    errors = browser_errors(page)
    with page.expect_response(VIEW_REQUESTS) as answer:
        page.goto(address)
    request = answer.value.request
    assert (request.method, request.post_data, answer.value.status) == ("POST", None, 204)
    assert view_counts() == [(1, 1)]
    with page.expect_response(VIEW_REQUESTS):
        page.reload()
    assert view_counts() == [(1, 1)]
    assert not errors
    assert not page.context.cookies()


def test_prerendered_page_is_counted_when_shown(visit: Visit, address: str) -> None:
    page = visit(user_agent=PERSON)
    view_requests = requests_sent(page)
    page.add_init_script(MADE_AHEAD)
    page.goto(address, wait_until="networkidle")
    assert not [one for one in view_requests if one.endswith("/dilihat/")]
    with page.expect_response(VIEW_REQUESTS):
        page.evaluate(COMES)
    assert view_counts() == [(1, 1)]


def requests_sent(page: Page) -> list[str]:
    """Returns a list to which every request from now on adds its address."""
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    return urls


def test_robot_that_runs_scripts_is_answered_and_not_counted(visit: Visit, address: str) -> None:
    page = visit(user_agent=f"{PERSON} HeadlessChrome/142.0.0.0")
    with page.expect_response(VIEW_REQUESTS) as answer:
        page.goto(address)
    assert answer.value.status == 204
    assert view_counts() == []

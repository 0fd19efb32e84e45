"""Tests of notifications in a real browser: the page of settings, by keyboard and without
JavaScript, and the worker's handling of a message. There is no push service: the browser's
developer tools pass messages to the worker, as a push service would.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.catalogue.models import Agent
from rontal.core.actors import Actor
from rontal.lending import services as lending
from rontal.notifications import selectors, services
from rontal.notifications.models import Subscription
from rontal.notifications.purposes import ChannelName, Purpose
from tests.support.catalogue.services.factories import entered
from tests.support.journeys.notifications import CLICK, PAGE, deliver, shown
from tests.support.journeys.reader import signed_in
from tests.support.journeys.visits import Visit
from tests.support.journeys.whole_browser import browser  # noqa: F401 - a fixture
from tests.support.journeys.worker import ready, service_workers  # noqa: F401 - a fixture
from tests.support.lending.factories import borrower, loan
from tests.support.notifications.external_services.push import PushService

Axe = Callable[[Page], None]


@pytest.fixture
def member() -> Actor:
    return borrower()


@pytest.fixture
def device(member: Actor, settings: Any) -> Subscription:
    settings.PUSH_PRIVATE = True
    keys = PushService("https://push.example").device().keys
    return services.subscribe(**keys, user_agent="Chrome/142.0 Android", actor=member)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", ["id", "en"])
def test_notification_settings_have_no_violations(
    visit: Visit, live_server: Any, axe: Axe, member: Actor, device: Subscription,
    scheme: str, width: int, language: str, tmp_path: Any, settings: Any,
) -> None:  # fmt: skip
    entered("Gending")
    services.follow(agent_id=Agent.objects.get().pk, actor=member)
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 900})
    signed_in(page, live_server, member)
    page.context.add_cookies([{"name": "bahasa", "value": language, "url": live_server.url}])
    page.goto(live_server.url + PAGE)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert device.family in page.content()


def test_choices_are_saved_without_script(
    plain_page: Page, live_server: Any, member: Actor, device: Subscription
) -> None:
    signed_in(plain_page, live_server, member)
    plain_page.goto(live_server.url + PAGE)
    plain_page.get_by_label("Antrean: Surel").uncheck()
    plain_page.get_by_label("Tampilkan judul buku di layar kunci").check()
    plain_page.get_by_role("button", name="Simpan").click()
    expect(plain_page.get_by_text("Pilihan Anda tersimpan.")).to_be_visible()
    assert not selectors.is_on(member.id, Purpose.HOLDS, ChannelName.MAIL)
    assert selectors.shows_titles(member.id)
    plain_page.get_by_role("button", name="Hapus").click()
    expect(
        plain_page.get_by_text("Perangkat ini tidak lagi menerima pemberitahuan.")
    ).to_be_visible()
    assert not Subscription.objects.exists()


def test_choices_are_made_by_keyboard(page: Page, live_server: Any, member: Actor) -> None:
    signed_in(page, live_server, member)
    page.goto(live_server.url + PAGE)
    page.get_by_label("Peminjaman: Perangkat Anda").or_(
        page.get_by_label("Pinjaman: Perangkat Anda")
    ).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Simpan").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Pilihan Anda tersimpan.")).to_be_visible()
    assert not selectors.is_on(member.id, Purpose.LOANS, ChannelName.PUSH)


def test_offer_after_a_hold_is_dismissed_by_a_no(
    page: Page, live_server: Any, member: Actor, axe: Axe
) -> None:
    signed_in(page, live_server, member)
    lending.place_hold(title_id=loan().title_id, actor=member)
    page.goto(f"{live_server.url}/rak/")
    offer = page.get_by_role("region", name="Mau diberi tahu di perangkat ini saat buku siap?")
    expect(offer).to_be_visible()
    axe(page)
    offer.get_by_role("button", name="Tidak, terima kasih").click()
    page.wait_for_url("**/rak/")
    expect(offer).to_have_count(0)


def test_worker_shows_each_message_once_in_the_persons_language(
    visit: Visit, live_server: Any, member: Actor
) -> None:
    page = visit(permissions=["notifications"])
    signed_in(page, live_server, member)
    page.goto(live_server.url + PAGE)
    ready(page)
    payload = {
        "title": "Buku siap untuk Anda",
        "body": "Pinjam paling lambat Rabu.",
        "path": "/rak/",
        "tag": "abc",
        "lang": "id",
        "badge": "/pemberitahuan/lencana.png",
        "actions": [
            {"action": "open", "title": "Ke rak saya", "path": "/rak/"},
            {"action": "choices", "title": "Pilihan", "path": PAGE},
        ],
    }
    deliver(page.context, page, live_server.url, json.dumps(payload))
    (first,) = shown(page, 1)
    assert (first["title"], first["body"]) == (payload["title"], payload["body"])
    assert first["actions"] == ["Ke rak saya", "Pilihan"]
    assert first["data"]["path"] == "/rak/"
    deliver(page.context, page, live_server.url, json.dumps(payload | {"title": "Hari terakhir"}))
    page.wait_for_timeout(500)
    (second,) = shown(page, 1)
    assert second["title"] == "Hari terakhir"


def test_unreadable_message_is_still_shown(visit: Visit, live_server: Any, member: Actor) -> None:
    page = visit(permissions=["notifications"])
    signed_in(page, live_server, member)
    page.goto(live_server.url + PAGE)
    ready(page)
    deliver(page.context, page, live_server.url, "not JSON")
    (only,) = shown(page, 1)
    assert only["title"]


@pytest.mark.parametrize(("action", "leads_to"), [("", "/rak/"), ("choices", PAGE + "#perangkat")])
def test_click_opens_the_subject_of_the_message_and_leaves_other_windows(
    visit: Visit, live_server: Any, member: Actor, action: str, leads_to: str
) -> None:
    page = visit(permissions=["notifications"])
    signed_in(page, live_server, member)
    page.goto(live_server.url + PAGE)
    ready(page)
    payload = {
        "title": "Buku siap untuk Anda",
        "path": "/rak/",
        "actions": [{"action": "choices", "title": "Pilihan", "path": PAGE + "#perangkat"}],
    }
    deliver(page.context, page, live_server.url, json.dumps(payload))
    assert shown(page, 1)
    (worker,) = page.context.service_workers
    assert worker.evaluate(CLICK, action) == live_server.url + leads_to
    assert page.url == live_server.url + PAGE


def test_message_opens_no_other_site(visit: Visit, live_server: Any, member: Actor) -> None:
    page = visit(permissions=["notifications"])
    signed_in(page, live_server, member)
    page.goto(live_server.url + PAGE + "#ikuti")
    ready(page)
    payload = {"title": "x", "path": "https://elsewhere.example/"}
    deliver(page.context, page, live_server.url, json.dumps(payload))
    assert shown(page, 1)
    (worker,) = page.context.service_workers
    assert worker.evaluate(CLICK, "") == live_server.url + PAGE


def test_signing_out_removes_shown_notifications(
    visit: Visit, live_server: Any, member: Actor
) -> None:
    page = visit(permissions=["notifications"])
    signed_in(page, live_server, member)
    page.goto(live_server.url + PAGE)
    ready(page)
    deliver(page.context, page, live_server.url, json.dumps({"title": "Buku siap untuk Anda"}))
    assert shown(page, 1)
    page.goto(live_server.url + "/keluar/")
    page.get_by_role("main").get_by_role("button", name="Keluar").click()
    page.wait_for_url(live_server.url + "/")
    assert not shown(page, 0)


def test_another_person_gets_no_notifications_of_the_first(
    visit: Visit, live_server: Any, member: Actor
) -> None:
    page = visit(permissions=["notifications"])
    signed_in(page, live_server, member)
    page.goto(live_server.url + PAGE)
    ready(page)
    deliver(page.context, page, live_server.url, json.dumps({"title": "Buku siap untuk Anda"}))
    assert shown(page, 1)
    page.context.clear_cookies()  # the session ends without signing out
    page.goto(live_server.url + "/koleksi/")
    assert shown(page, 1)
    signed_in(page, live_server, borrower())
    page.goto(live_server.url + PAGE)
    assert not shown(page, 0)

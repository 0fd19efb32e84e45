"""Data on a device belongs to the signed-in person and is deleted at sign-out, also offline."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.feedback.models import Ticket
from rontal.membership.models import Member
from rontal.membership.services import close_member
from rontal.ui.documents import qr_svg
from tests.support.journeys import proxy as proxies
from tests.support.journeys.complaint_form import fill
from tests.support.journeys.offline import paths, store_offline, stored_counts, with_card
from tests.support.journeys.proxy import Proxy, Way
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book, signed_in
from tests.support.journeys.worker import ready, rows, service_workers, until, waits
from tests.support.lending import factories as lending
from tests.support.membership import factories as membership
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end", "service_workers"]
LOCAL = "Object.keys(localStorage).filter((key) => /^rontal-(form|marks|place):/.test(key))"


@pytest.fixture
def proxy(live_server: Any) -> Iterator[Proxy]:
    """A proxy in front of the library."""
    yield from proxies.running(live_server)


def number_of(actor: Actor) -> str:
    """The number on the member's card."""
    return str(Member.objects.get(user_id=actor.id).number)


def nothing_of(page: Page, *words: str) -> None:
    """Neither caches nor databases nor drafts of the browser hold any of the words."""
    texts = page.evaluate("""async () => {
      const all = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
          all.push(name, request.url,
            await (await caches.match(request, { cacheName: name })).text());
      return all;
    }""")
    lies = "\n".join([*texts, *(row for _name, _store, row in rows(page))])
    assert len(lies) > 1000
    for word in words:
        assert word not in lies, word


def test_card_opens_offline_in_full_size(page: Page, live_server: Any, axe: Any) -> None:
    actor = lending.borrower()
    with_card(page, live_server, actor)
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/")
    expect(page.get_by_role("heading", name="Anda sedang luring")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Tampilkan kartu").click()
    expect(page.get_by_text("Tidak ada koneksi: halaman ini ditampilkan")).to_be_attached()
    large = page.locator("#kode svg")
    expect(large).to_be_visible()
    box = large.bounding_box()
    assert box
    assert box["width"] > 300, "as large as a phone of 360 pixels"
    path = re.search(r' d="([^"]+)"', qr_svg(number_of(actor)))
    assert path
    assert path[1] in large.inner_html()
    expect(page.get_by_text("Naikkan kecerahan layar ")).to_be_visible()
    axe(page)
    page.locator("#kode").get_by_role("link", name="Tutup").click()
    expect(large).to_be_hidden()


def test_visitors_have_no_card_and_no_personal_page_is_stored(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/koleksi/")
    ready(page)
    for path in (
        "/koleksi/",
        "/koleksi/?q=perkara",
        "/kartu/",
        "/masuk/",
        "/saran/",
        "/status/",
        "/privasi/",
    ):
        page.goto(f"{live_server.url}{path}")
    until(page, lambda: "/privasi/" in paths(page), "stored")
    assert paths(page) == {"/koleksi/", "/privasi/"}
    actor = lending.borrower()
    with_card(page, live_server, actor)
    for path in ("/", "/rak/", "/akun/data/", "/rak/ingin/", "/akun/keamanan/", "/meja/"):
        page.goto(f"{live_server.url}{path}")
    page.wait_for_timeout(500)
    assert paths(page) == {"/koleksi/", "/privasi/", "/kartu/"}


def test_signing_out_deletes_everything_from_the_device(page: Page, live_server: Any) -> None:
    actor = lending.borrower()
    with_card(page, live_server, actor)
    page.goto(f"{live_server.url}/keluar/")
    page.locator("main").get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{live_server.url}/")
    nothing_of(page, number_of(actor))
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/kartu/")
    expect(page.get_by_role("heading", name="Anda sedang luring")).to_be_visible()
    expect(page.get_by_role("link", name="Tampilkan kartu")).to_be_hidden()


def test_another_account_finds_nothing_of_the_first(page: Page, live_server: Any) -> None:
    first, second = lending.borrower(), lending.borrower()
    cache = with_card(page, live_server, first)
    page.goto(f"{live_server.url}/koleksi/?q=rahasia-pertama")
    page.context.clear_cookies()
    other = with_card(page, live_server, second)
    assert cache != other
    nothing_of(page, number_of(first), "rahasia-pertama", cache)
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/kartu/")
    expect(page.get_by_text(number_of(second)).first).to_be_visible()


def test_session_ended_elsewhere_leaves_nothing(page: Page, live_server: Any) -> None:
    actor = lending.borrower()
    with_card(page, live_server, actor)
    Session.objects.all().delete()
    page.goto(f"{live_server.url}/koleksi/")
    until(page, lambda: "/kartu/" not in paths(page), "gone")
    nothing_of(page, number_of(actor))


def test_closed_membership_leaves_neither_card_nor_books(
    page: Page, live_server: Any, work: Any
) -> None:
    address = open_book(page, live_server, epubs.book())
    frame_of(page)
    store_offline(page, address)
    page.goto(f"{live_server.url}/kartu/")
    until(page, lambda: "/kartu/" in paths(page), "the card is stored")
    member = Member.objects.get()
    number = member.number
    close_member(member_id=member.pk, reason="asked", actor=membership.clerk(Role.HEAD))
    work()
    page.goto(f"{live_server.url}/rak/")
    until(page, lambda: stored_counts(page)[0] == 0, "books are gone")
    until(page, lambda: "/kartu/" not in paths(page), "the card is gone")
    nothing_of(page, number)


def test_signing_out_offline_deletes_at_once_and_ends_the_session_later(
    page: Page, proxy: Proxy
) -> None:
    actor = lending.borrower()
    with_card(page, proxy, actor)
    fill(page, proxy.url)
    page.wait_for_timeout(600)
    assert page.evaluate(LOCAL)
    proxy.way = Way.NOTHING
    page.goto(f"{proxy.url}/keluar/")
    expect(page.get_by_role("heading", name="Keluar tanpa koneksi?")).to_be_visible()
    page.locator("main").get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", name="Anda sudah keluar di perangkat ini")).to_be_visible()
    nothing_of(page, number_of(actor))
    assert page.evaluate(LOCAL) == []
    assert Session.objects.count() == 1
    page.goto(f"{proxy.url}/kartu/")
    expect(page.get_by_role("heading", name="Anda sudah keluar di perangkat ini")).to_be_visible()
    proxy.way = Way.FORWARD
    page.goto(f"{proxy.url}/kartu/")
    expect(page).to_have_url(f"{proxy.url}/masuk/?next=/kartu/")
    signed = page.evaluate("fetch('/rak/tersimpan/keadaan.json').then((one) => one.json())")
    assert signed["reader"] == ""
    assert not Session.objects.exists()


def test_signing_out_works_on_a_page_with_an_expired_token(page: Page, proxy: Proxy) -> None:
    actor = lending.borrower()
    with_card(page, proxy, actor)
    page.goto(f"{proxy.url}/keluar/")
    page.evaluate(
        "document.querySelector('main [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)"
    )
    page.locator("main").get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{proxy.url}/")
    assert not Session.objects.exists()
    nothing_of(page, number_of(actor))


def test_queued_requests_of_one_account_are_neither_sent_nor_shown_by_another(
    page: Page, proxy: Proxy
) -> None:
    first, second = lending.borrower(), lending.borrower()
    signed_in(page, proxy, first)
    page.goto(f"{proxy.url}/koleksi/")
    ready(page)
    fill(page, proxy.url)
    proxy.way = Way.NOTHING
    page.get_by_role("button", name="Kirim", exact=True).last.click()
    expect(page.get_by_role("heading", name="Menunggu dikirim")).to_be_visible()
    until(page, lambda: len(waits(page)) == 1, "it waits")
    page.context.clear_cookies()
    signed_in(page, proxy, second)
    proxy.way = Way.FORWARD
    request_count = len(proxy.seen)
    page.goto(f"{proxy.url}/koleksi/")
    until(page, lambda: waits(page) == [], "gone")
    page.goto(f"{proxy.url}/luring/menunggu/")
    expect(page.get_by_role("heading", name="Tidak ada yang menunggu")).to_be_visible()
    assert not [line for line in proxy.seen[request_count:] if line.startswith(b"POST")]


def test_queued_requests_survive_an_expired_session(page: Page, proxy: Proxy) -> None:
    actor = lending.borrower()
    signed_in(page, proxy, actor)
    page.goto(f"{proxy.url}/koleksi/")
    ready(page)
    fill(page, proxy.url)
    proxy.way = Way.NOTHING
    page.get_by_role("button", name="Kirim", exact=True).last.click()
    expect(page.get_by_role("heading", name="Menunggu dikirim")).to_be_visible()
    Session.objects.all().delete()
    proxy.way = Way.FORWARD
    page.goto(f"{proxy.url}/koleksi/")
    page.goto(f"{proxy.url}/luring/menunggu/")
    expect(page.get_by_role("heading", name="Tidak ada yang menunggu")).to_be_visible()
    assert len(waits(page)) == 1, "sealed, and shown to nobody"
    signed_in(page, proxy, actor)
    page.goto(f"{proxy.url}/koleksi/")
    until(page, Ticket.objects.exists, "it arrived")

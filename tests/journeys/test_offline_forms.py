"""Tests that forms sent without network are stored encrypted and arrive once."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Page, expect

from rontal.core import clock
from rontal.feedback.models import Ticket, Upload
from rontal.membership.models import Application, Draft
from rontal.membership.selectors import draft_values
from rontal.web.feedback import limits
from tests.support.feedback import factories
from tests.support.journeys import applicant
from tests.support.journeys import proxy as proxies
from tests.support.journeys.complaint_form import picture
from tests.support.journeys.offline_forms import WAITING, heading, send, written
from tests.support.journeys.proxy import Proxy, Way
from tests.support.journeys.worker import ready, rows, service_workers, until, waits

__all__ = ["service_workers"]
THANKS = "Terima kasih, sudah kami terima"
AT_ONCE = """async ([count, picture]) => {
  const address = document.querySelector("[data-attach]").dataset.url;
  const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt());
  const file = new Blob([bytes], { type: "image/png" });
  const give = (number) => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data.ok);
    const message = { type: "file", address, page: location.pathname, file, name: `${number}.png` };
    navigator.serviceWorker.controller.postMessage(message, [port2]);
  });
  return Promise.all(Array.from({ length: count }, (_, number) => give(number)));
}"""
"""Sends files to the worker at the same moment, as a page does with files that fail together."""
AWAY = (Way.NOTHING, Way.BARE_502, Way.BARE_503)
TYPED = "Kipas di ruang baca rusak dan panas sekali"


@pytest.fixture
def proxy(live_server: Any) -> Iterator[Proxy]:
    """A proxy in front of the library."""
    yield from proxies.running(live_server)


def nothing_left(page: Page) -> None:
    """Nothing of what was sent lies on the device, neither sealed nor open."""
    until(page, lambda: waits(page) == [], "the queue is empty")
    lies = page.evaluate("JSON.stringify(localStorage)") + str(rows(page))
    assert factories.EMAIL not in lies
    assert '"seal"' not in lies
    assert "rontal-form:" not in lies


@pytest.mark.parametrize("way", AWAY)
def test_queued_complaint_is_sent_automatically(
    page: Page, proxy: Proxy, way: Way, axe: Any
) -> None:
    written(page, proxy)
    proxy.way = way
    send(page)
    heading(page, WAITING)
    expect(page.get_by_role("heading", name="Pengaduan atau saran")).to_be_visible()
    axe(page)
    assert not Ticket.objects.exists()
    (row,) = waits(page)
    assert factories.EMAIL not in str(row)
    assert "key false" in str(rows(page)), "the key does not leave the browser"
    proxy.way = Way.FORWARD
    page.get_by_role("button", name="Kirim sekarang").click()
    heading(page, THANKS)
    assert Ticket.objects.count() == 1
    nothing_left(page)


def test_files_stored_at_the_same_moment_can_all_be_opened_again(page: Page, proxy: Proxy) -> None:
    """The key is made with the first of them: two keys would make the other files unreadable."""
    written(page, proxy)
    proxy.way, proxy.only = Way.NOTHING, b"POST"
    content = base64.b64encode(picture()["buffer"]).decode()
    assert page.evaluate(AT_ONCE, [5, content]) == [True] * 5
    send(page)
    heading(page, WAITING)
    proxy.way = Way.FORWARD
    page.get_by_role("button", name="Kirim sekarang").click()
    heading(page, THANKS)
    assert Ticket.objects.get().attachments.count() == 5
    nothing_left(page)


def test_queued_files_are_sent_before_their_form(page: Page, proxy: Proxy) -> None:
    written(page, proxy)
    proxy.way = Way.NOTHING
    page.locator("input[type=file]").set_input_files([picture(), picture("dua.png")])
    for name in ("foto.png", "dua.png"):
        expect(page.get_by_text(f"{name}: Tidak ada koneksi. Berkas menunggu")).to_be_visible(
            timeout=20_000
        )
    send(page)
    heading(page, WAITING)
    assert [row["kind"] for row in sorted(waits(page), key=lambda row: row["at"])] == [
        "file", "file", "form",
    ]  # fmt: skip
    proxy.way = Way.FORWARD
    page.get_by_role("button", name="Kirim sekarang").click()
    heading(page, THANKS)
    assert Ticket.objects.get().attachments.count() == 2
    nothing_left(page)


def test_lost_response_duplicates_neither_complaint_nor_file(page: Page, proxy: Proxy) -> None:
    written(page, proxy)
    proxy.only, proxy.way = b"POST /saran/", Way.ANSWERED
    page.locator("input[type=file]").set_input_files([picture()])
    expect(page.get_by_text("foto.png: Tidak ada koneksi. Berkas menunggu")).to_be_visible(
        timeout=20_000
    )
    assert Upload.objects.count() == 1, "three times it arrived, and was kept once"
    send(page)
    heading(page, WAITING)
    until(page, Ticket.objects.exists, "the library has it")
    proxy.way = Way.FORWARD
    page.get_by_role("button", name="Kirim sekarang").click()
    heading(page, THANKS)
    assert Ticket.objects.count() == 1
    assert Ticket.objects.get().attachments.count() == 1
    nothing_left(page)


def test_queue_survives_the_browser_and_two_windows_send_once(page: Page, proxy: Proxy) -> None:
    written(page, proxy)
    proxy.way = Way.NOTHING
    send(page)
    heading(page, WAITING)
    until(page, lambda: len(waits(page)) == 1, "it waits")
    page.goto("about:blank")
    first, second = page.context.new_page(), page.context.new_page()
    proxy.way = Way.FORWARD
    before = len(proxy.seen)
    for other in (first, second):
        other.goto(f"{proxy.url}/luring/menunggu/", wait_until="commit")
    until(first, Ticket.objects.exists, "it arrived")
    first.wait_for_timeout(1500)
    assert Ticket.objects.count() == 1
    assert sum(line.startswith(b"POST /saran/ ") for line in proxy.seen[before:]) == 1


def test_number_of_a_complaint_sent_in_the_background_is_shown_once(
    page: Page, proxy: Proxy
) -> None:
    written(page, proxy)
    proxy.way = Way.NOTHING
    send(page)
    heading(page, WAITING)
    until(page, lambda: len(waits(page)) == 1, "it waits")
    proxy.way = Way.FORWARD
    page.goto(f"{proxy.url}/privasi/")
    line = page.get_by_role("link", name="Tulisan Anda sudah terkirim.")
    expect(line).to_be_visible(timeout=20_000)
    page.context.clear_cookies()  # the library's own cookie lasts for a quarter of an hour
    line.click()
    heading(page, THANKS)
    expect(page.get_by_text(Ticket.objects.get().code).first).to_be_visible()
    nothing_left(page)


def test_queued_complaint_can_be_discarded(page: Page, proxy: Proxy) -> None:
    written(page, proxy)
    proxy.way = Way.NOTHING
    send(page)
    heading(page, WAITING)
    page.get_by_role("button", name="Hapus : Pengaduan atau saran").click()
    expect(page.get_by_role("heading", name="Tidak ada yang menunggu")).to_be_visible()
    assert waits(page) == []
    proxy.way = Way.FORWARD
    page.goto(f"{proxy.url}/")
    page.wait_for_timeout(1000)
    assert not Ticket.objects.exists()


def test_expired_tokens_and_proofs_are_renewed(
    page: Page, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker computes a proof if the library requires one."""
    from datetime import timedelta

    from rontal.core.limits import Limit

    nobody = Limit("test.without", 0, timedelta(hours=1))
    monkeypatch.setattr(limits, "SEND_WITHOUT_PROOF", nobody)
    written(page, proxy)
    proxy.way = Way.NOTHING
    send(page)
    heading(page, WAITING)
    page.context.clear_cookies(name=django_settings.CSRF_COOKIE_NAME)
    proxy.way = Way.FORWARD
    page.get_by_role("button", name="Kirim sekarang").click()
    heading(page, THANKS)
    assert Ticket.objects.count() == 1


def test_refused_form_is_opened_again_with_the_typed_text(page: Page, proxy: Proxy) -> None:
    written(page, proxy)
    page.get_by_label("Surel").fill("bukan surel")
    proxy.way = Way.NOTHING
    send(page)
    heading(page, WAITING)
    proxy.way = Way.FORWARD
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text("Perpustakaan belum dapat menerimanya.")).to_be_visible()
    page.get_by_role("button", name="Buka", exact=True).click()
    expect(page.get_by_text("Tulis alamat seperti").first).to_be_visible()
    expect(page.get_by_label("Ceritakan")).to_have_value(factories.WORDS)
    assert waits(page) == []
    page.get_by_label("Surel").fill(factories.EMAIL)
    send(page)
    heading(page, THANKS)
    assert Ticket.objects.count() == 1


def test_registration_continues_where_the_network_failed(page: Page, proxy: Proxy) -> None:
    who = applicant.adult(seed=7)
    page.goto(f"{proxy.url}/koleksi/")
    ready(page)
    applicant.begin(page, proxy.url)
    proxy.way = Way.NOTHING
    card = page.locator("#id_card")
    card.set_input_files(who.photos["card"])  # type: ignore[arg-type]
    expect(page.get_by_text("Tidak ada koneksi. Foto menunggu")).to_be_visible(timeout=20_000)
    (row,) = waits(page)
    assert row["address"] == "/daftar/foto/card/"
    page.goto("about:blank")
    proxy.way = Way.FORWARD
    page.goto(f"{proxy.url}/daftar/foto/")
    expect(page.locator("#id_card_group [data-photo-preview]")).to_be_visible()
    assert waits(page) == []
    page.locator("#id_face").set_input_files(who.photos["face"])  # type: ignore[arg-type]
    page.locator("#id_face_group [data-photo-status][data-state=done]").wait_for()
    applicant.go_on(page)
    page.locator("#id_name").fill("Ni Made Setengah")
    page.wait_for_timeout(1500)
    proxy.way = Way.NOTHING
    page.locator("#id_name").fill("Ni Made Lengkap")
    until(page, lambda: len(waits(page, "save")) == 1, "what is typed waits")
    assert "Lengkap" not in str(waits(page))
    page.goto("about:blank")
    proxy.way = Way.FORWARD
    page.goto(f"{proxy.url}/daftar/siapa/")
    expect(page.locator("#id_name")).to_have_value("Ni Made Lengkap")
    applicant.fill_in_person(page, who)
    applicant.fill_in_contact(page, who)
    applicant.consent(page)
    proxy.way = Way.NOTHING
    page.get_by_role("button", name="Kirim").click()
    heading(page, WAITING)
    assert not Application.objects.exists()
    proxy.way = Way.FORWARD
    page.get_by_role("button", name="Kirim sekarang").click()
    page.wait_for_url("**/daftar/terkirim/", timeout=30_000)
    assert Application.objects.count() == 1
    assert waits(page) == []


def test_step_sent_offline_overrides_the_saved_one(page: Page, proxy: Proxy) -> None:
    who = applicant.adult(seed=9)
    page.goto(f"{proxy.url}/koleksi/")
    ready(page)
    applicant.begin(page, proxy.url)
    applicant.add_photos(page, who)
    proxy.way = Way.NOTHING
    page.locator("#id_name").fill("Ketik Lama")
    until(page, lambda: len(waits(page, "save")) == 1, "what is typed waits")
    page.locator("#id_name").fill("Ketik Baru")
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    heading(page, WAITING)
    proxy.way = Way.FORWARD
    page.get_by_role("button", name="Kirim sekarang").click()
    until(page, lambda: not [row for row in waits(page) if row["state"] == "waits"], "sent")
    assert draft_values(Draft.objects.get())["name"] == "Ketik Baru"
    assert clock.now()


def two_complaints(page: Page, proxy: Proxy) -> Page:
    """One complaint waits in `page`; a second window went on from its draft to another one."""
    written(page, proxy)
    until(page, lambda: page.evaluate("'rontal-form:saran' in localStorage"), "a draft is stored")
    other = page.context.new_page()
    other.goto(f"{proxy.url}/saran/")
    expect(other.get_by_label("Ceritakan")).to_have_value(factories.WORDS)
    other.get_by_label("Ceritakan").fill("Lampu di tangga mati sejak Senin.")
    proxy.way = Way.NOTHING
    send(page)
    heading(page, WAITING)
    return other


def test_second_complaint_replaces_no_other_one(page: Page, proxy: Proxy) -> None:
    other = two_complaints(page, proxy)
    send(other)
    heading(other, WAITING)
    until(page, lambda: len(waits(page, "form")) == 2, "both wait")
    proxy.way = Way.FORWARD
    page.get_by_role("button", name="Kirim sekarang").click()
    until(page, lambda: Ticket.objects.count() == 2, "both arrived")


def test_request_too_large_for_a_proxy_does_not_block_the_queue(page: Page, proxy: Proxy) -> None:
    written(page, proxy)
    proxy.way = Way.NOTHING
    page.locator("input[type=file]").set_input_files([picture()])
    expect(page.get_by_text("foto.png: Tidak ada koneksi. Berkas menunggu")).to_be_visible(
        timeout=20_000
    )
    send(page)
    heading(page, WAITING)
    proxy.only, proxy.way = b"POST " + waits(page, "file")[0]["address"].encode(), Way.BARE_413
    page.get_by_role("button", name="Kirim sekarang").click()
    until(page, Ticket.objects.exists, "the complaint arrived")
    assert Ticket.objects.get().attachments.count() == 0


def test_page_of_a_captive_portal_is_no_response_to_a_file(page: Page, proxy: Proxy) -> None:
    written(page, proxy)
    proxy.way = Way.NOTHING
    page.locator("input[type=file]").set_input_files([picture()])
    expect(page.get_by_text("foto.png: Tidak ada koneksi. Berkas menunggu")).to_be_visible(
        timeout=20_000
    )
    send(page)
    heading(page, WAITING)
    proxy.only, proxy.way = b"POST " + waits(page, "file")[0]["address"].encode(), Way.BARE_200
    page.get_by_role("button", name="Kirim sekarang").click()
    until(page, lambda: any(line.startswith(proxy.only) for line in proxy.seen[-3:]), "it was sent")
    page.wait_for_timeout(500)
    assert len(waits(page, "file")) == 1
    proxy.way = Way.FORWARD
    page.goto(f"{proxy.url}/luring/menunggu/")
    page.get_by_role("button", name="Kirim sekarang").click()
    until(page, Ticket.objects.exists, "all arrived")
    assert Ticket.objects.get().attachments.count() == 1


OLDER = """async (minutes) => {
  const asked = indexedDB.open("rontal-worker");
  await new Promise((resolve) => (asked.onsuccess = resolve));
  const store = asked.result.transaction("queue", "readwrite").objectStore("queue");
  const all = store.getAll();
  await new Promise((resolve) => (all.onsuccess = resolve));
  for (const row of all.result) store.put({ ...row, at: row.at - minutes * 60000 });
  asked.result.close();
}"""


def test_receipt_of_a_visitor_is_deleted_before_the_next_person_uses_the_browser(
    page: Page, proxy: Proxy
) -> None:
    written(page, proxy)
    proxy.way = Way.NOTHING
    send(page)
    heading(page, WAITING)
    page.goto("about:blank")
    proxy.way = Way.FORWARD
    page.goto(f"{proxy.url}/koleksi/")
    until(page, lambda: waits(page, "receipt") != [], "it arrived while nobody looked")
    page.evaluate(OLDER, 16)
    page.goto(f"{proxy.url}/koleksi/daftar/")
    until(page, lambda: waits(page, "receipt") == [], "gone")

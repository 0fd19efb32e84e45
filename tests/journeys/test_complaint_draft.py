"""Tests that a message to the library stays on the device until it is sent: after closing the tab,
losing the network, or a response that never arrived.
"""

from typing import Any

from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from rontal.feedback.models import Ticket
from tests.support.feedback import factories
from tests.support.journeys.complaint_form import fill, picture
from tests.support.journeys.reader import signed_in
from tests.support.lending.factories import borrower

STORED_FORMS = "Object.keys(localStorage).filter((key) => key.startsWith('rontal-form:')).length"
A_DAY_LATER = """() => {
  const key = "rontal-form:saran", draft = JSON.parse(localStorage.getItem(key));
  localStorage.setItem(key, JSON.stringify({ ...draft, at: draft.at - 3 * 3600 * 1000 }));
}"""
BACK = "Ini yang Anda ketik tadi."


def send(page: Page) -> None:
    page.get_by_role("button", name="Kirim", exact=True).last.click()


def arrived(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Terima kasih, sudah kami terima", timeout=30_000
    )


def write(page: Page, base: str) -> None:
    """Fills in the form, and waits until the device has stored it."""
    fill(page, base)
    page.get_by_label("Surel").fill(factories.EMAIL)
    expect(page.get_by_text("tersimpan di perangkat ini paling lama dua jam")).to_be_visible()
    page.wait_for_timeout(600)


def anew(page: Page, base: str) -> Page:
    """Closes the tab and opens the form in another one."""
    other = page.context.new_page()
    page.close()
    other.goto(f"{base}/saran/")
    return other


def test_closed_tab_loses_neither_text_nor_files(page: Page, live_server: Any, axe: Any) -> None:
    write(page, live_server.url)
    page.locator("input[type=file]").set_input_files([picture()])
    expect(page.get_by_text("foto.png: Diterima")).to_be_visible()
    page = anew(page, live_server.url)
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.get_by_label("Ceritakan")).to_have_value(factories.WORDS)
    expect(page.get_by_label("Surel")).to_have_value(factories.EMAIL)
    expect(page.get_by_label("Pengaduan", exact=False).first).to_be_checked()
    expect(page.get_by_text("Berkas 1, ")).to_be_visible()
    axe(page)
    send(page)
    arrived(page)
    assert page.evaluate(STORED_FORMS) == 0
    assert Ticket.objects.get().attachments.count() == 1


def test_without_network_nothing_is_sent_and_nothing_lost(page: Page, live_server: Any) -> None:
    write(page, live_server.url)
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_text("Tidak ada koneksi.")).to_be_visible()
    expect(page.get_by_label("Ceritakan")).to_have_value(factories.WORDS)
    page.context.set_offline(False)
    send(page)
    arrived(page)
    assert Ticket.objects.count() == 1


def test_lost_response_creates_no_second_complaint(page: Page, live_server: Any) -> None:
    write(page, live_server.url)

    def lose(route: Any) -> None:
        if route.request.method != "POST":
            return route.continue_()
        route.fetch(max_redirects=0)
        return route.abort("connectionreset")

    page.route("**/saran/", lose)
    send(page)
    for _ in range(100):
        if Ticket.objects.exists():
            break
        page.wait_for_timeout(100)
    page = anew(page, live_server.url)
    expect(page.get_by_label("Ceritakan")).to_have_value(factories.WORDS)
    send(page)
    arrived(page)
    assert Ticket.objects.count() == 1
    assert page.evaluate(STORED_FORMS) == 0


def test_expired_session_keeps_the_text_hidden_from_another_account(
    page: Page, live_server: Any
) -> None:
    signed_in(page, live_server, borrower())
    write(page, live_server.url)
    Session.objects.all().delete()
    page.goto(f"{live_server.url}/saran/")
    expect(page.get_by_label("Ceritakan")).to_have_value(factories.WORDS)
    signed_in(page, live_server, borrower())
    page.goto(f"{live_server.url}/saran/")
    expect(page.get_by_text("Ceritakan")).to_be_visible()
    expect(page.get_by_label("Ceritakan")).to_have_value("")


def test_draft_is_deleted_by_signing_out_and_after_two_hours(page: Page, live_server: Any) -> None:
    signed_in(page, live_server, borrower())
    write(page, live_server.url)
    page.evaluate(A_DAY_LATER)
    page.goto(f"{live_server.url}/koleksi/")
    assert page.evaluate(STORED_FORMS) == 0
    write(page, live_server.url)
    page.goto(f"{live_server.url}/keluar/")
    page.get_by_role("button", name="Keluar").last.click()
    page.wait_for_url(f"{live_server.url}/")
    assert page.evaluate(STORED_FORMS) == 0


def test_draft_can_be_deleted_on_a_shared_device(page: Page, live_server: Any) -> None:
    write(page, live_server.url)
    page.reload()
    page.get_by_role("button", name="Hapus dan mulai baru").click()
    expect(page.get_by_label("Ceritakan")).to_have_value("")
    assert page.evaluate(STORED_FORMS) == 0


def test_file_refused_by_a_limit_can_be_sent_again(page: Page, live_server: Any) -> None:
    fill(page, live_server.url)
    page.route(
        "**/saran/berkas/**",
        lambda route: route.fulfill(status=429, json={"error": "Terlalu sering."}),
    )
    page.locator("input[type=file]").set_input_files([picture()])
    expect(page.get_by_text("foto.png: Terlalu sering.")).to_be_visible()
    page.unroute("**/saran/berkas/**")
    page.get_by_role("button", name="Kirim lagi: foto.png").click()
    expect(page.get_by_text("foto.png: Diterima")).to_be_visible()

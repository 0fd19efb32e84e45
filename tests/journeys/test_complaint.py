"""Tests of an anonymous complaint in a real browser, from the form to the rating of the answer."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.feedback import services
from rontal.feedback.models import Ticket
from tests.support.feedback import factories
from tests.support.journeys.complaint_form import fill, picture
from tests.support.journeys.layout import OVERFLOW

Axe = Callable[[Page], None]
Visit = Callable[..., Page]


def answer(ticket: Ticket) -> None:
    clerk = factories.clerk()
    services.take(ticket_id=ticket.pk, actor=clerk)
    services.answer(ticket_id=ticket.pk, words="Kipasnya sudah diganti.", actor=clerk)


@pytest.mark.core(seconds=3)
def test_anonymous_complainant_reads_the_answer(page: Page, live_server: Any, axe: Axe) -> None:
    fill(page, live_server.url)
    page.locator("input[type=file]").set_input_files([picture(), picture("lagi.png")])
    expect(page.get_by_text("foto.png: Diterima")).to_be_visible()
    expect(page.get_by_text("lagi.png: Diterima")).to_be_visible()
    page.get_by_role("button", name="Keluarkan: lagi.png").click()
    expect(page.get_by_text("lagi.png")).to_have_count(0)
    axe(page)
    assert page.evaluate(OVERFLOW) <= 0
    page.get_by_role("button", name="Kirim", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Terima kasih, sudah kami terima", timeout=20_000
    )
    code = re.search(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", page.inner_text("main"))[0]
    axe(page)
    page.get_by_role("button", name="Lupakan di peramban ini").click()

    ticket = Ticket.objects.get()
    assert ticket.is_anonymous
    assert ticket.attachments.count() == 1
    answer(ticket)
    axe(page)
    page.get_by_label("Kode Anda").fill(code.lower())
    page.get_by_role("button", name="Buka").click()
    expect(page.get_by_text("Kipasnya sudah diganti.")).to_be_visible()
    axe(page)
    assert page.evaluate(OVERFLOW) <= 0
    page.get_by_label("Ya, sangat").check()
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_text("Terima kasih. Ini membantu kami")).to_be_visible()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.rating) == ("closed", 4)


@pytest.mark.core(seconds=3)
def test_complaint_without_script_by_phone_and_in_the_dark(visit: Visit, live_server: Any) -> None:
    page = visit(java_script_enabled=False, color_scheme="dark")
    fill(page, live_server.url)
    page.locator("input[type=file]").set_input_files([picture()])
    page.get_by_label("Ceritakan").fill("")
    page.get_by_role("button", name="Kirim", exact=True).last.click()
    expect(page.get_by_text("Berkas 1")).to_be_visible()
    page.get_by_label("Ceritakan").fill(factories.WORDS)
    page.get_by_role("button", name="Kirim", exact=True).last.click()
    expect(page.get_by_role("heading", name="Catat kode ini")).to_be_visible()
    assert Ticket.objects.get().attachments.count() == 1


def test_figures_are_a_picture_with_a_table_as_alternative(
    page: Page, live_server: Any, axe: Axe
) -> None:
    for _ in range(6):
        factories.answered()
    page.goto(f"{live_server.url}/saran/angka/")
    expect(page.get_by_role("img", name=re.compile("per bulan"))).to_be_visible()
    page.get_by_text("Angkanya", exact=True).click()
    axe(page)
    assert page.evaluate(OVERFLOW) <= 0

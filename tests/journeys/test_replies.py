"""Tests of reply templates in a real browser: written by the head, used by a clerk."""

from typing import Any

import pytest
from playwright.sync_api import expect

from rontal.accounts.roles import Role
from rontal.accounts.selectors import actor_of
from rontal.membership.models import Application
from rontal.standard.replies import services
from rontal.standard.replies.models import ReplyUse
from rontal.standard.replies.rules import Reply, ReplyKind
from tests.support.accounts.factories import staff
from tests.support.journeys.desk import WIDE, Axe, case, sign_in, state, take_case
from tests.support.journeys.visits import PHONE, Visit

HELLO = "Halo {name}, ratakan kartunya. Waktu Anda {days} hari."


def a_template(name: str, words: str, reasons: tuple[str, ...]) -> None:
    reply = Reply(ReplyKind.CORRECTION, name, reasons, words, "Hello {name}.")
    services.add_reply(reply=reply, actor=actor_of(staff(Role.HEAD)))


def test_head_writes_a_template_and_a_clerk_uses_it_by_keyboard(
    visit: Visit, live_server: Any, axe: Axe
) -> None:
    application = case("Ni Wayan Satu")
    head = visit(viewport=WIDE)
    sign_in(head, live_server.url, staff(Role.HEAD))
    head.goto(f"{live_server.url}/meja/alasan/")
    axe(head)
    head.locator("a[href$='/baru/perbaikan/']").click()
    head.get_by_label("Nama", exact=True).fill("Kartu terlipat")
    head.locator("[value=photo_card_unreadable]").check()
    head.get_by_label("Kata-kata dalam bahasa Indonesia").fill("Halo {nama}.")
    head.get_by_label("Kata-kata dalam bahasa Inggris").fill("Hello {name}.")
    head.keyboard.press("Tab")
    head.keyboard.press("Enter")
    expect(head.get_by_text("{nama} tidak dapat diisi").first).to_be_visible()
    axe(head)
    head.get_by_label("Kata-kata dalam bahasa Indonesia").fill(HELLO)
    head.get_by_role("button", name="Simpan templat").click()
    expect(head.get_by_role("link", name="Kartu terlipat")).to_be_visible()

    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff())
    page.goto(f"{live_server.url}/meja/permohonan/{application.code}/")
    take_case(page)
    page.keyboard.press("c")
    page.keyboard.press("b")
    expect(page.locator("select:visible")).to_be_focused()
    page.keyboard.type("Kartu t")
    words = page.locator("textarea:visible")
    expect(words).to_have_value("Halo Ni Wayan Satu, ratakan kartunya. Waktu Anda 30 hari.")
    expect(page.locator("[name=reasons][value=photo_card_unreadable]")).to_be_checked()
    axe(page)
    page.locator("[name=reasons][value=photo_card_unreadable]").focus()
    words.press("End")
    page.get_by_role("button", name="Kirim", exact=True).press("Enter")
    expect(page.get_by_text("diminta memperbaiki")).to_be_visible()
    assert Application.objects.get(pk=application.pk).decision_words.startswith("Halo Ni Wayan")
    assert ReplyUse.objects.count() == 1


def test_typed_text_remains_and_untouched_text_is_replaced(visit: Visit, live_server: Any) -> None:
    a_template("Satu", "Kalimat satu.", ("name_differs",))
    a_template("Dua", "Kalimat dua.", ("sex_differs",))
    application = case("Ni Wayan Satu")
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff())
    page.goto(f"{live_server.url}/meja/permohonan/{application.code}/")
    take_case(page)
    page.keyboard.press("c")
    words, chosen = page.locator("textarea:visible"), page.locator("select:visible")
    chosen.select_option("Satu")
    chosen.select_option("Dua")
    expect(words).to_have_value("Kalimat dua.")
    words.fill("Dari saya.\n\nKalimat dua.")
    chosen.select_option("Satu")
    expect(words).to_have_value("Dari saya.\n\nKalimat satu.")
    words.fill("Semuanya saya tulis sendiri.")
    chosen.select_option("Dua")
    expect(words).to_have_value("Semuanya saya tulis sendiri.\n\nKalimat dua.")
    for reason in ("name_differs", "sex_differs"):
        expect(page.locator(f"[name=reasons][value={reason}]")).to_be_checked()


def test_without_script_a_button_inserts_the_text(visit: Visit, live_server: Any) -> None:
    a_template("Satu", "Halo {name}.", ("name_differs",))
    application = case("Ni Wayan Satu")
    page = visit(viewport=PHONE, java_script_enabled=False)
    sign_in(page, live_server.url, staff())
    page.goto(f"{live_server.url}/meja/permohonan/{application.code}/")
    take_case(page)
    page.locator("summary", has_text="Minta perbaikan").click()
    page.locator("textarea:visible").first.fill("Dari saya.")
    page.locator("select[name=choose]:visible").select_option("Satu")
    page.get_by_role("button", name="Masukkan").first.click()
    expect(page.locator("#id_words").first).to_have_value("Dari saya.\n\nHalo Ni Wayan Satu.")
    page.get_by_role("button", name="Kirim", exact=True).click()
    assert state(application) == "needs_correction"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_a_phone_and_pass_axe(
    visit: Visit, live_server: Any, axe: Axe, scheme: str
) -> None:
    a_template("Satu", HELLO, ("name_differs",))
    page = visit(viewport=PHONE, color_scheme=scheme)
    sign_in(page, live_server.url, staff(Role.HEAD))
    for address in ("", "baru/penolakan/", "baru/pengaduan/"):
        page.goto(f"{live_server.url}/meja/alasan/{address}")
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"], address
    page.goto(f"{live_server.url}/meja/alasan/")
    page.get_by_role("link", name="Satu", exact=True).click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

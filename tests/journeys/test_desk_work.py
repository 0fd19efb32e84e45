"""Tests of work at the desk in a real browser: a view by keyboard, the head, photo pairs."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.accounts.roles import Role
from rontal.membership.models import Application, Assignment, CaseLease
from tests.support.accounts.factories import staff
from tests.support.journeys.desk import WIDE, Axe, case, shows, sign_in, state, take_case
from tests.support.journeys.visits import Visit
from tests.support.membership import factories as membership


def test_three_children_are_decided_in_a_saved_view_by_keyboard(
    visit: Visit, live_server: Any, axe: Axe
) -> None:
    names = ["I Made Satu", "I Made Dua", "I Made Tiga"]
    case("Ni Wayan Dewasa")
    children = [membership.in_review(membership.child_values(name=name)) for name in names]
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff())
    page.locator("summary", has_text="Saringan").press("Enter")
    page.get_by_label("Anak", exact=True).select_option("Ya")
    page.get_by_role("button", name="Tampilkan").press("Enter")
    page.wait_for_url("**anak=ya**")
    page.get_by_label("Simpan tampilan ini dengan nama").fill("Anak-anak")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="3 Anak-anak")).to_have_attribute("aria-current", "page")
    axe(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    shows(page, names[0])
    page.keyboard.press("n")
    shows(page, names[1])
    page.keyboard.press("p")
    shows(page, names[0])
    for name in names:
        shows(page, name)
        page.keyboard.press("a")
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"{name} kini menjadi anggota.")).to_be_visible()
    expect(page.get_by_text("kasus bebas yang terakhir")).to_be_visible()
    assert [state(child) for child in children] == ["approved"] * 3
    assert Application.objects.filter(state="in_review").count() == 1


def test_keys_do_nothing_while_somebody_types(visit: Visit, live_server: Any) -> None:
    application = case("Ni Wayan Satu")
    case("Ni Made Dua")
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff())
    page.goto(f"{live_server.url}/meja/permohonan/{application.code}/")
    take_case(page)
    page.keyboard.press("c")
    page.locator("textarea:visible").fill("")
    page.locator("textarea:visible").press_sequentially("npaqrk")
    expect(page.locator("textarea:visible")).to_have_value("npaqrk")
    shows(page, "Ni Wayan Satu")
    button = page.get_by_role("button", name="Kasus berikutnya", exact=True)
    expect(button).to_have_attribute("aria-keyshortcuts", "n")
    assert state(application) == "in_review"


def test_head_assigns_a_case_and_the_clerk_finds_it(
    visit: Visit, live_server: Any, axe: Axe
) -> None:
    application, clerk = case("Ni Wayan Satu"), staff(name="I Made Penerima")
    holder, head = visit(viewport=WIDE), visit(viewport=WIDE)
    sign_in(holder, live_server.url, staff(name="Ni Luh Pemegang"))
    holder.get_by_role("button", name="Ni Wayan Satu").click()
    shows(holder, "Ni Wayan Satu")
    sign_in(head, live_server.url, staff(Role.HEAD, name="Ibu Kepala"))
    expect(head.get_by_text("Ni Luh Pemegang sedang memegangnya")).to_be_visible()
    head.get_by_role("link", name="Ni Wayan Satu").click()
    head.locator("summary", has_text="Berikan kepada petugas").click()
    axe(head)
    head.get_by_label("Siapa yang memutuskan kasus ini?").select_option("I Made Penerima")
    head.get_by_role("button", name="Berikan", exact=True).click()
    expect(head.get_by_text("kepada I Made Penerima")).to_be_visible()
    axe(head)
    assert not CaseLease.objects.exists()
    assert Assignment.objects.get().staff_id == clerk.pk
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, clerk)
    page.get_by_role("link", name="1 Milik saya").click()
    expect(page.get_by_text("Diberikan kepada Anda")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Ni Wayan Satu").click()
    shows(page, "Ni Wayan Satu")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.get_by_text("kini menjadi anggota")).to_be_visible()
    assert state(application) == "approved"


@pytest.mark.parametrize("script", [True, False])
def test_photo_pairs_are_viewed_and_the_ticked_ones_approved(
    visit: Visit, live_server: Any, axe: Axe, script: bool
) -> None:
    applications = [case(name) for name in ("Ni Wayan Satu", "Ni Made Dua", "I Ketut Tiga")]
    page = visit(viewport=WIDE, java_script_enabled=script)
    sign_in(page, live_server.url, staff())
    page.get_by_role("link", name="3 Tanpa cela").click()
    page.get_by_role("button", name="Lihat beberapa berdampingan").click()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    if script:
        axe(page)
    page.get_by_role("checkbox", name="Ni Wayan Satu").check()
    page.get_by_role("checkbox", name="I Ketut Tiga").check()
    page.get_by_role("button", name="Setujui yang dicentang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 orang kini menjadi anggota")
    if script:
        axe(page)
    assert [state(one) for one in applications] == ["approved", "in_review", "approved"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_new_pages_fit_a_phone_and_pass_axe(
    visit: Visit, live_server: Any, axe: Axe, scheme: str
) -> None:
    case("I Gusti Ngurah Agung Putra Darmawan")
    page: Page = visit(color_scheme=scheme, has_touch=True)
    sign_in(page, live_server.url, staff(Role.CLERK, Role.HEAD, Role.ADMINISTRATOR))
    for path in (
        "?anak=tidak&warga=ya",
        "?tenggat=terlambat",
        "tanpa-cela/",
        "catatan/?dari=2020-01-01",
    ):
        page.goto(f"{live_server.url}/meja/{path}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path

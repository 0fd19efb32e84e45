"""Tests of the desk in a real browser: by keyboard, on a phone, two clerks, no JavaScript."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from idcard.faces.model import FaceSign, SelfieFaces
from idcard.geometry import Quad
from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.models import Event
from rontal.membership import services as applications
from rontal.membership.models import Application, CaseLease, Member
from tests.support.accounts.factories import staff
from tests.support.desk.factories import MATCH, SELFIE, examined_application
from tests.support.idcard import pictures
from tests.support.journeys.desk import WIDE, Axe, case, shows, sign_in, state, take_case
from tests.support.journeys.visits import Visit
from tests.support.mailbox import Letterbox
from tests.support.membership import factories as membership
from tests.support.verification import factories as verification
from tests.support.verification.builders import card

Work = Callable[[], None]
NOBODY = SelfieFaces(signs=frozenset({FaceSign.NONE}))


@pytest.mark.core(seconds=9)
def test_a_clerk_decides_three_cases_by_keyboard_alone(
    visit: Visit, live_server: Any, axe: Axe, letters: Letterbox, work: Work
) -> None:
    first = case("Ni Wayan Satu")
    second = case("Ni Made Dua", NOBODY)
    third = case("I Ketut Tiga")
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff())
    axe(page)
    walk_to_the_first(page)
    approve(page, axe)
    assert Member.objects.filter(application=first).exists()
    shows(page, "Ni Made Dua")
    request_correction(page, axe)
    shows(page, "I Ketut Tiga")
    decided = Application.objects.get(pk=second.pk)
    assert decided.decision_reasons == ["photo_card_unreadable", "photo_face_unclear"]
    reject(page, axe)
    expect(page.get_by_text("Meja sudah bersih")).to_be_visible()
    axe(page)
    assert state(third) == "rejected"
    work()
    assert "Lepaskan maskernya." in letters.newest(second.email, "maskernya").text
    assert letters.newest(first.email).subject
    assert letters.newest(third.email).subject


def walk_to_the_first(page: Page) -> None:
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    expect(page.locator(":focus")).to_have_text("Ni Wayan Satu")
    page.keyboard.press("Enter")
    shows(page, "Ni Wayan Satu")


def approve(page: Page, axe: Axe) -> None:
    axe(page)
    page.keyboard.press("a")
    expect(page.locator(":focus")).to_contain_text("Ya, setujui")
    axe(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ni Wayan Satu kini menjadi anggota.")).to_be_visible()


def request_correction(page: Page, axe: Axe) -> None:
    """Asks for a correction with the reason that the system found, another one and a text."""
    page.keyboard.press("c")
    expect(page.get_by_label("Wajah tidak jelas")).to_be_checked()
    page.keyboard.press("Space")
    while page.locator("textarea:focus").count() == 0:
        page.keyboard.press("Tab")
    page.keyboard.type("Lepaskan maskernya.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Lihat suratnya dulu")
    page.keyboard.press("Enter")
    shows(page, "Yang akan dibaca Ni Made Dua")
    expect(page.get_by_label("Surat", exact=True)).to_contain_text("Lepaskan maskernya.")
    axe(page)
    page.keyboard.press("Enter")


def reject(page: Page, axe: Axe) -> None:
    for key in ("r", "Space", "Enter"):
        page.keyboard.press(key)
    shows(page, "Tolak permohonan I Ketut Tiga?")
    axe(page)
    page.keyboard.press("r")


def test_keys_are_shown_and_lead_from_case_to_case(
    visit: Visit, live_server: Any, axe: Axe
) -> None:
    names = ["Ni Wayan Satu", "Ni Made Dua", "I Ketut Tiga"]
    for name in names:
        case(name)
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff())
    page.get_by_role("button", name=names[0]).click()
    shows(page, names[0])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Kasus berikutnya")
    axe(page)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    shows(page, names[1])
    page.keyboard.press("j")
    shows(page, names[2])
    page.keyboard.press("k")
    shows(page, names[1])
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    expect(page.locator("[data-decision][open]")).to_have_count(0)
    page.keyboard.press("q")
    page.wait_for_url("**/meja/")
    page.keyboard.press("/")
    page.keyboard.type("dua")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=names[1])).to_be_visible()
    expect(page.get_by_role("button", name=names[0])).to_have_count(0)


def test_photos_are_enlarged(visit: Visit, live_server: Any) -> None:
    application = verification.examined()
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff())
    page.goto(f"{live_server.url}/meja/permohonan/{application.code}/")
    image = page.get_by_alt_text("Foto kartu identitas")
    before = image.bounding_box()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth > 1000)")
    page.keyboard.press("+")
    page.wait_for_timeout(200)
    after = image.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"] * 1.4
    page.keyboard.press("t")
    assert "rotate(90deg)" in (image.get_attribute("style") or "")
    page.get_by_role("button", name="Foto utuh").first.click()
    assert "scale(1)" in (image.get_attribute("style") or "")


def test_second_clerk_is_notified_and_second_decision_is_explained(
    visit: Visit, live_server: Any, axe: Axe
) -> None:
    application = case("Ni Wayan Satu")
    address = f"{live_server.url}/meja/permohonan/{application.code}/"
    first, second = visit(viewport=WIDE), visit(viewport=WIDE)
    sign_in(first, live_server.url, staff(name="Ni Luh Pertama"))
    sign_in(second, live_server.url, staff(name="I Made Kedua"))
    first.goto(address)
    axe(first)
    take_case(first)
    second.goto(address)
    expect(second.get_by_text("memegang kasus ini sejak")).to_contain_text("Ni Luh Pertama")
    expect(second.get_by_role("heading", name="Putusan Anda")).to_have_count(0)
    axe(second)
    CaseLease.objects.update(until=clock.now())
    second.reload()
    take_case(second)
    first.keyboard.press("a")
    first.keyboard.press("Enter")
    expect(first.get_by_text("Rekan Anda sedang memegang kasus ini")).to_be_visible()
    expect(first.get_by_text("memegang kasus ini sejak")).to_contain_text("I Made Kedua")
    axe(first)
    assert state(application) == "in_review"
    CaseLease.objects.update(until=clock.now())
    first.reload()
    take_case(first)
    CaseLease.objects.update(until=clock.now())
    second.keyboard.press("a")
    second.keyboard.press("Enter")
    expect(second.get_by_text("kini menjadi anggota")).to_be_visible()
    first.keyboard.press("r")
    first.keyboard.press("Space")
    first.keyboard.press("Enter")
    shows(first, "Tolak permohonan")
    first.keyboard.press("r")
    expect(first.get_by_text("Rekan Anda lebih dahulu")).to_be_visible()
    expect(first.get_by_text("diputuskan oleh I Made Kedua")).to_be_visible()
    axe(first)
    assert state(application) == "approved"


@pytest.mark.core(seconds=10)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_a_phone_and_passes_axe(
    visit: Visit, live_server: Any, axe: Axe, scheme: str
) -> None:
    application = case("I Gusti Ngurah Agung Putra Darmawan")
    child = membership.in_review(membership.child_values())
    page = visit(color_scheme=scheme, has_touch=True)
    everything = staff(Role.CLERK, Role.HEAD, Role.ADMINISTRATOR)
    sign_in(page, live_server.url, everything)
    for path in (
        "",
        "?rak=ditolak",
        "?cari=zzz",
        f"permohonan/{application.code}/",
        f"permohonan/{child.code}/",
        "surat/",
        "pekerjaan/",
        "catatan/",
    ):
        page.goto(f"{live_server.url}/meja/{path}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_a_clerk_decides_without_script(visit: Visit, live_server: Any) -> None:
    approved, rejected = case("Ni Wayan Satu"), case("Ni Made Dua")
    page = visit(viewport=WIDE, java_script_enabled=False)
    sign_in(page, live_server.url, staff())
    page.get_by_role("button", name="Ni Wayan Satu").click()
    page.locator("summary", has_text="Setujui").click()
    page.get_by_role("button", name="Ya, setujui").click()
    page.locator("summary", has_text="Tolak").click()
    page.get_by_label("Kartu dan wajah milik orang berbeda").check()
    page.get_by_role("button", name="Lanjut ke surat").click()
    page.get_by_role("button", name="Ya, tolak").click()
    assert (state(approved), state(rejected)) == ("approved", "rejected")


def test_spotless_case_is_decided_by_three_keys(visit: Visit, live_server: Any, axe: Axe) -> None:
    """Uses real photos, read and compared by the real models; nothing needs scrolling."""
    first, second = verification.examined(), case("Ni Made Dua")
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff())
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    shows(page, first.name)
    axe(page)
    visible_without_scrolling = ("#verdict-name", ".faces-pair", ".lines >> nth=0", "[data-key=a]")
    for part in visible_without_scrolling:
        box = page.locator(part).bounding_box()
        assert box is not None, part
        assert box["y"] + box["height"] <= WIDE["height"], part
    assert page.evaluate("window.scrollY") == 0
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    shows(page, second.name)
    assert state(first) == "approved"


def test_crops_load_no_file_that_the_page_does_not_load_anyway(
    visit: Visit, live_server: Any
) -> None:
    application = verification.examined()
    opened = Event.objects.filter(name="file:opened", actor_kind="staff")
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff())
    page.goto(f"{live_server.url}/meja/permohonan/{application.code}/")
    page.wait_for_load_state("networkidle")
    assert page.locator("svg.crop").count() > 5
    drawn = page.locator("svg.crop image").first.evaluate(
        "image => image.getBoundingClientRect().width"
    )
    assert drawn > 100
    assert opened.count() == 2
    styled = page.evaluate("document.querySelectorAll('svg.crop [style], svg.crop[style]').length")
    assert styled == 0


def test_sideways_photo_is_shown_upright(visit: Visit, live_server: Any) -> None:
    side = Quad.of([(0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.1, 0.1)])
    application = examined_application(replace(card(), corners=side), SELFIE, MATCH)
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff())
    page.goto(f"{live_server.url}/meja/permohonan/{application.code}/")
    image = page.locator(".viewer-card img")
    assert "rotate(270deg)" in (image.get_attribute("style") or "")
    page.get_by_role("button", name="Foto utuh").first.click()
    assert "rotate(270deg)" in (image.get_attribute("style") or "")


def test_corrected_application_returns_to_the_desk(
    visit: Visit, live_server: Any, work: Work
) -> None:
    application = verification.examined(face=pictures.blurred(pictures.face_photo(0)))
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff())
    page.get_by_role("button", name=application.name).click()
    expect(page.get_by_text("Foto wajah kabur.")).to_be_visible()
    page.keyboard.press("c")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_text("sudah diminta memperbaiki")).to_be_visible()
    person = membership.applicant(application)
    applications.start_correction(application_id=application.pk, actor=person)
    applications.correct(application_id=application.pk, actor=person)
    work()
    page.reload()
    expect(page.get_by_role("button", name=application.name)).to_be_visible()

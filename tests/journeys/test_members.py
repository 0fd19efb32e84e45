"""Tests of members at the desk: searched, renewed, corrected, suspended, merged, closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from rontal.accounts.roles import Role
from rontal.membership.models import Application, Member
from rontal.membership.selectors import members, today
from tests.support.accounts.factories import staff
from tests.support.journeys.desk import sign_in
from tests.support.journeys.visits import Visit
from tests.support.mailbox import Letterbox
from tests.support.membership import factories
from tests.support.membership.members import ending, fresh, without_number

Axe = Callable[[Page], None]
Work = Callable[[], None]
WIDE = {"width": 1440, "height": 900}


def search_members(page: Page, text: str) -> None:
    page.get_by_label("Nama, nomor anggota, surel, atau NIK").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def test_clerk_finds_renews_and_corrects_and_the_member_confirms_the_new_address(
    visit: Visit, live_server: Any, axe: Axe, letters: Letterbox, work: Work
) -> None:
    member = ending(
        factories.member(factories.values(name="Ni Luh Rajin")), today() + timedelta(days=5)
    )
    factories.member(factories.values(name="I Made Rajin"))
    page = visit(viewport=WIDE)
    sign_in(page, live_server.url, staff(login_name="meja-anggota"))
    page.get_by_role("link", name="Anggota").click()
    heading(page, "Anggota")
    axe(page)
    search_members(page, "rajin")
    expect(page.get_by_text("2 anggota ditemukan")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Ni Luh Rajin").click()
    heading(page, "Ni Luh Rajin")
    axe(page)
    page.go_back()
    expect(page.get_by_role("link", name="I Made Rajin")).to_be_visible()
    page.get_by_role("link", name="Ni Luh Rajin").click()
    page.get_by_role("button", name="Perpanjang sampai").click()
    expect(page.get_by_text("Diperpanjang. Anggota mendapat surel.")).to_be_visible()
    page.get_by_role("button", name="Buka rincian").click()
    expect(page.get_by_text("+6281234567890")).to_be_visible()
    axe(page)
    correct(page, axe)
    work()
    confirm(visit(), letters, axe)
    assert fresh(member).user.email == "baru@contoh.example"


def correct(page: Page, axe: Axe) -> None:
    """Corrects a member: another regency loads its districts; an invalid phone number shows the
    form again with the typed data.
    """
    page.get_by_role("link", name="Betulkan data").click()
    axe(page)
    page.get_by_label("Kabupaten").select_option("5171")
    expect(page.locator("#id_district option", has_text="Denpasar Selatan")).to_have_count(1)
    page.get_by_label("Kecamatan").select_option("517101")
    page.get_by_label("Telepon").fill("12")
    page.get_by_label("Surel").fill("baru@contoh.example")
    page.get_by_label("Ada kartu atau dokumen baru").check()
    page.get_by_role("button", name="Simpan pembetulan").click()
    expect(page.get_by_role("alert")).to_be_focused()
    axe(page)
    expect(page.get_by_label("Surel")).to_have_value("baru@contoh.example")
    page.get_by_label("Telepon").fill("0813 2222 3333")
    page.get_by_role("button", name="Simpan pembetulan").click()
    expect(page.get_by_text("Surel konfirmasi untuk alamat baru sedang dikirim.")).to_be_visible()


def confirm(page: Page, letters: Letterbox, axe: Axe) -> None:
    page.goto(letters.newest("baru@contoh.example", "/surel/").link("/surel/"))
    axe(page)
    page.get_by_role("button", name="Ya, konfirmasi").click()
    heading(page, "Alamat Anda sudah dikonfirmasi")


def test_head_suspends_merges_and_closes_on_a_phone(
    visit: Visit, live_server: Any, axe: Axe
) -> None:
    surviving, merged = without_number(), factories.member(factories.values(name="Ni Wayan Sari"))
    page = visit()
    sign_in(page, live_server.url, staff(Role.HEAD, login_name="kepala-anggota"))
    page.goto(f"{live_server.url}/meja/anggota/{merged.pk}/")
    page.get_by_role("link", name="Jeda", exact=True).click()
    page.get_by_label("Aksesnya dipakai orang lain").check()
    axe(page)
    page.get_by_role("button", name="Jeda").click()
    expect(page.get_by_text("Keanggotaan dijeda. Anggota mendapat surel.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Cabut jeda").click()
    page.get_by_role("link", name="Gabungkan dengan keanggotaan lain").click()
    axe(page)
    page.get_by_role("link", name="Ni Wayan Sari").click()
    heading(page, "satu orang")
    axe(page)
    page.get_by_label(surviving.number).check()
    page.get_by_label("Salah satunya datang dari program lama").check()
    page.get_by_role("button", name="Ya, satu orang").click()
    expect(page.get_by_text("Keduanya kini satu keanggotaan.")).to_be_visible()
    assert fresh(merged).joined_into_id == surviving.pk
    page.get_by_role("link", name="Tutup keanggotaan").click()
    page.get_by_label("Anggota pindah").check()
    page.get_by_role("button", name="Lanjut").click()
    axe(page)
    page.get_by_role("button", name="Ya, tutup").click()
    expect(page.get_by_text("Keanggotaan sudah ditutup.")).to_be_visible()
    assert Member.objects.get(pk=surviving.pk).state == "closed"


def test_everything_works_without_script(visit: Visit, live_server: Any) -> None:
    member = factories.member(factories.values(name="Ni Luh Rajin"))
    page = visit(java_script_enabled=False)
    sign_in(page, live_server.url, staff(login_name="meja-anggota"))
    page.goto(f"{live_server.url}/meja/anggota/")
    search_members(page, members.form_of(Application.objects.get(pk=member.application_id)).number)
    heading(page, "Ni Luh Rajin")
    page.get_by_role("link", name="Betulkan data").click()
    page.get_by_label("Provinsi").select_option("35")
    page.get_by_role("button", name="Tampilkan kabupaten").first.click()
    page.get_by_label("Kabupaten").select_option("3573")
    assert "rajin" not in page.url.lower()

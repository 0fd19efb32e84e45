"""Tests that the head imports members from SLiMS, and one claims the account by mail."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.member_lists import row, slims
from rontal.accounts.roles import Role
from rontal.core.models import Event
from rontal.membership.claiming import services as claiming
from rontal.membership.importing.models import Import
from rontal.membership.models import Member
from tests.support import mailbox
from tests.support.accounts.factories import staff
from tests.support.journeys.desk import sign_in
from tests.support.journeys.visits import Visit

Axe = Callable[[Page], None]


def listed(folder: Path) -> Path:
    path = folder / "senayan_member_export.csv"
    path.write_bytes(slims(40, wrong=8).encode("utf-16"))
    return path


def brought(page: Page, url: str, path: Path) -> None:
    page.goto(f"{url}/meja/impor-anggota/")
    page.get_by_label("Daftar anggota").set_input_files(path)
    page.get_by_role("button", name="Lihat kolomnya").click()


def test_slims_members_are_imported_invited_and_one_claims(
    visit: Visit,
    live_server: Any,
    axe: Axe,
    work: Callable[[], None],
    letters: mailbox.Letterbox,
    tmp_path: Path,
) -> None:
    page = visit()
    sign_in(page, live_server.url, staff(Role.HEAD))
    page.goto(f"{live_server.url}/meja/impor-anggota/")
    axe(page)
    brought(page, live_server.url, listed(tmp_path))
    expect(page.get_by_role("heading", name="Apa isi kolom-kolom ini?")).to_be_visible()
    expect(page.get_by_label("member_name")).to_have_value("name")
    axe(page)
    page.get_by_role("button", name="Coba semua baris").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    axe(page)
    work()
    expect(page.get_by_role("button", name="Masukkan 32 anggota")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Salah").click()
    expect(page.get_by_text("NIK terdiri dari 16 angka").first).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.go_back()
    page.get_by_role("button", name="Masukkan 32 anggota").click()
    work()
    expect(page.get_by_role("heading", name="Bagaimana keanggotaannya hidup")).to_be_visible()
    page.get_by_role("button", name="Undang").click()
    expect(page.get_by_text("Undangan sedang dikirim")).to_be_visible()
    axe(page)
    claiming.invite_some()
    work()
    claim_by_mail(visit(), letters, axe)


def claim_by_mail(page: Page, letters: mailbox.Letterbox, axe: Axe) -> None:
    address = row(1)["member_email"]
    page.goto(letters.newest(address).link("/aktivasi/anggota/"))
    expect(page.get_by_text(row(1)["member_name"])).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Setuju dan mulai").click()
    expect(page.locator(".field-error").first).to_be_visible()
    axe(page)
    page.get_by_label("Keanggotaan: saya setuju").check()
    page.get_by_label("Kata sandi Anda").fill("daun lontar kering")
    page.get_by_role("button", name="Setuju dan mulai").click()
    page.wait_for_url(re.compile(r"^http://[^/]+/$"))
    assert Member.objects.get(number=row(1)["member_id"]).user.is_active
    assert Event.objects.filter(name="member:claimed").exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_script_a_list_is_uploaded_and_checked(
    visit: Visit, live_server: Any, work: Callable[[], None], tmp_path: Path, scheme: str
) -> None:
    page = visit(java_script_enabled=False, color_scheme=scheme)
    sign_in(page, live_server.url, staff(Role.ADMINISTRATOR))
    brought(page, live_server.url, listed(tmp_path))
    page.get_by_role("button", name="Coba semua baris").click()
    work()
    page.get_by_role("link", name="Periksa lagi").click()
    expect(page.get_by_role("button", name="Masukkan 32 anggota")).to_be_visible()
    assert Import.objects.get().state == "checked"

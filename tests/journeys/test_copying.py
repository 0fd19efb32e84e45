"""Tests of copying a record of another library, which here is the library's own server."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.accounts.roles import Role
from rontal.catalogue.models import Title
from rontal.core.profile import Protocol, Target
from rontal.desk.imports.titles import copying, views
from rontal.standard.selectors import library
from tests.support.desk.factories import staff
from tests.support.interop.titles import full_record, title
from tests.support.journeys.desk import sign_in
from tests.support.journeys.layout import OVERFLOW


@pytest.fixture
def named(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Configures two copy sources: the library itself, and a server that does not respond."""
    address = f"{live_server.url}/sru"
    targets = [
        Target("Perpustakaan Lain", Protocol.SRU, address, version="1.2", private=True),
        Target("Perpustakaan Jauh", Protocol.SRU, "http://127.0.0.1:9/sru", private=True),
    ]
    profile = replace(library(), targets=targets)
    for module in (copying, views):
        monkeypatch.setattr(module, "library", lambda: profile)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_record_is_found_chosen_and_imported(
    visit: Callable[..., Page],
    live_server: Any,
    axe: Callable[[Page], None],
    work: Callable[[], None],
    named: None,
    width: int,
    scheme: str,
) -> None:
    there = title("Salah Asuhan", **full_record())
    page = visit(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(page, live_server.url, staff(Role.LIBRARIAN))
    page.goto(f"{live_server.url}/meja/impor/")
    page.get_by_role("link", name="Dari perpustakaan lain").click()
    page.get_by_label("Judul, pengarang, atau ISBN").fill("salah asuhan")
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_text("Abdoel Moeis")).to_be_visible()
    assert page.evaluate(OVERFLOW) <= 0
    axe(page)
    Title.objects.filter(pk=there.pk).delete()
    page.get_by_label("Pilih Salah Asuhan").check()
    page.get_by_role("button", name="Impor yang dipilih").click()
    page.get_by_role("button", name="Langsung masukkan").click()
    work()
    assert Title.objects.get(title="Salah Asuhan").state == "draft"


def test_empty_choice_and_empty_search_are_explained_also_without_script(
    plain_page: Page, live_server: Any, named: None
) -> None:
    title("Salah Asuhan", **full_record())
    page, other = plain_page, f"{live_server.url}/meja/impor/perpustakaan-lain/"
    sign_in(page, live_server.url, staff(Role.LIBRARIAN))
    page.goto(f"{other}?dari=1&cari=salah")
    page.get_by_role("button", name="Impor yang dipilih").click()
    expect(page.get_by_text("Belum ada yang dipilih")).to_be_visible()
    page.goto(f"{other}?dari=2&cari=salah")
    expect(page.get_by_text("tidak dapat dijangkau")).to_be_visible()
    page.goto(f"{other}?dari=1&cari=tidakada")
    expect(page.get_by_text("tidak punya apa pun")).to_be_visible()

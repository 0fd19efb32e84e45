"""Tests of the entries of header and bottom bar by visitor, and of the back button's target."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from lxml import html

from rontal.accounts.models import User
from rontal.ui.navigation import Navigation
from tests.support.accounts.factories import person, staff
from tests.support.lending.factories import borrower
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db


def navigation(path: str, user: User | AnonymousUser | None = None) -> Navigation:
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return Navigation(request)


def paths(entries: Any) -> list[str]:
    return [entry.link.path for entry in entries]


@pytest.mark.parametrize(
    ("path", "up"),
    [
        ("/", ""),
        ("/koleksi/", "/"),
        ("/koleksi/daun/", "/koleksi/"),
        ("/koleksi/daun/kutip/", "/koleksi/"),
        ("/privasi/", "/"),
        ("/akun/data/berhenti/", "/akun/data/"),
    ],
)
def test_back_button_leads_to_the_start_of_the_section_and_then_home(path: str, up: str) -> None:
    assert navigation(path, person()).up == up


def test_each_audience_has_its_own_bottom_bar() -> None:
    assert paths(navigation("/").bottom) == ["/", "/koleksi/", "/masuk/", "/daftar/"]
    assert paths(navigation("/", person()).bottom) == ["/", "/koleksi/", "/rak/", "/kartu/"]
    assert paths(navigation("/", staff()).bottom) == ["/", "/koleksi/", "/rak/", "/meja/"]


def test_home_is_current_on_the_home_page_only() -> None:
    def current(path: str) -> list[str]:
        entries = navigation(path, person()).bottom
        return [entry.link.path for entry in entries if entry.current]

    assert current("/") == ["/"]
    assert current("/rak/ingin/") == ["/rak/"]
    assert current("/privasi/") == []


def test_links_of_the_account_are_in_the_menu_once_each() -> None:
    client = Client()
    client.force_login(person())
    header = html.document_fromstring(client.get("/privasi/").content).xpath("//header")[0]
    wide = header.xpath(".//nav[contains(@class, 'nav-wide')]//a/@href")
    menu = header.xpath(".//div[@class='menu-body']//nav//a/@href")
    assert wide == ["/rak/", "/koleksi/", "/kartu/"]
    assert menu[3:] == [
        "/akun/pemberitahuan/", "/akun/data/", "/akun/keamanan/", "/pasang/", "/keluar/",
    ]  # fmt: skip
    assert menu[:3] == wide


def test_search_is_in_the_header_of_every_page_without_its_own_field() -> None:
    def fields(client: Client, path: str) -> int:
        page = html.document_fromstring(client.get(path).content)
        return len(page.xpath("//input[@name='q']"))

    visitor = Client()
    for path in ("/", "/privasi/", "/koleksi/", "/koleksi/?q=daun", "/masuk/"):
        assert fields(visitor, path) == 1, path
    member = client_of(borrower())
    for path in ("/", "/rak/", "/akun/data/"):
        assert fields(member, path) == 1, path


def test_desk_has_neither_collection_search_nor_bottom_bar() -> None:
    client = Client()
    client.force_login(staff())
    page = client.get("/meja/").content.decode()
    assert "header-search" not in page
    assert "bottom-bar" not in page

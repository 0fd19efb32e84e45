"""Tests of the parts around a page that are cached: each reader gets their own."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from lxml import html

from rontal.standard.selectors import library
from tests.support.accounts.factories import person, staff
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
LOCAL = "django.core.cache.backends.locmem.LocMemCache"


@pytest.fixture(autouse=True)
def cached_fragments(settings: Any) -> None:
    settings.CACHES = settings.CACHES | {"template_fragments": {"BACKEND": LOCAL, "LOCATION": "x"}}
    caches["template_fragments"].clear()


def parts(client: Client, address: str = "/privasi/") -> dict[str, str]:
    """The text of each part around the page, by the part's name."""
    tree = html.fromstring(client.get(address).content)
    elements = {name: tree.xpath(f"//*[contains(@class, '{name}')]") for name in PARTS}
    return {name: html.tostring(one[0]).decode() for name, one in elements.items()}


PARTS = ("header", "nav-wide", "menu-body", "bottom-bar", "footer", "install-hint")


def test_cached_part_equals_the_rendered_one() -> None:
    client = Client()
    first = parts(client)
    assert len(caches["template_fragments"]._cache) >= 6  # type: ignore[attr-defined]
    assert parts(client) == first


def test_visitors_members_and_staff_get_their_own_links() -> None:
    for _twice in range(2):
        visitor = parts(Client())["menu-body"]
        member = parts(client_of(person()))["menu-body"]
        clerk = parts(client_of(staff()))["menu-body"]
        assert "/masuk/" in visitor
        assert "/masuk/" not in member + clerk
        assert "/rak/" in member
        assert "/meja/" in clerk
        assert "/meja/" not in visitor + member


def test_the_current_section_is_marked_on_its_own_pages_only() -> None:
    client = Client()
    for _twice in range(2):
        assert 'aria-current="page"' in parts(client, "/koleksi/?q=a")["menu-body"]
        assert 'aria-current="page"' not in parts(client, "/privasi/")["menu-body"]


def test_switches_return_to_the_page_that_shows_them() -> None:
    client = Client()
    for address in ("/privasi/", "/saran/", "/privasi/"):
        assert f'name="next" value="{address}"' in parts(client, address)["header"]


def test_language_and_theme_are_those_of_the_reader() -> None:
    for language, words in (("id", "Langsung ke isi"), ("en", "Skip to main"), ("id", "Langsung")):
        client = Client()
        client.cookies["bahasa"] = language
        page = client.get("/privasi/").content.decode()
        assert words in page
        assert ("Suggestions and complaints" in page) == (language == "en")
    dark = Client()
    dark.cookies["tampilan"] = "dark"
    assert dark.get("/privasi/").content != Client().get("/privasi/").content


def test_each_library_has_its_own_footer(settings: Any) -> None:
    before = parts(Client())["footer"]
    settings.LIBRARY = replace(library(), short_name="Pustaka Lain", name="Pustaka Lain")
    after = parts(Client())["footer"]
    assert "Pustaka Lain" in after
    assert "Pustaka Lain" not in before

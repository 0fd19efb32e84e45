"""Tests that the public pages work in both languages and load nothing from other sites."""

import re

import pytest
from django.test import Client
from lxml import html

from tests.support.accounts.factories import person, staff

PAGES = [
    "/",
    "/standar-pelayanan/",
    "/privasi/",
    "/masuk/",
    "/sandi/lupa/",
    "/sandi/lupa/terkirim/",
]
pytestmark = pytest.mark.django_db

SIGNED_IN = ["/akun/keamanan/", "/akun/pastikan/", "/sandi/ganti/", "/keluar/"]


@pytest.fixture(params=[*PAGES, *SIGNED_IN])
def tree(request, client: Client) -> html.HtmlElement:
    if request.param in SIGNED_IN:
        client.force_login(person())
    answer = client.get(request.param)
    assert answer.status_code == 200
    return html.document_fromstring(answer.content)


def test_page_has_one_heading_one_main_a_skip_link_and_a_language(tree):
    assert len(tree.xpath("//h1")) == 1
    assert len(tree.xpath("//main")) == 1
    assert tree.xpath("//a")[0].get("href") == "#main"
    assert tree.get("lang") == "id"
    assert tree.xpath("//title")[0].text.strip(" ·")


def test_headings_skip_no_level(tree):
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_ids_are_unique_and_labels_have_targets(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for target in tree.xpath("//label/@for") + tree.xpath("//@aria-labelledby"):
        assert target in ids


def test_nothing_is_loaded_from_elsewhere_or_inline(tree):
    for address in tree.xpath(
        "//link[not(@rel='canonical')]/@href|//script/@src|//img/@src|//form/@action"
    ):
        assert address.startswith("/"), address
    assert not tree.xpath("//@style|//style")
    for script in tree.xpath("//script[not(@src)]"):
        assert script.get("type") in ("application/json", "application/ld+json")


def test_every_button_and_link_has_a_name(tree):
    for element in tree.xpath("//a|//button"):
        name = element.text_content().strip() or element.get("aria-label")
        assert name, html.tostring(element)


def test_no_english_remains_in_indonesian_pages(client: Client):
    for page in [*PAGES, *SIGNED_IN]:
        if page in SIGNED_IN:
            client.force_login(person())
        text = html.document_fromstring(client.get(page).content).xpath("string(//main)")
        words = re.findall(r"\b(the|your|you|and|with|password|please)\b", text)
        assert not words, f"{page}: {words}"


def test_front_page_has_one_query(client: Client):
    tree = html.document_fromstring(client.get("/").content)
    assert tree.xpath("//main//a[contains(@class, 'button')]/@href") == ["/daftar/"]


def test_visitor_costs_no_query(client: Client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/privasi/")


def test_standard_shows_the_hours_of_the_promise(client: Client):
    text = html.document_fromstring(client.get("/standar-pelayanan/").content).text_content()
    assert "Seluruhnya 14 jam" in text
    assert "8 jam kerja" in text
    assert "Gratis" in text


def test_sign_in_page_accepts_e_mail_or_number(client: Client):
    tree = html.document_fromstring(client.get("/masuk/").content)
    label = tree.xpath("//label[@for='id_login']")[0].text_content()
    assert "surel" in label
    assert "nomor anggota" in label


def test_members_and_staff_see_their_own_links(client: Client):
    client.force_login(person())
    assert b'href="/rak/"' in client.get("/privasi/").content
    client.force_login(staff())
    assert b'href="/meja/"' in client.get("/privasi/").content

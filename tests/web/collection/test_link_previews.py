"""Tests of a title's canonical URL and its Open Graph metadata."""

import re

import pytest
from django.conf import settings
from django.test import Client

from rontal.catalogue.models import Cover
from rontal.standard.selectors import library
from tests.support.interop.titles import full_record, title

pytestmark = pytest.mark.django_db


def head(path: str, language: str = "id") -> dict[str, str]:
    """Returns the Open Graph properties and the canonical URL of a page."""
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = browser.get(path).content.decode()
    properties = dict(re.findall(r'<meta property="og:([a-z_:]+)" content="([^"]*)">', page))
    (properties["canonical"],) = re.findall(r'<link rel="canonical" href="([^"]*)">', page)
    return properties


def test_a_shared_title_has_picture_and_text() -> None:
    book = title("Salah <Asuhan>", **full_record())
    Cover.objects.create(title=book, digest="ab" * 16, height=700, colour="#ffffff")
    address = f"{settings.PUBLIC_URL}/koleksi/{book.slug}/"
    assert head(f"/koleksi/{book.slug}/") == {
        "canonical": address,
        "type": "book",
        "title": "Salah &lt;Asuhan&gt; · Abdoel Moeis",
        "description": "Tentang &lt;Hanafi&gt; &amp; Corrie.",
        "url": address,
        "image": f"{settings.PUBLIC_URL}/opds/sampul/{'ab' * 16}-480.jpg",
        "image:width": "480",
        "image:height": "700",
        "locale": "id_ID",
        "site_name": library().name,
    }
    assert head(f"/koleksi/{book.slug}/", "en")["locale"] == "en_US"


def test_title_with_few_fields_has_a_drawn_picture() -> None:
    book = title("Sendiri")
    properties = head(f"/koleksi/{book.slug}/")
    assert "description" not in properties
    assert properties["title"] == "Sendiri"
    answer = Client().get(properties["image"].removeprefix(settings.PUBLIC_URL))
    assert answer["Content-Type"] == "image/jpeg"
    assert len(answer.content) < 300_000


def test_parameters_of_an_address_make_no_other_page() -> None:
    book = title("Ditandai")
    plain = head(f"/koleksi/{book.slug}/")
    assert head(f"/koleksi/{book.slug}/?utm_source=wa&fbclid=x") == plain


def description(path: str) -> str:
    page = Client().get(path).content.decode()
    (content,) = re.findall(r'<meta name="description" content="([^"]*)">', page)
    return content


def test_a_search_engine_gets_the_beginning_of_a_description() -> None:
    book = title("Panjang", description="Air datang bergiliran ke setiap petak.\n\n" * 9)
    preview = description(f"/koleksi/{book.slug}/")
    assert preview.startswith("Air datang bergiliran ke setiap petak. Air datang")
    assert len(preview) == 160


def test_search_engine_gets_the_known_fields_if_there_is_no_description() -> None:
    book = title("Salah <Asuhan>", **full_record() | {"description": ""})
    assert description(f"/koleksi/{book.slug}/") == (
        "Salah &lt;Asuhan&gt; · Abdoel Moeis. Pinjam atau baca tanpa biaya di Perpustakaan Tabanan."
    )

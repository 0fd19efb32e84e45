"""The web app manifest and the addresses it names."""

import io
import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from rontal.core.profile import App, Library
from rontal.ui import icon_files
from rontal.web.install.manifest import manifest
from rontal.web.install.screenshots import SCREENSHOTS
from tests.support.lending.factories import borrower
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db

STORE = "https://play.google.com/store/apps/details?id=id.go.tabanan.baca&hl=id"
HOSTILE = [
    "Perpustakaan \"Kutip\" \\ 'tunggal'",
    "</script><script>alert(1)</script>",
    "P" * 200,
    "مكتبة بالي العامة",
    "📚 Perpustakaan 👩🏽‍🏫",
    "Baris\nbaru\ttab",
]


def manifest_at(address: str = "/manifest.webmanifest", **headers: Any) -> dict[str, Any]:
    response = Client(**headers).get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/manifest+json"
    return json.loads(response.content)


def test_manifest_names_the_library() -> None:
    document, library = manifest_at(), settings.LIBRARY
    assert document["name"] == library.name
    assert document["short_name"] == "Tabanan Baca"
    assert (document["id"], document["scope"], document["start_url"]) == ("/", "/", "/")
    assert document["display"] == "standalone"
    assert document["categories"] == ["books", "education"]
    assert (document["theme_color"], document["background_color"]) == ("#0f5446", "#f6f8f3")
    assert "orientation" not in document
    assert "related_applications" not in document


def test_manifest_has_both_languages_and_one_id() -> None:
    first, second = (
        manifest_at("/manifest.webmanifest?bahasa=id"),
        manifest_at("/manifest.webmanifest?bahasa=en"),
    )
    assert (first["lang"], second["lang"]) == ("id", "en")
    assert [one["name"] for one in first["shortcuts"]] == [
        "Lanjutkan membaca", "Rak", "Kartu anggota", "Cari di koleksi",
    ]  # fmt: skip
    assert [one["name"] for one in second["shortcuts"]] == [
        "Continue reading", "My books", "Library card", "Search the collection",
    ]  # fmt: skip
    assert first["id"] == second["id"]
    assert first["description"] != second["description"]


def test_manifest_without_a_language_follows_the_visitor() -> None:
    visitor = Client()
    visitor.cookies["bahasa"] = "en"
    response = visitor.get("/manifest.webmanifest?bahasa=xx")
    assert json.loads(response.content)["lang"] == "en"
    assert response["Content-Language"] == "en"
    assert "Cookie" in response["Vary"]
    assert manifest_at()["lang"] == "id"


@pytest.mark.django_db
def test_manifest_needs_only_the_query_for_the_app_entry(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        manifest_at()


@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_link_the_manifest_of_their_language(language: str) -> None:
    visitor = Client()
    visitor.cookies["bahasa"] = language
    page = visitor.get("/privasi/").content.decode()
    assert f'<link rel="manifest" href="/manifest.webmanifest?bahasa={language}">' in page
    assert page.count('rel="manifest"') == 1


def test_each_icon_has_its_declared_size_and_purpose() -> None:
    visitor = Client()
    icons = manifest_at()["icons"] + [one["icons"][0] for one in manifest_at()["shortcuts"]]
    assert {(one["sizes"], one["purpose"]) for one in manifest_at()["icons"]} >= {
        ("192x192", "any"), ("512x512", "any"), ("192x192", "maskable"),
        ("512x512", "maskable"), ("512x512", "monochrome"),
    }  # fmt: skip
    for icon in icons:
        response = visitor.get(icon["src"])
        assert response["Content-Type"] == icon["type"] == "image/png"
        assert "immutable" in response["Cache-Control"]
        width, height = Image.open(io.BytesIO(response.content)).size
        assert f"{width}x{height}" == icon["sizes"], icon["src"]


def test_each_screenshot_exists_in_both_languages() -> None:
    shapes: dict[str, set[tuple[int, int]]] = {}
    for picture in SCREENSHOTS:
        for language in ("id", "en"):
            path = finders.find(picture.file(language))
            assert path, picture.file(language)
            with Image.open(path) as opened:
                assert (opened.format, opened.size) == ("JPEG", picture.size)
            shapes.setdefault(picture.form_factor, set()).add(picture.size)
    assert set(shapes) == {"narrow", "wide"}
    for sizes in shapes.values():  # sizes that Chromium requires
        assert len(sizes) == 1
        (side,) = sizes
        assert min(side) >= 320
        assert max(side) <= 3_840
        assert max(side) <= 2.3 * min(side)
    assert all(one["label"] for one in manifest_at()["screenshots"])


@pytest.mark.django_db
def test_each_shortcut_opens_for_a_member() -> None:
    reader = client_of(borrower())
    for shortcut in manifest_at()["shortcuts"]:
        address = urlsplit(shortcut["url"]).path
        assert address.startswith("/")
        assert reader.get(address, follow=True).status_code == 200, address


@pytest.mark.django_db
def test_each_shortcut_sends_a_visitor_to_a_page() -> None:
    for shortcut in manifest_at()["shortcuts"]:
        response = Client().get(urlsplit(shortcut["url"]).path, follow=True)
        assert response.status_code == 200


def test_store_app_is_related_but_not_preferred() -> None:
    document = manifest(settings.LIBRARY, "id", STORE)
    [app] = document["related_applications"]
    assert app == {"platform": "play", "id": "id.go.tabanan.baca", "url": STORE}
    assert document["prefer_related_applications"] is False
    assert "related_applications" not in manifest(settings.LIBRARY, "id", "https://example.org/")
    named = replace(settings.LIBRARY, app=App(package="id.go.lain"))
    assert (
        manifest(named, "id", "https://a.example/")["related_applications"][0]["id"] == "id.go.lain"
    )
    assert "related_applications" not in manifest(named, "id", "")


def test_manifest_names_the_store_of_the_profile(settings: Any) -> None:
    settings.LIBRARY = replace(settings.LIBRARY, app=App(store_address=STORE))
    assert manifest_at()["related_applications"][0]["url"] == STORE


@pytest.mark.whole
@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_any_library_name_gives_a_manifest(name: str, settings: Any) -> None:
    known: Library = settings.LIBRARY
    settings.LIBRARY = replace(known, name=name, short_name=name, app=App())
    for language in ("id", "en"):
        document = manifest_at(f"/manifest.webmanifest?bahasa={language}")
        assert (document["name"], document["short_name"], document["dir"]) == (name, name, "auto")
        for icon in document["icons"]:
            assert Client().get(icon["src"]).status_code == 200
    page = Client().get("/privasi/").content.decode()
    assert "<script>alert(1)" not in page


def test_old_address_of_an_icon_redirects_to_the_new_one() -> None:
    response = Client().get("/ikon/0000/any-192.png")
    assert response.status_code == 302
    assert response["Location"] == icon_files.address(settings.LIBRARY, "any-192.png")
    assert Client().get("/ikon/0000/any-193.png").status_code == 404
    assert Client().get("/ikon/0000/..%2f..%2fetc%2fpasswd").status_code == 404


@pytest.mark.parametrize(
    ("address", "form", "size"),
    [
        ("/favicon.ico", "ICO", (48, 48)),
        ("/apple-touch-icon.png", "PNG", (180, 180)),
        ("/apple-touch-icon-precomposed.png", "PNG", (180, 180)),
    ],
)
def test_icons_are_at_the_addresses_that_browsers_request(
    address: str, form: str, size: tuple[int, int]
) -> None:
    response = Client().get(address)
    picture = Image.open(io.BytesIO(response.content))
    assert (picture.format, picture.size) == (form, size)
    assert response["Cache-Control"] == "public, max-age=86400"
    if form == "PNG":
        assert picture.mode == "RGB"


def test_broken_logo_breaks_no_page(settings: Any, tmp_path: Any) -> None:
    broken = tmp_path / "logo.svg"
    broken.write_text("nothing of the kind")
    look = replace(settings.LIBRARY.look, logo=str(broken))
    settings.LIBRARY = replace(settings.LIBRARY, look=look)
    for icon in manifest_at()["icons"]:
        assert Client().get(icon["src"]).status_code == 200
    assert Client().get("/favicon.ico").status_code == 200

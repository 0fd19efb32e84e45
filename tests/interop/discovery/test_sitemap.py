"""Sitemap: search engines find every public title, and no other."""

from datetime import timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from lxml import etree

from rontal.catalogue import listing
from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from tests.support.interop.titles import START, changed, many, title

pytestmark = pytest.mark.django_db
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def fetched(path: str, **headers: str):
    response = Client().get(path, headers=headers)
    if response.status_code != 200:
        return response
    return etree.fromstring(b"".join(response))


def addresses(root) -> list[str]:
    return [one.text for one in root.iter(f"{SPACE}loc")]


def all_titles() -> set[str]:
    slugs = set()
    for address in addresses(fetched("/sitemap.xml")):
        assert address.startswith("http://127.0.0.1:8000/sitemap-")
        listed = addresses(fetched(address.removeprefix("http://127.0.0.1:8000")))
        slugs |= {one.rsplit("/", 2)[1] for one in listed if "/koleksi/" in one}
    return slugs - {"koleksi"}


def test_every_public_title_is_in_one_part(monkeypatch):
    monkeypatch.setattr(listing, "PART", 7)
    monkeypatch.setattr(listing, "BATCH", 3)
    titles_made = many(25)
    title(state=TitleState.WITHDRAWN)
    title(state=TitleState.DRAFT)
    assert all_titles() == {one.slug for one in titles_made}


def test_part_has_the_date_of_the_last_change():
    book = title(at=START)
    changed(title(), START + timedelta(days=2))
    dates = [one.text for one in fetched("/sitemap.xml").iter(f"{SPACE}lastmod")]
    assert dates == ["2026-03-03T08:00:00Z"]
    part = fetched(f"/sitemap-{(book.pk - 1) // listing.PART + 1}.xml")
    assert "2026-03-01T08:00:00Z" in [one.text for one in part.iter(f"{SPACE}lastmod")]


def test_unchanged_part_is_not_sent_again():
    book = title()
    path = f"/sitemap-{(book.pk - 1) // listing.PART + 1}.xml"
    etag = Client().get(path)["ETag"]
    assert fetched(path, If_None_Match=etag).status_code == 304
    Title.objects.filter(pk=book.pk).update(changed_at=START + timedelta(days=1))
    assert fetched(path, If_None_Match=etag) is not None
    title()
    Title.objects.filter(pk=book.pk).update(state=TitleState.WITHDRAWN)
    again = Client().get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again["ETag"] != etag) == (200, True)


@pytest.mark.parametrize("number", ["0", "99999", "9" * 40])
def test_empty_part_is_not_found(number):
    assert fetched(f"/sitemap-{number}.xml").status_code == 404


def test_index_and_parts_cost_few_queries(django_assert_max_num_queries):
    many(60)
    with django_assert_max_num_queries(1):
        root = fetched("/sitemap.xml")
    path = addresses(root)[1].removeprefix("http://127.0.0.1:8000")
    with django_assert_max_num_queries(3):
        fetched(path)


def test_pages_of_the_sitemap_open():
    for address in addresses(fetched("/sitemap-halaman.xml")):
        assert Client().get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_robots_are_excluded_from_endless_feeds_and_allowed_for_books_and_covers():
    rules = RobotFileParser()
    rules.parse(Client().get("/robots.txt").content.decode().splitlines())
    for path in ("/opds/semua/?bahasa=id", "/opds/2/", "/oai?verb=Identify", "/sru"):
        assert not rules.can_fetch("*", path), path
    for path in ("/opds/berkas/1/buku.epub", "/opds/sampul/ab-480.jpg"):
        assert rules.can_fetch("*", path), path


def test_robots_are_excluded_from_personal_pages_and_find_the_sitemap():
    text = Client().get("/robots.txt").content.decode()
    assert "Disallow: /meja/\n" in text
    assert "Allow: /akun/hapus/$\n" in text, "a store looks for it"
    assert "Disallow: /koleksi/*/kutip/\n" in text
    assert text.endswith("Sitemap: http://127.0.0.1:8000/sitemap.xml\n")
    assert "Disallow: /koleksi/\n" not in text

"""Tests that large numbers are formatted per language on pages, but not in forms and files."""

import re
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.test import Client
from lxml import html

from rontal.accounts.roles import Role
from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from tests.support.desk import factories as desk
from tests.support.lending.factories import bought, in_days
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
MANY = 1_234
MARKS = {"id": "1.234", "en": "1,234"}
LISTED = 11_255
LISTS = [
    "/meja/?keadaan=in_review",
    "/meja/anggota/",
    "/meja/koleksi/",
    "/meja/koleksi/orang/",
    "/meja/koleksi/subjek/",
    "/meja/koleksi/lisensi/",
    "/meja/pengaduan/",
    "/meja/surat/",
    "/meja/catatan/",
]
YEAR = re.compile(r"\b(19|20)\d\d\b")
BARE = re.compile(r"(?<![\w.,/-])(?<!akun )(?<!account )\d{4,}(?![\w/-])")
"""Matches numbers of four or more digits that are not part of a code, date, path or account id."""


@pytest.fixture
def large() -> list[Title]:
    return Title.objects.bulk_create(
        [
            Title(title=f"Judul {n}", slug=f"judul-{n}", state=TitleState.PUBLIC, year=2019)
            for n in range(MANY)
        ]
    )


def everybody(language: str = "id") -> Client:
    """Returns a client with every role, so that it may open each page of the desk."""
    client = desk.at_desk(*Role)
    client.cookies["bahasa"] = language
    return client


def words(page: bytes) -> str:
    """Returns the visible text of a page without times, codes, inputs, header and footer."""
    tree = html.fromstring(page)
    for one in tree.xpath("//script|//style|//time|//code|//footer|//header|//input"):
        one.drop_tree()
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_collection_of_the_desk_counts_as_the_language_writes(
    language: str, large: list[Title]
) -> None:
    page = everybody(language).get("/meja/koleksi/").content
    assert f"{MARKS[language]} " in words(page)
    assert str(MANY) not in words(page)


@pytest.mark.whole
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("path", LISTS)
def test_no_list_of_the_desk_shows_a_bare_number(
    path: str, language: str, large: list[Title], monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.member()
    monkeypatch.setattr(Paginator, "count", LISTED)
    answer = everybody(language).get(path, follow=True)
    assert answer.status_code == 200
    page_words = words(answer.content)
    assert [one for one in BARE.findall(page_words) if not YEAR.fullmatch(one)] == []
    assert str(LISTED) not in page_words


def test_years_forms_and_addresses_stay_bare(large: list[Title]) -> None:
    client = everybody("en")
    page = client.get("/meja/koleksi/").content.decode()
    assert ">2019<" in page
    first = max(large, key=lambda title: title.pk)
    sheet = client.get(f"/meja/koleksi/{first.pk}/sunting/").content.decode()
    assert 'value="2019"' in sheet
    for name, value in re.findall(r'(\w[\w-]*)="([^"]*)"', page + sheet):
        if name not in ("title", "content", "placeholder", "aria-label", "alt"):
            assert not re.search(r"\d,\d{3}\b", value), (name, value)


@pytest.mark.parametrize("language", ["id", "en"])
def test_downloaded_tables_have_plain_numbers(language: str) -> None:
    licence = bought("concurrent", copies=MANY, price=Decimal(9_876_543), ends_at=in_days(9))
    answer = everybody(language).get("/meja/koleksi/lisensi/sisa.csv")
    assert answer.status_code == 200
    content = b"".join(answer) if answer.streaming else answer.content
    assert str(MANY).encode() in content
    assert MARKS[language].encode() not in content
    page = everybody(language).get(f"/meja/koleksi/lisensi/{licence.pk}/").content.decode()
    assert f'value="{MANY}"' in page

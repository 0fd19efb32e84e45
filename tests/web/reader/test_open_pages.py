"""Tests of open paged books, read without a loan, an account or JavaScript."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.core.limits import Limit
from rontal.lending.models import TitleDay
from rontal.reading.errors import PagesBroken
from rontal.reading.pages import books
from rontal.reading.pages import open_access as open_books
from tests.support.lending.factories import lendable
from tests.support.reading.pages import files
from tests.support.web.reader.open_pages import opened, picture_of
from tests.support.web.visitors import CHROME, FIREFOX, ROBOT, SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def title(tmp_path: Path) -> Title:
    return opened(tmp_path, files.text())


def page_of(title: Title, number: int = 1) -> str:
    return f"/koleksi/{title.slug}/halaman/{number}/"


def test_title_page_links_a_visitor_to_its_pages(client: Client, title: Title) -> None:
    shown = client.get(f"/koleksi/{title.slug}/").content.decode()
    assert f'href="/koleksi/{title.slug}/halaman/"' in shown
    answer = client.get(f"/koleksi/{title.slug}/halaman/")
    assert answer.headers["Location"] == page_of(title)


def test_a_visitor_reads_a_page_with_its_words(client: Client, title: Title) -> None:
    page = client.get(page_of(title, 2)).content.decode()
    assert re.search(r'<text x="\d+" y="\d+" textLength="\d+"[^>]*>Bab 2 </text>', page)
    assert f"{picture_of(title, 2, 1080)} 1080w" in page
    assert f'rel="prev" href="{page_of(title, 1)}"' in page
    assert f'rel="next" href="{page_of(title, 3)}"' in page
    assert f'<a href="{page_of(title, 3)}">Bab 3</a>' in page


def read(title: Title) -> list[tuple[int, int]]:
    return list(TitleDay.objects.filter(title=title).values_list("read_open", "read_open_anew"))


def test_opening_the_reader_is_counted_and_turning_pages_writes_nothing(
    client: Client, title: Title
) -> None:
    client.get(f"/koleksi/{title.slug}/halaman/", follow=True, headers=FIREFOX)
    assert read(title) == [(1, 1)]
    client.head(page_of(title), headers=CHROME)
    client.get(page_of(title), headers=FIREFOX)
    assert read(title) == [(1, 1)], "a second click is none"
    with CaptureQueriesContext(connection) as queries:
        client.get(page_of(title, 2), headers=FIREFOX)
    assert not [one for one in queries if "INSERT" in one["sql"] or "UPDATE" in one["sql"]]
    client.get(page_of(title), headers=CHROME)
    assert read(title) == [(2, 2)]


@pytest.mark.parametrize("program", [ROBOT, SCRIPT, {}])
def test_robots_and_scripts_are_not_counted(
    client: Client, title: Title, program: dict[str, str]
) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page_of(title), headers=program).status_code == 200
        assert client.get(file_of(client, title), headers=program).status_code == 200
    assert not [one for one in queries if "INSERT" in one["sql"] or "UPDATE" in one["sql"]]


def file_of(client: Client, title: Title) -> str:
    shown = client.get(f"/koleksi/{title.slug}/").content.decode()
    [address] = re.findall(r'href="(/opds/[^"]*/berkas/[^"]+|/opds/berkas/[^"]+)"', shown)
    return address


def test_fetching_an_open_file_is_counted_once(client: Client, title: Title) -> None:
    address = file_of(client, title)
    etag = client.head(address, headers=FIREFOX).headers["ETag"]
    client.get(address, headers=FIREFOX | {"range": "bytes=500-"})
    client.get(address, headers=FIREFOX | {"if-none-match": etag})
    assert read(title) == []
    client.get(address, headers=FIREFOX)
    client.get(address, headers=FIREFOX | {"range": "bytes=0-99"})
    assert read(title) == [(1, 1)]


def test_pictures_of_a_comic_come_too(client: Client, tmp_path: Path) -> None:
    comic = opened(tmp_path, files.leaves(), "lontar.cbz")
    assert client.get(page_of(comic)).status_code == 200
    assert client.get(picture_of(comic)).content[8:12] == b"WEBP"


def test_picture_is_cacheable_for_everybody_like_the_file(client: Client, title: Title) -> None:
    answer = client.get(picture_of(title))
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    assert "Set-Cookie" not in answer.headers
    conditional = {"if-none-match": answer.headers["ETag"]}
    assert client.get(picture_of(title), headers=conditional).status_code == 304


def test_page_number_beyond_the_book_is_the_nearest(client: Client, title: Title) -> None:
    assert client.get(page_of(title, 99)).headers["Location"] == page_of(title, 3)
    assert client.get(page_of(title, 0)).headers["Location"] == page_of(title, 1)
    for value, there in (("2", 2), ("x", 1), ("0", 1), ("99999999", 1)):
        answer = client.get(f"/koleksi/{title.slug}/halaman/", {"halaman": value})
        assert answer.headers["Location"] == page_of(title, there)


@pytest.mark.parametrize("rest", ["1/721.webp", "99/720.webp", "0/720.webp"])
def test_invalid_picture_is_not_found(client: Client, title: Title, rest: str) -> None:
    start = picture_of(title).removesuffix("1/720.webp")
    assert client.get(f"{start}{rest}").status_code == 404


def test_a_lent_book_does_not_open_here(client: Client) -> None:
    lent = lendable(title=files.title(files.text()))
    assert client.get(page_of(lent)).status_code == 404
    assert client.get(picture_of(lent)).status_code == 404


def test_withdrawn_title_cannot_be_read(client: Client, title: Title) -> None:
    etag = client.get(picture_of(title)).headers["ETag"]
    Title.objects.filter(pk=title.pk).update(state=TitleState.WITHDRAWN)
    assert client.get(page_of(title)).status_code == 404
    assert client.get(picture_of(title)).status_code == 404
    assert client.get(picture_of(title), headers={"if-none-match": etag}).status_code == 404


def test_one_address_renders_no_more_than_many_readers_would(
    client: Client, title: Title, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Limit("reading.open_pages", 2, open_books.PICTURES.window)
    monkeypatch.setattr(open_books, "PICTURES", few)
    for number in (1, 2):
        assert client.get(picture_of(title, number)).status_code == 200
    answer = client.get(picture_of(title, 3))
    assert answer.status_code == 429
    assert client.get(picture_of(title), REMOTE_ADDR="203.0.113.9").status_code == 200


def test_unreadable_book_is_explained(
    client: Client, title: Title, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_pages: object) -> None:
        raise PagesBroken

    monkeypatch.setattr(books, "plan", broken)
    answer = client.get(page_of(title))
    assert answer.status_code == 409
    assert f'href="/koleksi/{title.slug}/"' in answer.content.decode()


def test_page_needs_few_queries(
    client: Client, title: Title, django_assert_max_num_queries: Any
) -> None:
    client.get(page_of(title))
    with django_assert_max_num_queries(3):
        client.get(page_of(title, 2))
    client.get(picture_of(title))
    with django_assert_max_num_queries(3):
        client.get(picture_of(title))

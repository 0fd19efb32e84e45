"""Tests of open files, whole and in parts."""

import pytest

from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from tests.support.catalogue import factories as catalogue
from tests.support.interop.opds import shelves

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 10


@pytest.fixture
def address():
    book = shelves.with_open_file(shelves.title(), CONTENT)
    return f"/opds/berkas/{book.pk}/buku.epub"


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_whole_file_with_its_name(app, address):
    response = app.get(address, headers={"Accept-Encoding": "gzip"})
    assert body(response) == CONTENT
    assert response["Content-Type"] == "application/epub+zip"
    assert response["Content-Length"] == str(len(CONTENT))
    assert response["Content-Disposition"] == 'attachment; filename="buku.epub"'
    assert response["Accept-Ranges"] == "bytes"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("byte_range", "start", "end"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, 2560),
        ("bytes=-60", 2500, 2560),
        ("bytes=2550-9999", 2550, 2560),
        ("bytes=-9999", 0, 2560),
    ],
)
def test_range_of_the_file(app, address, byte_range, start, end):
    response = app.get(address, headers={"Range": byte_range})
    assert body(response) == CONTENT[start:end]
    if (start, end) != (0, 2560):
        assert response.status_code == 206
        assert response["Content-Range"] == f"bytes {start}-{end - 1}/2560"


@pytest.mark.parametrize("byte_range", ["bytes=2560-", "bytes=9-3", "bytes=-0"])
def test_unsatisfiable_range_is_refused(app, address, byte_range):
    response = app.get(address, headers={"Range": byte_range})
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */2560")


@pytest.mark.parametrize(
    "byte_range", ["bytes=0-1,5-6", "lines=1-2", "bytes=", "bytes=-", "x" * 5_000]
)
def test_invalid_range_gets_the_whole_file(app, address, byte_range):
    response = app.get(address, headers={"Range": byte_range})
    assert (response.status_code, body(response)) == (200, CONTENT)


def test_resuming_after_the_file_was_replaced_starts_over(app, address):
    etag = app.get(address)["ETag"]
    same = app.get(address, headers={"Range": "bytes=10-", "If-Range": etag})
    assert same.status_code == 206
    other = app.get(address, headers={"Range": "bytes=10-", "If-Range": '"alt"'})
    assert (other.status_code, body(other)) == (200, CONTENT)


def test_cached_file_is_not_sent_again(app, address):
    etag = app.get(address)["ETag"]
    assert app.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("shown", [{}, shelves.basic("salah")])
def test_open_access_file_is_cacheable_although_an_app_sends_a_password(app, address, shown):
    """Without caching, apps, which always send the password, fetch 25 covers for each page."""
    drawn = f"/opds/sampul/judul/{Title.objects.get().slug}-100.jpg"
    for one in (address, drawn, "/opds/lambang.png"):
        response = app.get(one, headers=shown)
        assert response.status_code == 200, one
        assert response["Cache-Control"].startswith("public"), one
        varies = response.get("Vary", "")
        assert "Authorization" not in varies, one
        assert "Accept-Language" not in varies, one


def test_head_request_has_no_body(app, address):
    response = app.head(address)
    assert response["Content-Length"] == "2560"
    assert response.content == b""


def test_sealed_file_and_file_of_a_hidden_title_are_refused(app):
    title = catalogue.title()
    sealed = title.files.get()
    assert app.get(f"/opds/berkas/{sealed.pk}/buku.epub").status_code == 404
    hidden = shelves.title()
    book = shelves.with_open_file(hidden)
    Title.objects.filter(pk=hidden.pk).update(state=TitleState.WITHDRAWN)
    assert app.get(f"/opds/berkas/{book.pk}/buku.epub").status_code == 404


def test_lost_file_is_reported(app):
    book = shelves.with_open_file(shelves.title())
    type(book).objects.filter(pk=book.pk).update(open_name="open/lost.epub")
    assert app.get(f"/opds/berkas/{book.pk}/buku.epub").status_code == 404


def test_no_name_breaks_out_of_the_header(app, address):
    for name in ("a%22%0d%0aX-Evil:%201.epub", "%00.epub", "%E1%AC%A9.epub", "a;b.epub"):
        response = app.get(f"{address.rpartition('/')[0]}/{name}")
        assert response.status_code in (200, 404)
        assert "X-Evil" not in response

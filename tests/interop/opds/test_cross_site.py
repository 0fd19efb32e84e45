"""Reading apps that run on pages of other sites: browsers let them read but not change anything."""

import pytest

from tests.support.interop.opds import shelves
from tests.support.interop.opds.shelves import basic

pytestmark = pytest.mark.django_db
PAGE = {"Origin": "https://pembaca.example", "Sec-Fetch-Site": "cross-site"}


def preflight(app, address, headers="authorization"):
    """Sends the CORS preflight request of a browser before its script sends a password."""
    request_headers = {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": headers,
    }
    return app.options(address, headers=PAGE | request_headers)


@pytest.mark.parametrize(
    "address", ["/opds/", "/opds/2/", "/opds/2/cari/?query=lontar", "/opds/authentication.json"]
)
def test_feeds_are_readable(app, address):
    shelves.title("Lontar tua")
    response = app.get(address, headers=PAGE)
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")
    assert "Access-Control-Allow-Credentials" not in response
    assert preflight(app, address).status_code == 204


def test_reader_with_a_password_sees_the_bookshelf(app):
    before = preflight(app, "/opds/2/rak/")
    assert before["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in before["Access-Control-Allow-Headers"]
    assert "GET" in before["Access-Control-Allow-Methods"]
    shown = basic(shelves.password_of(shelves.member()))
    response = app.get("/opds/2/rak/", headers=PAGE | shown)
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")


def test_request_without_a_password_gets_the_authentication_document(app):
    response = app.get("/opds/2/rak/", headers=PAGE)
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (401, "*")


def test_open_access_books_are_readable_in_ranges(app):
    book = shelves.with_open_file(shelves.title())
    address = f"/opds/berkas/{book.pk}/buku.epub"
    assert "Range" in preflight(app, address, "range")["Access-Control-Allow-Headers"]
    response = app.get(address, headers=PAGE | {"Range": "bytes=0-9"})
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (206, "*")


def test_password_is_exchanged_for_a_token(app):
    form = {"grant_type": "password", "password": shelves.password_of(shelves.member())}
    response = app.post("/opds/token/", form, headers=PAGE)
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")


def test_another_site_borrows_nothing(app):
    title = shelves.title(copies=1)
    shown = basic(shelves.password_of(shelves.member()))
    address = f"/opds/2/judul/{title.slug}/pinjam/"
    assert app.post(address, headers=PAGE | shown).status_code == 403
    assert preflight(app, address).status_code == 204


def test_authentication_document_varies_by_language(app):
    response = app.get("/opds/authentication.json", headers={"Accept-Language": "en"})
    assert "Accept-Language" in response["Vary"]

"""Invalid requests get an error document, never a server error."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.interop.opds import shelves
from tests.support.interop.opds.shelves import data, xml, xpath

pytestmark = pytest.mark.django_db
ROOTS = ("/opds/", "/opds/2/")


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("page=0", 400, "opds_bad_page"),
        ("page=-1", 400, "opds_bad_page"),
        ("page=x", 400, "opds_bad_page"),
        ("page=1.5", 400, "opds_bad_page"),
        ("page=%D9%A1", 400, "opds_bad_page"),
        ("page=" + "9" * 100, 400, "opds_bad_page"),
        ("page=1000000000", 404, "opds_no_such_page"),
        ("page=2", 404, "opds_no_such_page"),
        ("untuk=marsians", 400, "opds_bad_filter"),
        ("format=docx", 400, "opds_bad_filter"),
        ("bahasa=%3Cscript%3E", 400, "opds_bad_filter"),
        ("topik=x", 400, "opds_bad_filter"),
        ("topik=-1", 400, "opds_bad_filter"),
        ("orang=" + "9" * 40, 400, "opds_bad_filter"),
        ("seri=0", 400, "opds_bad_filter"),
        ("tersedia=mungkin", 400, "opds_bad_filter"),
        ("urut=acak", 400, "opds_bad_filter"),
        ("q=" + "x" * 201, 400, "opds_too_long"),
        ("query=" + "x" * 100_000, 400, "opds_too_long"),
    ],
)
def test_invalid_request_is_answered_with_a_problem(app, root, query, status, code):
    shelves.title()
    for address in ("semua/", "cari/", "baru/"):
        response = app.get(f"{root}{address}?{query}")
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        problem = data(response)
        assert (problem["code"], problem["status"]) == (code, status)
        assert problem["title"]


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize(
    "address",
    [
        "topik/999999/", "orang/999999/", "seri/999999/", "topik/99999999999999999999999/",
        "judul/tidak-ada/", "topik/?page=99", "orang/?page=1000000000",
    ],
)  # fmt: skip
def test_missing_resource_is_answered_with_a_problem(app, root, address):
    response = app.get(root + address)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_problem_is_in_the_requested_language(app):
    details = {
        tag: data(app.get("/opds/semua/?page=x", headers={"Accept-Language": tag}))["detail"]
        for tag in ("en", "id")
    }
    assert details["en"] != details["id"]


@pytest.mark.parametrize("address", ["sampul/judul/tidak-ada-480.jpg", "sampul/xyz-480.jpg",
                                     "sampul/xyz-481.jpg", "berkas/999999/buku.epub",
                                     "berkas/99999999999999999999999/buku.epub"])  # fmt: skip
def test_missing_files_and_pictures_are_answered_with_a_problem(app, address):
    assert app.get(f"/opds/{address}").status_code == 404


def test_unknown_parameters_are_ignored(app):
    title = shelves.title()
    feed = xml(app.get("/opds/semua/?utm_source=x&fbclid=y"))
    assert xpath(feed, "a:entry/a:title/text()") == [title.title]


def test_lists_accept_only_reading_methods(app):
    for method in (app.post, app.put, app.delete, app.patch):
        assert method("/opds/semua/").status_code == 405


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.text(max_size=250),
    name=st.sampled_from(["q", "query", "bahasa", "untuk", "topik", "page", "urut", "tersedia"]),
)
def test_no_request_causes_a_server_error(app, words, name):
    for root in ROOTS:
        assert app.get(f"{root}cari/", {name: words}).status_code in (200, 400, 404)

"""Feeds are cached until something changes, and never for another reader."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rontal.core import versions
from rontal.lending import services
from tests.support import in_memory_caches
from tests.support.interop.opds import shelves
from tests.support.interop.opds.shelves import BORROW, basic, xml, xpath

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def app(settings, monkeypatch):
    in_memory_caches.turn_on(settings, monkeypatch)
    return shelves.client()


def conditional_get(app, address, **headers):
    with CaptureQueriesContext(connection) as queries:
        response = app.get(address, headers=headers)
    return response, len(queries)


@pytest.mark.parametrize(
    "address", ["/opds/", "/opds/2/", "/opds/semua/?bahasa=id", "/opds/2/cari/?query=lontar"]
)
def test_feed_is_rendered_once_and_answered_as_unchanged(app, address):
    shelves.rich_title()
    first, _queries = conditional_get(app, address)
    again, queries = conditional_get(app, address)
    assert (again.content, queries) == (first.content, 0)
    etag = again["ETag"]
    assert app.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_length_of_a_register_is_recounted_only_after_a_change(app):
    shelves.title(subjects=[f"Topik {number:03}" for number in range(60)])
    counted = []
    for page in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            assert xpath(xml(app.get(f"/opds/topik/?page={page}")), "os:totalResults/text()") == (
                ["60"]
            )
        counted.append(sum(one["sql"].startswith("\nSELECT count(*)") for one in queries))
    assert counted == [1, 0]
    shelves.title(subjects=["Satu lagi"])
    in_memory_caches.expire_versions()
    assert xpath(xml(app.get("/opds/topik/")), "os:totalResults/text()") == ["61"]


def test_loan_changes_a_feed(app, monkeypatch):
    monkeypatch.setattr(versions, "CHECK_SECONDS", 0)
    title = shelves.title(copies=1)
    address = f"/opds/judul/{title.slug}/"
    path = f"a:link[@rel='{BORROW}']/opds:availability/@status"
    assert xpath(xml(app.get(address)), path) == ["available"]
    services.borrow(title_id=title.pk, actor=shelves.member())
    assert xpath(xml(app.get(address)), path) == ["unavailable"]


def test_reader_gets_a_personal_feed_that_is_not_cached(app):
    title = shelves.title(copies=1)
    member = shelves.member()
    shown = basic(shelves.password_of(member))
    services.borrow(title_id=title.pk, actor=member)
    address = f"/opds/judul/{title.slug}/"
    visitor = app.get(address).content
    own = app.get(address, headers=shown).content
    assert b"/baca/" in own
    assert app.get(address).content == visitor
    assert b"/baca/" not in visitor


def test_languages_are_cached_separately(app):
    shelves.title()
    feeds = {
        tag: [app.get("/opds/", headers={"Accept-Language": tag}).content for _ in range(2)]
        for tag in ("en", "id")
    }
    assert feeds["en"][0] == feeds["en"][1] != feeds["id"][0] == feeds["id"][1]


def test_wrong_password_gets_no_cached_feed(app):
    app.get("/opds/")
    assert app.get("/opds/", headers=basic("salah")).status_code == 401


def test_problem_is_not_cached(app):
    assert app.get("/opds/semua/?page=2").status_code == 404
    for _ in range(26):
        shelves.title()
    assert app.get("/opds/semua/?page=2").status_code == 200

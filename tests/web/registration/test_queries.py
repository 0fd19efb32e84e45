"""Tests of the number of queries of each registration page."""

import pytest
from django.test import Client

from tests.support.membership import factories
from tests.support.web.registration import walk

pytestmark = pytest.mark.django_db

VISITOR = {
    "/daftar/": 0,
    "/daftar/kirim-ulang/": 0,
    "/daftar/kirim-ulang/selesai/": 0,
    "/daftar/wilayah/kabupaten/?province=51": 0,
    "/status/": 0,
}
HOLDER = {
    "/daftar/": 1,
    "/daftar/foto/": 4,
    "/daftar/siapa/": 4,
    "/daftar/kontak/": 4,
    "/daftar/persetujuan/": 1,
    "/daftar/periksa/": 4,
}


@pytest.mark.parametrize(("path", "count"), VISITOR.items())
def test_pages_of_a_visitor(
    client: Client, django_assert_num_queries: object, path: str, count: int
) -> None:
    client.get(path)
    with django_assert_num_queries(count):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(("path", "count"), HOLDER.items())
def test_pages_with_a_draft(
    client: Client, django_assert_num_queries: object, path: str, count: int
) -> None:
    walk.fill(client, factories.values())
    client.get("/daftar/")  # fills the process's cache of the standard
    with django_assert_num_queries(count):
        assert client.get(path).status_code == 200


def test_autosave(client: Client, django_assert_max_num_queries: object) -> None:
    walk.begin(client)
    with django_assert_max_num_queries(9):
        client.post("/daftar/simpan/siapa/", {"name": "Ni"})


def test_sending(client: Client, django_assert_max_num_queries: object) -> None:
    walk.fill(client, factories.values())
    with django_assert_max_num_queries(45):
        walk.send(client)


def test_opening_a_link(client: Client, django_assert_num_queries: object) -> None:
    path = f"/aktivasi/{factories.token(factories.submitted())}/"
    with django_assert_num_queries(2):
        client.get(path)


def test_page_of_a_guardian(client: Client, django_assert_num_queries: object) -> None:
    child = factories.activated(factories.child_values())
    path = f"/wali/{factories.token(child, 'guardian')}/"
    with django_assert_num_queries(4):
        client.get(path)


@pytest.mark.parametrize("make", [factories.activated, factories.needs_correction])
def test_status_page(client: Client, django_assert_max_num_queries: object, make: object) -> None:
    client.force_login(make().user)
    client.get("/status/")
    with django_assert_max_num_queries(6):
        client.get("/status/")

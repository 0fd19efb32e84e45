"""Tests that public pages come from the cache, and only if they are the same for everybody."""

import gzip
import time

import brotli
import pytest
from django.db import OperationalError
from django.test import Client

from rontal.core import versions
from rontal.core.versions import Topic
from rontal.ui import page_cache
from tests.support import in_memory_caches

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(settings, monkeypatch):
    """Visitor of a library with the page cache on; the versions stand still."""
    in_memory_caches.turn_on(settings, monkeypatch)
    return Client()


def changed(topic: Topic) -> None:
    """Another version of the topic than the one that the process knows."""
    versions._cached_versions[topic] = (time.monotonic(), time.monotonic_ns())


def rendered_once(monkeypatch, client: Client, *addresses: str) -> list:
    """Returns the number of pages that were rendered, followed by the responses."""
    rendered = []
    original = page_cache._rendered

    def counted(*answer):
        rendered.append(1)
        return original(*answer)

    monkeypatch.setattr(page_cache, "_rendered", counted)
    answers = [client.get(address) for address in addresses]
    return [len(rendered), *answers]


def test_second_visitor_gets_the_cached_page(monkeypatch, client):
    count, first, second = rendered_once(monkeypatch, client, "/", "/")
    assert count == 1
    assert first.content == second.content
    assert second["Content-Language"] == "id"
    assert "script-src" in second["Content-Security-Policy"]


def test_cached_page_needs_no_database(client, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(0):
        assert client.get("/").status_code == 200


def test_language_and_theme_have_separate_pages(client):
    indonesian = client.get("/").content
    client.cookies["bahasa"] = "en"
    english = client.get("/").content
    client.cookies["tampilan"] = "dark"
    dark = client.get("/").content
    assert len({indonesian, english, dark}) == 3
    assert b'lang="en"' in english
    assert b'data-theme="dark"' in dark


def test_an_unknown_language_does_not_fill_the_memory(monkeypatch, client):
    client.get("/")
    client.cookies["bahasa"] = "xx"
    assert rendered_once(monkeypatch, client, "/")[0] == 0


def test_compressed_page_is_the_same_page(client):
    plain = client.get("/")
    packed = client.get("/", headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3


def test_unchanged_page_is_not_sent_again(client):
    etag = client.get("/")["ETag"]
    again = client.get("/", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/masuk/", "/?halaman=2", "/tidak-ada/"])
def test_other_pages_are_not_cached(monkeypatch, client, address):
    assert rendered_once(monkeypatch, client, address, address)[0] == 0


def test_signed_in_user_gets_a_fresh_page(monkeypatch, client):
    from tests.support.accounts.factories import person

    client.force_login(person())
    assert rendered_once(monkeypatch, client, "/", "/")[0] == 0


@pytest.mark.parametrize("topic", ["events", "catalogue"])
def test_page_is_rendered_again_when_its_topic_changes(monkeypatch, client, topic):
    assert rendered_once(monkeypatch, client, "/koleksi/", "/koleksi/")[0] == 1
    changed(Topic(topic))
    assert rendered_once(monkeypatch, client, "/koleksi/", "/koleksi/")[0] == 1


def test_unrelated_topic_does_not_invalidate_a_page(monkeypatch, client):
    assert rendered_once(monkeypatch, client, "/privasi/", "/standar-pelayanan/")[0] == 2
    changed(Topic.CATALOGUE)
    assert rendered_once(monkeypatch, client, "/privasi/", "/standar-pelayanan/")[0] == 0


@pytest.mark.django_db(transaction=True)
def test_cached_title_page_shows_that_the_last_copy_is_lent(client, monkeypatch):
    from rontal.lending import services
    from tests.support.lending.factories import borrower, lendable

    monkeypatch.setattr(versions, "CHECK_SECONDS", 0)
    book, reader = lendable(), borrower()
    address = f"/koleksi/{book.slug}/"
    assert "Bisa dipinjam sekarang" in client.get(address).content.decode()
    lent = services.borrow(title_id=book.pk, actor=reader)
    assert "Bisa dipinjam sekarang" not in client.get(address).content.decode()
    services.return_loan(loan_id=lent.pk, actor=reader)
    assert "Bisa dipinjam sekarang" in client.get(address).content.decode()


def test_public_fragments_are_cached_for_members_too(monkeypatch, client):
    from tests.support.accounts.factories import person

    address = "/koleksi/saran.json?q=la"
    assert rendered_once(monkeypatch, client, address)[0] == 1
    client.force_login(person())
    count, again = rendered_once(monkeypatch, client, address)
    assert (count, again.status_code) == (0, 200)


def test_cached_page_is_served_while_the_database_is_unreachable(monkeypatch, client):
    client.get("/")

    def away():
        raise OperationalError

    monkeypatch.setattr(versions, "CHECK_SECONDS", 0)
    for topic in Topic:
        monkeypatch.setitem(versions._readers, topic, [away])
    assert client.get("/").status_code == 200


def test_query_is_cached_if_the_page_knows_all_its_parameters(monkeypatch, client):
    known = "/koleksi/?q=lontar&bahasa=id"
    assert rendered_once(monkeypatch, client, known, known)[0] == 1
    unknown = "/koleksi/?q=lontar&iklan=1"
    assert rendered_once(monkeypatch, client, unknown, unknown)[0] == 0
    long = "/koleksi/?q=" + "a" * 600
    assert rendered_once(monkeypatch, client, long, long)[0] == 0


def test_each_host_has_separate_pages(monkeypatch, client):
    client.get("/")
    count, answer = rendered_once(monkeypatch, Client(headers={"host": "localhost"}), "/")
    assert (count, answer.status_code) == (1, 200)


def test_a_foreign_host_gets_nothing(client):
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_head_request_gives_the_length_and_no_body(client):
    whole = client.get("/")
    head = client.head("/")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(whole.content))
    assert head["ETag"] == whole["ETag"]


def test_gzip_is_available_to_clients_without_brotli(client):
    plain = client.get("/").content
    packed = client.get("/", headers={"accept-encoding": "gzip, br;q=0"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain


def test_one_of_several_known_copies_is_not_sent_again(client):
    etag = client.get("/")["ETag"].removeprefix("W/")
    again = client.get("/", headers={"if-none-match": f'"other", {etag}'})
    assert (again.status_code, again["Vary"]) == (304, "Cookie, Accept-Encoding")


def test_oversized_page_is_not_cached(monkeypatch, client):
    monkeypatch.setattr(page_cache, "MAX_PAGE_BYTES", 1)
    assert rendered_once(monkeypatch, client, "/", "/")[0] == 0


def test_client_with_credentials_gets_no_cached_page(monkeypatch, client):
    client.get("/")
    answer = client.get("/", headers={"authorization": "Basic eDp5"})
    assert "ETag" not in answer

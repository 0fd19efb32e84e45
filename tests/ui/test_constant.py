"""Public pages come from memory, and only where they are the same for everybody."""

import brotli
import pytest
from django.test import Client

from rontal.ui import constant

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(settings):
    """A visitor of a library that keeps its constant pages."""
    settings.KEEP_CONSTANT_PAGES = True
    return Client()


def rendered_once(monkeypatch, client: Client, *addresses: str) -> list:
    """The answers, and a look at how many of them were rendered."""
    kept = []
    original = constant._keep
    monkeypatch.setattr(constant, "_keep", lambda *answer: kept.append(1) or original(*answer))
    answers = [client.get(address) for address in addresses]
    return [len(kept), *answers]


def test_the_second_visitor_gets_the_kept_page(monkeypatch, client):
    count, first, second = rendered_once(monkeypatch, client, "/", "/")
    assert count == 1
    assert first.content == second.content
    assert second["Content-Language"] == "id"
    assert "script-src" in second["Content-Security-Policy"]


def test_a_kept_page_needs_no_database(client, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(0):
        assert client.get("/").status_code == 200


def test_language_and_theme_have_pages_of_their_own(client):
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


def test_a_packed_page_is_the_same_page(client):
    plain = client.get("/")
    packed = client.get("/", headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    etag = client.get("/")["ETag"]
    again = client.get("/", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/masuk/", "/?halaman=2", "/tidak-ada/"])
def test_other_pages_are_not_kept(monkeypatch, client, address):
    assert rendered_once(monkeypatch, client, address, address)[0] == 0


def test_whoever_is_signed_in_gets_a_fresh_page(monkeypatch, client):
    from tests.accounts.factories import person

    client.force_login(person())
    assert rendered_once(monkeypatch, client, "/", "/")[0] == 0


@pytest.fixture
def until_news(monkeypatch, client):
    """The front page as if it depended on the database, looked at without waiting."""
    from rontal.web import home

    monkeypatch.setattr(home.front, "until_news", True, raising=False)
    monkeypatch.setattr(constant, "SECONDS_BETWEEN_LOOKS", 0)
    return client


def test_news_make_the_page_anew(monkeypatch, until_news):
    from rontal.kernel.models import SealedFile
    from rontal.kernel.sealed_files import ERASED, events
    from tests.accounts.factories import SYSTEM

    assert rendered_once(monkeypatch, until_news, "/", "/")[0] == 1
    events.emit(ERASED, actor=SYSTEM, subject=SealedFile(purpose="x"))
    assert rendered_once(monkeypatch, until_news, "/", "/")[0] == 1


def test_while_the_database_is_away_the_kept_page_is_served(monkeypatch, until_news):
    until_news.get("/")

    def away() -> int:
        raise constant.OperationalError

    monkeypatch.setattr(constant, "newest", away)
    assert until_news.get("/").status_code == 200


def test_memory_holds_only_so_many_pages(monkeypatch, client):
    monkeypatch.setattr(constant, "MOST", 1)
    addresses = ("/", "/privasi/", "/privasi/", "/")
    assert rendered_once(monkeypatch, client, *addresses)[0] == 3

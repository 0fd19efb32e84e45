"""Tests that the cached frame of a page equals a newly rendered one, for each visitor."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.shortcuts import render
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from rontal.accounts.models import User
from rontal.kernel import bell
from rontal.kernel.bell import Topic
from rontal.ui import frame
from tests.accounts.factories import person, staff
from tests.catalogue.factories import title
from tests.lending.factories import borrower, lendable, loan
from tests.web.collection.visitors import client_of

pytestmark = pytest.mark.django_db
SIMPLE = "web/collection/gone.html"


def request_of(user: User | AnonymousUser, address: str, theme: str = "auto") -> HttpRequest:
    request = RequestFactory().get(address)
    request.COOKIES["tampilan"] = theme
    request.user = user
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def saying(text: str) -> dict[str, Any]:
    return {"title": {"title": text}}


def drawn(user: User | AnonymousUser, address: str, theme: str = "auto", text: str = "Halo") -> str:
    request = request_of(user, address, theme)
    return frame.page(request, SIMPLE, saying(text)).content.decode()


def drawn_whole(user: User | AnonymousUser, address: str, theme: str = "auto") -> str:
    return render(request_of(user, address, theme), SIMPLE, saying("Halo")).content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("theme", ["auto", "dark"])
def test_it_is_the_page_that_render_draws(language: str, theme: str) -> None:
    readers = [AnonymousUser(), person(), staff()]
    with translation.override(language):
        for address in ("/", "/koleksi/?q=a&b=%22<", "/rak/", "/meja/"):
            for reader in readers * 2:
                assert drawn(reader, address, theme) == drawn_whole(reader, address, theme)


def test_what_one_page_says_is_not_in_the_next() -> None:
    first = drawn(person(), "/koleksi/", text="Rahasia <b>Sari</b>")
    assert "Rahasia &lt;b&gt;Sari" in first
    assert "Rahasia" not in drawn(person(), "/koleksi/")


def test_messages_are_drawn_for_whom_they_are() -> None:
    told, other = request_of(person(), "/"), request_of(person(), "/")
    messages.success(told, "Sudah kembali")
    assert b"Sudah kembali" in frame.page(told, SIMPLE, saying("Halo")).content
    assert b"Sudah kembali" not in frame.page(other, SIMPLE, saying("Halo")).content


def test_text_that_looks_like_a_place_in_the_shell_stays_text() -> None:
    page = drawn(AnonymousUser(), "/koleksi/", text="\x1ahere\x1a \x1amain\x1a")
    assert "\x1ahere\x1a \x1amain\x1a" in page


def test_a_template_that_asks_for_more_of_the_shell_is_refused() -> None:
    request = request_of(AnonymousUser(), "/")
    with pytest.raises(AssertionError):
        frame.page(request, "ui/refused.html", {"status": 409})


def test_another_library_has_another_shell(settings: Any) -> None:
    drawn(AnonymousUser(), "/")
    settings.LIBRARY = None
    assert drawn(AnonymousUser(), "/") == drawn_whole(AnonymousUser(), "/")


@pytest.fixture
def front(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with the page cache on and a running change listener."""
    settings.KEEP_CONSTANT_PAGES = True
    settings.BELL = tmp_path / "bell"
    monkeypatch.setattr(bell, "SILENT_AFTER", 600)
    monkeypatch.setattr(frame, "_mains", frame.Kept())
    bell.beat()
    return tmp_path


@pytest.mark.usefixtures("front")
def test_the_front_is_made_once_for_whoever_is_signed_in(
    django_assert_max_num_queries: Any,
) -> None:
    lendable(title=title("Air yang Tenang"))
    first, second = client_of(borrower()), client_of(borrower())
    drawn_first = first.get("/koleksi/").content
    with django_assert_max_num_queries(2):
        drawn_second = second.get("/koleksi/").content
    assert b"Air yang Tenang" in drawn_second
    assert main_of(drawn_first) == main_of(drawn_second)


def test_nothing_of_the_reader_is_in_what_all_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    named = engines["django"].from_string(
        '{% extends "ui/base.html" %}{% block head %}{{ user.name }}{% endblock %}{% block main %}'
        "[{{ user.name }}{{ request.user.name }}{{ nav.place }}{% csrf_token %}{{ text }}]"
        "{% endblock %}"
    )
    monkeypatch.setattr(frame.loader, "get_template", lambda _name: named)
    reader = person()
    reader.name = "Sari Rahasia"
    request = request_of(reader, "/")
    page = frame.page_for_all(request, "x", lambda: {"text": "Rak"}).content.decode()
    assert "Sari Rahasia" in page, "other blocks are the reader's own"
    assert "[Rak]" in page


@pytest.mark.usefixtures("front")
@pytest.mark.parametrize("topic", [Topic.CATALOGUE, Topic.EVENTS])
def test_the_front_is_made_anew_when_something_was_changed(topic: Topic) -> None:
    reader = client_of(borrower())
    reader.get("/koleksi/")
    lendable(title=title("Baru Datang"))
    assert b"Baru Datang" not in reader.get("/koleksi/").content
    bell.ring(topic)
    assert b"Baru Datang" in reader.get("/koleksi/").content


@pytest.mark.usefixtures("front")
def test_the_front_of_each_language_is_its_own_and_words_looked_for_are_no_front() -> None:
    reader = client_of(borrower())
    indonesian = reader.get("/koleksi/").content
    reader.cookies["bahasa"] = "en"
    english = reader.get("/koleksi/").content
    assert main_of(indonesian) != main_of(english)
    asked = reader.get("/koleksi/", {"q": "subak <b>"}).content
    assert b"subak &lt;b&gt;" in asked
    assert main_of(reader.get("/koleksi/").content) == main_of(english)


def main_of(page: bytes) -> bytes:
    return page.partition(b"<main")[2].partition(b"</main>")[0]


def test_what_is_on_my_shelf_is_on_nobody_elses_page() -> None:
    book, reader = lendable(title=title("Milik Sari")), borrower()
    running = loan(book, reader)
    address = f"/koleksi/{book.slug}/"
    assert f"/baca/{running.pk}/" in client_of(reader).get(address).content.decode()
    assert f"/baca/{running.pk}/" not in client_of(borrower()).get(address).content.decode()

"""Tests of the resources of a borrowed book: chapters, pictures, pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import brotli
import pytest
import time_machine
from django.test import Client

from rontal.accounts.models import User
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.lending.models import Loan
from rontal.lending.services import return_loan
from rontal.reading import archive_cache, resources, sanitise
from rontal.ui import logs
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.reading.pages import files
from tests.support.web.reader.content import content_of, picture_of
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
PAGE = "OEBPS/bab1.xhtml"


@pytest.fixture
def person() -> Actor:
    return borrower()


@pytest.fixture
def lent_book(person: Actor) -> Loan:
    return loan(actor=person)


@pytest.fixture
def paged(person: Actor) -> Loan:
    return loan(lendable(title=files.title(files.text())), person)


def test_a_resource_costs_three_queries_for_session_account_and_loan(
    lent_book: Loan, paged: Loan, person: Actor, django_assert_num_queries: Any
) -> None:
    client = client_of(person)
    for address in (content_of(client, lent_book, PAGE), picture_of(client, paged, "1/480.webp")):
        assert client.get(address).status_code == 200
        with django_assert_num_queries(3):
            assert client.get(address).status_code == 200


def test_resource_has_the_headers_of_every_response(
    lent_book: Loan, paged: Loan, person: Actor
) -> None:
    client = client_of(person)
    for address in (content_of(client, lent_book, PAGE), picture_of(client, paged, "1/480.webp")):
        answer = client.get(address)
        headers = answer.headers
        assert headers["Content-Length"] == str(len(answer.content))
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "private, no-store"
        assert "camera=()" in headers["Permissions-Policy"]


def _end_session(client: Client, _borrowed: Loan, _person: Actor) -> None:
    client.session.delete()


def _close_account(_client: Client, _borrowed: Loan, person: Actor) -> None:
    User.objects.filter(pk=person.id).update(is_active=False)


def _new_password(_client: Client, _borrowed: Loan, person: Actor) -> None:
    User.objects.filter(pk=person.id).update(password="another")


def _first_password(_client: Client, _borrowed: Loan, person: Actor) -> None:
    until = clock.now() + timedelta(days=1)
    User.objects.filter(pk=person.id).update(first_password_until=until)


def _return_loan(_client: Client, borrowed: Loan, person: Actor) -> None:
    return_loan(loan_id=borrowed.pk, actor=person)


def _be_late(_client: Client, borrowed: Loan, _person: Actor) -> None:
    Loan.objects.filter(pk=borrowed.pk).update(due_at=clock.now())


@pytest.mark.whole
@pytest.mark.parametrize(
    "end", [_end_session, _close_account, _new_password, _first_password, _return_loan, _be_late]
)
def test_ended_access_is_refused_at_the_next_request(
    lent_book: Loan, person: Actor, end: Callable[[Client, Loan, Actor], None]
) -> None:
    client = client_of(person)
    address = content_of(client, lent_book, PAGE)
    assert client.get(address).status_code == 200
    end(client, lent_book, person)
    assert client.get(address).status_code in (302, 404)


def test_expired_session_opens_nothing(lent_book: Loan, person: Actor) -> None:
    client = client_of(person)
    address = content_of(client, lent_book, PAGE)
    with time_machine.travel(clock.now() + timedelta(days=60), tick=False):
        Loan.objects.filter(pk=lent_book.pk).update(due_at=clock.now() + timedelta(days=1))
        assert client.get(address).headers["Location"].startswith("/masuk/")


def test_a_missing_resource_and_another_method_are_refused(lent_book: Loan, person: Actor) -> None:
    client = client_of(person)
    missing = content_of(client, lent_book, "OEBPS/tidak-ada.xhtml")
    assert "Tidak ada" in client.get(missing).content.decode()
    assert client.post(content_of(client, lent_book, PAGE)).status_code == 405


def test_cached_resource_is_not_sent_again(lent_book: Loan, paged: Loan, person: Actor) -> None:
    client = client_of(person)
    for address in (content_of(client, lent_book, PAGE), picture_of(client, paged, "1/480.webp")):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Cache-Control"] == "private, no-store"
        other = client.get(address, headers={"If-None-Match": '"another"'})
        assert other.content == first.content


def test_texts_are_compressed_and_pictures_unchanged(lent_book: Loan, person: Actor) -> None:
    client = client_of(person)
    plain = client.get(content_of(client, lent_book, PAGE))
    packed = client.get(
        content_of(client, lent_book, PAGE), headers={"Accept-Encoding": "gzip, br"}
    )
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain.content
    assert packed.headers["ETag"] != plain.headers["ETag"]
    picture = client.get(
        content_of(client, lent_book, "OEBPS/gambar.png"), headers={"Accept-Encoding": "br"}
    )
    assert "Content-Encoding" not in picture.headers


def test_sanitised_pages_are_cached_sealed_for_other_processes(
    lent_book: Loan, person: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(person)
    address = content_of(client, lent_book, PAGE)
    first = client.get(address).content
    file_id = lent_book.title.files.get().pk
    (cached_file,) = list(
        resources.resource_cache()._root.glob(f"{archive_cache.book(file_id).key.folder}/*")
    )
    assert b"Bab satu" not in cached_file.read_bytes()
    monkeypatch.setattr(sanitise, "clean_document", lambda *_: pytest.fail("again"))
    monkeypatch.setattr(
        archive_cache, "_resources", archive_cache.LruCache(1_000_000, lambda one: one.weight)
    )
    assert client.get(address).content == first


def test_pages_of_another_sanitiser_version_are_not_shown(
    lent_book: Loan, person: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(person)
    address = content_of(client, lent_book, PAGE)
    client.get(address)
    monkeypatch.setattr(sanitise, "version", lambda: "another")
    monkeypatch.setattr(sanitise, "clean_document", lambda *_: b"cleaned anew")
    monkeypatch.setattr(
        archive_cache, "_resources", archive_cache.LruCache(1_000_000, lambda one: one.weight)
    )
    assert client.get(address).content == b"cleaned anew"


def test_copied_address_opens_nothing_elsewhere(
    lent_book: Loan, paged: Loan, person: Actor
) -> None:
    client, elsewhere, another = client_of(person), client_of(person), client_of(borrower())
    for address in (
        content_of(client, lent_book, PAGE),
        picture_of(client, paged, "1/480.webp"),
        picture_of(client, paged, "1/teks.json"),
    ):
        assert client.get(address).status_code == 200
        assert elsewhere.get(address).status_code == 404, "another browser of the same person"
        assert another.get(address).status_code == 404
        assert Client().get(address).headers["Location"].startswith("/masuk/")


def test_token_of_one_loan_opens_no_other(person: Actor) -> None:
    client, first, second = client_of(person), loan(actor=person), loan(actor=person)
    address = content_of(client, first, PAGE).replace(f"/{first.pk}/", f"/{second.pk}/", 1)
    assert client.get(content_of(client, second, PAGE)).status_code == 200
    assert client.get(address).status_code == 404


def test_token_reveals_nothing_of_the_session_and_stays_in_the_address(
    lent_book: Loan, person: Actor
) -> None:
    client = client_of(person)
    answer = client.get(content_of(client, lent_book, PAGE))
    key = client.cookies["rontal"].value
    token = answer.wsgi_request.path.split("/")[4]
    assert key not in answer.wsgi_request.path
    assert token not in answer.content.decode(), "a book knows its own address by no link"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert token not in logs._without_token(answer.wsgi_request.path)


@pytest.mark.whole
@pytest.mark.parametrize("token", ["x", "é" * 20, "\x00", "A" * 20, "-" * 500])
def test_invented_token_opens_nothing(lent_book: Loan, person: Actor, token: str) -> None:
    answer = client_of(person).get(f"/baca/{lent_book.pk}/isi/{token}/{PAGE}")
    assert answer.status_code == 404

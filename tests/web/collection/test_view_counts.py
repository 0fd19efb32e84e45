"""Tests that only the script of a title's page counts views."""

from typing import Any

import pytest
from django.test import Client

from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.lending.models import TitleDay
from tests.support.lending.factories import borrower, lendable
from tests.support.web.visitors import FIREFOX, ROBOT, client_of

pytestmark = pytest.mark.django_db
OWN = FIREFOX | {"sec-fetch-site": "same-origin"}


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


def send_view(client: Client, title: Title, headers: dict[str, str] = OWN) -> Any:
    return client.post(f"/koleksi/{title.slug}/dilihat/", headers=headers)


def view_count() -> int:
    return sum(TitleDay.objects.values_list("looked", flat=True))


def test_view_is_counted_without_a_token_a_cookie_or_a_body(visitor: Client) -> None:
    answer = send_view(visitor, lendable())
    assert (answer.status_code, answer.content) == (204, b"")
    assert not answer.cookies
    assert view_count() == 1


def test_page_names_the_counting_address_and_rendering_it_counts_nothing(visitor: Client) -> None:
    book = lendable()
    page = visitor.get(f"/koleksi/{book.slug}/", headers=FIREFOX).content.decode()
    assert 'data-look="dilihat/"' in page
    assert not TitleDay.objects.exists()


def test_a_browser_without_a_safe_connection_names_its_origin(visitor: Client) -> None:
    assert (
        send_view(visitor, lendable(), FIREFOX | {"origin": "http://testserver"}).status_code == 204
    )
    assert view_count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"origin": "http://elsewhere.example"},
        {"origin": "http://["},
        {"origin": "null"},
        {},
    ],
)
def test_view_sent_by_another_site_is_refused(visitor: Client, headers: dict[str, str]) -> None:
    assert send_view(visitor, lendable(), FIREFOX | headers).status_code == 403
    assert not TitleDay.objects.exists()


def test_hidden_titles_are_not_counted(visitor: Client) -> None:
    draft = lendable()
    Title.objects.filter(pk=draft.pk).update(state=TitleState.DRAFT)
    assert send_view(visitor, draft).status_code == 204
    assert send_view(visitor, Title(slug="tidak-ada")).status_code == 204
    assert visitor.get(f"/koleksi/{draft.slug}/dilihat/").status_code == 405
    assert not TitleDay.objects.exists()


def test_a_robot_that_runs_scripts_is_not_counted(visitor: Client) -> None:
    assert send_view(visitor, lendable(), OWN | ROBOT).status_code == 204
    assert not TitleDay.objects.exists()


def test_a_member_on_two_devices_is_one_reader() -> None:
    book, person = lendable(), borrower()
    send_view(client_of(person), book)
    send_view(
        client_of(person), book, OWN | {"user-agent": "Mozilla/5.0 (Linux; Android 14) Safari"}
    )
    send_view(client_of(borrower()), book)
    assert TitleDay.objects.values_list("looked", "seen_anew").get() == (2, 2)


def test_view_needs_few_queries(visitor: Client, django_assert_max_num_queries: Any) -> None:
    book = lendable()
    with django_assert_max_num_queries(5):
        send_view(visitor, book)

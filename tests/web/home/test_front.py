"""Tests of `/`: cached for visitors, never for signed-in people; staff are redirected."""

from typing import Any

import pytest
from django.test import Client

from rontal.accounts import services as accounts
from rontal.accounts.adapter import AccountAdapter
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from tests.support import in_memory_caches
from tests.support.accounts.factories import person, staff
from tests.support.lending.factories import SYSTEM, borrower
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def caching(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Public pages are cached."""
    in_memory_caches.turn_on(settings, monkeypatch)


@pytest.mark.usefixtures("caching")
def test_personal_page_is_not_cached_and_leaves_the_front_page() -> None:
    visitor, reader = Client(), client_of(borrower())
    front = visitor.get("/")
    own = reader.get("/")
    assert own.headers["Cache-Control"] == "no-store, private"
    assert b"Halo, " in own.content
    again = visitor.get("/")
    assert again.content == front.content
    assert again.headers["ETag"] == front.headers["ETag"]
    assert "no-store" not in front.headers.get("Cache-Control", "")


@pytest.mark.usefixtures("caching")
def test_visitor_gets_the_front_page_without_a_query(django_assert_num_queries: Any) -> None:
    visitor = Client()
    visitor.get("/")
    with django_assert_num_queries(0):
        shown = visitor.get("/")
    assert b'href="/daftar/"' in shown.content


def test_staff_without_a_membership_see_an_uncached_front_page() -> None:
    client = Client()
    client.force_login(staff())
    answer = client.get("/")
    assert b"Satu perpustakaan di layar Anda" in answer.content
    assert b'href="/masuk/"' not in answer.content.partition(b"<main")[2]
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_staff_who_are_members_have_a_home_page() -> None:
    reader = borrower()
    assert reader.id is not None
    accounts.set_roles(user_id=reader.id, roles=[Role.CLERK], actor=SYSTEM)
    page = client_of(reader).get("/").content.decode()
    assert "Halo, " in page
    assert "Belum ada buku yang dipinjam" in page


def test_after_sign_in_members_reach_their_home_page_and_staff_the_desk(rf: Any) -> None:
    for user, place in ((person(), "/"), (staff(), "/meja/")):
        request = rf.get("/masuk/")
        request.user = User.objects.get(pk=user.pk)
        assert AccountAdapter().get_login_redirect_url(request) == place

"""Tests of the list of members throttled for fetching pages too fast."""

from datetime import timedelta

import pytest
import time_machine

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.core.models import Event
from rontal.membership.models import Member
from rontal.reading.events import SLOWED
from tests.support.desk.factories import at_desk
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
PAGE = "/meja/anggota/terlalu-cepat/"


def slow(member: Member, days_ago: float = 0) -> None:
    with time_machine.travel(clock.now() - timedelta(days=days_ago), tick=False):
        emit(SLOWED, actor=Actor.system("reading"), subject=member, data={"pieces": 1_240})


def shown(client, query: str = "") -> str:
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(client, query: str = "") -> list[tuple[str, int]]:
    members = client.get(PAGE + query).context["page"].object_list
    return [(one.member.number, one.times) for one in members]


def test_reader_is_listed_once_with_count_and_last_time():
    member, desk = factories.member(), at_desk(Role.CLERK)
    for days_ago in (20, 3, 0):
        slow(member, days_ago)
    assert rows(desk) == [(member.number, 3)]
    (one,) = desk.get(PAGE).context["page"].object_list
    assert one.last - one.first > timedelta(days=19)
    assert "3 kali" in shown(desk)


def test_member_number_is_a_link_and_no_name_is_shown():
    member, desk = factories.member(), at_desk(Role.CLERK)
    slow(member)
    page = shown(desk)
    assert f'href="/meja/anggota/{member.pk}/"' in page
    assert member.number in page
    assert member.name not in page
    assert not Event.objects.filter(name="application:opened", actor_kind="staff").exists()


def test_reader_slowed_last_comes_first_within_the_requested_days():
    early, late, desk = factories.member(), factories.member(), at_desk(Role.CLERK)
    slow(early, 40)
    slow(early, 10)
    slow(late, 1)
    assert rows(desk) == [(late.number, 1), (early.number, 1)]
    assert rows(desk, "?hari=7") == [(late.number, 1)]
    assert rows(desk, "?hari=90") == [(late.number, 1), (early.number, 2)]
    assert desk.get(PAGE).context["spans"] == {7: 1, 30: 2, 90: 2}


def test_invalid_parameters_show_the_usual_days():
    slow(factories.member(), 20)
    desk = at_desk(Role.CLERK)
    for query in ("?hari=0", "?hari=x", "?hari=99999", "?hari=%00", "?halaman=x", "?halaman=900"):
        assert len(rows(desk, query)) == 1, query


def test_old_throttling_is_not_listed():
    slow(factories.member(), 91)
    desk = at_desk(Role.CLERK)
    assert rows(desk, "?hari=90") == []
    assert "Tidak ada yang membaca terlalu cepat" in shown(desk)


def test_page_tells_the_head_how_to_end_it_and_a_clerk_whom_to_notify():
    slow(factories.member())
    assert "beri tahu kepala" in shown(at_desk(Role.CLERK, login_name="petugas"))
    assert "Lihat pinjaman" in shown(at_desk(Role.HEAD, login_name="kepala"))


def test_list_of_members_links_here_with_their_count():
    slow(factories.member())
    answer = at_desk(Role.CLERK).get("/meja/anggota/")
    assert answer.context["slowed"] == 1
    assert PAGE in answer.content.decode()


def test_many_rows_cost_no_more_queries_than_few(django_assert_max_num_queries):
    for days_ago in range(6):
        slow(factories.member(), days_ago)
    desk = at_desk(Role.HEAD)
    with django_assert_max_num_queries(9):
        desk.get(PAGE)


@pytest.mark.parametrize("role", [Role.LIBRARIAN, Role.ADMINISTRATOR])
def test_the_list_is_forbidden_without_access_to_members(role):
    assert at_desk(role).get(PAGE).status_code == 403

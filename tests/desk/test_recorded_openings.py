"""Tests that opening a member's page and searching by identity number leave events."""

import pytest
from django.test import Client

from rontal.accounts.roles import Role
from rontal.core.models import Event
from rontal.membership.selectors import members
from tests.support.desk.factories import at_desk
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
PAGE, SEARCH = "member:page_opened", "member:searched_by_identity"
UNKNOWN = "5102055705900077"


def events(name: str) -> list[Event]:
    return list(Event.objects.filter(name=name).order_by("pk"))


def search(client: Client, text: str):
    return client.post("/meja/anggota/cari/", {"apa": text}, follow=True)


def number_of(member) -> str:
    return members.form_of(member.application).number


def test_each_opening_of_a_members_page_leaves_an_event() -> None:
    member, clerk, head = factories.member(), at_desk(), at_desk(Role.HEAD)
    for client in (clerk, clerk, head):
        assert client.get(f"/meja/anggota/{member.pk}/").status_code == 200
    event = events(PAGE)[2]
    assert event.subject_id == str(member.application_id)
    assert event.data == {"purpose": "member_page", "reason": "member_work"}


def test_search_by_identity_number_leaves_an_event_without_the_number() -> None:
    member, clerk = factories.member(), at_desk()
    number = number_of(member)
    assert member.number in search(clerk, number).content.decode()
    search(clerk, UNKNOWN)
    found, none = events(SEARCH)
    assert (found.subject_type, found.subject_id) == (
        "membership.application", str(member.application_id),
    )  # fmt: skip
    assert (none.subject_type, none.data) == ("accounts.user", {})
    written = str(list(Event.objects.values()))
    assert number not in written
    assert UNKNOWN not in written


@pytest.mark.parametrize("text", ["Ni Wayan", "sari@contoh.id", "TBN-99"])
def test_other_searches_leave_none(text: str) -> None:
    search(at_desk(), text)
    assert events(SEARCH) == []


def test_the_person_sees_both_in_their_own_trail() -> None:
    member, clerk, own = factories.member(), at_desk(), Client()
    search(clerk, number_of(member))
    own.force_login(member.user, backend="rontal.accounts.backends.PasswordBackend")
    page = own.get("/akun/data/", headers={"accept-language": "en"}).content.decode()
    assert "Halaman anggota Anda" in page
    assert "Pencarian dengan nomor identitas" in page
    assert "I Made Petugas" not in page


def test_audit_log_and_the_members_page_show_them() -> None:
    member, head = factories.member(), at_desk(Role.HEAD)
    head.get(f"/meja/anggota/{member.pk}/")
    trail = head.get(f"/meja/anggota/{member.pk}/").content.decode()
    assert "alasan: mengurus anggota · untuk: halaman anggota" in " ".join(trail.split())
    page = at_desk(Role.ADMINISTRATOR).get("/meja/catatan/?peristiwa=lihat").content.decode()
    assert "membuka halaman anggota" in page

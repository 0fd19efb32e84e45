"""Tests that a password reset does not reveal who has an account."""

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail

from rontal.core import clock
from rontal.core.models import Event
from rontal.notifications import tasks
from tests.support.accounts.factories import Role, person, staff

pytestmark = pytest.mark.django_db
NEW = "pisau-pangrupak-baru"


def request_reset(client, email: str):
    return client.post("/sandi/lupa/", {"email": email})


def reset_requests() -> list[Event]:
    return list(Event.objects.filter(name="account:reset_asked").order_by("pk"))


def test_link_in_the_mail_sets_a_new_password(client, mail_server):
    user = person(email="lupa@contoh.id")
    assert request_reset(client, "lupa@contoh.id").status_code == 302
    tasks.send_password_reset(reset_requests()[0])
    message = mail_server.newest("lupa@contoh.id", user.login_name)
    assert user.name not in message.subject
    page = client.get("/" + message.link("/sandi/baru/").split("/", 3)[3], follow=True)
    path = page.redirect_chain[-1][0]
    assert "set-password" in path, "the token leaves the address at once"
    assert client.post(path, {"password1": NEW, "password2": NEW}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_unknown_address_gets_the_same_answer_and_no_mail(client, mail_server):
    person(email="ada@contoh.id")
    known, unknown = (
        request_reset(client, "ada@contoh.id"),
        request_reset(client, "tidak.ada@contoh.id"),
    )
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(reset_requests()) == 1
    assert not mail_server.letters
    assert not mail.outbox


def test_each_member_of_a_family_gets_a_mail_with_the_login_name(client, mail_server):
    family = [person(email="rumah@contoh.id") for _two in range(2)]
    request_reset(client, "rumah@contoh.id")
    for event in reset_requests():
        tasks.send_password_reset(event)
    text = "".join(message.text for message in mail_server.to("rumah@contoh.id"))
    assert all(user.login_name in text for user in family)


def test_staff_are_sent_to_the_desk_and_members_to_the_shelf(client):
    for user, path in ((staff(Role.CLERK), "/meja/"), (person(), "/")):
        fields = {"login": user.login_name, "password": "lontar-dan-pisau"}
        assert client.post("/masuk/", fields)["Location"] == path
        client.logout()


def test_address_with_capitals_is_found_however_it_is_typed(client):
    user = person(email="Sari.Dewi@Contoh.id")
    for typed in ("Sari.Dewi@Contoh.id", "sari.dewi@contoh.id", " SARI.DEWI@CONTOH.ID"):
        assert request_reset(client, typed).status_code == 302
    assert [event.subject_id for event in reset_requests()] == [str(user.pk)] * 3


def test_family_gets_mails_after_one_of_them_confirmed_the_address(client):
    family = [person(email="rumah@contoh.id") for _two in range(2)]
    EmailAddress.objects.create(user=family[0], email="rumah@contoh.id", verified=True)
    request_reset(client, "rumah@contoh.id")
    assert {event.subject_id for event in reset_requests()} == {str(one.pk) for one in family}


def test_address_gets_ten_mails_a_day(client):
    person(email="ada@contoh.id")
    with time_machine.travel(clock.now(), tick=False) as now:
        for _time in range(12):
            request_reset(client, "ada@contoh.id")
            now.shift(120)
    assert len(reset_requests()) == 10

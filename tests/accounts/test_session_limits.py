"""Tests of sessions that end by themselves, and of forms that arrive afterwards."""

from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from rontal.accounts import services
from rontal.accounts.open_sessions.models import OpenSession
from rontal.accounts.roles import Role
from rontal.accounts.session_limits import MAX_STEP, SessionLimits, limits_of
from rontal.accounts.sessions import SessionStore, stored_key
from rontal.core import clock
from tests.support.accounts.factories import PASSWORD, SYSTEM, person, staff
from tests.support.policies import with_policies

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def opens(client, after, path="/akun/keamanan/"):
    with clock.frozen_at(clock.now() + after):
        return client.get(path).status_code == 200


def test_limits_are_those_of_staff_for_any_role():
    assert limits_of([Role.LIBRARIAN]) == SessionLimits(45 * MINUTE, timedelta(hours=10))
    assert limits_of([]) == SessionLimits(timedelta(days=14), timedelta(days=90))
    assert limits_of([Role.CLERK]).step == 1.5 * MINUTE
    assert limits_of([]).step == MAX_STEP


def test_idle_session_of_staff_ends_and_a_used_one_does_not():
    idle, used = signed_in(staff()), signed_in(staff())
    for minutes in (30, 60, 90):
        assert opens(used, minutes * MINUTE, "/meja/")
    assert not opens(idle, 45 * MINUTE, "/meja/")
    assert opens(used, 134 * MINUTE, "/meja/")


def test_session_of_staff_ends_after_a_working_day_of_use():
    client = signed_in(staff())
    for minutes in range(40, 600, 40):
        assert opens(client, minutes * MINUTE, "/meja/")
    assert not opens(client, 600 * MINUTE, "/meja/")


def test_session_of_a_member_lasts_two_weeks_without_use():
    assert opens(signed_in(person()), timedelta(days=13, hours=23))
    assert not opens(signed_in(person()), timedelta(days=14))


def test_library_sets_the_limits(settings):
    settings.LIBRARY = with_policies(settings.LIBRARY, staff_idle_minutes=5)
    client = signed_in(staff())
    assert opens(client, 4 * MINUTE)
    assert not opens(client, 10 * MINUTE)


def test_changed_roles_end_the_sessions(client):
    user = staff()
    client.force_login(user)
    services.set_roles(user_id=user.pk, roles=[], actor=SYSTEM)
    assert client.get("/akun/keamanan/").status_code == 302
    assert not OpenSession.objects.exists()


def test_a_signed_in_request_takes_no_further_query(client, django_assert_num_queries):
    client.force_login(staff())
    key = client.cookies["rontal"].value
    with django_assert_num_queries(1):
        assert SessionStore(key)["_auth_user_id"]
    later = clock.now() + 2 * MINUTE
    with clock.frozen_at(later):
        with django_assert_num_queries(2):  # its use is recorded
            assert SessionStore(key)["_auth_user_id"]
        with django_assert_num_queries(1):
            assert SessionStore(key)["_auth_user_id"]
    assert OpenSession.objects.get().last_used_at == later


def test_session_of_an_account_that_is_tied_to_none_signs_nobody_in(client):
    client.force_login(person())
    OpenSession.objects.all().delete()
    assert client.get("/akun/keamanan/").status_code == 302


def test_time_of_sign_in_stays_when_the_key_changes():
    store = SessionStore()
    store["_auth_user_id"] = str(person().pk)
    store.save()
    began = store.signed_in_at
    again = SessionStore(store.session_key)
    assert again["_auth_user_id"]
    with clock.frozen_at(clock.now() + timedelta(days=1)):
        again.cycle_key()
    assert again.session_key != store.session_key
    assert OpenSession.objects.get(pk=stored_key(again.session_key)).signed_in_at == began


def test_session_of_a_visitor_is_stored_for_two_weeks():
    store = SessionStore()
    store["place"] = 1
    store.save()
    left = Session.objects.get().expire_date - clock.now()
    assert timedelta(days=13) < left <= timedelta(days=14)


def test_sweep_deletes_what_has_reached_a_limit():
    members, clerks = (person(), person()), (staff(), staff())
    now = clock.now()
    for user, age in zip((*members, *clerks), (13, 14, 0, 1), strict=True):
        signed_in(user)
        OpenSession.objects.filter(user=user).update(last_used_at=now - timedelta(days=age))
    SessionStore.clear_expired()
    left = set(OpenSession.objects.values_list("user", flat=True))
    assert left == {members[0].pk, clerks[0].pk}
    assert Session.objects.count() == 2


class Hidden(HTMLParser):
    """Reads the hidden fields and the address of the form to be sent again."""

    def __init__(self, page):
        super().__init__()
        self.action, self.fields = "", {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form" and values.get("action", "").startswith("/meja/"):
            self.action = values["action"]
        if tag == "input" and values.get("type") == "hidden" and self.action:
            self.fields[values["name"]] = values["value"]


def send_late(client, user):
    """Sends a form of the desk when the session has ended; returns the response."""
    client.force_login(user)
    return post_late(client, "/meja/tampilan/?urut=lama", {"name": "Antrean saya"})


def post_late(client, path, fields):
    body = urlencode(fields | {"csrfmiddlewaretoken": "x"})
    with clock.frozen_at(clock.now() + 50 * MINUTE):
        return client.post(path, body, content_type="application/x-www-form-urlencoded")


def sign_in(client, user):
    form = {"login": user.login_name, "password": PASSWORD, "next": "/akun/lanjutkan/"}
    return client.post("/masuk/", form)


def test_form_sent_after_the_session_ended_is_offered_again(client):
    clerk = staff(Role.CLERK)
    answer = send_late(client, clerk)
    assert answer["Location"] == "/masuk/?next=/akun/lanjutkan/"
    assert "masih ada" in client.get(answer["Location"]).content.decode()
    assert sign_in(client, clerk)["Location"] == "/akun/lanjutkan/"
    page = client.get("/akun/lanjutkan/")
    assert "unsent_form" not in client.session, "the page has it"
    form = Hidden(page.content.decode())
    assert form.action == "/meja/tampilan/?urut=lama"
    assert form.fields["name"] == "Antrean saya"
    assert client.post(form.action, form.fields).status_code == 302
    assert "Antrean saya" in client.get("/meja/").content.decode()


def test_form_with_files_is_offered_without_them(client):
    clerk = staff(Role.CLERK)
    client.force_login(clerk)
    with clock.frozen_at(clock.now() + 50 * MINUTE):
        answer = client.post("/meja/tampilan/", {"name": "Antrean saya", "f": BytesIO(b"x")})
    assert answer["Location"] == "/masuk/?next=/akun/lanjutkan/"
    sign_in(client, clerk)
    page = client.get("/akun/lanjutkan/").content.decode()
    assert "pilih lagi" in page
    assert Hidden(page).fields["name"] == "Antrean saya"
    assert "f" not in Hidden(page).fields


def test_somebody_else_does_not_see_the_form(client):
    send_late(client, staff(Role.CLERK))
    other = staff(Role.CLERK)
    sign_in(client, other)
    assert "unsent_form" not in client.session, "whether or not the page is opened"
    page = client.get("/akun/lanjutkan/", follow=True)
    assert "Antrean saya" not in page.content.decode()
    assert "unsent_form" not in client.session


def test_passwords_are_not_stored(client):
    client.force_login(staff())
    answer = post_late(client, "/sandi/ganti/", {"oldpassword": "rahasia sekali"})
    assert answer["Location"] == "/masuk/?next=/sandi/ganti/"
    assert "unsent_form" not in client.session


def test_form_of_an_unknown_session_is_not_stored(client):
    client.cookies["rontal"] = "x" * 32
    client.post("/meja/tampilan/", {"name": "Antrean saya"})
    assert "unsent_form" not in client.session
    assert not Session.objects.exists()

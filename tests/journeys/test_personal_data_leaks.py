"""Tests that the whole main job leaves no personal data in logs or other wrong places."""

import logging

import pytest
from django.db import connection
from django.test import Client

from rontal.core.models import Event
from rontal.membership.models import Application
from tests.support.accounts.factories import staff
from tests.support.membership import factories
from tests.support.web.registration import walk

SECRETS = {
    "number": "5102055705900042",
    "name": "Ni Wayan Rahasia Sekali",
    "birth_place": "Desa Kelahiranku",
    "email": "rahasia.sekali@contoh.example",
    "phone": "081298765432",
    "street": "Gang Tersembunyi 77",
}
PASSWORD = "kata-sandi-tersembunyi"


@pytest.fixture
def everything(caplog, letters, work):
    """Runs the main job from registration to approval, with all logs at level DEBUG."""
    caplog.set_level(logging.DEBUG)
    citizen, clerk = Client(), Client()
    walk.fill(citizen, factories.values(**SECRETS))
    walk.send(citizen)
    work()
    link = letters.newest(SECRETS["email"]).link("/aktivasi/")
    path = "/" + link.split("/", 3)[3]
    citizen.get(path)
    answer = citizen.post(path, {"password": PASSWORD, "password1": PASSWORD})
    assert answer.status_code == 302, walk.errors_of(answer)
    work()
    application = Application.objects.get(email=SECRETS["email"])
    clerk.force_login(staff())
    case = f"/meja/permohonan/{application.code}/"
    assert SECRETS["name"] in clerk.get(case).content.decode()
    assert clerk.get(f"{case}foto/card/").status_code == 200
    assert clerk.post(f"{case}setujui/").status_code == 302
    work()
    application.refresh_from_db()
    assert application.state == "approved"
    return application


def rows(query: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return "\n".join(str(row) for row in cursor.fetchall())


def test_nothing_personal_remains(everything, caplog, letters):
    places = {
        "log": "\n".join(record.getMessage() for record in caplog.records if _ours(record)),
        "jobs": rows("SELECT task_name, args, queueing_lock, lock FROM procrastinate_jobs"),
        "events": rows("SELECT name, data, subject_id, actor_name FROM core_event"),
        "subjects": "\n".join(message.subject for message in letters.letters),
        "messages": rows("SELECT * FROM notifications_message"),
        "findings": rows("SELECT * FROM verification_finding"),
    }
    assert places["jobs"]
    assert places["events"]
    for place, text in places.items():
        for what, secret in {**SECRETS, "password": PASSWORD}.items():
            assert secret not in text, f"{what} lies in {place}"


def test_sealed_columns_contain_no_plain_text(everything):
    raw = rows("SELECT details, nik_hash FROM membership_application")
    for what in ("number", "birth_place", "phone", "street"):
        assert SECRETS[what] not in raw
    assert SECRETS["street"] in str(everything.details.reveal())


def test_every_view_of_personal_data_is_recorded(everything):
    names = list(Event.objects.order_by("pk").values_list("name", flat=True))
    assert "application:opened" in names
    opened = Event.objects.filter(name="file:opened", actor_kind="staff")
    assert [event.data["reason"] for event in opened] == ["case_review"]


def _ours(record: logging.LogRecord) -> bool:
    """False for SQL statements, which the database driver logs only while debugging."""
    return not record.name.startswith("django.db.backends")

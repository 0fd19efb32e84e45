"""Tests of the audit log: sentences, filters, paging by id, export, immutability."""

import csv
import io
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core import clock, event_references
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed
from rontal.core.events import PastEvent, write_past
from rontal.core.models import Event, SealedFile
from rontal.data_requests.selectors.register import record_view
from rontal.data_requests.services import reassign
from rontal.desk.selectors import audit_log
from rontal.feedback.models import Ticket
from rontal.lending.models import Loan
from rontal.membership import services
from rontal.membership.models import Application, Member
from rontal.notifications.models import Message
from rontal.standard.selectors import library
from tests.support.accounts.factories import person, staff
from tests.support.data_requests.factories import clerk, data_request, in_progress
from tests.support.desk.factories import at_desk, cases, signed_in
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db
PAGE = "/meja/catatan/"
FILE = "/meja/catatan/unduh/"


@pytest.fixture
def admin() -> Client:
    return at_desk(Role.ADMINISTRATOR, name="Bapak Audit")


def shown(client: Client, **wish: str) -> list[audit_log.Entry]:
    return client.get(PAGE, wish).context["entries"]


def names(client: Client, **wish: str) -> set[str]:
    return {entry.event.name for entry in shown(client, **wish)}


def rows(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_opening_personal_data_appears_as_a_sentence(admin):
    (case,) = cases(1)
    reader = at_desk(name="Ni Luh Pembaca")
    reader.get(f"/meja/permohonan/{case.code}/")
    reader.get(f"/meja/permohonan/{case.code}/foto/card/")
    page = admin.get(PAGE, {"peristiwa": "lihat"}).content.decode()
    assert f"Ni Luh Pembaca membuka data pribadi permohonan {case.code}." in page
    assert f"Ni Luh Pembaca membuka foto permohonan {case.code}." in page
    assert "alasan: mengerjakan kasus" in page
    assert "untuk: foto kartu" in page
    for raw in ("case_review", "application_card", "application:opened</", "core.sealedfile"):
        assert raw not in page


def test_the_same_in_english(admin):
    (case,) = cases(1)
    at_desk(name="Ni Luh Pembaca").get(f"/meja/permohonan/{case.code}/")
    admin.cookies["bahasa"] = "en"
    page = admin.get(PAGE, {"peristiwa": "application:opened"}).content.decode()
    assert f"Ni Luh Pembaca opened the personal data of application {case.code}." in page


def test_log_is_filtered_by_person_event_and_code(admin):
    first, second = cases(2)
    clerk = staff(name="Ni Luh Satu")
    signed_in(clerk).get(f"/meja/permohonan/{first.code}/")
    at_desk().get(f"/meja/permohonan/{second.code}/")
    entries = shown(admin, siapa=str(clerk.pk))
    assert {entry.who for entry in entries} == {"Ni Luh Satu"}
    assert {entry.event.actor_kind for entry in shown(admin, siapa="sistem")} == {"system"}
    assert {entry.event.actor_kind for entry in shown(admin, siapa="orang")} <= {"person"}
    assert names(admin, peristiwa="application:opened") == {"application:opened"}
    by_code = shown(admin, kode=first.code.lower(), peristiwa="lihat")
    assert {entry.about for entry in by_code} == {f"permohonan {first.code}"}
    both = shown(admin, siapa=str(clerk.pk), kode=second.code)
    assert both == []


def test_a_code_finds_the_case_its_photos_its_mails_and_the_member(admin):
    member = membership.member()
    case = member.application
    at_desk().get(f"/meja/permohonan/{case.code}/foto/face/")
    listed = names(admin, kode=case.code)
    assert {"file:opened", "application:approved", "member:joined"} <= listed
    assert names(admin, kode=member.number) == listed
    assert names(admin, kode="ZZZZ-ZZZZ") == set()


def test_days_are_those_of_the_library(admin):
    night = datetime(2026, 11, 20, 23, 50, tzinfo=library().tz)
    with time_machine.travel(night, tick=False):
        membership.submitted()
    with time_machine.travel(night + timedelta(minutes=20), tick=False):
        membership.submitted()
    wish = {"peristiwa": "application:submitted"}
    assert len(shown(admin, dari="2026-11-20", sampai="2026-11-20", **wish)) == 1
    assert len(shown(admin, dari="2026-11-21", sampai="2026-11-21", **wish)) == 1
    assert len(shown(admin, dari="2026-11-20", sampai="2026-11-21", **wish)) == 2
    assert shown(admin, dari="2026-11-22", **wish) == []


@pytest.mark.parametrize(
    "wish",
    [
        {"kode": "\x00", "sebelum": "9" * 30},
        {"siapa": "9" * 40, "peristiwa": "nonsense"},
        {"siapa": "٣", "dari": "0001-01-01", "sampai": "9999-12-31"},
        {"siapa": "-1", "dari": "kemarin", "sampai": "2026-02-30", "sebelum": "x"},
    ],
)
def test_invalid_filters_cost_no_query(admin, wish):
    membership.submitted()
    assert admin.get(PAGE, wish).status_code == 200


def test_log_is_paged_backwards_by_id(admin, django_assert_max_num_queries):
    cases(6)
    with django_assert_max_num_queries(12):
        first = admin.get(PAGE)
    assert len(first.context["entries"]) == audit_log.PER_PAGE
    membership.submitted()
    second = admin.get(PAGE, {"sebelum": first.context["more"]})
    last = first.context["entries"][-1].event.pk
    following = Event.objects.filter(pk__lt=last).order_by("-pk").first()
    assert second.context["entries"][0].event.pk == following.pk
    keys, before, pages = [], "", 0
    while True:
        context = admin.get(PAGE, {"sebelum": before} if before else {}).context
        keys += [entry.event.pk for entry in context["entries"]]
        pages += 1
        if not context["more"]:
            break
        before = str(context["more"])
    assert keys == list(Event.objects.order_by("-pk").values_list("pk", flat=True))
    assert pages >= 2


def test_log_is_downloaded_as_a_table_and_the_download_is_recorded(monkeypatch):
    monkeypatch.setattr(audit_log, "CHUNK", 7)
    cases(3)
    auditor = staff(Role.ADMINISTRATOR)
    before = list(Event.objects.order_by("-pk").values_list("pk", flat=True))
    response = signed_in(auditor).post(FILE, {"peristiwa": "", "kode": ""})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    table = rows(response)
    assert [int(row["id"]) for row in table] == before
    assert all(row["sentence"] for row in table)
    event = Event.objects.get(name="record:exported")
    assert (event.actor_id, event.subject_id) == (auditor.pk, str(auditor.pk))


def test_table_contains_the_filtered_events(admin):
    first, second = cases(2)
    for case in (first, second):
        at_desk().get(f"/meja/permohonan/{case.code}/")
    wish = {"kode": second.code, "peristiwa": "application:opened", "dari": "2020-01-01"}
    table = rows(admin.post(FILE, wish))
    assert {row["about"] for row in table} == {f"permohonan {second.code}"}
    data = Event.objects.get(name="record:exported").data
    assert (data["code"], data["event"]) == (second.code, "application:opened")


def test_a_name_that_is_a_formula_is_text_in_the_table(admin):
    (case,) = cases(1)
    at_desk(name="=HYPERLINK(1)").get(f"/meja/permohonan/{case.code}/")
    table = rows(admin.post(FILE, {"peristiwa": "application:opened"}))
    assert table[0]["who"] == "'=HYPERLINK(1)"
    assert table[0]["sentence"].startswith("'=")


def test_log_cannot_be_changed_or_deleted():
    membership.submitted()
    number = Event.objects.count()
    before = list(Event.objects.order_by("pk").values_list("pk", "name", "data"))
    for statement in (
        "UPDATE core_event SET name = 'x'",
        "UPDATE core_event SET at = now() WHERE id = (SELECT max(id) FROM core_event)",
        "DELETE FROM core_event",
        "DELETE FROM core_event WHERE false",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    for act in (
        lambda: Event.objects.update(actor_id=1),
        lambda: Event.objects.all().delete(),
        lambda: Event.objects.first().delete(),
        lambda: Event.objects.bulk_update([Event.objects.first()], ["name"]),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert Event.objects.count() == number
    assert list(Event.objects.order_by("pk").values_list("pk", "name", "data")) == before


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("id", ["permohonan (tidak disebut lagi)", "Seorang pembaca", "tidak disebut lagi"]),
        ("en", ["application (no longer named)", "A reader", "A person who is no longer named"]),
    ],
)
def test_events_whose_references_have_ended_are_described(admin, language, texts):
    (case,) = cases(1)
    old = clock.now() - timedelta(days=6 * 365)
    actors = [membership.clerk(), Actor.person(3), Actor.person(-4)]
    subjects = [Application(pk=case.pk), Loan(pk=2), SealedFile(), Member(pk=5), Message(pk=6)]
    subjects += [User(pk=7), Ticket(pk=8)]
    write_past(
        [PastEvent("application:opened", old, actor, one) for actor in actors for one in subjects]
    )
    assert event_references.end_references(5) == len(actors) * len(subjects)
    admin.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    wish = {"sampai": f"{old + timedelta(days=2):%Y-%m-%d}"}
    page = admin.get(PAGE, wish).content.decode()
    table = rows(admin.post(FILE, wish))
    assert len(table) == len(actors) * len(subjects)
    for text in texts:
        assert text in page
        assert any(text in row["sentence"] for row in table)


def test_only_an_administrator_reads_and_downloads_the_log():
    membership.submitted()
    for client in (signed_in(person()), at_desk(), at_desk(Role.HEAD), at_desk(Role.LIBRARIAN)):
        assert client.get(PAGE).status_code == 403
        assert client.post(FILE).status_code == 403
    assert Client().get(PAGE)["Location"].startswith("/masuk/")
    from rontal.desk.audit_log_export import export

    for actor in (Actor.visitor(), membership.clerk(), Actor.system("x")):
        with pytest.raises(NotAllowed):
            export(filters=audit_log.AuditLogFilters(), actor=actor)
    assert not Event.objects.filter(name="record:exported").exists()


def test_actions_of_the_head_are_described_with_names(admin):
    (case,) = cases(1)
    clerk = staff(name="I Made Penerima")
    head = membership.clerk(Role.HEAD)
    services.assign(application_id=case.pk, staff_id=clerk.pk, actor=head)
    (entry,) = shown(admin, peristiwa="application:assigned")
    assert entry.details == "petugas: I Made Penerima"
    assert entry.event.at <= clock.now()


def test_a_request_about_personal_data_is_found_by_its_code_with_its_openings(admin):
    found, handler = data_request(), clerk()
    record_view(found, handler)
    page = admin.get(PAGE, {"kode": found.code.lower(), "peristiwa": "lihat"}).content.decode()
    assert found.code in page
    assert "melihat permintaan" in page


def test_who_got_a_request_is_named(admin):
    request, handler = in_progress()
    colleague = staff(Role.CLERK, name="Ibu Rekan")
    reassign(request_id=request.pk, to=colleague.pk, actor=handler)
    page = admin.get(PAGE, {"kode": request.code}).content.decode()
    assert "Ibu Rekan" in page

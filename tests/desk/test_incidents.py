"""Tests of the desk's pages of incidents."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.models import Event
from rontal.incidents import services
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.selectors.drafts import drafts
from rontal.membership.selectors import record_openings
from tests.support.desk.factories import at_desk
from tests.support.incidents import factories
from tests.support.incidents.factories import HANDLING, HAPPENED
from tests.support.incidents.notices import deliver_all
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db
LIST = "/meja/insiden/"


def text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def local(hours_ago: float) -> str:
    at = clock.now() - timedelta(hours=hours_ago)
    return at.astimezone().strftime("%Y-%m-%dT%H:%M")


def entered(desk: Client, **changes) -> Incident:
    values = {"channel": "log", "noticed_at": local(20), "noticed_by": "Ni Luh"}
    values |= {"happened": HAPPENED, "handling": HANDLING, "key": "k1"} | changes
    answer = desk.post(f"{LIST}catat/", values)
    assert answer.status_code == 302, answer.content.decode()
    return Incident.objects.get(code=answer["Location"].split("/")[-2])


def test_officer_records_an_incident_once_and_its_clock_runs_from_the_notice():
    desk = at_desk(Role.OFFICER)
    found = entered(desk)
    assert entered(desk).pk == found.pk
    assert found.due_at - found.noticed_at == timedelta(hours=72)
    page = text(desk.get(f"{LIST}{found.code}/"))
    assert HAPPENED in page
    assert "beri tahu paling lambat" in page


def test_time_in_the_future_is_refused_at_its_field():
    values = {"channel": "log", "noticed_at": local(-30), "happened": "x", "handling": "y"}
    answer = at_desk(Role.OFFICER).post(f"{LIST}catat/", values)
    assert answer.status_code == 422
    assert "Isi waktu yang sudah lewat." in answer.content.decode()


def test_scope_is_chosen_and_persons_are_listed_without_names():
    thief = membership.clerk()
    person = membership.member()
    record_openings([person.application], actor=thief, reason="case_review")
    desk = at_desk(Role.OFFICER)
    found = entered(desk)
    scope = {"kind": "accounts", "accounts": [thief.id], "since": local(30)}
    assert desk.post(f"{LIST}{found.code}/cakupan/", scope).status_code == 302
    assert "Mencari orang yang terdampak" in text(desk.get(f"{LIST}{found.code}/"))
    assert "Mencari" in text(desk.get(f"{LIST}{found.code}/pencarian/"))
    services.search_persons(incident_id=found.pk)
    assert desk.get(f"{LIST}{found.code}/pencarian/")["HX-Refresh"] == "true"
    page = text(desk.get(f"{LIST}{found.code}/orang/"))
    assert "Pendaftaran" in page
    assert person.name not in page
    opened = text(desk.post(f"{LIST}{found.code}/orang/buka/", {"reason": "incident_check"}))
    assert person.name in opened
    assert Event.objects.filter(name="incident:names_opened").count() == 1


def test_scope_of_accounts_without_an_account_or_begin_is_refused():
    desk = at_desk(Role.OFFICER)
    found = entered(desk)
    answer = desk.post(f"{LIST}{found.code}/cakupan/", {"kind": "accounts"})
    assert answer.status_code == 422
    assert Incident.objects.get(pk=found.pk).scope == ""


@pytest.mark.whole
def test_officer_writes_and_head_confirms_and_proof_is_shown():
    person = membership.member()
    officer, head = at_desk(Role.OFFICER), at_desk(Role.HEAD)
    found = entered(officer)
    officer.post(f"{LIST}{found.code}/cakupan/", {"kind": "everybody"})
    services.search_persons(incident_id=found.pk)
    found.refresh_from_db()
    page = f"{LIST}{found.code}/"
    assert "kegagalan pelindungan data pribadi" in text(officer.get(f"{page}naskah/"))
    texts = drafts(found) | {"agency_email": "lembaga@contoh.example"}
    assert officer.post(f"{page}naskah/", texts).status_code == 302
    assert officer.post(f"{page}ajukan/").status_code == 302
    assert officer.post(f"{page}sahkan/").status_code == 403
    assert "Sahkan dan kirim" not in text(officer.get(page))
    assert "Sahkan dan kirim" in text(head.get(page))
    unseen = head.post(f"{page}sahkan/", follow=True)
    assert "Tidak ada yang dikirim" in text(unseen)
    seen = text(head.get(page)).split('name="seen" value="')[1].split('"')[0]
    assert head.post(f"{page}sahkan/", {"seen": seen}).status_code == 302
    services.spread_notices(incident_id=found.pk)
    deliver_all()
    shown = text(officer.get(page))
    number = AffectedPerson.objects.filter(incident=found).count()
    assert f"{number} / {number}" in shown
    row = AffectedPerson.objects.get(incident=found, application=person.application)
    assert officer.post(f"{page}orang/{row.pk}/kembali/").status_code == 302
    letters = head.post(f"{page}surat.pdf")
    assert letters.content.startswith(b"%PDF")
    assert officer.post(f"{page}surat/dikirim/").status_code == 302
    closed = officer.post(f"{page}tutup/", {"learned": "Langkah kedua bagi semua."})
    assert closed.status_code == 302
    assert "Langkah kedua bagi semua." in text(officer.get(page))


def test_notice_without_the_data_is_refused_at_its_field():
    desk = at_desk(Role.OFFICER)
    found = entered(desk)
    texts = drafts(found) | {"persons_en": "Sorry."}
    answer = desk.post(f"{LIST}{found.code}/naskah/", texts)
    assert answer.status_code == 422
    assert "Tulis {data}" in answer.content.decode()


def test_record_is_exported_as_pdf_and_json_without_names():
    person = membership.member()
    found = factories.confirmed()
    desk = at_desk(Role.OFFICER)
    page = f"{LIST}{found.code}/"
    assert desk.get(f"{page}catatan.pdf").content.startswith(b"%PDF")
    assert desk.get(f"{page}lembaga.pdf").content.startswith(b"%PDF")
    answer = desk.get(f"{page}catatan.json")
    assert json.loads(answer.content)["reached"]["persons"] >= 1
    assert person.name not in answer.content.decode()
    assert Event.objects.filter(name="incident:exported").count() == 2


def test_register_shows_shelves_and_figures(django_assert_max_num_queries):
    desk = at_desk(Role.OFFICER)
    for _ in range(3):
        factories.confirmed()
    with django_assert_max_num_queries(16):
        page = text(desk.get(f"{LIST}?rak=all"))
    assert "365 hari terakhir" in page


@pytest.mark.parametrize("role", [Role.CLERK, Role.LIBRARIAN, Role.ADMINISTRATOR])
def test_other_roles_open_no_incident(role):
    found = factories.incident()
    for end in ("", f"{found.code}/", f"{found.code}/orang/", f"{found.code}/catatan.json"):
        assert at_desk(role).get(LIST + end).status_code == 403


def test_agency_by_hand_publication_and_dismissal():
    officer = at_desk(Role.OFFICER)
    found = entered(officer)
    page = f"{LIST}{found.code}/"
    given = {"way": "portal", "at": local(1), "reference": "LPDP-7"}
    assert officer.post(f"{page}lembaga/", given).status_code == 302
    assert "LPDP-7" in text(officer.get(page))
    assert officer.post(f"{page}lembaga/", given | {"at": local(-30)}).status_code == 422
    assert officer.post(f"{page}bukan/", {"learned": "Uji coba."}).status_code == 302
    assert "Pemberitahuan tidak perlu." in text(officer.get(page))
    published = factories.confirmed()
    assert officer.post(f"{LIST}{published.code}/umum/").status_code == 302
    published.refresh_from_db()
    assert published.public_at is not None


def test_audit_log_names_the_incident_by_its_code():
    found = factories.confirmed()
    page = text(at_desk(Role.OFFICER).get(f"/meja/catatan/?kode={found.code}"))
    assert f"insiden {found.code}" in page
    everything = text(
        at_desk(Role.OFFICER).get("/meja/catatan/?peristiwa=incident:person_notified")
    )
    assert f"seseorang dalam insiden {found.code}" in everything

"""Tests of filters, built-in and saved views, and navigation between the applications of a view."""

import uuid
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from rontal.accounts.roles import Role
from rontal.accounts.selectors import actor_of
from rontal.core import clock
from rontal.core.models import Event
from rontal.desk.selectors.filters import BUILT_IN, Filters
from rontal.membership import errors, services
from rontal.membership.models import Application, Assignment, CaseLease, SavedView
from rontal.standard.selectors import library
from rontal.verification.models import Examination
from rontal.verification.rules import Level, Outcome
from tests.support.accounts.factories import staff
from tests.support.desk.factories import (
    MATCH,
    SELFIE,
    at_desk,
    cases,
    examined_application,
    record,
    signed_in,
)
from tests.support.membership import factories as membership
from tests.support.verification.builders import card

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=library().tz)


def codes(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/meja/{query}").context["page"]
    return [row.application.code for row in page.object_list]


def counts(client: Client) -> dict[str, int]:
    views = client.get("/meja/").context["views"]
    return {view.code or view.name: view.count for view in views}


def address(application, rest: str = "") -> str:
    return f"/meja/permohonan/{application.code}/{rest}"


def test_late_at_risk_and_on_time_are_filtered_as_the_queue_shows_them():
    cases_by_age = {}
    for name, start in (("terlambat", 0), ("mendesak", 2), ("tepat", 7)):
        with time_machine.travel(MONDAY + timedelta(hours=start)):
            cases_by_age[name] = membership.in_review().code
    client = at_desk()
    # Submitted Monday 9:00, 11:00 and 16:00; now Tuesday 10:15 (8 h of work from Monday 11:00 are
    # over at Tuesday 11:00).
    with time_machine.travel(MONDAY + timedelta(days=1, hours=1, minutes=15)):
        assert {due: codes(client, f"?tenggat={due}") for due in cases_by_age} == {
            due: [code] for due, code in cases_by_age.items()
        }
        page = client.get("/meja/").content.decode()
        assert [page.count(word) > 1 for word in ("Terlambat", "Mendesak", "Tepat waktu")]


@pytest.mark.whole
@pytest.mark.parametrize("minutes", range(-200, 1600, 97))
def test_the_filter_and_the_mark_of_the_queue_agree_at_any_hour(minutes):
    with time_machine.travel(MONDAY):
        membership.in_review()
    client = at_desk()
    marks = {"on_time": "tepat", "at_risk": "mendesak", "late": "terlambat"}
    with time_machine.travel(MONDAY + timedelta(minutes=max(0, minutes))):
        (row,) = client.get("/meja/").context["page"].object_list
        mark = marks[row.promise.punctuality]
        assert [due for due in marks.values() if codes(client, f"?tenggat={due}")] == [mark]


def test_case_due_after_closing_time_is_late_in_the_evening():
    with time_machine.travel(MONDAY.replace(hour=7, minute=30)):
        case = membership.in_review()
    client = at_desk()
    with time_machine.travel(case.due_at + timedelta(hours=3)):
        assert codes(client, "?tenggat=terlambat") == [case.code]
        (row,) = client.get("/meja/").context["page"].object_list
    assert row.promise.punctuality == "late"


def test_filters_by_recommendation_card_kind_place_and_age():
    spotless = examined_application(card(), SELFIE, MATCH)
    doubtful = membership.in_review(membership.values(regency="5103", district="510303"))
    record(doubtful, [Outcome("name_differs", Level.FAIL)])
    child = membership.in_review(membership.child_values())
    client = at_desk()
    assert codes(client, "?saran=bersih") == [spotless.code]
    assert codes(client, "?saran=perhatian") == [doubtful.code]
    assert codes(client, "?saran=belum") == [child.code]
    assert codes(client, "?jenis=kia") == codes(client, "?anak=ya") == [child.code]
    assert codes(client, "?warga=tidak") == [doubtful.code]
    assert set(codes(client, "?warga=ya&anak=tidak")) == {spotless.code}
    assert codes(client, "?temuan=name_differs") == [doubtful.code]
    assert codes(client, "?temuan=name_differs&jenis=kia") == []
    assert len(codes(client, "?saran=nonsense&jenis=%00&rak=zzz")) == 3


def test_only_findings_of_the_newest_examination_count():
    (case,) = cases(1)
    record(case, [Outcome("name_differs", Level.FAIL)])
    client = at_desk()
    assert codes(client, "?temuan=name_differs") == [case.code]
    Examination.objects.create(application=case, run=2, recommendation="approve")
    assert codes(client, "?temuan=name_differs") == []


def test_filter_of_corrected_cases():
    (fresh,) = cases(1)
    case = membership.needs_correction()
    person = membership.applicant(case)
    services.start_correction(application_id=case.pk, actor=person)
    services.correct(application_id=case.pk, actor=person)
    services.finish_checking(application_id=case.pk, actor=membership.SYSTEM)
    client = at_desk()
    assert codes(client, "?kembali=ya") == [case.code]
    assert codes(client, "?kembali=tidak") == [fresh.code]
    assert "Kembali setelah diperbaiki" in client.get("/meja/?kembali=ya").content.decode()


def test_filter_by_clerk_with_the_lease():
    mine, free, others, leased = cases(4)
    clerk, colleague, head = staff(), staff(), membership.clerk(Role.HEAD)
    services.take_lease(application_id=mine.pk, actor=actor_of(clerk))
    services.take_lease(application_id=others.pk, actor=actor_of(colleague))
    services.assign(application_id=leased.pk, staff_id=clerk.pk, actor=head)
    client = signed_in(clerk)
    assert codes(client, "?tangan=saya") == [mine.code, leased.code]
    assert codes(client, "?tangan=bebas") == [free.code]
    assert codes(client, "?tangan=rekan") == [others.code]
    assert codes(signed_in(colleague), "?tangan=rekan") == [mine.code, leased.code]
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert codes(client, "?tangan=saya") == [leased.code]


@pytest.mark.whole
def test_every_view_shows_its_count():
    spotless = examined_application(card(), SELFIE, MATCH)
    first, _second = cases(2)
    record(first, [Outcome("name_differs", Level.FAIL)])
    clerk = staff()
    services.take_lease(application_id=spotless.pk, actor=actor_of(clerk))
    client = signed_in(clerk)
    assert counts(client) == {
        "next": 3, "late": 0, "spotless": 1, "look": 1, "back": 0, "mine": 1
    }  # fmt: skip
    for code, filters in BUILT_IN.items():
        assert len(codes(client, filters.trail)) == counts(client)[code]


def test_view_is_saved_under_a_name_replaced_and_deleted():
    child = membership.in_review(membership.child_values())
    cases(1)
    clerk = staff()
    client = signed_in(clerk)
    response = client.post("/meja/tampilan/?anak=ya&jenis=kia", {"name": "  Anak   KIA "})
    assert response["Location"] == "/meja/?jenis=kia&anak=ya"
    page = client.get(response["Location"])
    assert counts(client)["Anak KIA"] == 1
    assert page.context["current"].name == "Anak KIA"
    assert codes(client, "?jenis=kia&anak=ya") == [child.code]
    client.post("/meja/tampilan/?anak=tidak", {"name": "anak kia"})
    view = SavedView.objects.get()
    assert (view.name, view.filters) == ("anak kia", {"anak": "tidak"})
    other = at_desk()
    assert "anak kia" not in counts(other)
    other.post(f"/meja/tampilan/{view.pk}/hapus/")
    assert SavedView.objects.exists()
    client.post(f"/meja/tampilan/{view.pk}/hapus/")
    assert not SavedView.objects.exists()


def test_view_needs_a_name_and_their_number_is_limited():
    client = at_desk()
    response = client.post("/meja/tampilan/?anak=ya", {"name": " "})
    assert response.status_code == 422
    assert "anak" in response.content.decode()
    for number in range(12):
        client.post("/meja/tampilan/?anak=ya", {"name": f"Pilihan {number}"})
    page = client.post("/meja/tampilan/?anak=ya", {"name": "Satu lagi"}, follow=True)
    assert "Anda sudah punya 12 tampilan" in page.content.decode()
    assert SavedView.objects.count() == 12


def test_view_saved_by_an_older_release_can_be_opened():
    clerk = staff()
    SavedView.objects.create(staff=clerk, name="Lama", filters={"saran": "gone", "zzz": "1"})
    assert counts(signed_in(clerk))["Lama"] == 0


@pytest.mark.parametrize("code", [code for code in BUILT_IN if code != "next"])
def test_empty_view_is_explained(code):
    response = at_desk().get(f"/meja/{BUILT_IN[code].trail}")
    page = response.content.decode()
    assert str(response.context["empty"]) in page
    assert "Yang jatuh tempo berikutnya" in page


def test_empty_selection_offers_to_remove_the_filters():
    page = at_desk().get("/meja/?jenis=kia&anak=ya").content.decode()
    assert "Tidak ada permohonan seperti ini." in page
    assert "Janji" in page


def test_filters_survive_the_way_into_an_address_and_back():
    filters = Filters(due="terlambat", kind="kia", back="ya", finding="name_differs")
    assert Filters.read(filters.pairs) == filters
    assert filters.trail == "?tenggat=terlambat&jenis=kia&kembali=ya&temuan=name_differs"
    assert Filters().trail == ""


def test_decision_opens_and_takes_the_next_case_of_the_view():
    adult, child, other_child = (
        membership.in_review(),
        membership.in_review(membership.child_values(name="I Made Satu")),
        membership.in_review(membership.child_values(name="I Made Dua")),
    )
    clerk = staff()
    client = signed_in(clerk)
    response = client.post(address(child, "setujui/?anak=ya"))
    assert response["Location"] == address(other_child) + "?anak=ya"
    assert CaseLease.objects.get().staff_id == clerk.pk
    response = client.post(address(other_child, "setujui/?anak=ya"))
    assert response["Location"] == "/meja/?anak=ya"
    page = client.get(response["Location"]).content.decode()
    assert "kasus bebas yang terakhir" in page
    assert Application.objects.get(pk=adult.pk).state == "in_review"


def test_next_and_previous_release_the_case_and_stay_in_the_view():
    first, second, third = cases(3)
    client = at_desk()
    client.post(address(first, "ambil/"))
    response = client.post(address(first, "berikutnya/?warga=ya"))
    assert response["Location"] == address(second) + "?warga=ya"
    assert [lease.application_id for lease in CaseLease.objects.all()] == [second.pk]
    assert client.get(address(second, "berikutnya/"))["Location"] == address(second)
    assert [lease.application_id for lease in CaseLease.objects.all()] == [second.pk]
    client.post(address(second, "lepas/"))
    response = client.post(address(third, "sebelumnya/?warga=ya"))
    assert response["Location"] == address(second) + "?warga=ya"
    assert [lease.application_id for lease in CaseLease.objects.all()] == [second.pk]
    response = client.post(address(first, "sebelumnya/"), follow=True)
    assert response.redirect_chain == [("/meja/", 302)]
    assert "Tidak ada kasus sebelum itu" in response.content.decode()


def test_two_clerks_requesting_the_next_case_get_different_ones():
    first, second, third = cases(3)
    one, other = at_desk(), at_desk()
    one.post(address(first, "ambil/"))
    assert one.post(address(first, "berikutnya/"))["Location"] == address(second)
    assert other.post(address(first, "berikutnya/"))["Location"] == address(third)


def test_case_assigned_to_a_colleague_comes_last():
    first, second, third = cases(3)
    colleague = staff()
    head = membership.clerk(Role.HEAD)
    services.assign(application_id=second.pk, staff_id=colleague.pk, actor=head)
    assert at_desk().post(address(first, "berikutnya/"))["Location"] == address(third)
    assert signed_in(colleague).post(address(first, "berikutnya/"))["Location"] == address(second)


def test_head_assigns_a_case_and_its_lease_ends():
    (case,) = cases(1)
    holder, clerk = staff(name="Ni Luh Pemegang"), staff(name="I Made Penerima")
    head = staff(Role.HEAD, name="Ibu Kepala")
    signed_in(holder).get(address(case))
    client = signed_in(head)
    assert "Berikan kepada petugas" in client.get(address(case)).content.decode()
    page = client.post(address(case, "berikan/"), {"staff": clerk.pk}, follow=True).content
    assert "<strong>I Made Penerima</strong>" in page.decode()
    event = Event.objects.get(name="application:assigned")
    assert (event.actor_id, event.data) == (head.pk, {"staff": clerk.pk})
    assert not CaseLease.objects.exists()
    mine = signed_in(clerk).get("/meja/?tangan=saya").content.decode()
    assert case.code in mine
    assert "Diberikan kepada Anda" in mine
    opened = signed_in(clerk).get(address(case)).content.decode()
    assert "Ibu Kepala memberikan kasus ini kepada Anda." in opened
    client.post(address(case, "berikan/"), {"staff": ""})
    assert not Assignment.objects.exists()
    assert Event.objects.filter(name="application:unassigned").count() == 1


@pytest.mark.parametrize("chosen", ["0", "-1", "zzz", "9" * 30])
def test_case_is_assigned_only_to_somebody_who_decides(chosen):
    (case,) = cases(1)
    page = at_desk(Role.HEAD).post(address(case, "berikan/"), {"staff": chosen}, follow=True)
    assert "Pilihlah rekan yang memutuskan permohonan." in page.content.decode()
    librarian = staff(Role.LIBRARIAN)
    with pytest.raises(errors.NoSuchClerk):
        services.assign(
            application_id=case.pk, staff_id=librarian.pk, actor=membership.clerk(Role.HEAD)
        )
    assert not Assignment.objects.exists()


def test_clerk_does_not_assign_cases():
    (case,) = cases(1)
    client = at_desk()
    assert client.post(address(case, "berikan/"), {"staff": ""}).status_code == 403
    assert "Berikan kepada petugas" not in client.get(address(case)).content.decode()


def many_cases(number: int) -> None:
    """Creates applications in review with an examination each, in bulk."""
    now = clock.now()
    rows = Application.objects.bulk_create([
        Application(
            code=f"T{place:07}", state="in_review", identity_kind="ktp", name="Ni Wayan Banyak",
            email=f"banyak{place}@contoh.example", nik_hash=place.to_bytes(32, "big"),
            resident=place % 3 > 0, submit_key=uuid.uuid4().hex, submitted_at=now,
            clock_started_at=now, due_at=now + timedelta(minutes=9 * place),
        )
        for place in range(number)
    ], batch_size=1000)  # fmt: skip
    recommendations = ("approve", "look_closer", "ask_correction")
    Examination.objects.bulk_create(
        Examination(application=row, run=1, recommendation=recommendations[place % 3])
        for place, row in enumerate(rows)
    )


@pytest.mark.whole
def test_thousands_of_cases_need_no_more_queries(django_assert_max_num_queries):
    many_cases(4000)
    clerk = staff()
    client = signed_in(clerk)
    for number in range(8):
        services.save_view(
            name=f"Pilihan {number}", filters={"jenis": "ktp"}, actor=actor_of(clerk)
        )
    for query in ("", "?saran=bersih&halaman=7", "?tenggat=tepat&warga=ya&tangan=bebas"):
        with django_assert_max_num_queries(12):
            response = client.get(f"/meja/{query}")
        assert len(response.context["page"].object_list) == 20
    assert counts(client)["next"] == 4000
    assert counts(client)["spotless"] == 1334


def test_birth_dates_and_names_are_in_no_address():
    """Saved views and URLs hold codes of choices only, no text that a user typed."""
    client = at_desk()
    client.post("/meja/tampilan/?cari=Sari&anak=ya&zzz=1990-05-17", {"name": "Anak"})
    assert SavedView.objects.get().filters == {"anak": "ya"}
    assert date(1990, 5, 17).isoformat() not in client.get("/meja/").content.decode()

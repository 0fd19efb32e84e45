"""Tests of an application's page: photos, findings, decisions, and two clerks at once."""

import re

import pytest
from django.test import Client

from rontal.accounts.roles import Role
from rontal.accounts.selectors import actor_of
from rontal.core.models import Event
from rontal.membership import services as applications
from rontal.membership.models import Application, CaseLease, Member
from rontal.verification.rules import Level, Outcome
from tests.support.accounts.factories import person, staff
from tests.support.desk.factories import at_desk, cases, record, signed_in
from tests.support.idcard import pictures
from tests.support.membership import factories as membership
from tests.support.verification import factories as verification

pytestmark = pytest.mark.django_db


def address(application, rest: str = "") -> str:
    return f"/meja/permohonan/{application.code}/{rest}"


def state(application) -> str:
    return Application.objects.get(pk=application.pk).state


def opened(application) -> list[Event]:
    return list(
        Event.objects.filter(
            name="application:opened", subject_id=str(application.pk), actor_kind="staff"
        )
    )


def test_case_shows_the_application_and_records_the_opening():
    typed = membership.values()
    case = membership.in_review(typed)
    clerk = staff()
    response = signed_in(clerk).get(address(case))
    page = response.content.decode()
    for part in (typed["name"], typed["number"][:4], typed["number"][12:], "Jl. Melati No. 4"):
        assert part in page
    (event,) = opened(case)
    assert (event.actor_id, event.data) == (clerk.pk, {"reason": "case_review"})
    assert "no-store" in response["Cache-Control"]


def test_opening_the_queue_opens_no_case():
    (case,) = cases(1)
    at_desk().get("/meja/")
    assert opened(case) == []


def test_photo_is_served_recorded_and_never_cached():
    (case,) = cases(1)
    clerk = staff()
    response = signed_in(clerk).get(address(case, "foto/card/"))
    assert response["Content-Type"] == "image/jpeg"
    assert response.content[:2] == b"\xff\xd8"
    assert response["Cache-Control"] == "no-store, private"
    event = Event.objects.get(name="file:opened", actor_id=clerk.pk)
    assert event.subject_id == str(case.card_photo_id)
    assert event.data["reason"] == "case_review"


@pytest.mark.parametrize("slot", ["extra", "passport", "..", "card-"])
def test_missing_photo_is_not_found(slot):
    (case,) = cases(1)
    assert at_desk().get(address(case, f"foto/{slot}/")).status_code == 404


@pytest.mark.whole
def test_findings_advise_and_tick_the_reasons():
    case = verification.examined(face=pictures.blurred(pictures.face_photo(0)))
    response = at_desk().get(address(case))
    page = response.content.decode()
    assert "Foto wajah kabur." in page
    assert "mintalah foto baru" in page
    assert response.context["correction"]["reasons"].value() == ["photo_face_unclear"]


def test_lines_with_findings_are_highlighted():
    (case,) = cases(1)
    outcomes = [
        Outcome("nik_region_differs", Level.WARN, {"place": "Badung, Bali"}),
        Outcome("nik_birth_differs", Level.WARN),
        Outcome("region_differs", Level.WARN, {"level": "district"}),
        Outcome("guardian_absent", Level.FAIL),
    ]
    record(case, outcomes)
    response = at_desk().get(address(case))
    assert response.context["doubtful"] == {"regency", "birth_date", "district", "guardian"}
    assert len(re.findall(r'class="line [^"]*doubtful"', response.content.decode())) == 3


def test_approving_makes_a_member_and_opens_the_next_case():
    first, second = cases(2)
    response = at_desk().post(address(first, "setujui/"))
    assert response["Location"] == address(second)
    assert Member.objects.filter(application=first).exists()


def test_after_the_last_case_the_queue_opens():
    (case,) = cases(1)
    client = at_desk()
    response = client.post(address(case, "setujui/"), follow=True)
    assert response.redirect_chain[-1][0] == "/meja/"
    page = response.content.decode()
    assert f"{case.name} kini menjadi anggota." in page


def test_asking_for_a_correction():
    (case,) = cases(1)
    at_desk().post(
        address(case, "perbaikan/"),
        {"reasons": ["photo_card_unreadable", "other"], "words": "Sudut kartu terpotong."},
    )
    application = Application.objects.get(pk=case.pk)
    assert application.state == "needs_correction"
    assert application.decision_reasons == ["other", "photo_card_unreadable"]
    assert application.decision_words == "Sudut kartu terpotong."


def test_preview_shows_the_message_and_changes_nothing():
    (case,) = cases(1)
    sent = {"reasons": ["name_differs"], "words": "Nama di kartu: Sari.", "preview": "1"}
    page = at_desk().post(address(case, "perbaikan/"), sent).content.decode()
    assert "Nama di kartu: Sari." in page
    assert "Pendaftaran Anda perlu diperbaiki" in page
    assert state(case) == "in_review"
    again = at_desk().post(address(case, "perbaikan/"), sent | {"change": "1"}).content.decode()
    assert "Nama di kartu: Sari." in again
    assert state(case) == "in_review"


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({}, "Centang paling sedikit satu alasan."),
        ({"reasons": "other"}, "Jelaskan dengan kata-kata sendiri."),
        ({"reasons": "nonsense"}, "nonsense"),
        ({"reasons": "other", "words": "x" * 1001}, "1000"),
    ],
)
def test_correction_requires_a_reason(sent, complaint):
    (case,) = cases(1)
    response = at_desk().post(address(case, "perbaikan/"), sent)
    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert state(case) == "in_review"


def test_rejecting_shows_the_message_first_and_rejects_when_confirmed():
    (case,) = cases(1)
    client, sent = at_desk(), {"reason": "not_own_identity", "words": ""}
    page = client.post(address(case, "tolak/"), sent).content.decode()
    assert "Tolak permohonan" in page
    assert state(case) == "in_review"
    client.post(address(case, "tolak/"), sent | {"confirmed": "1"})
    application = Application.objects.get(pk=case.pk)
    assert (application.state, application.decision_reasons) == ("rejected", ["not_own_identity"])


def test_second_clerk_sees_who_has_the_case_and_since_when():
    (case,) = cases(1)
    first = at_desk(name="Ni Luh Pertama")
    assert first.post(address(case, "ambil/?anak=ya"))["Location"] == address(case, "?anak=ya")
    assert "Putusan Anda" in first.get(address(case)).content.decode()
    page = at_desk(name="I Made Kedua").get(address(case)).content.decode()
    assert "<strong>Ni Luh Pertama</strong> memegang kasus ini sejak" in page


def test_opening_a_case_by_its_address_does_not_take_it_but_offers_to():
    (case,) = cases(1)
    client = at_desk()
    page = client.get(address(case)).content.decode()
    assert not CaseLease.objects.exists()
    assert "Ambil kasus ini" in page
    assert "Putusan Anda" not in page
    client.post(address(case, "ambil/"))
    page = client.get(address(case)).content.decode()
    assert "Ambil kasus ini" not in page
    assert "Putusan Anda" in page


@pytest.mark.parametrize("way", ["ambil/", "berikutnya/", "sebelumnya/"])
def test_signing_in_again_leads_to_the_case_without_taking_it(way):
    (case,) = cases(1)
    answer = at_desk().get(address(case, f"{way}?anak=ya"))
    assert answer["Location"] == address(case, "?anak=ya")
    assert not CaseLease.objects.exists()


def test_case_leased_to_a_colleague_cannot_be_taken():
    (case,) = cases(1)
    first, second = staff(name="Ni Luh Pertama"), at_desk(name="I Made Kedua")
    applications.take_lease(application_id=case.pk, actor=actor_of(first))
    page = second.post(address(case, "ambil/"), follow=True).content.decode()
    assert CaseLease.objects.get().staff_id == first.pk
    assert "<strong>Ni Luh Pertama</strong> memegang kasus ini sejak" in page
    assert "Ambil kasus ini" not in page


def test_typed_text_remains_and_can_be_sent_after_the_lease_has_ended():
    (case,) = cases(1)
    client = at_desk()
    sent = {"reasons": ["name_differs"], "words": "Nama di kartu: Sari.", "change": "1"}
    page = client.post(address(case, "perbaikan/"), sent).content.decode()
    assert "Putusan Anda" in page
    assert "Nama di kartu: Sari." in page


def test_second_clerk_is_calmly_shown_who_decided_first():
    (case,) = cases(1)
    first = staff(name="Ni Luh Pertama")
    applications.approve(application_id=case.pk, actor=actor_of(first))
    second = at_desk(name="I Made Kedua")
    response = second.post(address(case, "setujui/"), follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Rekan Anda lebih dahulu" in page
    assert "diputuskan oleh Ni Luh Pertama" in page
    assert "Putusan Anda" not in page


def test_approval_without_the_guardians_consent_is_explained():
    case = membership.activated(membership.child_values(birth_date="2009-03-02"))
    applications.finish_checking(application_id=case.pk, actor=membership.SYSTEM)
    page = at_desk().post(address(case, "setujui/"), follow=True).content.decode()
    assert state(case) == "in_review"
    assert "wali" in page.lower()


def test_decided_case_offers_no_decision_and_shows_its_history():
    (case,) = cases(1)
    client = at_desk()
    client.post(address(case, "tolak/"), {"reason": "duplicate", "confirmed": "1"})
    page = client.get(address(case)).content.decode()
    assert "Putusan Anda" not in page
    assert "Permohonan ditolak" in page or "Ditolak" in page


def test_head_reads_a_case_but_does_not_decide():
    (case,) = cases(1)
    head = at_desk(Role.HEAD)
    assert "Putusan Anda" not in head.get(address(case)).content.decode()
    for rest in ("setujui/", "perbaikan/", "tolak/", "periksa-lagi/"):
        assert head.post(address(case, rest)).status_code == 403
    assert state(case) == "in_review"


def test_clerk_starts_the_check_again():
    case = verification.examined()
    response = at_desk().post(address(case, "periksa-lagi/"))
    assert response["Location"] == address(case)
    assert Event.objects.filter(name="application:examination_asked").exists()


NOBODY, SELF, COLLEAGUE = "nobody", "self", "colleague"
WHO_LOOKS = [
    ((Role.CLERK,), NOBODY, 9),
    ((Role.CLERK,), SELF, 10),
    ((Role.CLERK,), COLLEAGUE, 9),
    ((Role.HEAD,), NOBODY, 9),
    ((Role.CLERK, Role.HEAD), COLLEAGUE, 9),
    ((Role.CLERK, Role.HEAD), SELF, 10),
]


@pytest.mark.whole
@pytest.mark.parametrize(("roles", "holder", "number"), WHO_LOOKS)
def test_case_needs_few_queries_one_of_which_writes(
    roles, holder, number, django_assert_num_queries
):
    case = verification.examined()
    cases(3)
    colleagues = [staff(name="Ni Luh Satu"), staff(name="I Made Dua")]
    clerk, head = actor_of(colleagues[0]), actor_of(staff(Role.HEAD, name="Ibu Kepala"))
    for number_of_note in range(2):
        text = f"Catatan {number_of_note}"
        applications.write_note(application_id=case.pk, text=text, actor=clerk)
    applications.assign(application_id=case.pk, staff_id=colleagues[1].pk, actor=head)
    reader = staff(*roles)
    if holder != NOBODY:
        lease_holder = clerk if holder == COLLEAGUE else actor_of(reader)
        applications.take_lease(application_id=case.pk, actor=lease_holder)
    client = signed_in(reader)
    for _ in range(3):
        client.get(address(case))
    with django_assert_num_queries(number) as queries:
        page = client.get(address(case)).content.decode()
    written = [one["sql"].split()[2].strip('"') for one in queries if "INSERT INTO" in one["sql"]]
    assert written == ["core_event"]
    for part in ("Catatan 0", "Catatan 1", "Ni Luh Satu", "I Made Dua", "Ibu Kepala"):
        assert part in page
    assert ("<strong>Ni Luh Satu</strong> memegang kasus ini" in page) == (holder == COLLEAGUE)


ROUTES = [
    "",
    "foto/card/",
    "ambil/",
    "berikutnya/",
    "sebelumnya/",
    "setujui/",
    "perbaikan/",
    "tolak/",
    "periksa-lagi/",
]


@pytest.mark.whole
@pytest.mark.parametrize("rest", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_of_a_case_is_forbidden_to_others(rest, method):
    (case,) = cases(1)
    visitor = getattr(Client(), method)(address(case, rest))
    assert visitor["Location"].startswith("/masuk/")
    for client in (
        signed_in(person()),
        at_desk(Role.ADMINISTRATOR),
        at_desk(Role.LIBRARIAN),
    ):
        response = getattr(client, method)(address(case, rest))
        assert response.status_code == 403
        assert case.name not in response.content.decode()
    assert opened(case) == []
    assert state(case) == "in_review"


@pytest.mark.parametrize("code", ["ZZZZ-ZZZZ", "%00", "-1", "x" * 200])
def test_an_unknown_case_is_not_found(code):
    assert at_desk().get(f"/meja/permohonan/{code}/").status_code == 404

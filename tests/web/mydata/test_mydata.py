"""Tests of `/akun/data/`: overview, export, giving and withdrawing consent."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from idcard.geometry import Quad
from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading, Field, Value
from rontal.accounts.models import User
from rontal.core import sealed_files
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.incidents.rules.kinds import NamesReason
from rontal.lending.stock import LOANS_VIEWED
from rontal.membership import services
from rontal.membership.models import Application, Member
from rontal.membership.rules.kinds import Slot
from rontal.membership.rules.staff_reasons import CORRECTION, JOINING, OpeningReason
from rontal.membership.selectors import details, has_consent
from rontal.membership.services.endings import erase_photos_of_final
from rontal.verification.checks import duplicates
from rontal.verification.models import PhotoReading
from rontal.web.mydata.access_log import REASONS, SUBJECTS
from rontal.web.mydata.automatic_results import ABOUT_OTHERS
from rontal.web.mydata.stored_data import masked
from tests.support.lending import factories as lending
from tests.support.membership import factories
from tests.support.web.mydata import examined, files_of, form_of
from tests.support.web.registration import walk
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
PAGE = "/akun/data/"
ADDRESSES = [
    PAGE,
    "/akun/data/unduh/",
    "/akun/data/berhenti/",
    "/akun/data/persetujuan/news/beri/",
    "/akun/data/persetujuan/news/cabut/",
]


def signed_in(application: Application) -> Client:
    return client_of(factories.applicant(application))


def act(client: Client, purpose: str, what: str) -> Any:
    return client.post(f"/akun/data/persetujuan/{purpose}/{what}/", follow=True)


def test_stored_data_are_listed_and_the_number_is_masked() -> None:
    application = factories.in_review()
    number = form_of(application).number
    answer = signed_in(application).get(PAGE)
    text = walk.text_of(answer)
    for fact in ("Ni Wayan Sari", application.email, "KTP", "17 Mei 1990", "+6281234567890"):
        assert fact in text
    assert "Jl. Melati No. 4, Dajan Peken, Tabanan, Kab. Tabanan, Bali" in text
    assert f"{'•' * 12}{number[-4:]}" in text
    assert number not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("number", "shown"), [("5102055705900001", "•" * 12 + "0001"), ("A1B2", "••B2"), ("", "")]
)
def test_at_most_half_of_a_number_is_shown(number: str, shown: str) -> None:
    assert masked(number) == shown


def test_viewing_ones_own_data_is_recorded() -> None:
    application = factories.in_review()
    signed_in(application).get(PAGE)
    event = Event.objects.filter(name="application:opened").latest("pk")
    assert (event.actor_kind, event.data) == ("person", {"reason": "own_data"})


def test_retention_of_photos_after_the_decision_is_shown() -> None:
    waiting = factories.in_review()
    assert "dihapus 30 hari setelah keputusan" in walk.text_of(signed_in(waiting).get(PAGE))
    with time_machine.travel("2026-11-02T03:00:00Z", tick=False) as travel:
        application = factories.member().application
        client = signed_in(application)
        assert "sampai 2 Desember 2026" in walk.text_of(client.get(PAGE))
        travel.shift(timedelta(days=31))
        assert erase_photos_of_final() == 1
        assert "semuanya sudah dihapus" in walk.text_of(signed_in(application).get(PAGE))


def test_child_sees_the_guardian_and_that_they_decide() -> None:
    application = factories.in_review(factories.child_values())
    client = signed_in(application)
    text = walk.text_of(client.get(PAGE))
    assert "Ni Ketut Ayu" in text
    assert "Orang tua atau wali Anda setuju pada" in text
    assert "news/beri" not in client.get(PAGE).content.decode()
    assert act(client, "news", "beri").status_code == 403
    assert not application.consents.filter(purpose="news").exists()


@pytest.mark.whole
@pytest.mark.parametrize("make", [factories.in_review, lambda: factories.member().application])
@pytest.mark.parametrize("purpose", ["news", "face_comparison"])
def test_each_optional_consent_is_given_and_withdrawn_at_once(make: Any, purpose: str) -> None:
    application = make()
    client = signed_in(application)
    services.withdraw_consent(
        application_id=application.pk, purpose=purpose, actor=factories.applicant(application)
    )
    assert f"{purpose}/beri/" in client.get(PAGE).content.decode()
    consent_given = act(client, purpose, "beri")
    assert "Anda menyetujui" in walk.text_of(consent_given)
    assert has_consent(application, purpose)
    assert f"{purpose}/cabut/" in consent_given.content.decode()
    consent_withdrawn = act(client, purpose, "cabut")
    assert "Sudah dicabut" in walk.text_of(consent_withdrawn)
    assert not has_consent(application, purpose)
    assert Event.objects.filter(name="consent:withdrawn", data__purpose=purpose).exists()


def test_opening_the_page_changes_no_consent() -> None:
    application = factories.in_review()
    client = signed_in(application)
    for address in ADDRESSES:
        client.get(address)
    assert has_consent(application, "membership")
    assert not has_consent(application, "news")
    application.refresh_from_db()
    assert application.state == "in_review"


def test_unknown_purpose_is_not_found() -> None:
    client = signed_in(factories.in_review())
    assert act(client, "advertising", "beri").status_code == 404
    assert act(client, "advertising", "cabut").status_code == 404


def test_ending_the_membership_signs_out_everywhere_and_erases() -> None:
    member = factories.member()
    here, elsewhere = signed_in(member.application), signed_in(member.application)
    confirmation = act(here, "membership", "cabut")
    assert "Akhiri keanggotaan Anda?" in walk.text_of(confirmation)
    assert Member.objects.get(pk=member.pk).state == "active"
    answer = here.post("/akun/data/berhenti/")
    assert "Keanggotaan Anda telah berakhir" in walk.text_of(answer)
    assert answer["Cache-Control"] == "no-store, private"
    for client in (here, elsewhere):
        assert client.get(PAGE)["Location"].startswith("/masuk/")
    application = Application.objects.get(pk=member.application_id)
    assert application.details.reveal() == {}
    assert application.card_photo is None
    assert application.face_photo is None
    assert Member.objects.get(pk=member.pk).state == "closed"
    assert not has_consent(application, "membership")


def test_member_who_leaves_after_the_retention_leaves_no_name() -> None:
    with time_machine.travel("2026-11-02T03:00:00Z", tick=False) as travel:
        member = factories.member()
        travel.shift(timedelta(days=31))
        erase_photos_of_final()
        travel.shift(timedelta(days=200))
        signed_in(member.application).post("/akun/data/berhenti/")
    application = Application.objects.get(pk=member.application_id)
    assert (application.name, application.email) == ("", "")
    assert Member.objects.get(pk=member.pk).name == ""
    user = User.objects.get(pk=member.user_id)
    assert (user.name, user.email, user.is_active) == ("", "", False)


def test_withdrawing_the_consent_ends_the_application() -> None:
    application = factories.in_review()
    client = signed_in(application)
    text = walk.text_of(client.get("/akun/data/berhenti/"))
    assert "permohonan Anda?" in text
    assert "Permohonan Anda berakhir" in text
    answer = client.post("/akun/data/berhenti/", follow=True)
    assert "Permohonan dibatalkan" in walk.text_of(answer)
    application.refresh_from_db()
    assert application.state == "withdrawn"
    page = client.get(PAGE)
    assert "/akun/data/berhenti/" not in page.content.decode()
    assert "Jl. Melati" not in walk.text_of(page)
    assert client.post("/akun/data/berhenti/")["Location"] == PAGE


def test_staff_who_opened_a_case_are_listed_without_names() -> None:
    application = factories.in_review()
    actor = factories.clerk()
    desk = client_of(actor)
    desk.get(f"/meja/permohonan/{application.code}/")
    desk.get(f"/meja/permohonan/{application.code}/foto/card/")
    text = walk.text_of(signed_in(application).get(PAGE))
    assert "Petugas perpustakaan Data diri Anda Untuk memutuskan permohonan Anda" in text
    assert "Petugas perpustakaan Foto kartu Anda Untuk memutuskan permohonan Anda" in text
    assert User.objects.get(pk=actor.id).name not in text


def test_examining_system_is_listed(settings: Any) -> None:
    application = factories.in_review()
    system = Actor.system("verification")
    details(application, actor=system, reason="examination")
    sealed_files.read(application.card_photo, actor=system, reason="duplicate_comparison")
    text = walk.text_of(signed_in(application).get(PAGE))
    assert "Sistem Data diri Anda Untuk memeriksa permohonan Anda dengan mesin" in text
    assert "Sistem Foto kartu Anda Untuk melihat apakah permohonan lain" in text


def test_every_photo_of_an_application_has_a_label() -> None:
    factories.in_review()
    purposes = set(Event.objects.filter(name="file:opened").values_list("data__purpose", flat=True))
    assert purposes <= set(SUBJECTS)
    by_desk = {*OpeningReason, CORRECTION, JOINING, "counter", "photo_pairs", "member_work"}
    by_machine = {"case_review", "reading", "examination", "duplicate_comparison"}
    assert set(REASONS) == by_machine | by_desk | {LOANS_VIEWED, "supervision", *NamesReason}


def test_data_of_others_are_invisible() -> None:
    mine = factories.in_review(factories.values(name="I Putu Lain"))
    other = factories.member(factories.values(name="Ni Luh Asing"))
    details(other.application, actor=factories.clerk(), reason="case_review")
    client = signed_in(mine)
    archive = files_of(client.get("/akun/data/unduh/"))
    for page_text in (client.get(PAGE).content.decode(), archive["data.json"].decode()):
        for foreign in ("Ni Luh Asing", other.number, other.application.code):
            assert foreign not in page_text
        assert other.application.email not in page_text
    assert "Belum ada yang membuka" in walk.text_of(client.get(PAGE))


def test_staff_have_no_data_of_an_applicant() -> None:
    client = client_of(factories.clerk())
    assert client.get(PAGE)["Location"] == "/status/"
    assert client.get("/akun/data/unduh/").status_code == 404
    assert client.post("/akun/data/berhenti/").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_visitors_are_redirected_to_the_sign_in_page(client: Client, address: str) -> None:
    assert client.get(address)["Location"].startswith("/masuk/")
    assert client.post(address)["Location"].startswith("/masuk/")


def exported() -> tuple[Application, Any, dict[str, Any]]:
    member = factories.member()
    application = member.application
    lending.loan(actor=factories.applicant(application))
    details(application, actor=factories.clerk(), reason="case_review")
    answer = signed_in(application).get("/akun/data/unduh/")
    return application, answer, json.loads(files_of(answer)["data.json"])


def test_data_copy_is_an_uncached_file_and_is_recorded() -> None:
    application, answer, _ = exported()
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == f'attachment; filename="data-{application.code}.zip"'
    assert answer["Cache-Control"] == "no-store, private"
    event = Event.objects.get(name="data:exported")
    assert (event.actor_id, event.subject_id) == (application.user_id, str(application.pk))


def test_data_copy_has_all_data_of_the_person() -> None:
    application, _, copy = exported()
    assert copy["details"]["number"] == form_of(application).number
    assert copy["details"]["street"] == "Jl. Melati No. 4"
    assert copy["membership"]["number"] == application.member.number
    assert {row["purpose"] for row in copy["consents"]} == {"membership", "face_comparison"}
    assert copy["decision"]["automatic"] is False
    assert [row["reason"] for row in copy["openings"]] == ["case_review"]
    assert copy["account"]["login_name"] == application.member.number
    assert [row["state"] for row in copy["holds"]] == []
    assert {row["kind"] for row in copy["messages"]} == set()
    assert [row["state"] for row in copy["loans"]] == ["active"]


def test_data_copy_has_no_key_hash_or_name_of_staff() -> None:
    application, answer, copy = exported()
    text = files_of(answer)["data.json"].decode()
    application.refresh_from_db()
    for secret in (
        bytes(application.nik_hash).hex(),
        application.submit_key,
        application.user.password,
        str(application.card_photo_id),
        application.decided_by.name,
    ):
        assert secret not in text
    for word in ("hash", "token", "key", "password", "actor", "decided_by"):
        assert f'"{word}' not in text
        assert f'{word}"' not in text
    assert set(copy) == {
        "library", "made_at", "details", "application", "membership", "consents", "decision",
        "openings", "loans", "keeps_history_of_loans", "machine", "survey", "reading_apps",
        "sign_in_services", "places", "marks", "wants_to_read", "notifications", "requests",
        "account", "way_of_application", "photos", "holds", "messages", "books_on_devices",
        "incidents",
    }  # fmt: skip


@pytest.mark.whole
def test_number_of_data_copies_is_limited() -> None:
    client = signed_in(factories.in_review())
    codes = [client.get("/akun/data/unduh/").status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]


def test_links_to_the_page() -> None:
    member = factories.member()
    client = signed_in(member.application)
    for address in ("/status/", "/rak/"):
        assert f'href="{PAGE}"' in client.get(address).content.decode()


def test_page_in_english() -> None:
    application = factories.member().application
    details(application, actor=factories.clerk(), reason="case_review")
    client = signed_in(application)
    client.cookies["bahasa"] = "en"
    text = walk.text_of(client.get(PAGE))
    assert "Library staff Your details To decide on your application" in text
    assert "End your membership?" in walk.text_of(client.get("/akun/data/berhenti/"))


@pytest.mark.parametrize(
    ("make", "count"), [(factories.in_review, 9), (lambda: factories.member().application, 9)]
)
def test_page_needs_few_queries_for_any_number_of_accesses(
    make: Any, count: int, django_assert_num_queries: Any
) -> None:
    application, clerk = make(), factories.clerk()
    for _ in range(60):
        details(application, actor=clerk, reason="case_review")
    client = signed_in(application)
    with django_assert_num_queries(count):
        page = client.get(PAGE)
    assert page.content.decode().count("Petugas perpustakaan") == 10


def test_data_copy_needs_few_queries_for_any_number_of_loans(
    django_assert_max_num_queries: Any,
) -> None:
    member = factories.member()
    for _ in range(3):
        lending.loan(actor=factories.applicant(member.application))
    client = signed_in(member.application)
    with django_assert_max_num_queries(66):
        client.get("/akun/data/unduh/")


def card_read(application: Application) -> None:
    place = Quad.of([(0.1, 0.1), (0.4, 0.1), (0.4, 0.15), (0.1, 0.15)])
    value = Value("NI WAYAN SARI", "NI WAYAN SARI", 0.99, True, place)
    card = CardReading(kind=IdentityKind.KTP, values={Field.NAME: value})
    PhotoReading.objects.update_or_create(
        file=application.card_photo, defaults={"slot": Slot.CARD, "found": card.to_json()}
    )


def test_findings_of_the_machine_are_shown_and_copied() -> None:
    application = factories.in_review()
    card_read(application)
    examined(application)
    client = signed_in(application)
    assert "1 isian, disimpan terenkripsi" in walk.text_of(client.get(PAGE))
    findings = json.loads(files_of(client.get("/akun/data/unduh/"))["data.json"])["machine"]
    assert findings["readings"]["card"]["values"] == {"name": "NI WAYAN SARI"}
    assert findings["examination"]["recommendation"] == "look_closer"


def test_findings_do_not_reveal_other_people() -> None:
    application = factories.in_review()
    examined(application)
    client = signed_in(application)
    copy = files_of(client.get("/akun/data/unduh/"))["data.json"].decode()
    assert "name_exact" in copy
    assert "identity_elsewhere" not in copy
    assert "AAAA-BBBB" not in copy


def test_every_finding_about_others_exists() -> None:
    source = Path(duplicates.__file__).read_text(encoding="utf-8")
    assert all(f'"{code}"' in source for code in ABOUT_OTHERS)

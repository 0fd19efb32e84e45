"""Tests of the status page, correction and withdrawal."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rontal.core.models import Event
from rontal.membership import services
from rontal.membership.models import Application
from tests.support.membership import factories
from tests.support.web.registration import walk

pytestmark = pytest.mark.django_db


def signed_in(application: Application) -> Client:
    client = Client()
    client.force_login(application.user)
    return client


def corrected(application: Application) -> dict[str, str]:
    return walk.posted(application.details.reveal())


def test_visitor_is_told_how_to_see_the_status(client: Client) -> None:
    page = client.get("/status/").content.decode()
    assert "/masuk/?next=/status/" in page
    assert "/daftar/kirim-ulang/" in page


def test_staff_have_no_application(client: Client) -> None:
    actor = factories.clerk()
    client.force_login(type(factories.activated().user).objects.get(pk=actor.id))
    assert "Tidak ada permohonan" in walk.text_of(client.get("/status/"))


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (factories.activated, "Sistem kami sedang memeriksa"),
        (factories.in_review, "Petugas sedang memeriksa"),
        (factories.needs_correction, "Mohon perbaiki"),
        (lambda: factories.member().application, "Anda sudah menjadi anggota"),
        (lambda: factories.activated(factories.child_values()), "Kami menunggu orang tua"),
    ],
)
def test_every_state_is_explained(make: object, expected: str) -> None:
    client = signed_in(make())
    answer = client.get("/status/")
    assert expected in walk.text_of(answer)
    assert answer["Cache-Control"] == "no-store, private"


def test_promise_is_shown_with_the_remaining_working_time() -> None:
    with time_machine.travel("2026-11-24T01:00:00Z", tick=False):  # Tuesday, 09.00 in Bali
        client = signed_in(factories.activated())
        text = walk.text_of(client.get("/status/"))
    assert "Rabu, 25 November 2026, 09.00 WITA" in text
    assert "kira-kira 8 jam kerja lagi" in text


def test_late_decision_is_apologised_for() -> None:
    with time_machine.travel("2026-11-24T01:00:00Z", tick=False) as travel:
        application = factories.in_review()
        travel.shift(timedelta(days=3))
        assert "Mohon maaf" in walk.text_of(signed_in(application).get("/status/"))
        services.apologise()
        text = walk.text_of(signed_in(application).get("/status/"))
        assert "Waktu yang baru: kabar dari kami paling lambat Senin, 30 November 2026" in text


def test_rejection_shows_its_reason() -> None:
    application = services.reject(
        application_id=factories.in_review().pk,
        reason="identity_invalid",
        words="Kartu sudah tidak berlaku.",
        actor=factories.clerk(),
    )
    text = walk.text_of(signed_in(application).get("/status/"))
    assert "Kartu sudah tidak berlaku." in text
    assert "Daftar lagi" in text


def test_correction_is_filled_in_with_the_sent_values() -> None:
    application = factories.needs_correction()
    page = signed_in(application).get("/status/perbaikan/")
    assert "Foto kartu gelap." in walk.text_of(page)
    assert 'value="Ni Wayan Sari"' in page.content.decode()


def test_correction_is_sent() -> None:
    application = factories.needs_correction()
    client = signed_in(application)
    fields = corrected(application) | {"name": "Ni Wayan Sari Dewi"}
    answer = client.post("/status/perbaikan/", fields | {"card": walk.upload()})
    assert answer["Location"] == "/status/", walk.errors_of(answer)
    application.refresh_from_db()
    assert application.state == "checking"
    assert application.name == "Ni Wayan Sari Dewi"


def test_invalid_correction_retains_typed_values_and_the_new_photo() -> None:
    application = factories.needs_correction()
    client = signed_in(application)
    before = application.card_photo
    fields = corrected(application) | {"name": "Dewi Baru", "number": "12"}
    answer = client.post("/status/perbaikan/", fields | {"card": walk.upload()})
    assert answer.status_code == 200
    assert "16" in walk.errors_of(answer)
    page = client.get("/status/perbaikan/").content.decode()
    assert 'value="Dewi Baru"' in page
    assert 'value="12"' in page
    application.refresh_from_db()
    assert application.card_photo == before, "until it is sent, what was sent stays"
    assert application.correction.card_photo != before


def test_correction_is_autosaved() -> None:
    client = signed_in(factories.needs_correction())
    assert client.post("/status/perbaikan/simpan/", {"name": "Ketik"}).status_code == 204
    assert 'value="Ketik"' in client.get("/status/perbaikan/").content.decode()
    elsewhere = signed_in(factories.in_review())
    assert elsewhere.post("/status/perbaikan/simpan/", {"name": "x"}).status_code == 422


def test_photo_of_the_correction_is_replaced_by_script() -> None:
    client = signed_in(factories.needs_correction())
    answer = client.post("/status/perbaikan/foto/card/", {"file": walk.upload()})
    assert answer.status_code == 200
    preview = client.get(answer.json()["preview"])
    assert preview["Content-Type"] == "image/jpeg"
    assert preview["Cache-Control"] == "no-store, private"
    answer = client.post("/status/perbaikan/foto/card/", {"file": walk.upload(content=b"x")})
    assert answer.status_code == 422
    other = signed_in(factories.needs_correction())
    assert other.get("/status/perbaikan/foto/extra/gambar/").status_code == 404
    reasons = {event.data["reason"] for event in Event.objects.filter(name="file:opened")}
    assert reasons == {"own_correction"}


def test_correction_needs_a_request() -> None:
    client = signed_in(factories.in_review())
    assert client.get("/status/perbaikan/")["Location"] == "/status/"
    answer = client.post("/status/perbaikan/foto/card/", {"file": walk.upload()})
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_number_of_another_person_needs_the_library() -> None:
    values = factories.values()
    factories.in_review(values)
    application = factories.needs_correction()
    fields = corrected(application) | {"number": values["number"]}
    answer = signed_in(application).post("/status/perbaikan/", fields)
    assert answer.status_code == 200
    assert "perpustakaan" in walk.text_of(answer).lower()
    application.refresh_from_db()
    assert application.state == "needs_correction"


@pytest.mark.parametrize(
    "make", [factories.activated, factories.in_review, factories.needs_correction]
)
def test_withdrawing_needs_confirmation_and_erases(make: object) -> None:
    application = make()
    client = signed_in(application)
    assert client.get("/status/batalkan/").status_code == 200
    application.refresh_from_db()
    assert application.state != "withdrawn"
    assert client.post("/status/batalkan/")["Location"] == "/status/"
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert application.card_photo is None
    assert "Permohonan dibatalkan" in walk.text_of(client.get("/status/"))
    assert client.post("/status/batalkan/")["Location"] == "/status/"


def test_child_reminds_the_guardian_a_limited_number_of_times() -> None:
    application = factories.activated(factories.child_values())
    client = signed_in(application)
    answers = [walk.text_of(client.post("/status/ingatkan-wali/", follow=True)) for _ in range(5)]
    assert "sudah menulis lagi" in answers[0]
    assert "sudah menulis lagi" not in answers[4]
    assert client.get("/status/ingatkan-wali/").status_code == 405


def test_withdrawn_applicants_cannot_remind_anybody() -> None:
    client = signed_in(factories.in_review())
    assert client.post("/status/ingatkan-wali/", follow=True).status_code == 200

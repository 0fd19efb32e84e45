"""Tests of registration at the counter: form, autosave, printed papers, permissions."""

import io

import pikepdf
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.selectors import actor_of
from rontal.core.models import Event
from rontal.membership import services
from rontal.membership.models import Application, Consent, Draft, Member
from rontal.membership.selectors import today
from rontal.notifications import registry, tasks
from rontal.notifications import services as notifications
from rontal.verification import services as examinations
from rontal.verification.models import Finding, PhotoReading
from tests.support.accounts.factories import person, staff
from tests.support.desk.factories import at_desk, signed_in
from tests.support.membership import factories
from tests.support.membership.factories import SYSTEM, child_values, picture, values
from tests.support.verification import builders

pytestmark = pytest.mark.django_db


def typed(form: dict[str, str] | None = None, **changes: str) -> dict[str, str]:
    """Returns the form data of an adult without address and photos."""
    fields = (values(email="", phone="") if form is None else form) | {
        "paper_signed_on": today().isoformat(),
        "saw_card": "1",
        "language": "id",
    }
    fields |= changes
    year, month, day = fields.pop("birth_date").split("-")
    parts = {"birth_date_day": day, "birth_date_month": str(int(month)), "birth_date_year": year}
    return {key: value for key, value in (fields | parts).items() if value}


def begin(client: Client) -> str:
    """Starts a registration and returns its URL."""
    return client.post("/meja/loket/")["Location"]


def registered(client: Client, posted: dict[str, str] | None = None) -> Application:
    page = begin(client)
    response = client.post(page, typed() if posted is None else posted)
    assert response.status_code == 302, response.context["form"].errors
    code = client.post(f"{page}daftarkan/")["Location"].split("/")[-2]
    return Application.objects.get(code=code)


def decided(application: Application, clerk: User) -> Member:
    services.finish_checking(application_id=application.pk, actor=SYSTEM)
    return services.approve(application_id=application.pk, actor=actor_of(clerk))


def test_registration_from_the_empty_page_to_the_receipt():
    clerk = staff()
    client = signed_in(clerk)
    page = begin(client)
    shown = client.post(page, typed(), follow=True).content.decode()
    assert "Ni Wayan Sari" in shown
    assert not Application.objects.exists()
    done = client.post(f"{page}daftarkan/", follow=True)
    application = Application.objects.get()
    assert (application.origin, application.state) == ("counter", "checking")
    assert application.code in done.content.decode()
    member = decided(application, clerk)
    after = client.get(f"/meja/loket/selesai/{application.code}/").content.decode()
    assert member.number in after
    receipt = client.post(f"/meja/loket/selesai/{application.code}/slip/")
    assert receipt["Content-Type"] == "application/pdf"
    assert "no-store" in receipt["Cache-Control"]
    assert len(pikepdf.open(io.BytesIO(receipt.content)).pages) == 1
    assert User.objects.get(pk=member.user_id).first_password_until is not None


def test_missing_fields_are_reported_and_the_typed_ones_remain():
    client = at_desk()
    page = begin(client)
    response = client.post(page, typed(name="Ni Luh Ayu", saw_card="", number="123"))
    shown = response.content.decode()
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"number", "saw_card"}
    assert 'value="Ni Luh Ayu"' in shown
    assert "kartu aslinya" in shown
    assert 'value="Ni Luh Ayu"' in client.get(page).content.decode()


def test_a_child_needs_name_relation_and_signature_of_the_guardian():
    client = at_desk()
    page = begin(client)
    child = child_values(email="", guardian_email="", guardian_name="", guardian_relation="")
    response = client.post(page, typed(child))
    assert set(response.context["form"].errors) == {
        "guardian_name",
        "guardian_relation",
        "paper_guardian_signed",
    }
    application = registered(
        client, typed(child_values(email="", guardian_email=""), paper_guardian_signed="1")
    )
    assert Consent.objects.filter(application=application, by="guardian", form="paper").exists()


def test_existing_member_is_named_with_a_link_to_the_membership():
    known = values()
    member = factories.member(known)
    client = at_desk()
    page = begin(client)
    client.post(page, typed(values(email="", number=known["number"])))
    shown = client.get(f"{page}periksa/").content.decode()
    assert "Orang ini sudah menjadi anggota." in shown
    assert reverse("desk:member", args=[member.pk]) in shown
    assert "daftarkan/" not in shown
    response = client.post(f"{page}daftarkan/")
    assert response["Location"] == f"{page}periksa/"
    assert Application.objects.count() == 1


def test_open_application_is_named_with_a_link_to_the_case():
    known = values()
    case = factories.in_review(known)
    client = at_desk()
    page = begin(client)
    client.post(page, typed(values(email="", number=known["number"])))
    shown = client.get(f"{page}periksa/").content.decode()
    assert reverse("desk:case", args=[case.code]) in shown
    assert client.post(f"{page}daftarkan/")["Location"] == f"{page}periksa/"


def test_pressing_twice_registers_once():
    client = at_desk()
    page = begin(client)
    client.post(page, typed())
    first, second = (client.post(f"{page}daftarkan/")["Location"] for _ in range(2))
    assert first == second
    assert Application.objects.count() == 1


def test_autosave_stores_typed_values_and_refuses_unknown_fields():
    client = at_desk()
    page = begin(client)
    assert client.post(f"{page}simpan/", {"name": "Ni Luh"}).status_code == 204
    assert 'value="Ni Luh"' in client.get(page).content.decode()
    long = "x" * 5000
    assert client.post(f"{page}simpan/", {"name": long}).status_code in (204, 422)
    assert client.get(page).status_code == 200


def test_photo_is_sealed_shown_and_each_view_is_recorded():
    clerk = staff()
    client = signed_in(clerk)
    page = begin(client)
    file = io.BytesIO(picture())
    file.name = "kartu.jpg"
    answer = client.post(f"{page}foto/card/", {"file": file}).json()
    assert answer["preview"].startswith(f"{page}foto/card/gambar/")
    photo = client.get(answer["preview"])
    assert photo["Content-Type"] == "image/jpeg"
    assert "no-store" in photo["Cache-Control"]
    event = Event.objects.get(name="file:opened")
    assert (event.actor_id, event.data["reason"]) == (clerk.pk, "counter")
    assert client.get(f"{page}foto/card/bacaan/").status_code == 200
    assert "camera=(self)" in client.get(f"{page}foto/card/ambil/")["Permissions-Policy"]


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff" + b"0" * 50])
def test_bad_photo_is_explained(content):
    client = at_desk()
    page = begin(client)
    file = io.BytesIO(content)
    file.name = "kartu.jpg"
    response = client.post(f"{page}foto/card/", {"file": file})
    assert 400 <= response.status_code < 500
    assert response.json()["error"]
    file = io.BytesIO(content)
    file.name = "kartu.jpg"
    assert client.post(page, typed() | {"card": file}).status_code in (302, 422)


def test_values_read_from_the_card_fill_empty_fields_and_are_marked():
    client = at_desk()
    page = begin(client)
    file = io.BytesIO(picture())
    file.name = "kartu.jpg"
    client.post(f"{page}foto/card/", {"file": file})
    client.post(f"{page}simpan/", {"birth_place": "Denpasar"})
    photo = Draft.objects.get().card_photo
    PhotoReading.objects.create(file=photo, slot="card", found=builders.card().to_json(), hints=[])
    readings = client.get(f"{page}foto/card/bacaan/").content.decode()
    assert "terbaca" in readings
    shown = client.get(page)
    form = shown.context["form"]
    assert form.initial["number"] == builders.TYPED["number"]
    assert form.initial["birth_place"] == "Denpasar"
    assert 'name="offered" value="number"' in shown.content.decode()


def test_form_can_be_discarded_with_its_photos():
    client = at_desk()
    page = begin(client)
    file = io.BytesIO(picture())
    file.name = "kartu.jpg"
    client.post(f"{page}foto/card/", {"file": file})
    client.post(f"{page}buang/")
    assert not Draft.objects.exists()
    assert client.get(page).status_code == 404
    assert Event.objects.filter(name="file:erased").exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_consent_form_is_one_page_in_both_languages(language):
    client = at_desk()
    response = client.get(f"/meja/loket/formulir/{language}/")
    assert len(pikepdf.open(io.BytesIO(response.content)).pages) == 1
    page = begin(client)
    client.post(f"{page}simpan/", {"name": "I Gusti Ayu Made Sri Wahyuni Purnamasari Dewi"})
    own = client.get(f"{page}formulir/{language}/")
    assert len(pikepdf.open(io.BytesIO(own.content)).pages) == 1
    assert client.get("/meja/loket/formulir/xx/").status_code == 404


def test_receipt_is_offered_until_the_first_sign_in():
    clerk = staff()
    client = signed_in(clerk)
    application = registered(client)
    member = decided(application, clerk)
    Client().force_login(
        User.objects.get(pk=member.user_id), backend="rontal.accounts.backends.PasswordBackend"
    )
    response = client.post(f"/meja/loket/selesai/{application.code}/slip/")
    assert response.status_code == 302
    assert not Event.objects.filter(name="account:first_password").exists()


def test_receipt_and_page_exist_only_for_registrations_at_the_counter():
    case = factories.in_review()
    client = at_desk()
    for method, rest in (("get", ""), ("post", "slip/")):
        response = getattr(client, method)(f"/meja/loket/selesai/{case.code}/{rest}")
        assert response.status_code == 404


def test_forms_of_another_clerk_and_online_drafts_are_not_found():
    page = begin(at_desk())
    online = factories.draft()
    other = at_desk()
    for address in (page, f"/meja/loket/{online.pk}/"):
        for rest in ("", "periksa/", "formulir/id/", "foto/card/gambar/", "foto/card/ambil/"):
            assert other.get(address + rest).status_code == 404, rest
        for rest in ("", "simpan/", "buang/", "foto/card/"):
            assert other.post(address + rest, {}).status_code == 404, rest
    assert Draft.objects.count() == 2


def test_routes():
    page = begin(at_desk())
    addresses = ["/meja/loket/", page, f"{page}periksa/", "/meja/loket/selesai/AAAA-BBBB/"]
    for client in (at_desk(Role.LIBRARIAN), at_desk(Role.ADMINISTRATOR), signed_in(person())):
        for address in addresses:
            assert client.get(address).status_code == 403
            assert client.post(address).status_code in (403, 405)
    for address in addresses:
        assert Client().get(address)["Location"].startswith("/masuk/")


def test_pages_need_few_queries(django_assert_max_num_queries):
    clerk = staff()
    client = signed_in(clerk)
    for _ in range(5):
        page = begin(client)
    with django_assert_max_num_queries(6):
        client.get("/meja/loket/")
    with django_assert_max_num_queries(8):
        client.get(page)
    client.post(page, typed())
    with django_assert_max_num_queries(8):
        client.get(f"{page}periksa/")
    client.post(f"{page}daftarkan/")
    code = Application.objects.get().code
    with django_assert_max_num_queries(10):
        client.get(f"/meja/loket/selesai/{code}/")


def test_person_without_address_gets_no_mail():
    clerk = staff()
    application = registered(signed_in(clerk))
    decided(application, clerk)
    for event in Event.objects.filter(name__in=registry.EVENTS):
        tasks.queue_messages(event)
    for message in application.messages.all():
        notifications.deliver(message_id=message.pk)
    assert mail.outbox == []
    assert not application.messages.exists()


def test_report_states_that_a_clerk_saw_the_card():
    application = registered(at_desk())
    examinations.examine(application_id=application.pk, actor=SYSTEM)
    codes = set(Finding.objects.values_list("code", "level"))
    assert {("card_seen_by_staff", "pass"), ("face_seen_by_staff", "pass")} <= codes
    examination = application.examinations.get()
    assert examination.recommendation == "look_closer"
    application.refresh_from_db()
    assert application.state == "in_review"

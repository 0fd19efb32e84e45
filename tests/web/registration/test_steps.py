"""Tests of the whole registration without JavaScript."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rontal.core import clock
from rontal.membership.models import Application, Draft
from rontal.membership.policies import MembershipPolicies
from rontal.membership.selectors import draft_values, today
from rontal.web.registration.typos import suggested_address
from tests.support.membership import factories
from tests.support.web.registration import walk

pytestmark = pytest.mark.django_db


def typed() -> dict[str, str]:
    return draft_values(Draft.objects.latest("created_at"))


def test_adult_registers_and_is_thanked(client: Client) -> None:
    walk.fill(client, factories.values(email="sari@contoh.example"))
    answer = walk.send(client)
    assert answer["Location"] == "/daftar/terkirim/"
    application = Application.objects.get(email="sari@contoh.example")
    assert application.code in walk.text_of(client.get("/daftar/terkirim/"))
    assert not Draft.objects.exists()


def test_opening_the_first_page_creates_no_draft(client: Client) -> None:
    assert client.get("/daftar/").status_code == 200
    assert not Draft.objects.exists()


def test_draft_is_never_in_an_address(client: Client) -> None:
    walk.begin(client)
    pk = str(Draft.objects.get().pk)
    for path in ("/daftar/", "/daftar/foto/", "/daftar/siapa/", "/daftar/periksa/"):
        assert pk not in client.get(path).content.decode()
    cookie = client.cookies["draf"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/daftar/"
    assert cookie["max-age"] == MembershipPolicies.current().draft_days * 24 * 3600


def test_typed_values_are_stored_even_if_invalid(client: Client) -> None:
    walk.begin(client)
    answer = client.post(
        "/daftar/siapa/", {"identity_kind": "ktp", "name": "Ni Wayan Sari", "number": "123"}
    )
    assert answer.status_code == 200
    assert "16" in walk.errors_of(answer)
    assert typed()["name"] == "Ni Wayan Sari"
    again = client.get("/daftar/siapa/").content.decode()
    assert 'value="Ni Wayan Sari"' in again
    assert 'value="123"' in again


def test_incomplete_date_is_stored_and_reported(client: Client) -> None:
    walk.begin(client)
    answer = client.post(
        "/daftar/siapa/",
        {"birth_date_day": "31", "birth_date_month": "2", "birth_date_year": "1990"},
    )
    assert "tanggal" in walk.errors_of(answer).lower()
    page = client.get("/daftar/siapa/").content.decode()
    assert 'name="birth_date_day" value="31"' in page
    assert 'name="birth_date_year" value="1990"' in page


@pytest.mark.parametrize("parts", [("5", "", ""), ("", "3", ""), ("", "", "20"), ("0", "0", "0")])
def test_any_part_of_a_date_survives(client: Client, parts: tuple[str, str, str]) -> None:
    walk.begin(client)
    names = ("birth_date_day", "birth_date_month", "birth_date_year")
    answer = client.post("/daftar/siapa/", dict(zip(names, parts, strict=True)))
    assert answer.status_code == 200
    assert client.get("/daftar/siapa/").status_code == 200


def test_autosave_stores_typed_values(client: Client) -> None:
    walk.begin(client)
    answer = client.post("/daftar/simpan/siapa/", {"name": "Ni Wayan"})
    assert answer.status_code == 204
    assert typed()["name"] == "Ni Wayan"


def test_autosave_without_a_draft_is_refused(client: Client) -> None:
    assert client.post("/daftar/simpan/siapa/", {"name": "x"}).status_code == 422
    walk.begin(client)
    assert client.post("/daftar/simpan/periksa/", {"name": "x"}).status_code == 422


def test_closed_browser_continues_where_it_was(client: Client) -> None:
    walk.begin(client)
    walk.add_photos(client)
    client.post("/daftar/siapa/", walk.posted(factories.values()))
    page = client.get("/daftar/").content.decode()
    assert 'href="/daftar/kontak/"' in page


def test_starting_again_erases_the_older_draft(client: Client) -> None:
    walk.begin(client)
    walk.add_photos(client)
    old = Draft.objects.get()
    walk.begin(client)
    assert Draft.objects.get().pk != old.pk
    old.card_photo.refresh_from_db()
    assert old.card_photo.erased_at is not None


@pytest.mark.parametrize("step", ["foto", "siapa", "kontak", "persetujuan", "periksa"])
def test_step_without_a_draft_redirects_to_the_first_page(client: Client, step: str) -> None:
    assert client.get(f"/daftar/{step}/")["Location"] == "/daftar/"


def test_expired_draft_loses_nothing_of_the_present_request(client: Client) -> None:
    walk.begin(client)
    days = MembershipPolicies.current().draft_days
    with time_machine.travel(clock.now() + timedelta(days=days, minutes=1)):
        answer = client.post(
            "/daftar/siapa/", walk.posted(factories.values(name="I Made Arta")), follow=True
        )
        assert "sudah tidak ada" in walk.text_of(answer)
        assert typed()["name"] == "I Made Arta"


def test_every_answer_can_be_changed_from_the_review(client: Client) -> None:
    values = factories.values()
    walk.fill(client, values)
    page = client.get("/daftar/periksa/").content.decode()
    assert 'href="/daftar/siapa/?ke=periksa"' in page
    changed = walk.posted(values | {"name": "Ni Made Sari"})
    answer = client.post("/daftar/siapa/?ke=periksa", changed)
    assert answer["Location"] == "/daftar/periksa/"
    text = walk.text_of(client.get("/daftar/periksa/"))
    assert "Ni Made Sari" in text
    assert values["number"] in text, "nothing of one's own is masked"


@pytest.mark.parametrize("ke", ["https://evil.example/", "//evil.example", "tidak-ada", ""])
def test_return_address_leads_only_to_steps(client: Client, ke: str) -> None:
    walk.begin(client)
    answer = client.post(f"/daftar/siapa/?ke={ke}", walk.posted(factories.values()))
    assert answer["Location"] == "/daftar/kontak/"


def test_another_province_loads_its_regencies_without_script(client: Client) -> None:
    walk.begin(client)
    page = client.get("/daftar/kontak/").content.decode()
    assert '<option value="5102" selected>' in page, "the library's own regency stands there"
    client.post("/daftar/kontak/", {"province": "32", "regency": "5102", "regions": "province"})
    page = client.get("/daftar/kontak/").content.decode()
    assert '<option value="3273"' in page
    assert '<option value="5102"' not in page


def test_regions_are_fetched_by_script(client: Client) -> None:
    answer = client.get("/daftar/wilayah/kabupaten/", {"province": "32"})
    assert 'value="3273"' in answer.content.decode()
    assert "public" in answer["Cache-Control"]
    answer = client.get("/daftar/wilayah/kecamatan/", {"regency": "5102"})
    assert "Kediri" in answer.content.decode()
    for strange in ("", "99", "x" * 5000, "51\x00", "‮51"):
        assert client.get("/daftar/wilayah/kabupaten/", {"province": strange}).status_code == 200
        assert client.get("/daftar/wilayah/kecamatan/", {"regency": strange}).status_code == 200


def test_child_needs_a_guardian(client: Client) -> None:
    walk.begin(client)
    walk.add_photos(client)
    child = factories.child_values()
    client.post("/daftar/siapa/", walk.posted(child))
    assert 'name="guardian_name"' in client.get("/daftar/kontak/").content.decode()
    answer = client.post("/daftar/kontak/", walk.posted({**child, "guardian_email": ""}))
    assert "Mohon diisi" in walk.errors_of(answer)
    answer = client.post("/daftar/kontak/", walk.posted(child))
    assert answer["Location"] == "/daftar/persetujuan/"


def test_adult_needs_no_guardian(client: Client) -> None:
    walk.begin(client)
    client.post("/daftar/siapa/", walk.posted(factories.values()))
    assert "guardian_name" not in client.get("/daftar/kontak/").content.decode()


def test_child_under_six_needs_no_face_and_no_comparison(client: Client) -> None:
    birth = today() - timedelta(days=3 * 366)
    child = factories.child_values(birth, consent_face_comparison="")
    walk.begin(client)
    answer = client.post("/daftar/foto/", {"card": walk.upload(), "without_face": "1"})
    assert answer["Location"] == "/daftar/siapa/"
    for step in ("siapa", "kontak"):
        client.post(f"/daftar/{step}/", walk.posted(child))
    assert "consent_face_comparison" not in client.get("/daftar/persetujuan/").content.decode()
    client.post("/daftar/persetujuan/", walk.posted(child))
    assert walk.send(client)["Location"] == "/daftar/terkirim/"
    assert Application.objects.get().face_photo is None


def test_adult_without_a_face_is_reported_at_the_review(client: Client) -> None:
    values = factories.values()
    walk.begin(client)
    client.post("/daftar/foto/", {"card": walk.upload(), "without_face": "1"})
    for step in ("siapa", "kontak", "persetujuan"):
        client.post(f"/daftar/{step}/", walk.posted(values))
    answer = walk.send(client)
    assert answer.status_code == 422
    assert "wajah" in walk.errors_of(answer).lower()
    assert not Application.objects.exists()


def test_without_consent_to_membership_the_step_cannot_be_left(client: Client) -> None:
    walk.begin(client)
    answer = client.post("/daftar/persetujuan/", {"consent_news": "on"})
    assert answer.status_code == 200
    assert walk.errors_of(answer)
    assert typed()["consent_news"] == "1"
    client.post("/daftar/persetujuan/", {"consent_membership": "on"})
    assert typed()["consent_news"] == "", "a tick that is taken out is taken out"


def test_the_pages_speak_english_too(client: Client) -> None:
    client.cookies["bahasa"] = "en"
    assert "Become a member" in walk.text_of(client.get("/daftar/"))
    walk.begin(client)
    assert Draft.objects.get().language == "en"
    answer = client.post("/daftar/siapa/", {"identity_kind": "ktp", "number": "1"})
    assert "Enter all 16 digits of the NIK" in walk.errors_of(answer)


def test_mistyped_mail_host_is_questioned_and_not_refused(client: Client) -> None:
    walk.fill(client, factories.values(email="sari@gmial.com"))
    assert "sari@gmail.com?" in walk.text_of(client.get("/daftar/periksa/"))
    assert walk.send(client)["Location"] == "/daftar/terkirim/"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a@gmial.com", "a@gmail.com"),
        ("a@gmail.co", "a@gmail.com"),
        ("a@Yaho.com", "a@yahoo.com"),
        ("a@gmail.com", ""),
        ("a@YMAIL.com", ""),
        ("a@desa-dajanpeken.id", ""),
        ("a@contoh.example", ""),
        ("", ""),
        ("@gmial.com", ""),
    ],
)
def test_hosts_similar_to_a_common_one(typed: str, expected: str) -> None:
    assert suggested_address(typed) == expected


def test_mails_are_in_the_language_read_last(client: Client) -> None:
    walk.begin(client)
    assert Draft.objects.get().language == "id"
    client.cookies["bahasa"] = "en"
    client.post("/daftar/siapa/", {"name": "Ni Wayan"})
    assert Draft.objects.get().language == "en"

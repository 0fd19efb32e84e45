"""Tests of the Android app's pages at the desk."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rontal.accounts.roles import Role
from rontal.android import services
from rontal.android.models import AppCertificate
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.desk.selectors import app as shown
from tests.support.accounts.factories import PASSWORD, staff
from tests.support.desk.factories import at_desk, signed_in
from tests.support.membership.factories import clerk
from tests.support.web.visitors import text

pytestmark = pytest.mark.django_db
PAGE, ADD, ADDRESS = "/meja/aplikasi/", "/meja/aplikasi/sertifikat/", "/meja/aplikasi/alamat/"
PRINT = ":".join(["5A"] * 32)
TYPED = {"signer": "library", "fingerprint": PRINT, "note": "kunci 2026"}


def administrator(*, fresh: bool = True) -> Client:
    """Returns an administrator's client that entered the password now (`fresh`) or an hour ago."""
    client = signed_in(staff(Role.ADMINISTRATOR))
    with time_machine.travel(clock.now() - timedelta(hours=0 if fresh else 1)):
        assert client.post("/akun/pastikan/", {"password": PASSWORD}).status_code == 302
    return client


def added(client: Client) -> AppCertificate:
    client.post(ADD, TYPED)
    return AppCertificate.objects.get()


def test_empty_page_explains_the_first_step() -> None:
    page = text(administrator().get(PAGE))
    assert "Belum ada sertifikat" in page
    assert "0 dari 6 langkah selesai" in page
    assert "/.well-known/assetlinks.json" in page
    assert "/akun/hapus/" in page
    assert "/privasi/" in page


@pytest.mark.parametrize("role", [Role.CLERK, Role.LIBRARIAN, Role.HEAD])
def test_other_staff_cannot_open_the_page(role: Role) -> None:
    client = at_desk(role)
    for method, address in (("get", PAGE), ("get", ADD), ("post", ADD), ("post", ADDRESS)):
        assert getattr(client, method)(address).status_code == 403


def test_a_certificate_is_entered_in_any_form_and_shown() -> None:
    client = administrator()
    answer = client.post(ADD, TYPED | {"fingerprint": PRINT.lower().replace(":", " ")})
    assert answer.status_code == 302
    page = text(client.get(PAGE))
    assert PRINT in page
    assert "kunci 2026" in page
    assert client.get("/.well-known/assetlinks.json").json()[0]["target"][
        "sha256_cert_fingerprints"
    ] == [PRINT]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"fingerprint": "zz"}, "hanya berisi angka 0 sampai 9"),
        ({"fingerprint": "ab" * 20}, "sidik jari SHA-1"),
        ({"fingerprint": "ab" * 31}, "64 angka dan huruf"),
        ({"fingerprint": ""}, "masih kosong"),
        ({"signer": ""}, "masih kosong"),
        ({"note": "x" * 61}, "60"),
    ],
)
def test_invalid_certificate_is_explained_and_the_typed_text_remains(
    typed: dict, expected: str
) -> None:
    answer = administrator().post(ADD, TYPED | typed)
    assert answer.status_code == 200
    assert expected in text(answer)
    assert not AppCertificate.objects.exists()


def test_duplicate_certificate_is_reported() -> None:
    client = administrator()
    added(client)
    assert "Sertifikat ini sudah ada" in text(client.post(ADD, TYPED))


def test_changing_certificates_requires_the_password_again() -> None:
    certificate = services.add_certificate(
        fingerprint=PRINT, signer="store", label="", actor=clerk(Role.ADMINISTRATOR)
    )
    client = administrator(fresh=False)
    remove = f"{ADD}{certificate.pk}/hapus/"
    for method, address in (("get", ADD), ("post", ADD), ("get", remove), ("post", remove)):
        answer = getattr(client, method)(address, TYPED | {"sure": "on"})
        assert answer.status_code == 302
        assert answer["Location"].startswith("/akun/pastikan/?next=")
    assert AppCertificate.objects.count() == 1


def test_removing_needs_confirmation_explains_its_effect_and_is_recorded() -> None:
    client = administrator()
    certificate = added(client)
    remove = f"{ADD}{certificate.pk}/hapus/"
    page = text(client.get(remove))
    assert PRINT in page
    assert "Ini sertifikat terakhir" in page
    assert "Pastikan bahwa" in text(client.post(remove)), "one press is not enough"
    assert AppCertificate.objects.exists()
    assert client.post(remove, {"sure": "on"}).status_code == 302
    assert not AppCertificate.objects.exists()
    assert Event.objects.filter(name="app:certificate_removed").count() == 1
    assert client.post(remove, {"sure": "on"}).status_code == 404, "a colleague was first"


def test_audit_log_describes_each_change() -> None:
    client = administrator()
    added(client)
    page = text(client.get("/meja/catatan/"))
    assert "menambahkan sertifikat aplikasi perpustakaan" in page


def test_store_address_is_checked_stored_and_removed(settings) -> None:
    settings.PUBLIC_URL = "https://baca.tabanan.go.id"
    client = administrator()
    other = client.post(ADDRESS, {"store_address": "https://example.id/app"})
    assert other.status_code == 422
    assert "https://example.id/app" in text(other)
    address = "https://play.google.com/store/apps/details?id=id.go.tabanan.baca"
    client.post(ADDRESS, {"store_address": f"{address}&hl=id"})
    page = text(client.get(PAGE))
    assert address in page
    assert "&amp;hl=id" not in page
    client.post(ADDRESS, {"store_address": ""})
    assert address not in text(client.get(PAGE))


def test_every_step_is_done_when_everything_is_configured(settings) -> None:
    settings.PUBLIC_URL = "https://baca.tabanan.go.id"
    actor = clerk(Role.ADMINISTRATOR)
    for number, signer in enumerate(("library", "store")):
        services.add_certificate(
            fingerprint=f"{number:02x}" * 32, signer=signer, label="", actor=actor
        )
    services.set_store_address(
        address="https://play.google.com/store/apps/details?id=id.go.tabanan.baca", actor=actor
    )
    built = Actor.system("rontal app build")
    services.note_build(fingerprint="ff" * 32, version="1.0", actor=built)
    page = shown.app_page()
    assert [step.done for step in page.steps] == [True, True, False, True, True, True]
    services.note_build(fingerprint="00" * 32, version="1.1", actor=built)
    assert shown.app_page().done == 6


def test_page_needs_few_queries(django_assert_max_num_queries) -> None:
    client = administrator()
    added(client)
    client.get(PAGE)
    with django_assert_max_num_queries(6):
        client.get(PAGE)

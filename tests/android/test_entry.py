"""The entry of the library's app: who may change it, what is recorded, what phones receive."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from rontal.accounts.roles import Role
from rontal.android import selectors, services
from rontal.android.errors import CertificateKnown, TooManyCertificates
from rontal.android.models import AppCertificate, AppEntry
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotAllowed, NotFound
from rontal.core.models import Event
from rontal.core.profile import App
from tests.support import in_memory_caches
from tests.support.membership.factories import clerk

pytestmark = pytest.mark.django_db
PATH = "/.well-known/assetlinks.json"


def printed(number: int) -> str:
    """A fingerprint, another one for each number."""
    return ":".join([f"{number:02X}"] * 32)


def administrator() -> Actor:
    return clerk(Role.ADMINISTRATOR)


def added(number: int = 1, signer: str = "library", actor: Actor | None = None) -> AppCertificate:
    return services.add_certificate(
        fingerprint=printed(number).lower(),
        signer=signer,
        label="",
        actor=actor or administrator(),
    )


def names() -> list[str]:
    return list(Event.objects.filter(name__startswith="app:").values_list("name", flat=True))


@pytest.fixture
def profile(settings):
    def change(**values: object) -> None:
        settings.LIBRARY = replace(settings.LIBRARY, app=App(**values))

    return change


def test_without_certificates_phones_get_an_empty_list(client: Client) -> None:
    answer = client.get(PATH)
    assert (answer.status_code, answer.json()) == (200, [])


def test_phones_get_certificates_of_profile_and_desk_for_the_one_package(
    client: Client, profile, settings
) -> None:
    settings.PUBLIC_URL = "https://2.baca-tabanan.go.id"
    profile(certificates=(printed(7),))
    added(1)
    added(2, "store")
    answer = client.get(PATH)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == [
        {
            "relation": ["delegate_permission/common.handle_all_urls"],
            "target": {
                "namespace": "android_app",
                "package_name": "id.go.baca_tabanan.app_2",
                "sha256_cert_fingerprints": [printed(7), printed(1), printed(2)],
            },
        }
    ]
    profile(certificates=(printed(1),), package="id.go.tabanan.baca")
    target = client.get(PATH).json()[0]["target"]
    assert target["package_name"] == "id.go.tabanan.baca"
    assert target["sha256_cert_fingerprints"] == [printed(1), printed(2)], "each once"


def test_certificate_list_is_cached_and_revalidated_by_its_version(client: Client) -> None:
    added()
    answer = client.get(PATH)
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    assert not answer.cookies
    etag = answer.headers["ETag"]
    assert client.get(PATH, headers={"If-None-Match": etag}).status_code == 304
    head = client.head(PATH)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == "application/json"
    added(2)
    assert client.get(PATH, headers={"If-None-Match": etag}).status_code == 200
    assert client.post(PATH).status_code == 405


def test_certificate_list_is_the_same_for_every_user_and_language(client: Client) -> None:
    added()
    plain = client.get(PATH)
    client.cookies["bahasa"] = "en"
    english = client.get(PATH, headers={"Accept-Language": "en", "Host": "testserver"})
    assert english.content == plain.content


@pytest.mark.parametrize("role", [Role.CLERK, Role.LIBRARIAN, Role.HEAD])
def test_only_administrators_change_the_certificates(role: Role) -> None:
    certificate, others = added(), [clerk(role), Actor.visitor(), Actor.system("job")]
    for actor in others:
        with pytest.raises(NotAllowed):
            added(2, actor=actor)
        with pytest.raises(NotAllowed):
            services.remove_certificate(pk=certificate.pk, actor=actor)
        with pytest.raises(NotAllowed):
            services.set_store_address(address="", actor=actor)
    with pytest.raises(NotAllowed):
        services.note_build(fingerprint=printed(1), version="1", actor=administrator())


def test_each_change_is_in_the_audit_log_with_its_fingerprint() -> None:
    actor = administrator()
    certificate = added(actor=actor)
    services.remove_certificate(pk=certificate.pk, actor=actor)
    assert names() == ["app:certificate_added", "app:certificate_removed"]
    for event in Event.objects.filter(name__startswith="app:"):
        assert event.actor_id == actor.id
        assert event.data == {"fingerprint": printed(1), "signer": "library"}


def test_one_certificate_is_entered_once(profile) -> None:
    added()
    with pytest.raises(CertificateKnown):
        added()
    profile(certificates=(printed(2),))
    with pytest.raises(CertificateKnown):
        added(2)
    assert AppCertificate.objects.count() == 1


def test_at_most_ten_certificates_can_be_entered() -> None:
    for number in range(10):
        added(number)
    with pytest.raises(TooManyCertificates):
        added(10)


def test_invalid_certificate_is_refused_and_changes_nothing() -> None:
    for values in (
        {"fingerprint": "x", "signer": "library", "label": ""},
        {"fingerprint": printed(1), "signer": "somebody", "label": ""},
        {"fingerprint": printed(1), "signer": "store", "label": "x" * 61},
    ):
        with pytest.raises(Invalid):
            services.add_certificate(**values, actor=administrator())
    assert not AppCertificate.objects.exists()
    assert not names()


def test_database_refuses_invalid_and_duplicate_fingerprints() -> None:
    added()
    entry = AppEntry.objects.get()
    for values in ({"fingerprint": "AB"}, {"fingerprint": printed(3), "signer": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AppCertificate.objects.create(**{"entry": entry, "signer": "store"} | values)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppEntry.objects.create(pk=2)


def test_a_certificate_is_removed_once() -> None:
    certificate = added()
    services.remove_certificate(pk=certificate.pk, actor=administrator())
    with pytest.raises(NotFound):
        services.remove_certificate(pk=certificate.pk, actor=administrator())
    assert selectors.statements() == []


def test_address_entered_at_the_desk_overrides_the_profile(profile) -> None:
    profile(package="id.go.baca", store_address="https://play.google.com/other")
    assert selectors.store_address() == "https://play.google.com/other"
    address = "https://play.google.com/store/apps/details?id=id.go.baca"
    for _twice in range(2):
        services.set_store_address(address=f"{address}&hl=id", actor=administrator())
    assert selectors.store_address() == address
    assert names() == ["app:store_address_set"], "the same address again is no change"
    services.set_store_address(address="", actor=administrator())
    assert selectors.store_address() == "https://play.google.com/other"


def test_entry_is_reloaded_only_after_an_event(
    settings, django_assert_num_queries, monkeypatch
) -> None:
    in_memory_caches.turn_on(settings, monkeypatch)
    added()
    with django_assert_num_queries(3):  # one query for the version
        selectors.store_address()
    with django_assert_num_queries(0):
        assert selectors.store_address() == ""
        assert selectors.statements()
    added(2)
    in_memory_caches.expire_versions()
    with django_assert_num_queries(3):
        selectors.store_address()


def test_build_is_recorded() -> None:
    services.note_build(
        fingerprint=printed(4), version="1.2", actor=Actor.system("rontal app build")
    )
    entry = selectors.entry()
    assert (entry.built_fingerprint, entry.built_version) == (printed(4), "1.2")
    assert not entry.has(printed(4)), "building makes nothing trusted"
    added(4)
    assert selectors.entry().has(printed(4))

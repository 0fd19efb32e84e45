"""Applications that begin at an identity provider, which says who the person is."""

import time
from typing import Any

import pytest
from django.test import Client

from idcard.kinds import IdentityKind
from rontal.accounts.single_sign_on import services as links
from rontal.core import sealing
from rontal.core.actors import Actor
from rontal.membership.models import Application, Draft
from rontal.membership.policies import PhotosWithIdentity
from rontal.membership.rules import form as forms
from rontal.membership.selectors import draft_values
from rontal.membership.services import save_draft
from rontal.ui.sentences import verification as sentences
from rontal.verification import services as verification
from rontal.verification.models import Examination
from tests.support.accounts import factories as accounts
from tests.support.accounts.sign_on import CALLBACK, configure, hostile, leave  # noqa: F401 - fixtures
from tests.support.membership import factories
from tests.support.policies import with_policies
from tests.support.web.registration import walk

START = "/daftar/lewat/uji/"
VALUES = factories.values()
NIK = VALUES["number"]
MAPPED = (
    ("number", "nik"), ("name", "name"), ("birth_date", "birthdate"), ("sex", "gender"),
    ("birth_place", "place_of_birth"), ("district", "address.kode"), ("street", "address.street"),
)  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(hostile: Any, configure: Any) -> Any:  # noqa: F811 - fixtures
    """Returns a provider that vouches for who people are."""
    configure(identity=MAPPED)
    values = VALUES
    hostile.user_info = {
        "nik": values["number"],
        "name": "SARI DEWI",
        "birthdate": values["birth_date"],
        "gender": values["sex"],
        "place_of_birth": "Denpasar",
        "address": {"kode": values["district"], "street": "Jl. Penyedia 1"},
        "email": "jangan@contoh.id",
    }
    return hostile


def begin(browser: Client, provider: Any, **claims: Any) -> Any:
    """Starts at the provider and comes back; returns the last answer of the library."""
    parameters = provider.agree(leave(browser, START))
    provider.claims = {"auth_time": int(time.time())} | claims
    return browser.get(CALLBACK, parameters, follow=True)


def test_form_arrives_filled_and_the_identity_is_fixed(client: Client, provider: Any) -> None:
    assert START in client.get("/daftar/").content.decode()
    answer = begin(client, provider)
    assert provider.request["prompt"] == "login"
    assert answer.redirect_chain[-1][0] == "/daftar/foto/", "photos are still asked for"
    page = client.get("/daftar/siapa/").content.decode()
    assert "SARI DEWI" in page
    assert "Dari Penyedia Uji" in page
    sent = {"number": "5171014101900001", "name": "Orang Lain", "birth_place": "Jakarta"}
    client.post("/daftar/siapa/", walk.posted(VALUES | sent))
    client.post("/daftar/simpan/siapa/", sent)
    (draft,) = Draft.objects.all()
    save_draft(draft_id=draft.pk, changes=sent | {"vouched_by": "Saya", "vouched_fields": ""})
    kept = draft_values(Draft.objects.get())
    assert (kept["number"], kept["name"]) == (NIK, "SARI DEWI")
    assert (kept["birth_place"], kept["vouched_by"]) == ("Denpasar", "Penyedia Uji")
    assert kept["street"] == "Jl. Penyedia 1"
    assert "email" not in kept, "only what is mapped"


def test_other_kind_of_card_is_no_other_person(client: Client, provider: Any) -> None:
    begin(client, provider)
    (draft,) = Draft.objects.all()
    save_draft(draft_id=draft.pk, changes={"identity_kind": IdentityKind.STAY_PERMIT.value})
    values = draft_values(Draft.objects.get())
    assert values["identity_kind"] == IdentityKind.KTP
    forced = forms.read(values | {"identity_kind": IdentityKind.STAY_PERMIT.value})
    assert forced.identity == NIK


def test_address_from_the_provider_can_be_changed(client: Client, provider: Any) -> None:
    begin(client, provider)
    (draft,) = Draft.objects.all()
    save_draft(draft_id=draft.pk, changes={"street": "Jl. Sendiri 2"})
    assert draft_values(Draft.objects.get())["street"] == "Jl. Sendiri 2"


def fill(client: Client) -> Any:
    """Completes what the provider left open, and sends it."""
    fields = walk.posted(VALUES | {"name": "Orang Lain"})
    for step in ("siapa", "kontak", "persetujuan"):
        answer = client.post(f"/daftar/{step}/", fields)
        assert answer.status_code == 302, walk.errors_of(answer)
    return walk.send(client)


def test_application_says_who_vouched_and_when(client: Client, provider: Any) -> None:
    begin(client, provider)
    walk.add_photos(client)
    assert fill(client).status_code == 302
    application = Application.objects.get()
    assert application.name == "SARI DEWI"
    vouched = forms.read(application.details.reveal()).vouched
    assert vouched is not None
    assert vouched.by == "Penyedia Uji"
    fixed = {"identity_kind", "number", "name", "birth_place", "birth_date", "sex"}
    assert set(vouched.fields) == fixed


def examined(application: Application) -> dict[str, dict[str, Any]]:
    Application.objects.filter(pk=application.pk).update(
        state="checking", clock_started_at=application.submitted_at
    )
    verification.examine(application_id=application.pk, actor=Actor.system("test"))
    findings = Examination.objects.get().findings.all()
    return {one.code: one.evidence | {"level": one.level} for one in findings}


def test_photos_may_be_left_out_by_policy_and_staff_see_why(
    client: Client, provider: Any, settings: Any
) -> None:
    settings.LIBRARY = with_policies(
        settings.LIBRARY, photos_with_identity=PhotosWithIdentity.NONE, automatic_approval=True
    )
    assert begin(client, provider).redirect_chain[-1][0] == "/daftar/siapa/"
    assert fill(client).status_code == 302
    application = Application.objects.get()
    assert application.card_photo is None
    findings = examined(application)
    assert findings["identity_vouched"]["level"] == "pass"
    assert {"card_left_out", "face_left_out", "nik_sound", "identity_new"} <= findings.keys()
    assert not {"card_missing", "face_missing"} & findings.keys()
    application.refresh_from_db()
    assert application.state == "in_review", "a person decides"
    evidence = {name: findings["identity_vouched"][name] for name in ("provider", "day")}
    sentence = sentences.finding("identity_vouched", evidence)
    assert "Penyedia Uji" in sentence
    assert "-" not in sentence


@pytest.mark.whole
@pytest.mark.parametrize("policy", [PhotosWithIdentity.BOTH, PhotosWithIdentity.FACE])
def test_photos_are_asked_for_by_policy(
    client: Client, provider: Any, settings: Any, policy: PhotosWithIdentity
) -> None:
    settings.LIBRARY = with_policies(settings.LIBRARY, photos_with_identity=policy)
    begin(client, provider)
    page = client.post("/daftar/foto/", {"face": walk.upload()})
    assert page.status_code == (302 if policy is PhotosWithIdentity.FACE else 200)


def test_policy_counts_for_nobody_else(client: Client, provider: Any, settings: Any) -> None:
    settings.LIBRARY = with_policies(settings.LIBRARY, photos_with_identity=PhotosWithIdentity.NONE)
    client.post("/daftar/")
    assert client.post("/daftar/foto/", {}).status_code == 200


@pytest.mark.whole
@pytest.mark.parametrize("auth_time", [None, 0, "3600 s ago"])
def test_open_session_of_the_provider_is_no_identity(
    client: Client, provider: Any, auth_time: Any
) -> None:
    if auth_time == "3600 s ago":
        auth_time = int(time.time()) - 3600
    answer = begin(client, provider, auth_time=auth_time)
    assert answer.status_code == 403
    assert 'class="button" href="/daftar/"' in answer.content.decode(), "registering with photos"
    assert not Draft.objects.exists()


@pytest.mark.whole
@pytest.mark.parametrize(
    "wrong",
    [
        {"nik": "123"},
        {"nik": None},
        {"birthdate": "17 Mei 1990"},
        {"birthdate": "2190-05-17"},
        {"name": "<script>"},
        {"name": "a" * 5000},
        {"name": "\u202eSari"},
        {"nik": {"a": 1}},
    ],
)
def test_identity_that_cannot_be_right_fills_in_nothing(
    client: Client, provider: Any, wrong: dict[str, Any]
) -> None:
    provider.user_info |= wrong
    answer = begin(client, provider)
    assert answer.status_code == 403
    assert "/daftar/" in answer.content.decode()
    assert not Draft.objects.exists()


def test_user_info_of_another_person_fills_in_nothing(client: Client, provider: Any) -> None:
    provider.user_info["sub"] = "orang-2"
    assert begin(client, provider).status_code == 502
    assert not Draft.objects.exists()


def test_person_with_a_linked_account_signs_in(client: Client, provider: Any) -> None:
    user = accounts.person()
    actor = Actor.person(user.pk)
    links.link(user_id=user.pk, provider="uji", subject="orang-1", how="self", actor=actor)
    assert begin(client, provider).status_code == 409
    assert not Draft.objects.exists()


def test_number_of_a_member_is_answered_as_usual(client: Client, provider: Any) -> None:
    """Nobody learns who is a member, and the member's data stays."""
    member = factories.member(VALUES)
    begin(client, provider)
    walk.add_photos(client)
    assert fill(client)["Location"] == "/daftar/terkirim/"
    member.refresh_from_db()
    assert member.name != "SARI DEWI"
    assert bytes(member.nik_hash) == sealing.keyed_hash(NIK, purpose="nik")


def test_identity_is_used_once_and_only_in_its_own_browser(client: Client, provider: Any) -> None:
    begin(client, provider)
    for browser in (client, Client()):
        assert browser.get("/daftar/identitas/")["Location"] == "/daftar/"
    assert Draft.objects.count() == 1
    assert "sign_on_identity" not in client.session


def test_identity_is_not_offered_where_none_is_configured(
    client: Client,
    hostile: Any,  # noqa: F811 - fixture
) -> None:
    assert START not in client.get("/daftar/").content.decode()
    assert client.post(START).status_code == 404

"""Signing in, linking and unlinking, with an honest provider."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from rontal.accounts import services as accounts
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.selectors import reset_path
from rontal.accounts.single_sign_on import services
from rontal.accounts.single_sign_on.errors import LastWayIn
from rontal.accounts.single_sign_on.models import SignOnSession
from rontal.core.actors import Actor
from rontal.core.models import Event
from tests.support.accounts import factories
from tests.support.accounts.hostile_provider import CLIENT, SECRET
from tests.support.accounts.sign_on import CALLBACK, START, leave, sign_in, signed_in

LINKS = "/akun/penyedia/"
LINK = "/akun/penyedia/uji/hubungkan/"
pytestmark = pytest.mark.django_db


def linked(user: User, subject: str = "orang-1") -> SocialAccount:
    actor = Actor.person(user.pk)
    return services.link(user_id=user.pk, provider="uji", subject=subject, how="self", actor=actor)


def signed_in_browser(user: User) -> Client:
    """Returns a browser that has just signed in with the password."""
    browser = Client()
    fields = {"login": user.login_name, "password": factories.PASSWORD}
    assert browser.post("/masuk/", fields).status_code == 302
    return browser


def test_linked_person_signs_in(client, hostile, person):
    linked(person)
    response = sign_in(client, hostile)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in(client) == person.pk
    (account,) = SocialAccount.objects.all()
    assert account.extra_data == {}, "no claim is stored"
    assert SocialToken.objects.count() == 0


def test_request_carries_pkce_nonce_and_state_and_nothing_of_the_address(client, hostile):
    address = leave(client, f"{START}?scope=admin&auth_params=prompt%3Dnone&process=connect")
    assert address.startswith(f"{hostile.issuer}/auth?theme=a&")
    request = parse_qs(urlsplit(address).query)
    assert all(len(values) == 1 for values in request.values())
    assert request["response_type"] == ["code"]
    assert request["code_challenge_method"] == ["S256"]
    assert set(request["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in request
    assert len(request["nonce"][0]) >= 40
    other = parse_qs(urlsplit(leave(client)).query)
    for name in ("nonce", "state", "code_challenge"):
        assert request[name] != other[name]


def test_exchange_sends_the_verifier_and_the_encoded_secret(client, hostile, person):
    linked(person)
    sign_in(client, hostile)
    (_path, headers, body) = next(one for one in hostile.asked if one[0] == "/token")
    fields = parse_qs(body)
    digest = hashlib.sha256(fields["code_verifier"][0].encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert challenge == hostile.request["code_challenge"]
    assert fields["redirect_uri"] == [hostile.request["redirect_uri"]]
    sent = base64.b64decode(headers["Authorization"].removeprefix("Basic ")).decode()
    assert sent == "rontal:rahasia%3Apenyedia%2Fuji"
    assert SECRET not in body


def test_secret_goes_into_the_form_where_the_provider_wants_that(client, hostile, person):
    hostile.metadata["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    linked(person)
    sign_in(client, hostile)
    (_path, headers, body) = next(one for one in hostile.asked if one[0] == "/token")
    assert parse_qs(body)["client_secret"] == [SECRET]
    assert parse_qs(body)["client_id"] == [CLIENT]
    assert "Authorization" not in headers


def test_browser_returns_to_the_page_it_came_from_and_to_no_other_site(client, hostile, person):
    linked(person)
    parameters = hostile.agree(leave(client, next="/rak/"))
    assert client.get(CALLBACK, parameters)["Location"] == "/rak/"
    parameters = hostile.agree(leave(client, next="https://jahat.example/"))
    assert client.get(CALLBACK, parameters)["Location"] == "/"


def test_no_link_of_another_site_starts_a_sign_in(client, hostile):
    assert client.get(START)["Location"] == "/masuk/"
    assert Client(enforce_csrf_checks=True).post(START).status_code == 403
    assert hostile.asked == []


def test_unknown_provider_is_not_found(client, hostile):
    for path in ("/masuk/lewat/lain/", "/masuk/lewat/lain/kembali/"):
        assert client.get(path).status_code == 404


def test_sign_in_page_names_the_provider(client, hostile):
    page = client.get("/masuk/?next=/rak/").content.decode()
    assert "Penyedia Uji" in page
    form = page.partition(f'action="{START}"')[2].partition("</form>")[0]
    assert "/rak/" in form


def test_stranger_gets_no_account(client, hostile):
    hostile.claims = {"email": "baru@contoh.id", "email_verified": True}
    response = sign_in(client, hostile)
    assert response.status_code == 403
    assert signed_in(client) is None
    assert User.objects.count() == 0


def test_confirmed_address_links_once_and_the_subject_counts_afterwards(
    client, hostile, person, configure
):
    configure(link_by_email=True)
    hostile.claims = {"email": person.email.upper(), "email_verified": True}
    sign_in(client, hostile)
    assert signed_in(client) == person.pk
    event = Event.objects.get(name="sign_on:linked")
    assert event.data == {"provider": "uji", "linked_by": "address"}
    hostile.claims = {"email": "lain@contoh.id", "email_verified": True}
    again = Client()
    sign_in(again, hostile)
    assert signed_in(again) == person.pk


def test_address_may_come_from_the_user_info_of_the_same_person(client, hostile, person, configure):
    configure(link_by_email=True)
    hostile.user_info = {"email": person.email, "email_verified": True}
    sign_in(client, hostile)
    assert signed_in(client) == person.pk


@pytest.mark.whole
@pytest.mark.parametrize(
    ("claims", "user_info"),
    [
        ({"email": "orang@contoh.id"}, {"email": "lain@contoh.id", "email_verified": True}),
        ({"email_verified": True}, {"email": "orang@contoh.id", "email_verified": False}),
    ],
)
def test_address_and_its_verification_come_from_one_source(
    client, hostile, person, configure, claims, user_info
):
    User.objects.filter(pk=person.pk).update(email="orang@contoh.id")
    EmailAddress.objects.update(email="orang@contoh.id")
    configure(link_by_email=True)
    hostile.claims, hostile.user_info = claims, user_info
    assert sign_in(client, hostile).status_code == 403
    assert SocialAccount.objects.count() == 0


def test_user_info_is_asked_for_an_address_only_where_addresses_link(
    client, hostile, person, configure
):
    linked(person)
    configure(roles_claim="groups", roles=(("petugas", Role.CLERK),))
    hostile.claims = {"groups": []}
    sign_in(client, hostile)
    assert not [one for one in hostile.asked if one[0] == "/me"]


@pytest.mark.whole
@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": 1},
        {"email_verified": None},
        {"email": ["a@b.id"], "email_verified": True},
        {"email": "", "email_verified": True},
        {"email": "\ud800", "email_verified": True},
    ],
)
def test_address_that_the_provider_did_not_verify_opens_nothing(
    client, hostile, person, configure, claims
):
    configure(link_by_email=True)
    hostile.claims = {"email": person.email} | claims
    assert sign_in(client, hostile).status_code == 403
    assert signed_in(client) is None


def test_sign_that_becomes_a_letter_in_lower_case_opens_nothing(client, hostile, person, configure):
    User.objects.filter(pk=person.pk).update(email="kadek@contoh.id")
    EmailAddress.objects.update(email="kadek@contoh.id")
    configure(link_by_email=True)
    hostile.claims = {
        "email": "\N{KELVIN SIGN}ade\N{KELVIN SIGN}@contoh.id",
        "email_verified": True,
    }
    assert sign_in(client, hostile).status_code == 403
    assert SocialAccount.objects.count() == 0


def test_address_opens_nothing_where_the_administrator_did_not_allow_it(client, hostile, person):
    hostile.claims = {"email": person.email, "email_verified": True}
    assert sign_in(client, hostile).status_code == 403
    assert SocialAccount.objects.count() == 0


def unconfirmed(user):
    EmailAddress.objects.all().delete()


def corrected_by_staff(user):
    accounts.correct(user_id=user.pk, email="baru@contoh.id", actor=Actor.system("test"))
    accounts.correct(user_id=user.pk, email="orang@contoh.id", actor=Actor.system("test"))


def shared(user):
    User.objects.create(login_name="SAUDARA", email=user.email.upper(), is_active=False)


def staff(user):
    accounts.set_roles(user_id=user.pk, roles=[Role.CLERK], actor=Actor.system("test"))


def closed(user):
    accounts.close(user_id=user.pk, actor=Actor.system("test"))


def linked_already(user):
    linked(user, "orang-lama")


@pytest.mark.whole
@pytest.mark.parametrize(
    "change", [unconfirmed, corrected_by_staff, shared, staff, closed, linked_already]
)
def test_address_takes_over_no_account(client, hostile, person, configure, change):
    User.objects.filter(pk=person.pk).update(email="orang@contoh.id")
    EmailAddress.objects.update(email="orang@contoh.id")
    person.refresh_from_db()
    configure(link_by_email=True)
    change(person)
    hostile.claims = {"email": "orang@contoh.id", "email_verified": True}
    assert sign_in(client, hostile).status_code == 403
    assert signed_in(client) is None
    assert not SocialAccount.objects.filter(uid="orang-1").exists()


def test_address_is_confirmed_once(person):
    EmailAddress.objects.all().delete()
    accounts.confirm_address(user_id=person.pk)
    accounts.confirm_address(user_id=person.pk)
    assert EmailAddress.objects.get().verified


def test_closed_account_stays_closed(client, hostile, person):
    linked(person)
    accounts.close(user_id=person.pk, actor=Actor.system("test"))
    sign_in(client, hostile)
    assert signed_in(client) is None


def test_person_links_and_unlinks_while_signed_in(hostile, person):
    browser = signed_in_browser(person)
    assert "Penyedia Uji" in browser.get(LINKS).content.decode()
    response = sign_in(browser, hostile, LINK)
    assert response["Location"] == LINKS
    (link,) = SocialAccount.objects.all()
    assert (link.user_id, link.uid) == (person.pk, "orang-1")
    page = browser.get(LINKS).content.decode()
    assert f"/akun/penyedia/{link.pk}/lepas/" in page
    assert browser.post(f"/akun/penyedia/{link.pk}/lepas/")["Location"] == LINKS
    assert SocialAccount.objects.count() == 0
    events = Event.objects.filter(name__startswith="sign_on:").order_by("pk")
    assert [event.name for event in events] == ["sign_on:linked", "sign_on:unlinked"]


def test_linking_and_unlinking_need_a_fresh_sign_in(hostile, person):
    link = linked(person)
    browser = Client()
    browser.force_login(person)
    for path in (LINK, f"/akun/penyedia/{link.pk}/lepas/"):
        assert browser.post(path)["Location"].startswith("/akun/pastikan/")
    assert SocialAccount.objects.count() == 1


def test_nobody_unlinks_another_person(hostile, person):
    link = linked(person)
    browser = signed_in_browser(factories.person())
    assert "tidak" in browser.post(f"/akun/penyedia/{link.pk}/lepas/", follow=True).content.decode()
    assert SocialAccount.objects.count() == 1


def test_identity_of_another_account_is_not_linked_again(hostile, person):
    linked(person)
    other = factories.person()
    browser = signed_in_browser(other)
    assert sign_in(browser, hostile, LINK).status_code == 409
    assert SocialAccount.objects.get().user_id == person.pk
    assert signed_in(browser) == other.pk


def test_answer_links_only_the_account_that_asked(hostile, person):
    other = factories.person()
    browser = signed_in_browser(other)
    parameters = hostile.agree(leave(browser, LINK))
    state = browser.session["socialaccount_states"]
    browser.force_login(person)
    session = browser.session
    session["socialaccount_states"] = state
    session.save()
    assert browser.get(CALLBACK, parameters).status_code == 400
    assert SocialAccount.objects.count() == 0


def test_link_of_an_intruder_ends_with_a_password_by_mail_but_not_with_one_changed(
    client, hostile, person
):
    linked(person, "penyusup")
    new = {"password1": "pisau-pangrupak-baru", "password2": "pisau-pangrupak-baru"}
    browser = signed_in_browser(person)
    browser.post("/sandi/ganti/", new | {"oldpassword": factories.PASSWORD})
    assert SocialAccount.objects.count() == 1, "the person is there and sees the link"
    person.refresh_from_db()
    path = client.get(reset_path(person), follow=True).redirect_chain[-1][0]
    assert client.post(path, new).status_code == 302
    assert SocialAccount.objects.count() == 0
    assert Event.objects.filter(name="sign_on:unlinked").count() == 1
    hostile.claims = {"sub": "penyusup"}
    assert sign_in(Client(), hostile).status_code == 403


def test_closed_account_has_no_link_when_it_is_opened_again(client, hostile, person):
    linked(person)
    accounts.close(user_id=person.pk, actor=Actor.system("test"))
    accounts.reopen(user_id=person.pk, actor=Actor.system("test"))
    assert sign_in(client, hostile).status_code == 403


def test_wrong_code_after_a_provider_says_nothing_of_a_password(client, hostile, person):
    linked(person)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    assert sign_in(client, hostile)["Location"] == "/masuk/langkah-kedua/"
    client.post("/masuk/langkah-kedua/", {"code": "000000"})
    event = Event.objects.get(name="account:factor_failed")
    assert event.data == {"how": "totp", "after": "socialaccount", "attempts": 1}


def test_provider_whose_sign_in_was_given_up_does_not_vouch_for_a_password(client, hostile, person):
    linked(person)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    sign_in(client, hostile)
    given_up = client.session["sign_on"]
    other, browser = factories.person(), Client()
    session = browser.session
    session["sign_on"] = given_up
    session.save()
    fields = {"login": other.login_name, "password": factories.PASSWORD}
    assert browser.post("/masuk/", fields).status_code == 302
    assert signed_in(browser) == other.pk
    assert "sign_on" not in browser.session
    assert not SignOnSession.objects.filter(user=other).exists()


def test_last_way_in_cannot_be_removed(client, hostile, person):
    link = linked(person)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    sign_in(client, hostile)
    client.post(f"/akun/penyedia/{link.pk}/lepas/")
    assert SocialAccount.objects.count() == 1


def test_link_to_a_former_provider_is_no_way_in(client, hostile, person):
    link, actor = linked(person), Actor.person(person.pk)
    services.link(user_id=person.pk, provider="dulu", subject="x", how="self", actor=actor)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    with pytest.raises(LastWayIn):
        services.unlink(link_id=link.pk, session="", actor=actor)


def test_roles_of_claims_count_for_nothing_unless_mapped(client, hostile, person):
    linked(person)
    hostile.claims = {"roles": ["administrator"], "groups": ["administrator"]}
    sign_in(client, hostile)
    person.refresh_from_db()
    assert person.roles == []


def test_mapped_roles_follow_the_claims_and_others_stay(client, hostile, person, configure):
    configure(roles_claim="groups", roles=(("petugas", Role.CLERK), ("kepala", Role.HEAD)))
    accounts.set_roles(
        user_id=person.pk, roles=[Role.LIBRARIAN, Role.HEAD], actor=Actor.system("test")
    )
    linked(person)
    hostile.claims = {"groups": ["petugas", "administrator", 7]}
    sign_in(client, hostile)
    person.refresh_from_db()
    assert person.roles == [Role.CLERK, Role.LIBRARIAN]
    hostile.claims = {"groups": None}
    sign_in(Client(), hostile)
    person.refresh_from_db()
    assert person.roles == [Role.LIBRARIAN]


def test_address_alone_makes_nobody_staff(client, hostile, person, configure):
    configure(link_by_email=True, roles_claim="groups", roles=(("petugas", Role.CLERK),))
    hostile.claims = {"email": person.email, "email_verified": True, "groups": ["petugas"]}
    assert sign_in(client, hostile).status_code == 403
    person.refresh_from_db()
    assert (person.roles, SocialAccount.objects.count()) == ([], 0)
    hostile.claims["groups"] = ["warga"]
    sign_in(client, hostile)
    assert signed_in(client) == person.pk


def test_erased_person_leaves_no_link(client, hostile, person):
    linked(person)
    sign_in(client, hostile)
    accounts.erase(user_id=person.pk, actor=Actor.system("test"))
    assert SocialAccount.objects.count() == SignOnSession.objects.count() == 0


def test_long_subject_is_stored_by_its_hash(client, hostile, person):
    hostile.claims = {"sub": "s" * 255}
    linked(person, "s" * 255)
    sign_in(client, hostile)
    assert signed_in(client) == person.pk


def test_open_session_of_the_provider_proves_nothing_for_who_has_a_password(
    client, hostile, person
):
    linked(person)
    sign_in(client, hostile)
    assert client.post(LINK)["Location"].startswith("/akun/pastikan/")


def test_open_session_of_the_provider_proves_nothing_for_who_has_neither_password_nor_passkey(
    client, hostile, person
):
    linked(person)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    sign_in(client, hostile)
    assert client.post(LINK)["Location"].startswith("/akun/pastikan/lewat/uji/")
    assert signed_in(client) == person.pk

"""The library signs people in by a real OpenID provider: discovery, PKCE, nonce, user info, a new
key, and sign-out.
"""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache

from rontal.accounts.models import User
from rontal.accounts.single_sign_on import discovery, services
from rontal.core.actors import Actor
from rontal.membership.models import Draft
from rontal.membership.selectors import draft_values
from tests.support.accounts import factories
from tests.support.interop.clients.identity_provider import IdentityProvider, Person
from tests.support.membership import factories as membership

ADDRESS = "sari@contoh.id"


@pytest.fixture
def person() -> User:
    user = factories.person()
    User.objects.filter(pk=user.pk).update(email=ADDRESS)
    user.refresh_from_db()
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    return user


@pytest.fixture
def provider(served: str, settings: Any) -> Any:
    cache.clear()
    claims = {"email": ADDRESS, "email_verified": True, "name": "Sari"}
    with IdentityProvider(served, claims) as running:
        settings.OIDC_PROVIDERS = (running.settings(),)
        yield running
    cache.clear()


def link(user: User, subject: str) -> None:
    actor = Actor.person(user.pk)
    services.link(user_id=user.pk, provider="uji", subject=subject, how="self", actor=actor)


def test_discovery_says_what_the_sign_in_relies_on(provider: IdentityProvider) -> None:
    found = discovery.configuration(provider.settings())
    assert found.announces_issuer
    assert "S256" in found.challenge_methods
    assert "RS256" in found.algorithms
    assert found.jwks_uri.startswith(provider.issuer)


def test_linked_person_signs_in(provider: IdentityProvider, served: str, person: User) -> None:
    link(person, "sari")
    visitor = Person(served)
    assert visitor.sign_in("sari").url == f"{served}/"
    assert visitor.is_signed_in


def test_stranger_is_told_what_to_do(provider: IdentityProvider, served: str, person: User) -> None:
    visitor = Person(served)
    response = visitor.sign_in("orang-lain")
    assert response.status_code == 403
    assert "/daftar/" in response.text
    assert not visitor.is_signed_in


def test_confirmed_address_comes_from_the_user_info(
    provider: IdentityProvider, served: str, person: User, settings: Any
) -> None:
    settings.OIDC_PROVIDERS = (replace(provider.settings(), link_by_email=True),)
    visitor = Person(served)
    visitor.sign_in("sari")
    assert visitor.is_signed_in
    (made,) = SocialAccount.objects.all()
    assert (made.user_id, made.uid, made.extra_data) == (person.pk, "sari", {})


def test_person_confirms_by_signing_in_there_again_and_the_form_goes_on(
    provider: IdentityProvider, served: str, person: User, settings: Any
) -> None:
    person.set_unusable_password()
    person.save(update_fields=["password"])
    link(person, "sari")
    other = replace(provider.settings(), id="lain")
    settings.OIDC_PROVIDERS = (provider.settings(), other)
    services.link(
        user_id=person.pk, provider="lain", subject="x", how="self", actor=Actor.person(person.pk)
    )
    visitor = Person(served)
    visitor.sign_in("sari")
    made = SocialAccount.objects.get(provider="lain")
    asked = visitor.press_on("/akun/penyedia/", f"/akun/penyedia/{made.pk}/lepas/")
    assert "/akun/pastikan/lewat/uji/" in asked.url, "an open session there is no proof"
    waits = parse_qs(urlsplit(asked.url).query)["next"][0]
    left = visitor.press_on(urlsplit(asked.url).path, "/akun/pastikan/lewat/uji/", next=waits)
    address = left.headers["Refresh"].partition("url=")[2]
    first = visitor.browser.get(address)
    assert 'name="login"' in first.text, "the provider asks, although its session is open"
    done = visitor.browser.get(visitor.agree(address, "sari"))
    assert urlsplit(done.url).path == "/akun/penyedia/"
    assert not SocialAccount.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize("assured", [False, True], ids=["claims", "verified_claims"])
def test_application_begins_with_who_the_person_is(
    provider: IdentityProvider, served: str, settings: Any, assured: bool
) -> None:
    values = membership.values()
    person = {"nik": values["number"], "name": "SARI", "birthdate": values["birth_date"]}
    verified = {"verification": {"trust_framework": "id_dukcapil"}, "claims": person}
    provider.stop()
    provider.claims = {"verified_claims": verified, "name": "Bukan"} if assured else person
    mapped = (("number", "nik"), ("name", "name"), ("birth_date", "birthdate"))
    frameworks = ("id_dukcapil",) if assured else ()
    configured = replace(provider.settings(), identity=mapped, identity_frameworks=frameworks)
    settings.OIDC_PROVIDERS = (configured,)
    with provider:
        visitor = Person(served)
        left = visitor.press_on("/daftar/", "/daftar/lewat/uji/")
        back = visitor.agree(left.headers["Refresh"].partition("url=")[2], "sari")
        assert urlsplit(visitor.browser.get(back).url).path == "/daftar/foto/"
    (draft,) = Draft.objects.all()
    kept = draft_values(draft)
    assert (kept["number"], kept["name"]) == (values["number"], "SARI")
    assert kept.get("vouched_under", "") == ("id_dukcapil" if assured else "")
    assert not SocialAccount.objects.exists(), "no account, and no claim beyond the form"


def test_request_without_a_challenge_is_refused_there(
    provider: IdentityProvider, served: str
) -> None:
    address = Person(served).press("/masuk/lewat/uji/")
    parts = urlsplit(address)
    request = {name: values[0] for name, values in parse_qs(parts.query).items()}
    del request["code_challenge"], request["code_challenge_method"]
    refused = requests.get(
        parts._replace(query=urlencode(request)).geturl(), allow_redirects=False, timeout=10
    )
    assert "error=invalid_request" in refused.headers["Location"]


def test_code_of_one_person_is_of_no_use_in_the_browser_of_another(
    provider: IdentityProvider, served: str, person: User
) -> None:
    link(person, "sari")
    victim, thief = Person(served), Person(served)
    stolen = parse_qs(urlsplit(victim.agree(victim.press("/masuk/lewat/uji/"), "sari")).query)
    back = urlsplit(thief.agree(thief.press("/masuk/lewat/uji/"), "maling"))
    own = parse_qs(back.query)
    mixed = {name: values[0] for name, values in own.items()} | {"code": stolen["code"][0]}
    response = thief.browser.get(back._replace(query=urlencode(mixed)).geturl())
    assert response.status_code == 502
    assert not thief.is_signed_in


def test_answer_works_once(provider: IdentityProvider, served: str, person: User) -> None:
    link(person, "sari")
    visitor = Person(served)
    back = visitor.agree(visitor.press("/masuk/lewat/uji/"), "sari")
    assert visitor.browser.get(back).status_code == 200
    assert visitor.browser.get(back).status_code == 400


def test_person_signs_in_after_the_provider_changed_its_key(
    provider: IdentityProvider, served: str, person: User
) -> None:
    link(person, "sari")
    assert Person(served).sign_in("sari").url == f"{served}/"
    known = discovery.keys(provider.settings())
    provider.stop()
    provider.kid = "dua"
    with provider:
        visitor = Person(served)
        visitor.sign_in("sari")
        assert visitor.is_signed_in
    assert known != discovery.keys(provider.settings())


def test_provider_that_is_down_is_named_so(
    provider: IdentityProvider, served: str, person: User
) -> None:
    visitor = Person(served)
    address = visitor.press("/masuk/lewat/uji/")
    back = visitor.agree(address, "sari")
    provider.stop()
    assert visitor.browser.get(back).status_code == 503


def test_sign_out_there_ends_the_session_here(
    provider: IdentityProvider, served: str, person: User
) -> None:
    link(person, "sari")
    visitor, other = Person(served), Person(served)
    visitor.sign_in("sari")
    other.sign_in("sari")
    page = visitor.browser.get(f"{provider.issuer}/session/end").text
    secret = page.partition('name="xsrf" value="')[2].partition('"')[0]
    fields = {"xsrf": secret, "logout": "yes"}
    visitor.browser.post(f"{provider.issuer}/session/end/confirm", fields)
    assert not visitor.is_signed_in
    assert other.is_signed_in

"""Confirming by an identity provider that it is the person, before something sensitive."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from rontal.accounts import services as accounts
from rontal.accounts.roles import Role
from rontal.accounts.single_sign_on import services
from rontal.core import clock
from rontal.core.actors import Actor
from tests.support.accounts import factories
from tests.support.accounts.sign_on import CALLBACK, leave, sign_in, signed_in

LINKS = "/akun/penyedia/"
CONFIRM = "/akun/pastikan/lewat/uji/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def linked(person):
    """Returns a person who signs in by the provider only."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    actor = Actor.person(person.pk)
    services.link(user_id=person.pk, provider="uji", subject="orang-1", how="self", actor=actor)
    return person


def make_staff(person, *roles):
    actor = Actor.system("test")
    accounts.set_roles(user_id=person.pk, roles=list(roles), actor=actor)


def unlink(browser, person):
    """Presses the button that removes the link, on its page."""
    link = SocialAccount.objects.get(user=person)
    page = f"http://testserver{LINKS}"
    return browser.post(f"{LINKS}{link.pk}/lepas/", headers={"referer": page})


def confirm(browser, hostile, asked, **claims):
    """Confirms at the provider what `asked` waits for; returns the library's answer."""
    assert asked["Location"].startswith(f"{CONFIRM}?"), asked["Location"]
    assert browser.get(asked["Location"]).status_code == 200
    waits = parse_qs(urlsplit(asked["Location"]).query)["next"][0]
    parameters = hostile.agree(leave(browser, CONFIRM, next=waits))
    hostile.claims = {"auth_time": int(time.time())} | claims
    return browser.get(CALLBACK, parameters)


@pytest.mark.whole
def test_person_confirms_at_the_provider_and_what_they_wanted_goes_on(client, hostile, linked):
    sign_in(client, hostile)
    asked = client.post(f"{LINKS}uji/hubungkan/")
    answer = confirm(client, hostile, asked)
    assert hostile.request["prompt"] == "login"
    assert hostile.request["max_age"] == "0"
    assert answer.status_code == 200
    assert answer["Refresh"].startswith("0; url=")
    assert signed_in(client) == linked.pk
    assert client.post(f"{LINKS}uji/hubungkan/").status_code == 200


def test_page_that_was_asked_for_opens_after_the_confirmation(client, hostile, linked):
    sign_in(client, hostile)
    answer = confirm(client, hostile, client.get("/sandi/pasang/?a=1&b=2"))
    assert answer["Location"] == "/sandi/pasang/?a=1&b=2"


def test_first_password_needs_a_sign_in_at_the_provider_just_now(client, hostile, linked):
    sign_in(client, hostile)
    asked = client.get("/sandi/pasang/")
    assert confirm(client, hostile, asked)["Location"] == "/sandi/pasang/"
    assert client.get("/sandi/pasang/").status_code == 200


@pytest.mark.whole
@pytest.mark.parametrize(
    "auth_time",
    [None, "1", True, [], float("1e400"), -1, 0, "3600 s ago", "3 min ago", "3 min ahead"],
)
def test_sign_in_that_is_not_of_just_now_confirms_nothing(client, hostile, linked, auth_time):
    now = int(time.time())
    named = {"3600 s ago": now - 3600, "3 min ago": now - 180, "3 min ahead": now + 180}
    if isinstance(auth_time, str):
        auth_time = named.get(auth_time, auth_time)
    sign_in(client, hostile)
    asked = client.post(f"{LINKS}uji/hubungkan/")
    answer = confirm(client, hostile, asked, auth_time=auth_time)
    assert answer.status_code == 403
    assert signed_in(client) == linked.pk, "still signed in, not confirmed"
    assert client.post(f"{LINKS}uji/hubungkan/").status_code == 302


def test_clock_of_the_provider_may_be_two_minutes_late(client, hostile, linked):
    sign_in(client, hostile)
    asked = client.post(f"{LINKS}uji/hubungkan/")
    assert confirm(client, hostile, asked, auth_time=int(time.time()) - 100).status_code == 200


def test_time_in_the_user_info_is_not_signed_and_confirms_nothing(client, hostile, linked):
    sign_in(client, hostile)
    hostile.user_info = {"auth_time": int(time.time())}
    asked = client.post(f"{LINKS}uji/hubungkan/")
    assert confirm(client, hostile, asked, auth_time=None).status_code == 403


def test_somebody_else_at_the_provider_confirms_nothing(client, hostile, linked):
    other = factories.person()
    actor = Actor.person(other.pk)
    services.link(user_id=other.pk, provider="uji", subject="orang-2", how="self", actor=actor)
    for subject in ("orang-2", "orang-3"):
        sign_in(client, hostile)
        asked = client.post(f"{LINKS}uji/hubungkan/")
        assert confirm(client, hostile, asked, sub=subject).status_code == 403
        assert signed_in(client) == linked.pk
        assert client.post(f"{LINKS}uji/hubungkan/").status_code == 302
        hostile.claims = {}


def test_answer_for_a_confirmation_signs_nobody_in(client, hostile, linked):
    sign_in(client, hostile)
    asked = client.post(f"{LINKS}uji/hubungkan/")
    waits = parse_qs(urlsplit(asked["Location"]).query)["next"][0]
    parameters = hostile.agree(leave(client, CONFIRM, next=waits))
    hostile.claims = {"auth_time": int(time.time())}
    stranger = Client()
    assert stranger.get(CALLBACK, parameters).status_code == 400
    assert signed_in(stranger) is None


def test_sign_in_just_now_is_a_proof_where_the_provider_says_so(client, hostile, linked):
    hostile.claims = {"auth_time": int(time.time())}
    sign_in(client, hostile)
    assert client.post(f"{LINKS}uji/hubungkan/").status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        asked = client.post(f"{LINKS}uji/hubungkan/")
        assert asked["Location"].startswith(CONFIRM)
        assert signed_in(client) == linked.pk, "nobody is signed out"


def test_member_with_a_password_may_use_either(client, hostile, person):
    actor = Actor.person(person.pk)
    services.link(user_id=person.pk, provider="uji", subject="orang-1", how="self", actor=actor)
    sign_in(client, hostile)
    asked = client.post(f"{LINKS}uji/hubungkan/")
    assert CONFIRM in client.get(asked["Location"]).content.decode()
    asked["Location"] = asked["Location"].replace("/akun/pastikan/", CONFIRM)
    assert confirm(client, hostile, asked).status_code == 200


@pytest.fixture
def page(db):
    """Returns the address of a page of the desk that needs a proof of the last minutes."""
    return reverse("desk:staff_factors", kwargs={"pk": factories.staff(Role.CLERK).pk})


@pytest.fixture
def administrator(person):
    """Returns an administrator with a password, who is linked."""
    actor = Actor.person(person.pk)
    services.link(user_id=person.pk, provider="uji", subject="orang-1", how="self", actor=actor)
    make_staff(person, Role.ADMINISTRATOR)
    return person


@pytest.mark.whole
def test_staff_with_a_password_confirm_by_it_by_default(client, hostile, administrator, page):
    hostile.claims = {"auth_time": int(time.time())}
    sign_in(client, hostile)
    asked = client.get(page)
    assert asked["Location"].startswith("/akun/pastikan/?")
    assert CONFIRM not in client.get(asked["Location"]).content.decode()
    assert client.post(CONFIRM)["Location"].startswith("/akun/pastikan/?")


@pytest.mark.whole
@pytest.mark.parametrize(
    ("configured", "claims", "enough"),
    [
        ({"staff_acr": ("tinggi",)}, {"acr": "tinggi"}, True),
        ({"staff_acr": ("tinggi",)}, {"acr": "rendah"}, False),
        ({"staff_acr": ("tinggi",)}, {}, False),
        ({"staff_acr": ("tinggi",)}, {"acr": ["tinggi"]}, False),
        ({"staff_amr": ("otp", "hwk")}, {"amr": ["pwd", "otp"]}, True),
        ({"staff_amr": ("otp",)}, {"amr": ["pwd"]}, False),
        ({"staff_amr": ("otp",)}, {"amr": "otp"}, False),
        ({"staff_amr": ("otp",)}, {"amr": [["otp"], None]}, False),
        ({"staff_acr": ("t",), "staff_amr": ("otp",)}, {"acr": "t", "amr": ["pwd"]}, False),
        ({"staff_acr": ("t",), "staff_amr": ("otp",)}, {"acr": "t", "amr": ["otp"]}, True),
    ],
)
def test_staff_confirm_by_a_sign_in_as_strong_as_configured(
    client, hostile, administrator, page, configure, configured, claims, enough
):
    configure(**configured)
    sign_in(client, hostile)
    asked = client.get(page)
    assert asked["Location"].startswith("/akun/pastikan/?")
    asked["Location"] = asked["Location"].replace("/akun/pastikan/", CONFIRM)
    answer = confirm(client, hostile, asked, **claims)
    assert hostile.request.get("acr_values") == (" ".join(configured.get("staff_acr", ())) or None)
    assert answer.status_code == (302 if enough else 403)
    assert (client.get(page).status_code == 200) is enough
    hostile.claims = {"auth_time": int(time.time())} | claims
    fresh = Client()
    sign_in(fresh, hostile)
    assert (fresh.get(page).status_code == 200) is enough, "a sign-in, just as well"


def test_staff_without_a_password_confirm_by_a_fresh_sign_in(client, hostile, linked, page):
    make_staff(linked, Role.ADMINISTRATOR)
    sign_in(client, hostile)
    assert confirm(client, hostile, client.get(page))["Location"] == page
    assert client.get(page).status_code == 200


def test_provider_that_no_longer_exists_confirms_nobody(client, hostile, linked, settings):
    sign_in(client, hostile)
    settings.OIDC_PROVIDERS = ()
    asked = client.post(f"{LINKS}1/lepas/", headers={"referer": f"http://testserver{LINKS}"})
    assert asked["Location"] == f"/masuk/?next={LINKS}"
    assert client.get(CONFIRM).status_code in (302, 404)


def test_form_goes_on_after_the_password(hostile, person):
    actor = Actor.person(person.pk)
    services.link(user_id=person.pk, provider="uji", subject="orang-1", how="self", actor=actor)
    browser = Client()
    sign_in(browser, hostile)
    asked = unlink(browser, person)
    waits = parse_qs(urlsplit(asked["Location"]).query)["next"][0]
    fields = {"password": factories.PASSWORD, "next": waits}
    assert browser.post("/akun/pastikan/", fields)["Location"] == LINKS
    assert not SocialAccount.objects.exists()


def test_form_that_cannot_go_on_leads_back_to_its_page(hostile, person):
    actor = Actor.person(person.pk)
    services.link(user_id=person.pk, provider="uji", subject="orang-1", how="self", actor=actor)
    browser = Client()
    sign_in(browser, hostile)
    asked = unlink(browser, person)
    browser.post(f"{LINKS}uji/hubungkan/")  # in another tab, later
    waits = parse_qs(urlsplit(asked["Location"]).query)["next"][0]
    fields = {"password": factories.PASSWORD, "next": waits}
    answer = browser.post("/akun/pastikan/", fields, follow=True)
    assert answer.redirect_chain[-1][0] == LINKS
    assert "Tekan tombolnya" in answer.content.decode()
    assert SocialAccount.objects.exists()


def test_form_with_parameters_in_its_address_goes_on(client, hostile, linked):
    """The consent page of a reading app has its request in the address."""
    sign_in(client, hostile)
    asked = client.post(f"{LINKS}uji/hubungkan/?dari=1")
    assert confirm(client, hostile, asked).status_code == 200


def test_second_step_of_an_authenticator_still_confirms(client, hostile, linked):
    TOTP.activate(linked, "A" * 32)
    sign_in(client, hostile)
    assert signed_in(client) is None, "the second step is asked here as well"

"""Providers that lie, repeat, change their keys, answer nonsense or nothing: nobody is signed in,
and nobody sees an error page.
"""

import base64
import json
import time
from dataclasses import replace

import jwt
import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from rontal.accounts.single_sign_on import discovery, services
from rontal.accounts.single_sign_on.models import SignOnSession
from rontal.core.actors import Actor
from rontal.core.models import Event
from tests.support.accounts import factories
from tests.support.accounts.hostile_provider import CLIENT, RSA, SECRET, Hostile, Key
from tests.support.accounts.sign_on import CALLBACK, START, leave, sign_in, signed_in

LOGOUT = "/masuk/lewat/uji/keluar/"
CONFIGURATION = "/.well-known/openid-configuration"
pytestmark = [pytest.mark.django_db, pytest.mark.whole]


@pytest.fixture(autouse=True)
def link(person, hostile):
    actor = Actor.person(person.pk)
    services.link(user_id=person.pk, provider="uji", subject="orang-1", how="self", actor=actor)


def fetched(hostile, path):
    """Returns how often the provider was asked for this."""
    return sum(one[0] == path for one in hostile.asked)


def refused(client, hostile, **parameters):
    response = sign_in(client, hostile, **parameters)
    assert signed_in(client) is None
    assert response.status_code in (400, 502, 503), response.status_code
    assert "<h1>" in response.content.decode()
    return response


# ID tokens


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "lain"},
        {"nonce": None},
        {"nonce": ["a"]},
        {"nonce": "\ud800"},
        {"iss": "https://lain.example"},
        {"iss": None},
        {"aud": "klien-lain"},
        {"aud": []},
        {"aud": None},
        {"aud": [CLIENT, "klien-lain"]},
        {"aud": [CLIENT, "klien-lain"], "azp": "klien-lain"},
        {"azp": "klien-lain"},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "orang\x00"},
        {"sub": "\ud800"},
        {"sub": "s" * 256},
        {"sid": 7},
        {"sid": "s" * 256},
        {"exp": None},
        {"exp": "besok"},
        {"exp": 1e400},
        {"iat": None},
        {"iat": []},
    ],
)
def test_token_for_somebody_or_something_else_signs_nobody_in(client, hostile, claims):
    hostile.claims = claims
    refused(client, hostile)


def test_token_for_several_clients_is_taken_where_this_one_asked(client, hostile, person):
    hostile.claims = {"aud": ["klien-lain", CLIENT], "azp": CLIENT}
    sign_in(client, hostile)
    assert signed_in(client) == person.pk


@pytest.mark.parametrize(
    ("seconds", "taken"), [(-100, True), (100, True), (-140, False), (140, False)]
)
def test_clocks_may_differ_by_two_minutes(client, hostile, person, seconds, taken):
    now = int(time.time()) + seconds
    expiry = now if seconds < 0 else now + 300
    hostile.claims = {"iat": now, "nbf": now, "exp": expiry}
    sign_in(client, hostile)
    assert (signed_in(client) == person.pk) is taken


def unsigned(hostile):
    return lambda claims: jwt.encode(claims, None, "none")


def by_secret(hostile):
    return lambda claims: jwt.encode(claims, SECRET, "HS256", headers={"kid": RSA.kid})


def by_public_key(hostile):
    """Signs with the published key as if it were a secret."""
    public = json.dumps(RSA.published())
    return lambda claims: jwt.encode(claims, public, "HS256", headers={"kid": RSA.kid})


def by_another_key(hostile):
    other = Key()
    return lambda claims: jwt.encode(claims, other.private, "RS256", headers={"kid": RSA.kid})


def by_a_key_in_the_header(hostile):
    other = Key()
    return lambda claims: jwt.encode(
        claims, other.private, "RS256", headers={"jwk": other.published(), "kid": "x"}
    )


def changed(hostile):
    def sign(claims):
        head, _body, signature = hostile.sign(claims).split(".")
        body = base64.urlsafe_b64encode(json.dumps(claims | {"sub": "orang-2"}).encode())
        return f"{head}.{body.rstrip(b'=').decode()}.{signature}"

    return sign


def as_logout_token(hostile):
    return lambda claims: hostile.sign(claims, typ="logout+jwt")


@pytest.mark.parametrize(
    "forge",
    [
        unsigned, by_secret, by_public_key, by_another_key, by_a_key_in_the_header, changed,
        as_logout_token,
    ],
)  # fmt: skip
def test_forged_token_signs_nobody_in(client, hostile, forge):
    hostile.signed = forge(hostile)
    refused(client, hostile)


@pytest.mark.parametrize("algorithm", ["ES256", "ES384", "ES512", "PS256", "RS512"])
def test_keys_that_providers_announce_are_supported(client, hostile, person, algorithm):
    hostile.key = Key(algorithm)
    hostile.metadata["id_token_signing_alg_values_supported"] = ["none", "HS256", algorithm]
    sign_in(client, hostile)
    assert signed_in(client) == person.pk


def test_algorithm_that_the_provider_did_not_announce_is_refused(client, hostile):
    hostile.metadata["id_token_signing_alg_values_supported"] = ["ES256"]
    refused(client, hostile)


def test_short_rsa_key_is_refused(client, hostile):
    hostile.key = Key(bits=1024)
    refused(client, hostile)


def test_key_for_encryption_signs_nothing(client, hostile):
    hostile.keys = [RSA.published() | {"use": "enc"}]
    refused(client, hostile)


# Keys


def test_new_key_is_fetched_once_and_unknown_keys_are_not_asked_for_again(client, hostile, person):
    sign_in(client, hostile)
    assert fetched(hostile, "/jwks") == fetched(hostile, CONFIGURATION) == 1
    hostile.key = replace(RSA, kid="dua")
    sign_in(client, hostile)
    assert signed_in(client) == person.pk
    assert fetched(hostile, "/jwks") == 2
    hostile.key = replace(RSA, kid="tiga")
    hostile.keys = [RSA.published()]
    for _time in range(3):
        refused(Client(), hostile)
    assert fetched(hostile, "/jwks") == 2


def test_only_key_without_id_serves(client, hostile, person):
    hostile.keys = [{name: v for name, v in RSA.published().items() if name != "kid"}]
    hostile.signed = lambda claims: jwt.encode(claims, RSA.private, "RS256")
    sign_in(client, hostile)
    assert signed_in(client) == person.pk


# Answers of the browser


def test_answer_works_once(client, hostile, person):
    parameters = hostile.agree(leave(client))
    client.get(CALLBACK, parameters)
    assert signed_in(client) == person.pk
    client.post("/keluar/")
    assert client.get(CALLBACK, parameters).status_code == 400
    assert signed_in(client) is None
    assert fetched(hostile, "/token") == 1


def test_answer_of_another_browser_signs_nobody_in(client, hostile):
    parameters = hostile.agree(leave(Client()))
    assert client.get(CALLBACK, parameters).status_code == 400
    assert signed_in(client) is None
    assert fetched(hostile, "/token") == 0


@pytest.mark.parametrize(
    "parameters",
    [
        {}, {"code": "x"}, {"state": "x"}, {"code": "x", "state": "x"}, {"state": "\x00"},
        {"error": "access_denied"}, {"code": "x" * 9_000, "state": "y" * 9_000},
    ],
)  # fmt: skip
def test_answer_that_nobody_asked_for_is_refused(client, hostile, parameters):
    assert client.get(CALLBACK, parameters).status_code == 400


def test_cancelling_is_no_error(client, hostile):
    state = hostile.agree(leave(client))["state"]
    response = client.get(CALLBACK, {"error": "access_denied", "state": state})
    assert response.status_code == 200
    other = {
        "error": "<script>",
        "error_description": "x",
        "state": hostile.agree(leave(client))["state"],
    }
    response = client.get(CALLBACK, other)
    assert response.status_code == 502
    assert b"<script>" not in response.content.partition(b"<h1>")[2]


def test_answer_without_a_code_is_refused(client, hostile):
    refused(client, hostile, code="")
    refused(client, hostile, code="x" * 5_000)
    assert fetched(hostile, "/token") == 0


# Mix-up


def test_answer_of_another_issuer_is_refused_before_the_code_leaves(client, hostile):
    refused(client, hostile, iss="https://lain.example")
    hostile.metadata["authorization_response_iss_parameter_supported"] = True
    cache.clear()
    refused(client, hostile)
    assert fetched(hostile, "/token") == 0


def test_right_issuer_is_accepted(client, hostile, person):
    hostile.metadata["authorization_response_iss_parameter_supported"] = True
    sign_in(client, hostile, iss=hostile.issuer)
    assert signed_in(client) == person.pk


def test_state_of_one_provider_is_of_no_use_at_another(client, hostile, settings):
    other = Hostile()
    try:
        settings.OIDC_PROVIDERS += (
            replace(settings.OIDC_PROVIDERS[0], id="lain", issuer=other.issuer),
        )
        parameters = hostile.agree(leave(client))
        response = client.get("/masuk/lewat/lain/kembali/", parameters)
        assert response.status_code == 400
        assert fetched(other, "/token") == fetched(hostile, "/token") == 0
    finally:
        other.close()


def test_same_subject_at_another_provider_is_another_person(client, settings, hostile, person):
    other = Hostile()
    try:
        settings.OIDC_PROVIDERS += (
            replace(settings.OIDC_PROVIDERS[0], id="lain", issuer=other.issuer),
        )
        parameters = other.agree(leave(client, "/masuk/lewat/lain/"))
        assert client.get("/masuk/lewat/lain/kembali/", parameters).status_code == 403
        sign_in(client, hostile)
        assert signed_in(client) == person.pk
    finally:
        other.close()


def test_configuration_of_another_issuer_is_refused(client, hostile):
    hostile.metadata["issuer"] = "https://lain.example"
    assert client.post(START).status_code == 502


# Nonsense and silence

NONSENSE = [
    b"", b"null", b"[]", b"7", b'"x"', b"{", b"<html>", b"\xff", b"{}", b"[" * 60_000,
    b'{"id_token": 7}', b'{"id_token": "a.b.c"}', b'{"id_token": "\\ud800"}',
    b'{"access_token": {}, "id_token": null}', b'{"keys": 7}', b'{"keys": [7, {}, {"kty": 7}]}',
    b" " * 200_000,
]  # fmt: skip


@pytest.mark.parametrize("path", [CONFIGURATION, "/jwks", "/token"])
@pytest.mark.parametrize("body", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_answered_with_a_page(client, hostile, path, body):
    hostile.answers[path] = body
    if path == CONFIGURATION:
        assert client.post(START).status_code == 502
    else:
        refused(client, hostile)


@pytest.mark.parametrize(
    "metadata",
    [
        {"token_endpoint": None},
        {"token_endpoint": "file:///etc/passwd"},
        {"token_endpoint": "http://[::1"},
        {"jwks_uri": 7},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://a b"},
        {"authorization_endpoint": "https://a\r\nX: y"},
    ],
)
def test_odd_addresses_in_the_configuration_are_refused(client, hostile, metadata):
    hostile.metadata = metadata
    response = client.post(START)
    assert response.status_code == 502
    assert "Refresh" not in response


def test_plain_http_is_refused_in_production(client, hostile, settings):
    settings.OIDC_HTTP = False
    assert client.post(START).status_code == 502


def test_user_info_of_another_person_is_refused(client, hostile, configure):
    configure(link_by_email=True)
    hostile.user_info = {"sub": "orang-2", "email": "a@b.id", "email_verified": True}
    refused(client, hostile)


def answer_with(status, **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    return answer


@pytest.mark.parametrize("status", [302, 400, 401, 500, 503])
def test_error_of_the_token_endpoint_is_answered_with_a_page(client, hostile, status):
    hostile.answers["/token"] = answer_with(status, Location=f"{hostile.issuer}/elsewhere")
    refused(client, hostile)
    assert fetched(hostile, "/elsewhere") == 0, "redirects are not followed"


def test_provider_that_is_down_is_asked_once_in_a_while(client, hostile):
    hostile.answers[CONFIGURATION] = answer_with(503)
    client.cookies["bahasa"] = "en"
    for _time in range(3):
        response = client.post(START)
        assert response.status_code == 503
        assert "does not answer" in response.content.decode()
    assert fetched(hostile, CONFIGURATION) == 1
    hostile.close()
    cache.clear()
    assert client.post(START).status_code == 503


def test_answer_that_drips_is_cut_off(client, hostile, monkeypatch):
    monkeypatch.setattr(discovery, "SECONDS", 0.3)

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _time in range(100):
            time.sleep(0.05)
            handler.wfile.write(b" ")

    hostile.answers[CONFIGURATION] = drip
    assert client.post(START).status_code in (502, 503)


# Sign-out at the provider


def test_sign_out_there_ends_the_sessions_here(client, hostile, person):
    hostile.claims = {"sid": "sesi-1"}
    sign_in(client, hostile)
    by_password = Client()
    by_password.force_login(person)
    hostile.claims = {"sid": "sesi-2"}
    second = Client()
    sign_in(second, hostile)
    token = hostile.logout_token(sid="sesi-1", sub=None)
    assert Client().post(LOGOUT, {"logout_token": token}).status_code == 200
    assert (signed_in(client), signed_in(second)) == (None, person.pk)
    token = hostile.logout_token(jti="lagi")
    assert Client().post(LOGOUT, {"logout_token": token}).status_code == 200
    assert (signed_in(second), signed_in(by_password)) == (None, person.pk)
    assert Event.objects.filter(name="sign_on:signed_out").count() == 2
    assert SignOnSession.objects.count() == 0


def test_session_that_got_another_key_ends_as_well(client, hostile, person):
    sign_in(client, hostile)
    new = "pisau-pangrupak-baru"
    fields = {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
    before = client.session.session_key
    assert client.post("/sandi/ganti/", fields).status_code == 302
    assert client.session.session_key != before
    assert signed_in(client) == person.pk
    Client().post(LOGOUT, {"logout_token": hostile.logout_token()})
    assert signed_in(client) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://lain.example"}, {"aud": "klien-lain"}, {"events": None}, {"events": {}},
        {"events": ["http://schemas.openid.net/event/backchannel-logout"]},
        {"nonce": "x"}, {"jti": None}, {"jti": 7}, {"sub": None}, {"sub": 7}, {"iat": None},
        {"iat": "1000000000"}, {"iat": str(int(time.time()))}, {"iat": True},
        {"iat": 1_000_000_000}, {"exp": 1_000_000_000}, {"exp": None}, {"sid": {}},
    ],
)  # fmt: skip
def test_other_token_ends_no_session(client, hostile, person, changes):
    sign_in(client, hostile)
    response = Client().post(LOGOUT, {"logout_token": hostile.logout_token(**changes)})
    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    assert signed_in(client) == person.pk


def test_logout_token_works_once_and_an_id_token_is_none(client, hostile, person):
    token = hostile.logout_token()
    assert Client().post(LOGOUT, {"logout_token": token}).status_code == 200
    sign_in(client, hostile)
    for other in (token, hostile.sign(hostile.id_claims()), "", "x", "a.b.c", "\x00"):
        assert Client().post(LOGOUT, {"logout_token": other}).status_code == 400
    assert Client().get(LOGOUT).status_code == 405
    assert signed_in(client) == person.pk


def test_logout_token_whose_sessions_could_not_be_ended_works_again(client, hostile, monkeypatch):
    sign_in(client, hostile)
    token = hostile.logout_token()
    with monkeypatch.context() as broken:
        broken.setattr(services, "end_sessions", database_down)
        with pytest.raises(OperationalError):
            Client().post(LOGOUT, {"logout_token": token})
    assert Client().post(LOGOUT, {"logout_token": token}).status_code == 200
    assert signed_in(client) is None


def database_down(**_names):
    raise OperationalError


def test_subject_of_another_provider_ends_no_session(client, hostile, person):
    sign_in(client, hostile)
    Client().post(LOGOUT, {"logout_token": hostile.logout_token(sub="orang-2")})
    Client().post(LOGOUT, {"logout_token": hostile.logout_token(sub="orang-2", sid="x", jti="b")})
    assert signed_in(client) == person.pk


def test_unlinking_ends_other_sessions_of_the_link(client, hostile, person):
    hostile.claims["auth_time"] = int(time.time())
    sign_in(client, hostile)
    other = Client()
    sign_in(other, hostile)
    (link,) = person.socialaccount_set.all()
    client.post("/akun/pastikan/", {"password": factories.PASSWORD})
    client.post(f"/akun/penyedia/{link.pk}/lepas/")
    assert (signed_in(client), signed_in(other)) == (person.pk, None)

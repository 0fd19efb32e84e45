"""Signing in with a reading app: the document, Basic, tokens, and the consent page."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rontal.accounts import services as accounts
from rontal.accounts.reading_apps import rules, selectors
from rontal.accounts.reading_apps import services as apps
from rontal.accounts.reading_apps.models import AppPassword
from rontal.core.limits import Limit
from rontal.interop.authentication import reader
from rontal.membership.models import Member
from tests.support.accounts import factories
from tests.support.interop.opds import shelves
from tests.support.interop.opds.shelves import basic, bearer, browser_of, data

pytestmark = pytest.mark.django_db
CODE = "http://opds-spec.org/auth/oauth/authorization-code-pkce"
PASSWORD = "http://opds-spec.org/auth/oauth/password"
BASIC = "http://opds-spec.org/auth/basic"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
QUERY = (
    "response_type=code&code_challenge_method=S256"
    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
)
CONSENT = f"/opds/izin/?{QUERY}"


@pytest.fixture
def password(member):
    return shelves.password_of(member)


def test_document_describes_sign_in_and_help(app):
    response = app.get("/opds/authentication.json")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/opds-authentication+json"
    assert "WWW-Authenticate" not in response
    document = data(response)
    assert document["id"].endswith("/opds/authentication.json")
    assert document["title"]
    flows = {flow["type"]: flow for flow in document["authentication"]}
    assert set(flows) == {CODE, PASSWORD, BASIC}
    assert set(flows[BASIC]["labels"]) == {"login", "password"}
    assert [link["rel"] for link in flows[PASSWORD]["links"]] == ["authenticate", "refresh"]
    assert [link["rel"] for link in flows[CODE]["links"]] == ["authenticate", "token", "refresh"]
    assert flows[CODE]["links"][0]["type"] == "text/html"
    rels = [link["rel"] for link in document["links"]]
    assert {"logo", "register", "help", "http://opds-spec.org/shelf", "profile"} <= set(rels)
    logo = next(link for link in document["links"] if link["rel"] == "logo")
    picture = app.get(logo["href"])
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_the_document_speaks_both_languages(app):
    english, indonesian = (
        data(app.get("/opds/authentication.json", headers={"Accept-Language": tag}))
        for tag in ("en", "id")
    )
    assert english["description"] != indonesian["description"]
    assert english["id"] == indonesian["id"]


def test_address_that_needs_sign_in_is_answered_with_the_document(app):
    response = app.get("/opds/2/rak/")
    assert response.status_code == 401
    assert data(response)["authentication"]
    assert 'rel="http://opds-spec.org/auth/document"' in response["Link"]
    assert response["Cache-Control"] == "no-store"


def test_basic_authentication_accepts_any_name(app, member, password):
    for name in ("TBN2026000001", "keluarga@contoh.id", "", "x:y"):
        wanted = 401 if ":" in name else 200
        assert app.get("/opds/rak/", headers=basic(password, name)).status_code == wanted
    shown = rules.in_groups(password).upper()
    assert app.get("/opds/rak/", headers=basic(shown)).status_code == 200


def test_identifying_the_user_costs_one_query_and_no_slow_hash(app, password, monkeypatch):
    shown = basic(password)
    app.get("/opds/authentication.json", headers=shown)
    app.get("/opds/rak/", headers=shown)
    from django.contrib.auth import hashers

    def slow(*_arguments, **_named):
        raise AssertionError("a slow hash was asked for")

    monkeypatch.setattr(hashers, "check_password", slow)
    monkeypatch.setattr(hashers, "make_password", slow)
    with CaptureQueriesContext(connection) as queries:
        app.get("/opds/bahasa/", headers=shown)
    statements = [query["sql"] for query in queries]
    assert sum("accounts_apppassword" in sql for sql in statements) == 1
    assert not any("django_session" in sql or "core_cache" in sql for sql in statements)


@pytest.mark.parametrize(
    "header",
    [
        "Basic", "Basic !!!", "Basic " + "A" * 100_000, "Basic w7/Dv8O/", "Bearer", "Bearer x",
        "Bearer \x00", "Digest username=x", "Basic Og==", "basic OnNhbGFo",
    ],
)  # fmt: skip
def test_invalid_credentials_are_answered_with_the_document(app, header):
    for address in ("/opds/", "/opds/2/rak/"):
        response = app.get(address, headers={"Authorization": header})
        assert response.status_code == 401
        assert data(response)["authentication"]


def test_account_password_opens_nothing(app, member):
    user = Member.objects.get(user=member.id).user
    user.set_password(factories.PASSWORD)
    user.save(update_fields=["password"])
    shown = basic(factories.PASSWORD, user.login_name)
    assert app.get("/opds/rak/", headers=shown).status_code == 401
    fields = {"grant_type": "password", "username": user.login_name}
    response = app.post("/opds/token/", fields | {"password": factories.PASSWORD})
    assert data(response)["error"] == "invalid_grant"


def test_revoked_password_is_refused_at_once(app, member, password):
    app_id = selectors.apps_of(member.id)[0].pk
    assert app.get("/opds/rak/", headers=basic(password)).status_code == 200
    apps.revoke(app_id=app_id, actor=member)
    assert app.get("/opds/rak/", headers=basic(password)).status_code == 401


def test_closed_account_is_reported(app, member, password):
    accounts.close(user_id=member.id, actor=member)
    response = app.get("/opds/rak/", headers=basic(password))
    assert (response.status_code, data(response)["code"]) == (403, "account_closed")
    response = app.post("/opds/token/", {"grant_type": "password", "password": password})
    assert data(response)["error"] == "invalid_grant"


def test_day_of_use_is_recorded(app, member, password):
    app.get("/opds/", headers=basic(password))
    assert AppPassword.objects.get(user=member.id).last_used_on is not None


def test_many_wrong_passwords_throttle_a_network_but_not_valid_ones(app, password, monkeypatch):
    monkeypatch.setattr(reader, "FAILURES", Limit("t", 3, reader.FAILURES.window))
    for _ in range(3):
        assert app.get("/opds/", headers=basic("salah")).status_code == 401
    response = app.get("/opds/", headers=basic("salah"))
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert data(response)["code"] == "too_many"
    slow = app.post("/opds/token/", {"grant_type": "password", "password": "salah"})
    assert (slow.status_code, data(slow)["error"]) == (429, "slow_down")
    assert app.get("/opds/", headers=basic(password)).status_code == 200


@pytest.mark.parametrize("as_json", [False, True])
def test_app_exchanges_its_password_for_a_token_and_renews_it(app, password, as_json):
    def authenticate(**fields):
        if as_json:
            return app.post("/opds/token/", json.dumps(fields), content_type="application/json")
        return app.post("/opds/token/", fields)

    response = authenticate(grant_type="password", username="TBN1", password=password)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    first = data(response)
    assert first["token_type"] == "bearer"
    assert first["expires_in"] == 86_400
    assert app.get("/opds/rak/", headers=bearer(first["access_token"])).status_code == 200
    second = data(authenticate(grant_type="refresh_token", refresh_token=first["refresh_token"]))
    assert app.get("/opds/rak/", headers=bearer(second["access_token"])).status_code == 200
    assert app.get("/opds/rak/", headers=bearer(first["access_token"])).status_code == 401


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"grant_type": "password"}, "invalid_grant"),
        ({"grant_type": "password", "password": "x" * 9_000}, "invalid_grant"),
        ({"grant_type": "password", "password": "x" * 50_000}, "invalid_request"),
        ({"grant_type": "refresh_token", "refresh_token": "\x00"}, "invalid_grant"),
    ],
)
def test_invalid_token_request_gets_its_error_code(app, fields, error):
    response = app.post("/opds/token/", fields)
    assert (response.status_code, data(response)["error"]) == (400, error)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"[" * 5_000, b"\xff", b'{"grant_type": 1}'])
def test_broken_json_for_a_token_is_refused(app, body):
    response = app.post("/opds/token/", body, content_type="application/json")
    assert (response.status_code, data(response)["error"]) == (400, "invalid_request")


def test_tokens_are_requested_by_post_only(app):
    assert app.get("/opds/token/").status_code == 405


def test_browser_connects_an_app_and_redirects_to_it(app, member):
    browser = browser_of(member)
    page = browser.get(f"{CONSENT}&state=a%26b")
    assert page.status_code == 200
    assert "opds:" in page["Content-Security-Policy"]
    assert AppPassword.objects.count() == 0
    response = browser.post(f"{CONSENT}&state=a%26b", {"name": "Thorium"})
    assert response.status_code == 302
    assert "no-store" in response["Cache-Control"]
    address = urlsplit(response["Location"])
    assert (address.scheme, address.netloc, address.path) == ("opds", "authorize", "/")
    parameters = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert parameters["id"] == data(app.get("/opds/authentication.json"))["id"]
    assert set(parameters) == {"id", "code", "state"}
    assert parameters["state"] == "a&b"
    fields = {"grant_type": "authorization_code", "code": parameters["code"]}
    fields |= {"redirect_uri": "opds://authorize/", "client_id": "http://opds-spec.org/auth/client"}
    assert data(app.post("/opds/token/", fields))["error"] == "invalid_grant"
    fields["code_verifier"] = VERIFIER
    wrong = fields | {"redirect_uri": "https://jahat.example/"}
    assert data(app.post("/opds/token/", wrong))["error"] == "invalid_grant"
    tokens = data(app.post("/opds/token/", fields))
    assert app.get("/opds/rak/", headers=bearer(tokens["access_token"])).status_code == 200
    assert data(app.post("/opds/token/", fields))["error"] == "invalid_grant"
    assert app.get("/opds/rak/", headers=bearer(tokens["access_token"])).status_code == 401
    (let_in,) = selectors.apps_of(member.id)
    assert (let_in.name, let_in.by_browser) == ("Thorium", True)


def test_consent_page_says_how_long_and_that_nobody_checked_the_app(member):
    page = browser_of(member).get(CONSENT, headers={"Accept-Language": "en"}).content.decode()
    assert "We have not checked this app. It stays connected for at most 365 days" in page


@pytest.mark.whole
@pytest.mark.parametrize(
    "query",
    [
        f"{QUERY}&redirect_uri=https://jahat.example/",
        f"{QUERY}&redirect_uri=opds://authorize.jahat.example/",
        f"{QUERY}&redirect_uri=opds://authorize/@jahat.example",
        f"{QUERY}&redirect_uri=javascript:alert(1)",
        f"{QUERY}&client_id=http://jahat.example",
        f"{QUERY}&state=" + "x" * 501,
        "",
        "response_type=token",
        QUERY.replace("response_type=code", "response_type=token"),
        QUERY.replace("S256", "plain"),
        QUERY.replace("E9M", ""),
        QUERY.replace("&code_challenge_method=S256", ""),
    ],
)
def test_no_other_address_is_ever_a_redirect_target(member, query):
    browser = browser_of(member)
    for method in (browser.get, browser.post):
        response = method(f"/opds/izin/?{query}")
        assert response.status_code == 400
        assert "Location" not in response
    assert AppPassword.objects.count() == 0


def test_parameters_of_every_known_app_are_accepted(member):
    query = (
        "client_id=http%3A%2F%2Fopds-spec.org%2Fauth%2Fclient"
        "&redirect_uri=opds%3A%2F%2Fauthorize%2F"
    )
    response = browser_of(member).post(f"{CONSENT}&{query}", {"name": "x"})
    assert response["Location"].startswith("opds://authorize/?")


def test_visitor_signs_in_first_and_another_site_cannot_agree(member):
    response = Client().get(CONSENT)
    assert parse_qs(urlsplit(response["Location"]).query)["next"] == [CONSENT]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Member.objects.get(user=member.id).user)
    assert strict.post(CONSENT, {"name": "x"}).status_code == 403
    assert AppPassword.objects.count() == 0


def test_idle_browser_asks_to_sign_in_again(member):
    browser = browser_of(member, minutes_ago=11)
    for response in (browser.get(CONSENT), browser.post(CONSENT, {"name": "x"})):
        assert response["Location"].startswith("/akun/pastikan/")
    assert AppPassword.objects.count() == 0


def test_person_without_membership_connects_no_app():
    browser = Client()
    browser.force_login(factories.person())
    assert browser.post(CONSENT, {"name": "x"}).status_code == 403


def test_twenty_first_app_is_refused(member):
    for number in range(rules.MAX_APPS):
        apps.make_password(name=str(number), actor=member)
    response = browser_of(member).post(CONSENT, {"name": "x"})
    assert response.status_code == 409
    assert "20" in response.content.decode()

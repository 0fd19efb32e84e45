"""Tests of what the browser forgets at sign-out."""

import pytest

from rontal.web.signed_cookie import SignedCookie
from tests.support.accounts.factories import person

pytestmark = pytest.mark.django_db


def test_sign_out_empties_the_cache_of_the_browser_and_nothing_else(client):
    client.force_login(person())
    client.cookies["bahasa"] = "en"
    assert "Clear-Site-Data" not in client.get("/keluar/")
    answer = client.post("/keluar/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert client.cookies["bahasa"].value == "en"
    assert not client.session.get("_auth_user_id")


@pytest.mark.parametrize(("secure", "name"), [(True, "__Secure-draf"), (False, "draf")])
def test_cookie_of_a_path_carries_a_prefix_over_https(settings, rf, secure, name):
    from django.http import HttpResponse

    settings.SECURE = secure
    cookie, response = SignedCookie("draf", "/daftar/", lambda: 60), HttpResponse()
    cookie.set(response, "nilai")
    assert response.cookies[name]["secure"] == (True if secure else "")
    request = rf.get("/daftar/")
    request.COOKIES[name] = response.cookies[name].value
    assert cookie.read(request) == "nilai"

"""Tests of what a browser, or somebody in its place, may send along: cookies, return addresses,
repeated and additional fields, line breaks, and paths to files.
"""

import logging

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.membership.models import Application, Member
from rontal.membership.states import ApplicationState
from rontal.ui.forms import CleanCharField
from tests.support.accounts.factories import PASSWORD, person, staff
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
FOREIGN = [
    "https://jahat.example/",
    "//jahat.example/",
    "///jahat.example",
    "/\\jahat.example",
    "\thttps://jahat.example",
    "https:jahat.example",
    "javascript:alert(1)",
    "data:text/html,x",
]
BREAKS = ["\r\nBcc: korban@contoh.id", "\nBcc: korban@contoh.id", "\r\n\r\nIsi lain"]
PRIVATE_PATHS = [
    "/.git/config", "/.env", "/static/", "/static/../.env", "/static/%2e%2e/%2e%2e/etc/passwd",
    "/files/", "/media/", "/manage.py", "/static/..%2f..%2fmanage.py", "/var/", "/backup/",
]  # fmt: skip


def sign_in(client, user, **more):
    fields = {"login": user.login_name, "password": PASSWORD} | more
    return client.post("/masuk/", fields)


# Cookies and return addresses


def test_cookies_of_the_session_and_the_form_token_stay_here(client):
    page = client.get("/masuk/")
    sign_in(client, person())
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = (client.cookies | page.cookies)[name]
        assert cookie["httponly"] is True, name
        assert cookie["samesite"] == "Lax", name
        assert cookie["path"] == "/", name
        assert cookie["domain"] == "", name


@pytest.mark.parametrize("target", FOREIGN)
def test_signing_in_never_leads_to_another_site(client, target):
    assert sign_in(client, person(), next=target)["Location"] == "/"
    assert client.get("/masuk/", {"next": target})["Location"] == "/", "already signed in"


def test_signing_in_leads_back_to_a_page_of_ours(client):
    assert sign_in(client, person(), next="/rak/?a=1")["Location"] == "/rak/?a=1"


# Fields that nobody asked for


def test_additional_fields_change_no_right_and_no_state(client):
    """A person sends names of columns beside the fields of forms."""
    user = person()
    forged = {
        "roles": ["head", "administrator"], "is_staff": "1", "is_superuser": "1", "is_active": "0",
        "state": "approved", "pk": "1", "id": "1", "user_id": "1", "login_name": "kepala",
    }  # fmt: skip
    sign_in(client, user, **forged)
    new = "pisau-dan-lontar"
    passwords = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/sandi/ganti/", passwords | forged)
    client.post("/bahasa/", {"language": "en", **forged})
    after = User.objects.get(pk=user.pk)
    assert (after.roles, after.is_active, after.login_name) == ([], True, user.login_name)
    assert after.check_password(new)


def test_additional_fields_of_a_decision_name_no_other_case():
    one, other = factories.in_review(), factories.in_review()
    clerk = staff(Role.CLERK)
    desk = Client()
    desk.force_login(clerk)
    desk.post(f"/meja/permohonan/{one.code}/ambil/", {"code": other.code, "state": "approved"})
    states = Application.objects.values_list("state", flat=True)
    assert set(states) == {ApplicationState.IN_REVIEW}
    assert not Member.objects.exists()


def test_repeated_field_counts_once_and_in_one_place(client):
    """The last one counts, and a field of the address none of those of the body."""
    user = person()
    body = f"login={user.login_name}&password=salah&password={PASSWORD}"
    form = "application/x-www-form-urlencoded"
    at = f"/masuk/?login=lain&password={PASSWORD}"
    assert client.post(at, body, content_type=form).status_code == 302
    turned = f"login={user.login_name}&password={PASSWORD}&password=salah"
    assert Client().post(at, turned, content_type=form).status_code == 200
    found = client.get("/koleksi/?q=satu&q=dua").content.decode()
    assert 'value="dua"' in found
    assert 'value="satu"' not in found


def test_repeated_parameter_of_a_search_by_sru_counts_once(client):
    address = "/sru/?operation=searchRetrieve&version=1.2&query=a&query=b&maximumRecords=1"
    assert client.get(address).status_code == 200


# Line breaks


@pytest.mark.parametrize("breaking", BREAKS)
def test_line_break_in_a_name_or_subject_adds_no_header(breaking):
    for fields in ({"subject": f"Kartu{breaking}"}, {"to": [f"sari@contoh.id{breaking}"]}):
        mail = EmailMultiAlternatives(**{"subject": "Kartu", "to": ["sari@contoh.id"], **fields})
        with pytest.raises(ValueError, match="newline|Invalid"):
            mail.message()


@pytest.mark.parametrize("breaking", BREAKS)
def test_line_break_in_a_field_of_one_line_becomes_a_space(breaking):
    cleaned = CleanCharField().clean(f"Ni Luh Sari{breaking}")
    assert cleaned == f"Ni Luh Sari {breaking.split(chr(10))[-1]}"


def test_line_break_in_a_path_forges_no_line_of_the_log(client, caplog):
    with caplog.at_level(logging.WARNING):
        client.get("/tidak-ada/%0d%0a2026-11-30 00:00:00 WARNING kepala masuk")
    lines = [record.getMessage() for record in caplog.records]
    assert any("/tidak-ada/" in line for line in lines)
    assert not any("\n" in line or "\r" in line for line in lines)


# Files


@pytest.mark.parametrize("path", PRIVATE_PATHS)
def test_no_path_leads_to_a_folder_or_a_file_of_the_program(client, path):
    assert client.get(path).status_code in (404, 400)

"""Tests of adding and revoking reading apps."""

import re

import pytest
from django.test import Client

from rontal.accounts.reading_apps import selectors, services
from rontal.accounts.reading_apps.models import AppPassword
from tests.support.accounts import factories
from tests.support.interop.opds import shelves
from tests.support.interop.opds.shelves import browser_of
from tests.support.web.data_copy import copied

pytestmark = pytest.mark.django_db
PAGE = "/akun/aplikasi/"


@pytest.fixture
def member():
    return shelves.member()


def test_app_password_is_shown_once_and_opens_the_catalogue(member):
    browser = browser_of(member)
    response = browser.post(PAGE, {"name": "Thorium di laptop"})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"
    (password,) = re.findall(r"<strong>((?:[0-9a-z]{4}-){6}[0-9a-z]{4})</strong>", response.text)
    app = shelves.client()
    assert app.get("/opds/rak/", headers=shelves.basic(password)).status_code == 200
    listed = browser.get(PAGE).text
    assert "Thorium di laptop" in listed
    assert password not in listed


def test_page_shows_the_address_and_the_last_use_of_an_app(member):
    _app, password = services.make_password(name="KOReader", actor=member)
    browser = browser_of(member)
    assert "belum dipakai" in browser.get(PAGE).text
    shelves.client().get("/opds/", headers=shelves.basic(password))
    page = browser.get(PAGE).text
    assert "terakhir dipakai" in page
    assert "/opds/</strong>" in page


def test_app_is_revoked_with_one_press(member):
    app, password = services.make_password(name="KOReader", actor=member)
    browser = browser_of(member)
    response = browser.post(f"{PAGE}{app.pk}/cabut/", follow=True)
    assert "Izin aplikasi sudah dicabut" in response.text
    assert selectors.holder_of_password(password) is None


def test_app_of_another_member_cannot_be_revoked(member):
    app, password = services.make_password(name="KOReader", actor=member)
    assert browser_of(shelves.member()).post(f"{PAGE}{app.pk}/cabut/").status_code == 404
    assert selectors.holder_of_password(password)


def test_sending_the_form_again_creates_no_second_app(member):
    browser = browser_of(member)
    browser.post(PAGE, {"name": "Thorium"})
    again = browser.post(PAGE, {"name": "Thorium"})
    assert again.status_code == 422
    assert "Anda sudah punya aplikasi dengan nama ini" in again.text
    assert AppPassword.objects.count() == 1


def test_app_without_a_name_is_refused(member):
    response = browser_of(member).post(PAGE, {"name": "  "})
    assert response.status_code == 422
    assert AppPassword.objects.count() == 0


def test_idle_browser_asks_to_sign_in_again_and_continues(member):
    browser = browser_of(member, minutes_ago=11)
    response = browser.post(PAGE, {"name": "Thorium"})
    assert response["Location"].startswith("/akun/pastikan/")
    assert AppPassword.objects.count() == 0
    signed_in_again = browser.post(response["Location"], {"password": factories.PASSWORD})
    assert "Kata sandi aplikasi Anda" in signed_in_again.text
    assert AppPassword.objects.get().name == "Thorium"


def test_non_member_sees_why_there_is_no_form():
    browser = Client()
    browser.force_login(factories.person())
    assert "Akun Anda belum punya keanggotaan" in browser.get(PAGE).text
    browser.post(PAGE, {"name": "x"})
    assert AppPassword.objects.count() == 0


def test_shelf_card_and_security_page_link_to_it(member):
    browser = browser_of(member)
    for address in ("/rak/", "/kartu/", "/akun/keamanan/"):
        assert f'href="{PAGE}"' in browser.get(address).text, address


def test_data_copy_lists_the_apps(member):
    services.make_password(name="KOReader", actor=member)
    copy = copied(browser_of(member))
    (app,) = copy["reading_apps"]
    assert app["name"] == "KOReader"
    assert app["last_used_on"] is None
    assert "digest" not in app


def test_page_needs_few_queries(member, django_assert_max_num_queries):
    for number in range(10):
        services.make_password(name=str(number), actor=member)
    browser = browser_of(member)
    with django_assert_max_num_queries(6):
        browser.get(PAGE)

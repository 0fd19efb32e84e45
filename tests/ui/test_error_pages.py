"""Tests that an error page explains what to do, without the database."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from rontal.ui import views

# No test here may access the database: pytest-django refuses it without the mark.


def page_of(view, *arguments) -> tuple[int, str]:
    request = RequestFactory().get("/x/")
    with translation.override("id"):
        answer = view(request, *arguments)
    return answer.status_code, answer.content.decode()


def test_server_error_page_takes_the_blame():
    status, page = page_of(views.server_error)
    assert status == 500
    assert "di pihak kami" in page
    assert 'href="/"' in page


def test_server_error_page_needs_no_request():
    from django.template.loader import render_to_string

    for name in ("500.html", "503.html"):
        page = render_to_string(name)
        assert "<h1>" in page
        assert "0361-811057" in page


def test_unknown_address_is_explained():
    answer = Client().get("/tidak-ada/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Tidak ada halaman" in page
    assert "/koleksi/" in page


def test_missing_picture_gets_a_short_response():
    for address in ("/tidak-ada.png", "/static/tidak-ada.css"):
        answer = Client().get(address)
        assert (answer.status_code, answer.content) == (404, b"404\n")
    as_picture = Client(headers={"Sec-Fetch-Dest": "image"}).get("/tidak-ada/")
    assert as_picture.content == b"404\n"


def test_opening_the_address_of_a_missing_picture_shows_the_page():
    answer = Client(headers={"Sec-Fetch-Dest": "document"}).get("/tidak-ada.png")
    assert answer.status_code == 404
    assert "Tidak ada halaman" in answer.content.decode()


def test_expired_form_is_explained():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/masuk/", {"login": "a"})
    assert answer.status_code == 403
    assert "terlalu lama" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html", "503.html"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_error_page_has_a_heading_and_a_link(name, language, rf):
    from django.contrib.auth.models import AnonymousUser
    from django.shortcuts import render

    request = rf.get("/x/")
    request.user = AnonymousUser()
    with translation.override(language):
        page = render(request, name).content.decode()
    assert page.count("<h1>") == 1
    assert 'class="button"' in page
    assert f'<html lang="{language}"' in page

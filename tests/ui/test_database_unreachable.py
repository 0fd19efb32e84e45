"""Tests that a clear page is shown while the database is down, and no input is lost."""

import logging
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from rontal.ui import logs
from rontal.web.home import views as home


def away(*_args, **_kwargs):
    raise OperationalError("connection refused")


@pytest.fixture
def visitor(monkeypatch):
    """A visitor of a library whose database does not respond to the front page."""
    monkeypatch.setattr(home.service_time_chart, "bar", away)
    return Client(raise_request_exception=False)


def test_page_announces_that_the_site_will_be_back_soon(visitor):
    answer = visitor.get("/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "no-store" in answer["Cache-Control"]
    assert "OperationalError" not in answer.content.decode()


@pytest.mark.django_db
def test_form_is_offered_again_with_the_typed_values(monkeypatch):
    from rontal.ui import views

    monkeypatch.setattr(views, "_back", away)
    visitor = Client(raise_request_exception=False)
    typed = urlencode({"theme": "dark", "next": '/"><script>'})
    answer = visitor.post("/tampilan/", typed, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 503
    page = answer.content.decode()
    assert 'name="theme" value="dark"' in page
    assert "<script>" not in page
    assert "&gt;&lt;script&gt;" in page


@pytest.mark.django_db
def test_a_password_is_never_written_into_a_page(monkeypatch):
    from rontal.accounts.backends import PasswordBackend

    monkeypatch.setattr(PasswordBackend, "authenticate", away)
    visitor = Client(raise_request_exception=False)
    answer = visitor.post("/masuk/", {"login": "a@contoh.id", "password": "rahasia-sekali"})
    assert answer.status_code == 503
    assert "rahasia-sekali" not in answer.content.decode()


def test_other_errors_are_server_errors_without_details(monkeypatch):
    def broken():
        raise RuntimeError("secret insides")

    monkeypatch.setattr(home.service_time_chart, "bar", broken)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "secret insides" not in answer.content.decode()


@pytest.mark.django_db
def test_form_with_files_is_not_read_or_written_to_disk(monkeypatch, tmp_path):
    from rontal.ui import views

    monkeypatch.setattr(views, "_back", away)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    visitor = Client(raise_request_exception=False)
    photo = SimpleUploadedFile("kartu.jpg", b"\xff" * 4_000_000)
    answer = visitor.post("/tampilan/", {"theme": "dark", "file": photo})
    assert answer.status_code == 503
    assert not list(tmp_path.iterdir())


def test_foreign_host_is_refused_calmly():
    answer = Client(raise_request_exception=False).get("/masuk/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


def test_tokens_do_not_reach_the_log():
    record = logging.LogRecord(
        "django.request", 30, "", 0, "Forbidden: %s", ("/aktivasi/GEHEIM_1-x/",), None
    )
    assert logs.TokenFilter().filter(record)
    assert record.getMessage() == "Forbidden: /aktivasi/…/"

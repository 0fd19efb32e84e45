"""Tests that the demo's outgoing mails are readable in the demo only."""

from email.message import EmailMessage

import pytest

from rontal.web.outbox import mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def outbox(settings, tmp_path):
    settings.DEMO, settings.OUTBOX = True, tmp_path
    message = EmailMessage()
    message["Subject"], message["To"] = "Aktifkan pendaftaran Anda", "sari@contoh.example"
    message.set_content("Buka http://127.0.0.1:8000/aktivasi/abc/\n")
    message.add_alternative(
        "<html><head></head><body><script>alert(1)</script>Halo</body></html>", subtype="html"
    )
    (tmp_path / "001.eml").write_bytes(bytes(message))
    return tmp_path


def test_mails_are_listed_and_read(client, outbox):
    assert "Aktifkan pendaftaran Anda" in client.get("/surat-keluar/").content.decode()
    page = client.get("/surat-keluar/001.eml/").content.decode()
    assert 'href="http://127.0.0.1:8000/aktivasi/abc/"' in page


def test_html_form_can_run_nothing(client, outbox):
    policy = client.get("/surat-keluar/001.eml/html/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy


def test_empty_outbox_is_explained(client, outbox):
    (outbox / "001.eml").unlink()
    assert "/daftar/" in client.get("/surat-keluar/").content.decode()


@pytest.mark.parametrize("name", ["002.eml", "..%2Fkeys.json", "keys.json", "a" * 200 + ".eml"])
def test_other_files_on_disk_cannot_be_read(client, outbox, name):
    (outbox.parent / "keys.json").write_text("{}")
    assert client.get(f"/surat-keluar/{name}/").status_code == 404


@pytest.mark.parametrize("path", ["", "001.eml/", "001.eml/html/"])
def test_outside_the_demo_there_is_no_outbox(client, outbox, settings, path):
    settings.DEMO = False
    assert client.get(f"/surat-keluar/{path}").status_code == 404


def test_mail_in_an_odd_charset_is_read(outbox):
    (outbox / "002.eml").write_bytes(b"Subject: =?utf-8?q?H=C3=A9?=\nTo: x\n\n\xff\xfe")
    assert mails.mail_named("002.eml").subject == "Hé"

"""Tests that no page may stand in a frame, of this site or another."""

import pytest
from django.test import Client

from tests.support.accounts.factories import person
from tests.support.desk.factories import at_desk

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/masuk/", "/koleksi/", "/saran/", "/daftar/", "/tidak-ada/"]


def directive(answer) -> str:
    policy = dict(one.strip().split(" ", 1) for one in answer["Content-Security-Policy"].split(";"))
    return policy["frame-ancestors"]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_refuses_frames(path):
    answer = Client().get(path)
    assert (directive(answer), answer["X-Frame-Options"]) == ("'none'", "DENY")


def test_pages_of_people_and_of_staff_refuse_frames():
    member = Client()
    member.force_login(person())
    for client, path in ((member, "/rak/"), (member, "/sandi/ganti/"), (at_desk(), "/meja/")):
        answer = client.get(path)
        assert (directive(answer), answer["X-Frame-Options"]) == ("'none'", "DENY"), path


def test_error_of_a_book_stands_in_the_frame_of_the_reader(client):
    """The reader reads from its frame why a part is not there."""
    client.force_login(person())
    for start in ("/baca/1/isi/xxxxxxxxxxxxxxxxxxxx", "/koleksi/isi/99", "/koleksi/cuplikan/99"):
        answer = client.get(f"{start}/bab.xhtml", headers={"Sec-Fetch-Dest": "iframe"})
        assert answer.status_code == 404
        assert (directive(answer), answer["X-Frame-Options"]) == ("'self'", "SAMEORIGIN"), start


def test_directives_of_the_policy_are_these():
    policy = Client().get("/masuk/")["Content-Security-Policy"]
    for wanted in ("default-src 'self'", "object-src 'none'", "base-uri 'none'"):
        assert wanted in policy
    for word in ("unsafe-eval", "unsafe-inline'; script", "http:", " * "):
        assert word not in policy

"""Tests of input that no person would send: no crash, no lost input, always an error message."""

import pytest
from django.core import signing
from django.test import Client

from rontal.membership.models import Draft
from rontal.membership.selectors import draft_values
from tests.support.membership import factories
from tests.support.web.registration import walk

pytestmark = pytest.mark.django_db
STEPS = ["siapa", "kontak", "persetujuan"]


@pytest.fixture
def started_client(client: Client) -> Client:
    walk.begin(client)
    client.post("/daftar/siapa/", {"name": "Ni Wayan Sari"})
    return client


@pytest.mark.parametrize("step", STEPS)
def test_ten_megabytes_in_a_field_are_refused_and_nothing_is_lost(
    started_client: Client, step: str
) -> None:
    for data in ({"name": "x" * 10_000_000}, {"email": "é" * 5_000_000}):
        answer = started_client.post(f"/daftar/{step}/", data)
        assert answer.status_code == 400
        assert "Terlalu" in walk.text_of(answer) or "tidak" in walk.text_of(answer)
    assert draft_values(Draft.objects.get())["name"] == "Ni Wayan Sari"


def test_ten_megabytes_beside_a_photo_are_refused_too(started_client: Client) -> None:
    answer = started_client.post("/daftar/foto/", {"card": walk.upload(), "x": "y" * 10_000_000})
    assert answer.status_code == 400
    assert started_client.get("/daftar/foto/").status_code == 200


def test_half_a_megabyte_is_cut_and_reported(started_client: Client) -> None:
    answer = started_client.post("/daftar/siapa/", {"name": "A" * 500_000})
    assert answer.status_code == 200
    assert "terlalu panjang" in walk.errors_of(answer).lower()
    assert len(draft_values(Draft.objects.get())["name"]) <= 500


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("Ni\x00 Wayan", "Ni Wayan"),
        ("\u202eNi Wayan\u202c", "Ni Wayan"),
        ("Ni\u200b Wayan\ufeff", "Ni Wayan"),
        ("\u2066Ni Wayan\u2069", "Ni Wayan"),
        ("Ni\r\nWayan", "Ni Wayan"),
        ("Ni\tWayan", "Ni Wayan"),
        ("\ud800", ""),
    ],
)
def test_invisible_characters_are_removed(started_client: Client, sent: str, expected: str) -> None:
    body = b"name=" + b"".join(b"%%%02X" % byte for byte in sent.encode("utf-8", "surrogatepass"))
    answer = started_client.post(
        "/daftar/siapa/", body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    name = draft_values(Draft.objects.get())["name"]
    assert " ".join(name.split()) == expected or (not expected and "\ufffd" in name)
    assert started_client.get("/daftar/siapa/").status_code == 200
    assert started_client.get("/daftar/periksa/").status_code == 200


@pytest.mark.whole
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    "value", ["\x00", "\u202e", "<script>alert(1)</script>", "{{ 1|add:1 }}", "%s%s"]
)
def test_every_field_handles_hostile_values(started_client: Client, step: str, value: str) -> None:
    names = [*factories.child_values(), "birth_date_day", "birth_date_month", "birth_date_year"]
    answer = started_client.post(f"/daftar/{step}/", dict.fromkeys(names, value))
    assert answer.status_code in (200, 302)
    for path in (f"/daftar/{step}/", "/daftar/periksa/", "/daftar/"):
        answer = started_client.get(path)
        assert answer.status_code == 200
        assert b"<script>alert(1)" not in answer.content


@pytest.mark.parametrize("step", [*STEPS, "foto", "periksa"])
def test_body_that_is_no_form_breaks_nothing(started_client: Client, step: str) -> None:
    for kind, body in (
        ("application/json", b"{"),
        ("multipart/form-data; boundary=x", b"--y\r\n\r\n"),
        ("multipart/form-data", b"x"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfe"),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 300)),
    ):
        answer = started_client.generic("POST", f"/daftar/{step}/", body, content_type=kind)
        assert answer.status_code < 500, (kind, answer.status_code)


def forged() -> list[str]:
    unsigned = str(Draft.objects.get().pk)
    other = signing.get_cookie_signer(salt="web.terkirim").sign(unsigned)
    return ["", "x", unsigned, other, unsigned + ":x:y", "\\x00", "x" * 4000]


def test_foreign_or_altered_cookie_opens_nothing(started_client: Client) -> None:
    for value in forged():
        stranger = Client()
        stranger.cookies["draf"] = value
        assert stranger.get("/daftar/siapa/")["Location"] == "/daftar/"
        assert stranger.get("/daftar/foto/card/gambar/").status_code == 404
        assert stranger.get("/daftar/").status_code == 200
        stranger.cookies["terkirim"] = value
        assert stranger.get("/daftar/terkirim/")["Location"] == "/daftar/"


def test_signed_cookie_without_a_draft_opens_nothing(client: Client) -> None:
    signer = signing.get_cookie_signer(salt="web.draf")
    for value in ("draf", "x", "0" * 32):
        client.cookies["draf"] = signing.get_cookie_signer(salt="drafweb.draf").sign(value)
        assert client.get("/daftar/siapa/")["Location"] == "/daftar/"
    assert signer.sign("x")


def test_unsupported_methods(started_client: Client) -> None:
    for path in ("/daftar/simpan/siapa/", "/daftar/foto/card/"):
        assert started_client.get(path).status_code == 405

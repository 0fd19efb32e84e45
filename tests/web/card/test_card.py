"""Tests of the library card: a scannable code of the member number, and no NIK."""

import re
import zlib
from datetime import date

import cv2
import numpy as np
import pytest
import typst
from django.test import Client

from rontal.standard.selectors import library
from rontal.ui.documents import qr_svg
from rontal.web.card.document import CardFace, pdf
from tests.support.accounts.factories import person
from tests.support.membership import factories

NUMBER = "TBN20260000017"


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def face(**changes) -> CardFace:
    values = {
        "number": NUMBER,
        "name": "Ni Wayan Suastini",
        "joined_on": date(2026, 11, 24),
        "valid_until": date(2031, 11, 23),
        "library": library(),
    }
    return CardFace(**values | changes)


def test_code_is_the_member_number():
    page = "#set page(width: 80mm, height: 80mm, margin: 15mm, fill: white)\n"
    page += '#image(bytes(sys.inputs.qr), format: "svg", width: 50mm)'
    picture = typst.compile(
        page.encode(), sys_inputs={"qr": qr_svg(NUMBER)}, format="png", ppi=200.0
    )
    pixels = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    text, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(pixels)
    assert text == NUMBER


def test_pdf_is_tagged_for_screen_readers_and_complete():
    card_pdf = pdf(face())
    assert card_pdf.startswith(b"%PDF")
    assert card_pdf.rstrip().endswith(b"%%EOF")
    objects = b"".join(
        zlib.decompress(part)
        for part in re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", card_pdf, re.S)
    )
    assert b"StructTreeRoot" in card_pdf + objects
    assert b"pdfuaid" in card_pdf + objects


@pytest.mark.parametrize("name", ["#panic()", "A" * 100, "Ni \\ * _ $ @ <a>", "ᬦᬶ ᬯᬬᬦ᭄"])
def test_name_of_a_person_is_never_executed(name):
    assert pdf(face(name=name)).startswith(b"%PDF")


@pytest.mark.django_db
def test_member_sees_the_card_and_no_digit_of_the_nik(django_assert_max_num_queries):
    nik = factories.nik()
    member = factories.member(factories.values(number=nik))
    client = client_of(member.user)
    with django_assert_max_num_queries(5):
        page = client.get("/kartu/")
    assert member.number in page.content.decode()
    assert nik not in page.content.decode()
    assert nik[-4:] not in re.sub(
        r"<svg.*?</svg>", "", page.content.decode().replace(member.number, ""), flags=re.S
    )
    document = client.get("/kartu/kartu.pdf")
    assert document["Content-Type"] == "application/pdf"
    assert "no-store" in document["Cache-Control"]


@pytest.mark.django_db
def test_non_member_is_sent_to_the_application():
    client = client_of(person())
    assert client.get("/kartu/")["Location"] == "/status/"
    assert client.get("/kartu/kartu.pdf").status_code == 404

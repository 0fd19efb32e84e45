"""Tests of the reader of paged books."""

import re
from typing import Any

import pytest
from django.test import Client

from rontal.config.env import ROOT
from rontal.lending.models import TitleDay
from rontal.lending.services import return_loan
from rontal.reading.models import Position
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.reading.pages import files
from tests.support.web.reader.content import picture_of
from tests.support.web.reader.pages import data_of
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Any:
    return borrower()


def lent(person: Any, content: bytes, name: str = "buku.pdf") -> str:
    """Lends a paged book and returns the URL of its reader."""
    borrowed = loan(lendable(title=files.title(content, name)), person)
    return f"/baca/{borrowed.pk}/"


def content_at(client: Client, address: str, rest: str) -> str:
    """Returns the URL of a page's image or text, for the book read at `address`."""
    return picture_of(client, int(address.split("/")[2]), rest)


@pytest.mark.parametrize(
    ("content", "name"), [(files.text(), "buku.pdf"), (files.leaves(), "lontar.cbz")]
)
def test_address_of_a_book_redirects_to_its_pages(person: Any, content: bytes, name: str) -> None:
    address, client = lent(person, content, name), client_of(person)
    assert client.get(address).headers["Location"] == f"{address}halaman/"
    data = data_of(client.get(address, follow=True))
    assert data["total"] == 3
    assert data["number"] == 1


def test_script_gets_all_addresses(person: Any) -> None:
    address = lent(person, files.text())
    client = client_of(person)
    answer = client.get(f"{address}halaman/")
    data = data_of(answer)
    assert data["base"] == content_at(client, address, "")
    assert data["widths"] == [480, 720, 1080, 1600]
    assert "no-store" in answer.headers["Cache-Control"]
    assert f'href="{address}halaman/2/"' in answer.content.decode()  # table of contents


def test_picture_is_private_and_not_the_file(person: Any) -> None:
    address = lent(person, files.text())
    client = client_of(person)
    answer = client.get(content_at(client, address, "1/720.webp"))
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Content-Disposition" not in answer.headers


def test_a_page_is_read_without_script(person: Any) -> None:
    address = lent(person, files.text())
    client = client_of(person)
    page = client.get(f"{address}halaman/2/").content.decode()
    assert f"{content_at(client, address, '2/1080.webp')} 1080w" in page
    assert re.search(r'<text x="\d+" y="\d+" textLength="\d+"[^>]*>Bab 2 </text>', page)
    assert f'rel="prev" href="{address}halaman/1/"' in page
    assert f'rel="next" href="{address}halaman/3/"' in page
    assert "Halaman 2 dari 3" in page


def test_text_of_a_book_is_escaped(person: Any) -> None:
    stream = b"BT /F1 20 Tf 40 300 Td (<script>alert\\(1\\)</script>) Tj ET"

    def write(document: Any) -> None:
        import pikepdf

        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page = document.pages[0]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))

    address = lent(person, files.changed(files.drawn(stream), write))
    page = client_of(person).get(f"{address}halaman/1/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_page_without_text_is_explained(person: Any) -> None:
    address = lent(person, files.scan())
    client = client_of(person)
    page = client.get(f"{address}halaman/1/").content.decode()
    assert "Tidak ada teks yang dapat dibacakan" in page
    assert client.get(content_at(client, address, "1/teks.json")).json() == {"lines": []}


def test_form_opens_a_page_by_number(person: Any) -> None:
    address, client = f"{lent(person, files.text())}halaman/", client_of(person)
    assert client.get(f"{address}1/?halaman=3").headers["Location"] == f"{address}3/"
    assert client.get(f"{address}99/").headers["Location"] == f"{address}3/"


def test_place_is_stored_and_restored(person: Any) -> None:
    address, client = lent(person, files.text()), client_of(person)
    place = {"tempat": "page=2", "bagian": "0.5"}
    assert client.post(f"{address}tempat/", place).status_code == 200
    assert Position.objects.get().cfi == "page=2"
    assert data_of(client.get(f"{address}halaman/"))["number"] == 2


def test_ended_loan_is_explained_and_shows_nothing(person: Any) -> None:
    borrowed = loan(lendable(title=files.title(files.text())), person)
    client, address = client_of(person), f"/baca/{borrowed.pk}/halaman/"
    return_loan(loan_id=borrowed.pk, actor=person)
    assert client.get(address).status_code == 410
    assert client.get(f"{address}1/").status_code == 410
    for rest in ("1/480.webp", "1/3200/0-0.webp", "1/teks.json"):
        assert client.get(picture_of(client, borrowed, rest)).status_code == 404


def test_others_see_nothing(person: Any) -> None:
    address = lent(person, files.text())
    stranger = client_of(borrower())
    own = client_of(person)
    for rest in ("", "1/"):
        assert stranger.get(f"{address}halaman/{rest}").status_code == 404
    for rest in ("1/480.webp", "1/3200/0-0.webp", "1/teks.json"):
        for address_of in (own, stranger):  # a copied URL, and a forged one
            assert stranger.get(content_at(address_of, address, rest)).status_code == 404


def test_damaged_page_is_explained(person: Any) -> None:
    row = {"1.jpg": files.picture(), "2.jpg": files.picture()[:400]}
    address, client = lent(person, files.row(row), "rusak.cbz"), client_of(person)
    assert "rusak" in client.get(content_at(client, address, "2/teks.json")).json().get(
        "sentence", "rusak"
    )
    assert client.get(content_at(client, address, "2/480.webp")).status_code == 409
    assert client.get(content_at(client, address, "1/480.webp")).status_code == 200


def test_opening_the_page_reader_is_counted_once(person: Any) -> None:
    address, client = lent(person, files.text()), client_of(person)
    client.get(f"{address}halaman/1/")
    assert not TitleDay.objects.exists()
    client.get(address, follow=True)
    client.get(f"{address}halaman/")
    assert TitleDay.objects.values_list("opened", "opened_anew").get() == (1, 1)


def test_script_of_pages_is_small_and_contains_no_text_reader() -> None:
    script = (ROOT / "build/assets/web/pages.js").read_text(encoding="utf-8")
    assert 20_000 < len(script.encode()) <= 57_000
    assert "foliate" not in script
    assert "epubcfi" not in script

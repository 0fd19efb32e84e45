"""Tests of the pages and addresses of offline books."""

import re
from base64 import b64decode
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from rontal.catalogue.models import Cover
from rontal.config.env import ROOT
from rontal.reading.models import Lease
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.policies import with_policies
from tests.support.reading.pages import files
from tests.support.web.offline_books import sent
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Any:
    return borrower()


def test_key_comes_with_everything_needed_for_reading(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    answer = reader.post(f"/rak/{borrowed.pk}/simpan/kunci/", sent()).json()
    assert len(b64decode(answer["key"])) == 256
    assert answer["page"] == f"/baca/{borrowed.pk}/"
    assert answer["due"] == int(borrowed.due_at.timestamp() * 1000)
    addresses = [address for address, _size in answer["parts"]]
    assert len(set(addresses)) == len(addresses)
    for address in addresses:
        if not address.startswith("/static/"):
            assert reader.get(address).status_code == 200, address
    page = reader.get(answer["page"]).content.decode()
    used = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert used
    assert set(used) - {"/static/web/reader-plain.css"} <= set(addresses)


def test_book_of_pages_comes_with_its_pages(person: Any) -> None:
    borrowed = loan(lendable(title=files.title(files.text(), "buku.pdf")), person)
    reader = client_of(person)
    answer = reader.post(f"/rak/{borrowed.pk}/simpan/kunci/", sent()).json()
    assert answer["page"] == f"/baca/{borrowed.pk}/halaman/"
    pictures = [address for address, _size in answer["parts"] if address.endswith("1080.webp")]
    assert pictures
    assert reader.get(pictures[0]).status_code == 200


def test_book_without_a_cover_is_stored_with_a_drawn_one(person: Any) -> None:
    borrowed = loan(actor=person)
    Cover.objects.all().delete()
    reader = client_of(person)
    assert reader.get(f"/rak/{borrowed.pk}/simpan/").status_code == 200
    answer = reader.post(f"/rak/{borrowed.pk}/simpan/kunci/", sent()).json()
    assert answer["cover"] == ""
    assert answer["drawn"].startswith("<svg")


def test_page_of_offline_books_shows_their_size(person: Any) -> None:
    borrowed = loan(actor=person)
    page = client_of(person).get(f"/rak/{borrowed.pk}/simpan/").content.decode()
    assert re.search(r"memakai sekitar [\d,]+ [kM]B", page)
    assert "perangkat saya sendiri" in page
    assert "tersimpan di perangkat lain" not in page


def test_shelf_links_to_storing_offline(person: Any, settings: Any) -> None:
    borrowed = loan(actor=person)
    way = f'href="/rak/{borrowed.pk}/simpan/"'
    assert way in client_of(person).get("/rak/").content.decode()
    settings.LIBRARY = with_policies(settings.LIBRARY, kept_books_at_most=0)
    assert way not in client_of(person).get("/rak/").content.decode()
    assert client_of(person).get(f"/rak/{borrowed.pk}/simpan/").status_code == 409


@pytest.mark.whole
@pytest.mark.parametrize(
    "changes",
    [{}, {"gawai": "x"}, {"kunci": "é"}, {"kunci": ""}, {"kunci": "AAAA"}, {"kunci": "A" * 9000}],
)
def test_invalid_input_is_explained(person: Any, changes: dict[str, str]) -> None:
    borrowed = loan(actor=person)
    fields = sent(**changes) if changes else {}
    answer = client_of(person).post(f"/rak/{borrowed.pk}/simpan/kunci/", fields)
    assert answer.status_code == 409
    assert "Muat ulang" in answer.json()["said"]
    assert not Lease.objects.exists()


def test_too_many_books_are_refused_with_an_explanation(person: Any, settings: Any) -> None:
    settings.LIBRARY = with_policies(settings.LIBRARY, kept_books_at_most=1)
    reader = client_of(person)
    first, second = loan(actor=person), loan(actor=person)
    assert reader.post(f"/rak/{first.pk}/simpan/kunci/", sent()).status_code == 200
    refused = reader.post(f"/rak/{second.pk}/simpan/kunci/", sent())
    assert refused.status_code == 409
    assert "sudah menyimpan 1 buku" in refused.json()["said"]


def test_strangers_and_visitors_store_nothing(person: Any) -> None:
    borrowed = loan(actor=person)
    for rest in ("simpan/kunci/", "simpan/lepas/"):
        address = f"/rak/{borrowed.pk}/{rest}"
        assert Client().post(address, sent()).headers["Location"].startswith("/masuk/")
    assert client_of(borrower()).get(f"/rak/{borrowed.pk}/simpan/").status_code == 404
    assert (
        client_of(borrower()).post(f"/rak/{borrowed.pk}/simpan/kunci/", sent()).status_code == 410
    )
    assert not Lease.objects.exists()


def test_offline_permission_is_shown_to_the_borrower_only(
    person: Any, django_assert_max_num_queries: Any
) -> None:
    borrowed, fields = loan(actor=person), sent()
    reader = client_of(person)
    reader.post(f"/rak/{borrowed.pk}/simpan/kunci/", fields)
    with django_assert_max_num_queries(4):  # session, account, leases, member
        state = reader.get("/rak/tersimpan/keadaan.json").json()
    due = int(borrowed.due_at.timestamp() * 1000)
    assert state["books"] == [{"loan": borrowed.pk, "device": fields["gawai"], "due": due}]
    assert state["now"] > 0
    for other, is_known in ((Client(), False), (client_of(borrower()), True)):
        of_other = other.get("/rak/tersimpan/keadaan.json").json()
        assert of_other["books"] == []
        assert bool(of_other["reader"]) == is_known
        assert of_other["reader"] != state["reader"]
    reader.post(f"/rak/{borrowed.pk}/simpan/lepas/", {"gawai": fields["gawai"]})
    assert reader.get("/rak/tersimpan/keadaan.json").json()["books"] == []
    assert reader.post(f"/rak/{borrowed.pk}/simpan/lepas/", {"gawai": "x"}).status_code == 422


def test_offline_shelf_names_nobody(person: Any, django_assert_num_queries: Any) -> None:
    loan(actor=person)
    with django_assert_num_queries(0):
        page = Client().get("/rak/tersimpan/").content
    own = client_of(person).get("/rak/tersimpan/").content
    assert page == own, "what the browser keeps of it would tell who was signed in"


def test_reader_shows_whether_the_book_is_stored_offline(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    assert '"kept": false' in reader.get(f"/baca/{borrowed.pk}/").content.decode()
    reader.post(f"/rak/{borrowed.pk}/simpan/kunci/", sent())
    assert '"kept": true' in reader.get(f"/baca/{borrowed.pk}/").content.decode()


def test_the_scripts_of_offline_books_are_small() -> None:
    for name, most in (("offline-save", 9_000), ("offline-shelf", 6_000), ("shelf", 4_000)):
        size = len((ROOT / f"build/assets/web/{name}.js").read_bytes())
        assert 1_000 < size <= most, f"{name}: {size} bytes"


def test_device_with_an_expired_session_learns_of_its_own_books_only(
    person: Any, django_assert_num_queries: Any
) -> None:
    borrowed, fields = loan(actor=person), sent()
    client_of(person).post(f"/rak/{borrowed.pk}/simpan/kunci/", fields)
    visitor = Client()
    address = f"/rak/tersimpan/keadaan.json?gawai={fields['gawai']},{uuid4()},x"
    with django_assert_num_queries(1):
        state = visitor.get(address).json()
    assert [book["loan"] for book in state["books"]] == [borrowed.pk]
    assert (state["reader"], state["member"]) == ("", False)
    with django_assert_num_queries(0):
        assert visitor.get("/rak/tersimpan/keadaan.json?gawai=x,").json()["books"] == []
    Lease.objects.all().delete()
    assert visitor.get(address).json()["books"] == []

"""Tests of the EPUB reader's pages and resources."""

import gzip
import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rontal.catalogue.models import Title
from rontal.config.env import ROOT
from rontal.core import clock
from rontal.lending.models import Loan, TitleDay
from rontal.lending.services import return_loan
from rontal.reading.models import Position
from tests.support.catalogue.factories import imported, title
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.records import epubs
from tests.support.web.reader.content import content_of
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Any:
    return borrower()


def data_of(answer: Any) -> dict[str, Any]:
    match = re.search(r'<script id="book"[^>]*>(.*?)</script>', answer.content.decode(), re.S)
    assert match
    return dict(json.loads(match.group(1)))


def test_page_has_the_data_that_the_script_needs(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    data = data_of(reader.get(f"/baca/{borrowed.pk}/"))
    assert data["base"] == content_of(reader, borrowed, "")
    assert data["sections"][0]["source"] == content_of(reader, borrowed, "OEBPS/bab1.xhtml")
    assert [entry["label"] for entry in data["contents"]] == ["Bab satu", "Bab dua"]


def test_policy_of_the_page_allows_only_its_own_script(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    answer = reader.get(f"/baca/{borrowed.pk}/")
    policy = answer.headers["Content-Security-Policy"]
    nonce = re.search("script-src 'nonce-([^']+)'(;|$)", policy)
    assert nonce, policy
    assert f'nonce="{nonce.group(1)}"' in answer.content.decode()
    assert f"frame-src http://testserver{content_of(reader, borrowed, '')};" in policy
    assert "frame-ancestors 'none'" in policy


def test_policy_of_content_forbids_everything(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    answer = reader.get(content_of(reader, borrowed, "OEBPS/bab1.xhtml"))
    policy = dict(
        part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == policy["script-src"] == policy["form-action"] == "'none'"
    assert policy["img-src"] == f"http://testserver{content_of(reader, borrowed, '')} data:"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_no_response_is_the_whole_file(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    pages = [f"/baca/{borrowed.pk}/"]
    pages += [section["source"] for section in data_of(reader.get(pages[0]))["sections"]]
    for address in (*pages, f"/baca/{borrowed.pk}/bab/", f"/baca/{borrowed.pk}/bab/1/"):
        assert not reader.get(address).content.startswith(b"PK")
    for address in (f"/baca/{borrowed.pk}/isi/", content_of(reader, borrowed, "")):
        assert reader.get(address).status_code == 404


@pytest.mark.whole
@pytest.mark.parametrize(
    "path",
    ["META-INF/container.xml", "../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "OEBPS/",
     "x" * 3000, "%FF", "OEBPS/bab1.xhtml%00.png"],
)  # fmt: skip
def test_no_path_leads_outside_the_book(person: Any, path: str) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    answer = reader.get(content_of(reader, borrowed, path))
    assert answer.status_code == 404
    assert b"root:" not in answer.content


def test_strangers_and_visitors_read_nothing(person: Any) -> None:
    borrowed = loan(actor=person)
    addresses = [
        f"/baca/{borrowed.pk}/{rest}" for rest in ("", "bab/", "bab/1/", "isi/x/OEBPS/bab1.xhtml")
    ]
    for address in addresses:
        assert client_of(borrower()).get(address).status_code == 404
        assert Client().get(address).headers["Location"].startswith("/masuk/")


def test_ended_loan_gets_a_clear_page(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    with time_machine.travel(borrowed.due_at + timedelta(seconds=1), tick=False):
        reader = client_of(person)
        over = reader.get(f"/baca/{borrowed.pk}/")
        assert over.status_code == 410
        assert "sudah habis" in over.content.decode()
        assert reader.get(content_of(reader, borrowed, "OEBPS/bab1.xhtml")).status_code == 404
    reader = client_of(person)
    return_loan(loan_id=borrowed.pk, actor=person)
    returned = reader.get(f"/baca/{borrowed.pk}/bab/1/")
    assert returned.status_code == 410
    assert "sudah mengembalikan" in returned.content.decode()


def test_place_is_stored(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    place = {"tempat": "epubcfi(/6/4!/4/2)", "bagian": "0.25"}
    assert reader.post(f"/baca/{borrowed.pk}/tempat/", place).json()["part"] == 0.25
    assert Position.objects.get().fraction == 0.25
    assert data_of(reader.get(f"/baca/{borrowed.pk}/"))["cfi"] == "epubcfi(/6/4!/4/2)"
    return_loan(loan_id=borrowed.pk, actor=person)
    assert reader.post(f"/baca/{borrowed.pk}/tempat/", place).status_code == 410


@pytest.mark.whole
@pytest.mark.parametrize(
    "fields",
    [{}, {"tempat": "epubcfi(/6/4)"}, {"tempat": "epubcfi(/6/4)", "bagian": "nan"},
     {"tempat": "x", "bagian": "0.1"}, {"tempat": "epubcfi(/6/4)", "bagian": "1e400"},
     {"tempat": "epubcfi(" + "/4" * 9000 + ")", "bagian": "0.1"},
     {"tempat": "epubcfi(/6/4)", "bagian": "0.1", "pukul": "kemarin"},
     {"tempat": "epubcfi(/6/4)", "bagian": "0.1", "pukul": "9" * 5000},
     {"tempat": "epubcfi(/6/4)", "bagian": "0.1", "pukul": "-1"},
     {"tempat": "epubcfi(/6/4)", "bagian": "0.1", "detik": "lama"},
     {"tempat": "epubcfi(/6/4)", "bagian": "0.1", "gawai": "<b>"}],
)  # fmt: skip
def test_invalid_place_is_refused(person: Any, fields: dict[str, str]) -> None:
    borrowed = loan(actor=person)
    assert client_of(person).post(f"/baca/{borrowed.pk}/tempat/", fields).status_code == 422


def test_late_place_is_answered_with_the_newer_one(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    now = int(clock.now().timestamp() * 1000)
    for part, at, device in (("0.5", now - 1_000, "aa"), ("0.9", now - 9_000, "bb")):
        fields = {"tempat": "epubcfi(/6/4)", "bagian": part, "pukul": str(at), "gawai": device}
        answer = reader.post(f"/baca/{borrowed.pk}/tempat/", fields)
    counts = {
        "cfi": "epubcfi(/6/4)",
        "part": 0.5,
        "device": "aa",
        "at": now - 1_000,
        "elsewhere": "",
    }
    assert answer.json() == counts
    again = reader.get(f"/baca/{borrowed.pk}/tempat/")
    assert again.json() == counts
    assert again["Cache-Control"] == "no-store, private"


def test_place_of_another_member_is_not_found(person: Any) -> None:
    borrowed = loan(actor=person)
    stranger = client_of(borrower())
    place = {"tempat": "epubcfi(/6/4)", "bagian": "0.5"}
    assert stranger.get(f"/baca/{borrowed.pk}/tempat/").status_code == 404
    assert stranger.post(f"/baca/{borrowed.pk}/tempat/", place).status_code == 404
    assert stranger.post(f"/baca/{borrowed.pk}/tanda/", {"tanda": "[]"}).status_code == 404
    assert not Position.objects.exists()


def test_reader_has_a_meaningless_token_for_the_member(person: Any) -> None:
    borrowed = loan(actor=person)
    token = data_of(client_of(person).get(f"/baca/{borrowed.pk}/"))["reader"]
    assert re.fullmatch("[0-9a-f]{16}", token)
    other = borrower()
    assert token != data_of(client_of(other).get(f"/baca/{loan(actor=other).pk}/"))["reader"]
    assert token == client_of(person).get("/rak/tersimpan/keadaan.json").json()["reader"]


def test_seconds_read_without_network_are_accepted(person: Any) -> None:
    borrowed = loan(actor=person)
    Loan.objects.update(started_at=clock.now() - timedelta(hours=2))
    reader = client_of(person)
    place = {"tempat": "epubcfi(/6/4)", "bagian": "0.5", "detik": "1800"}
    assert reader.post(f"/baca/{borrowed.pk}/tempat/", place).status_code == 200
    assert Position.objects.get().seconds == 1800


def test_storing_a_place_needs_a_post_with_a_token(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    assert reader.put(f"/baca/{borrowed.pk}/tempat/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = reader.cookies
    assert strict.post(f"/baca/{borrowed.pk}/tempat/", {}).status_code == 403


def test_chapters_without_script(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    listed = reader.get(f"/baca/{borrowed.pk}/bab/").content.decode()
    assert f'href="/baca/{borrowed.pk}/bab/2/#akhir"' in listed
    one = reader.get(f"/baca/{borrowed.pk}/bab/1/").content.decode()
    assert 'sandbox="allow-same-origin"' in one
    assert f'rel="next" href="/baca/{borrowed.pk}/bab/2/"' in one
    for number in (0, 3, 10**12):
        assert reader.get(f"/baca/{borrowed.pk}/bab/{number}/").status_code == 404


def test_title_with_markup_is_escaped(person: Any) -> None:
    name = "&lt;/script&gt;&lt;script&gt;x()&lt;/script&gt;"
    borrowed = loan(lendable(title=title(name)), person)
    assert b"</script><script>x" not in client_of(person).get(f"/baca/{borrowed.pk}/").content


def test_drawing_in_the_reading_order_is_a_page(person: Any) -> None:
    items = [*epubs.ITEMS, '<item id="d" href="peta.svg" media-type="image/svg+xml"/>']
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1"/></svg>'
    content = epubs.book("Peta", items=items, spine=epubs.SPINE + '<itemref idref="d"/>',
                         changes={"OEBPS/peta.svg": svg})  # fmt: skip

    book = Title.objects.get(pk=imported(content).title_id)
    borrowed = loan(lendable(title=book), person)
    reader = client_of(person)
    source = data_of(reader.get(f"/baca/{borrowed.pk}/"))["sections"][-1]["source"]
    answer = reader.get(source)
    assert answer.headers["Content-Type"].startswith("application/xhtml+xml")
    assert b"<rect" in answer.content


def test_script_of_the_reader_is_small_over_the_wire() -> None:
    script = ROOT / "build/assets/web/reader.js"
    weight = len(gzip.compress(script.read_bytes()))
    assert weight <= 90_000, f"{weight} bytes, the layout of pages included"
    assert weight > 10_000, "this is not the reader"


def test_opening_the_reader_is_counted_and_loading_its_parts_is_not(person: Any) -> None:
    borrowed = loan(actor=person)
    reader = client_of(person)
    reader.head(f"/baca/{borrowed.pk}/")
    reader.get(f"/baca/{borrowed.pk}/isi/OEBPS/bab1.xhtml")
    reader.get(f"/baca/{borrowed.pk}/bab/1/")
    assert not TitleDay.objects.exists()
    reader.get(f"/baca/{borrowed.pk}/")
    day = TitleDay.objects.get(title=borrowed.title)
    assert (day.opened, day.opened_anew) == (1, 1)

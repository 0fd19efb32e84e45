"""Tests of the registers of people, subjects and series."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.codes import AgentKind
from records.record import Credit
from rontal.catalogue import registers
from rontal.catalogue.models import Subject, Title
from rontal.catalogue.registers import OTHER
from rontal.catalogue.states import TitleState
from rontal.web.collection import addresses
from rontal.web.collection.views import registers as register_pages
from tests.support.web.collection.searching import page
from tests.support.web.collection.titles_without_files import public_title, select

pytestmark = pytest.mark.django_db
VISITOR = Client()


def lines(tree: Any) -> list[str]:
    return [" ".join(one.text_content().split()) for one in select(tree, ".names li")]


def linked_letters(tree: Any, css: str = ".letters") -> list[str]:
    """Returns the letters that are links."""
    return [one.text_content() for one in select(tree, f"{css} a")]


def subjects(*names: str) -> None:
    for number in range(0, len(names), 50):
        public_title(f"Buku {names[number]}", subjects=names[number : number + 50])


def test_people_are_sorted_by_list_name_and_link_to_their_pages() -> None:
    people = [
        Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta"),
        Credit("Dinas Pariwisata", kind=AgentKind.BODY, role="ctb"),
        Credit("Wayan Sari", role="ill"),
    ]
    public_title("Satu", credits=people)
    public_title("Dua", credits=people[:1])
    document = page("/koleksi/daftar/orang/")
    assert lines(document) == [
        "Dinas Pariwisata 1 judul", "Toer, Pramoedya Ananta 2 judul", "Wayan Sari 1 judul",
    ]  # fmt: skip
    assert linked_letters(document) == ["D", "T", "W"]
    for one in select(document, ".names a"):
        assert VISITOR.get(one.get("href")).status_code == 200


def test_letter_in_the_address_lists_its_names() -> None:
    subjects("Sawah", "sungai", "Semut", "Laut", "Zaman", "1945", "日本")
    document = page("/koleksi/daftar/subjek/?huruf=s")
    assert lines(document) == ["Sawah 1 judul", "Semut 1 judul", "sungai 1 judul"]
    [here] = [one for one in select(document, ".letters a") if one.get("aria-current")]
    assert here.text_content() == "S"
    assert linked_letters(document) == ["L", "S", "Z", "lainnya"]
    assert lines(page("/koleksi/daftar/subjek/?huruf=S")) == lines(document)
    assert lines(page("/koleksi/daftar/subjek/?huruf=z")) == ["Zaman 1 judul"]
    assert lines(page("/koleksi/daftar/subjek/?huruf=lain")) == ["1945 1 judul", "日本 1 judul"]
    assert "Tidak ada nama" in page("/koleksi/daftar/subjek/?huruf=q").text_content()


def test_long_letter_is_divided_by_the_second_letter() -> None:
    subjects(
        *(f"Sa {number:03}" for number in range(3)), *(f"Su{number:03}" for number in range(60))
    )
    first = page("/koleksi/daftar/subjek/?huruf=s")
    assert lines(page("/koleksi/daftar/subjek/?huruf=sa")) == [
        f"Sa {number:03} 1 judul" for number in range(3)
    ]
    assert linked_letters(first, ".letters-further") == ["Sa", "Su"]
    assert len(lines(first)) == 50
    [following] = [one.get("href") for one in select(first, "a[rel=next]")]
    assert following == "?huruf=s&page=2"
    second = page(f"/koleksi/daftar/subjek/{following}")
    assert len(lines(second)) == 13
    assert not select(second, "a[rel=next]")
    assert select(second, "a[rel=prev]")[0].get("href") == "?huruf=s&page=1"


def test_a_register_has_a_hundred_pages_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_pages, "PER_PAGE", 1)
    subjects(*(f"S{number:03}" for number in range(1, 102)))
    for number, href in ((99, ["?page=100"]), (100, []), (101, [])):
        document = page(f"/koleksi/daftar/subjek/?page={number}")
        assert lines(document) == [f"S{min(number, 100):03} 1 judul"]
        assert [one.get("href") for one in select(document, "a[rel=next]")] == href


def test_series_have_a_register_too() -> None:
    public_title("Satu", series="Seri Bahari")
    assert lines(page("/koleksi/daftar/seri/?huruf=s")) == ["Seri Bahari 1 judul"]


def test_register_omits_hidden_titles() -> None:
    subjects("Terlihat")
    hidden = public_title("Rahasia", subjects=["Tersembunyi", "Hilang"])
    Title.objects.filter(pk=hidden.pk).update(state=TitleState.DRAFT)
    visible = Subject.objects.get(name="Terlihat")
    Subject.objects.create(name="Tampak", key="tampak", joined_to=visible)
    assert lines(page("/koleksi/daftar/subjek/")) == ["Terlihat 1 judul"]
    assert linked_letters(page("/koleksi/daftar/subjek/")) == ["T"]


@pytest.mark.parametrize(
    "query", ["huruf=abc", "huruf=%00", "huruf=é", "huruf=1", "page=-1", "page=x", "page=²"]
)
def test_invalid_letter_and_page_are_ignored(query: str) -> None:
    subjects("Laut")
    assert lines(page(f"/koleksi/daftar/subjek/?{query}")) == ["Laut 1 judul"]


def test_other_registers_are_not_found() -> None:
    assert VISITOR.get("/koleksi/daftar/penerbit/").status_code == 404


def test_front_of_the_collection_links_to_them() -> None:
    public_title("Satu")
    document = page("/koleksi/")
    assert {one.get("href") for one in select(document, "a[href*=daftar]")} >= {
        "/koleksi/daftar/orang/", "/koleksi/daftar/subjek/", "/koleksi/daftar/seri/",
    }  # fmt: skip


def test_page_costs_two_statements_for_any_content() -> None:
    def query_count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page("/koleksi/daftar/subjek/?huruf=s")
        return len(queries)

    subjects("Satu")
    few = query_count()
    subjects(*(f"S{number:02}" for number in range(40)))
    assert query_count() == few


def test_letters_and_names_are_looked_up_by_the_index_of_keys() -> None:
    public_title("Satu")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for sql, values in (
            (registers.AGENTS._written(registers._LETTERS), [["s"], ["p:s"], ["p:s\uffff"]]),
            (registers.AGENTS._written(registers._NAMED), ["p:s", "p:s\uffff", 51]),
        ):
            cursor.execute(f"EXPLAIN {sql}", values)
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "one_agent_a_key on catalogue_agent a" in plan


def test_names_with_other_beginnings_are_listed_last() -> None:
    subjects("Laut", "1945")
    assert registers.SUBJECTS.letters() == ["l", OTHER]
    assert [one.name for one in registers.SUBJECTS.page(OTHER, offset=0, limit=9)] == ["1945"]
    assert addresses.subject(1, "1945").startswith("/koleksi/subjek/")


def test_name_in_a_script_beyond_the_first_plane_is_among_the_others() -> None:
    subjects("Sawah", "\U00011f12\U00011f34")
    assert len(lines(page("/koleksi/daftar/subjek/?huruf=lain"))) == 1


def test_keys_are_in_byte_order_in_any_collation() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE column_name = 'key' AND collation_name = 'C'"
        )
        indexes = {name for (name,) in cursor.fetchall()}
    assert {"catalogue_agent", "catalogue_subject", "catalogue_series"} <= indexes

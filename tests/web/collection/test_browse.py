"""Tests of shelves, pages of people, subjects and series, and a complete title's page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from lxml import html

from records.codes import Audience, Scheme
from records.record import Credit, Number
from rontal.catalogue import services
from rontal.catalogue.models import Agent, Series, Subject
from rontal.lending import selectors as lending
from rontal.web.collection import addresses
from rontal.web.collection.views import agents_subjects_series
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.web.collection.browsing import librarian
from tests.support.web.collection.titles_without_files import AUTHOR, public_title, select
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
VISITOR = Client()


def page(address: str, status: int = 200) -> Any:
    answer = VISITOR.get(address)
    assert answer.status_code == status
    return html.document_fromstring(answer.content)


def shelves(tree: Any) -> dict[str, list[str]]:
    """Returns the shelves of a page: heading → titles."""
    return {
        select(one, "h2")[0].text_content(): [
            name.text_content() for name in select(one, ".book-title")
        ]
        for one in select(tree, "section.strip")
    }


def test_front_shows_new_recommended_and_childrens_titles() -> None:
    public_title("Lama")
    public_title("Anak Kancil", audience=Audience.CHILDREN)
    services.pick(
        title_id=public_title("Pilihan").pk,
        note="",
        since=date(2020, 1, 1),
        until=None,
        actor=librarian(),
    )
    document = shelves(page("/koleksi/"))
    assert document["Baru di sini"] == ["Pilihan", "Anak Kancil", "Lama"]
    assert document["Pilihan pustakawan"] == ["Pilihan"]
    assert document["Untuk anak-anak"] == ["Anak Kancil"]


@pytest.mark.whole
def test_popular_titles_have_their_own_shelf() -> None:
    books = [lendable(copies=3) for _ in range(4)]
    for times, book in enumerate(books[1:], start=1):
        for _ in range(times):
            loan(book)
    loan(books[0])
    wanted = [books[3].pk, books[2].pk, books[0].pk, books[1].pk]
    assert lending.popular(4) == wanted
    names = [book.title for book in (books[3], books[2], books[0], books[1])]
    assert shelves(page("/koleksi/"))["Paling banyak dipinjam minggu-minggu ini"] == names


def test_subjects_are_links_with_counts() -> None:
    public_title("Satu", subjects=["Laut"])
    public_title("Dua", subjects=["Laut"])
    [way] = select(page("/koleksi/"), ".way-in[href*=subjek]")
    assert way.text_content().split() == ["Laut", "2"]
    assert len(select(page(way.get("href")), ".book")) == 2


def test_the_front_page_shows_new_books() -> None:
    public_title("Baru Datang")
    assert "Baru Datang" in page("/").text_content()


def test_person_is_shown_by_roles() -> None:
    public_title("Ditulis", credits=[Credit(AUTHOR, role="aut")])
    public_title("Juga Ditulis", credits=[Credit(AUTHOR, role="aut")])
    public_title("Digambar", credits=[Credit(AUTHOR, role="ill")])
    person = Agent.objects.get(name=AUTHOR)
    document = page(addresses.agent(person.pk, AUTHOR))
    assert [name.text_content() for name in select(document, ".book-title")] == [
        "Ditulis", "Juga Ditulis",
    ]  # fmt: skip
    roles = {" ".join(one.text_content().split()): one.get("href") for one in
             select(document, ".works-roles a")}  # fmt: skip
    assert list(roles) == ["Penulis 2", "Ilustrator 1"]
    drawn = page(addresses.agent(person.pk, AUTHOR) + roles["Ilustrator 1"])
    assert [name.text_content() for name in select(drawn, ".book-title")] == ["Digambar"]


def test_titles_beyond_the_last_page_of_a_person_are_not_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(agents_subjects_series.PER_PAGE + 1):
        public_title(f"Buku {number:02}")
    address = addresses.agent(Agent.objects.get().pk, AUTHOR)
    monkeypatch.setattr(agents_subjects_series, "LAST_PAGE", 1)
    document = page(address)
    assert len(select(document, ".book-title")) == agents_subjects_series.PER_PAGE
    assert not select(document, "a[rel=next]")


@pytest.mark.parametrize("kind", ["orang", "subjek"])
def test_wrong_or_old_name_in_the_address_redirects(kind: str) -> None:
    public_title("Satu", subjects=["Laut"])
    pk = (Agent if kind == "orang" else Subject).objects.get().pk
    right = addresses.agent(pk, AUTHOR) if kind == "orang" else addresses.subject(pk, "Laut")
    answer = VISITOR.get(f"/koleksi/{kind}/{pk}-lama/")
    assert (answer.status_code, answer.headers["Location"]) == (301, right)


def test_merged_people_and_subjects_redirect_to_the_surviving_one() -> None:
    public_title("Satu", by="Sari, Ni Wayan", subjects=["Samudra"])
    public_title("Dua", by="Ni W. Sari", subjects=["Laut"])
    merged, surviving = Agent.objects.order_by("pk")
    services.join_agents(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
    answer = VISITOR.get(f"/koleksi/orang/{merged.pk}-x/")
    assert answer.headers["Location"] == addresses.agent(surviving.pk, surviving.name)
    old, new = Subject.objects.order_by("pk")
    services.join_subjects(stays_id=new.pk, goes_id=old.pk, actor=librarian())
    answer = VISITOR.get(f"/koleksi/subjek/{old.pk}-samudra/")
    assert answer.headers["Location"] == addresses.subject(new.pk, new.name)


@pytest.mark.parametrize("kind", ["orang", "subjek", "seri"])
@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_unknown_people_and_subjects_are_not_found(kind: str, pk: str) -> None:
    page(f"/koleksi/{kind}/{pk}-x/", status=404)


def test_series_is_in_order_and_a_volume_links_to_its_neighbours() -> None:
    for number in (10, 2, 1):
        public_title(f"Jilid {number}", series="Babad", series_number=str(number))
    series = Series.objects.get()
    document = page(addresses.series(series.pk, "Babad"))
    assert [name.text_content() for name in select(document, ".book-title")] == [
        "Jilid 1", "Jilid 2", "Jilid 10",
    ]  # fmt: skip
    beside = {
        link.get("rel"): link.get("href") for link in select(page("/koleksi/jilid-2/"), ".beside a")
    }  # noqa: E501
    assert beside == {"prev": "/koleksi/jilid-1/", "next": "/koleksi/jilid-10/"}


def test_addresses_written_by_hand_match_the_patterns() -> None:
    for address, name in (
        (addresses.title("x"), "title"),
        (addresses.agent(1, "A B"), "agent"),
        (addresses.subject(1, "漢字"), "subject"),
        (addresses.series(1, "A"), "series"),
        (addresses.cover("ab", 200), "cover"),
    ):
        assert resolve(address).url_name == name


def test_title_page_has_every_known_field() -> None:
    public_title(
        "Laut Biru", subtitle="Sebuah cerita", year=2019, publisher="Balai", place="Denpasar",
        edition="Cet. 2", extent="120 hlm", classification="899.221", rights="CC BY",
        age_from=7, age_to=12, audience=Audience.CHILDREN, subjects=["Laut"],
        credits=[Credit(AUTHOR), Credit("I Made Gambar", role="ill")],
        numbers=[Number(Scheme.ISBN, "9786020000008"), Number(Scheme.CONTROL, "x:1")],
        accessibility={
            "accessModeSufficient": ["textual"], "accessibilityFeature": ["tableOfContents"],
            "accessibilityHazard": ["flashing"],
            "conformsTo": ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"],
        },
    )  # fmt: skip
    document = page("/koleksi/laut-biru/")
    facts = {
        select(line, "dt")[0].text_content(): select(line, "dd")[0].text_content()
        for line in select(document, ".facts > div")
    }
    assert facts["Penulis"] == AUTHOR
    assert facts["Ilustrator"] == "I Made Gambar"
    assert facts["Terbit"] == "Denpasar, Balai, 2019"
    assert facts["Untuk"] == "Anak (7 sampai 12 tahun)"
    assert facts["ISBN"] == "9786020000008"
    assert facts["Cara membaca"] == "Seluruhnya bisa dibacakan atau dibaca sebagai braille"
    assert facts["Hati-hati"] == "Ada bagian yang berkilat dan bisa memicu kejang"
    assert "AA" in facts["Memenuhi"]
    assert "x:1" not in document.text_content()
    for link in select(document, ".facts a, .subjects a, .title-by a"):
        page(link.get("href"))


def test_merged_title_redirects_to_the_surviving_one_also_over_two_steps() -> None:
    first, second, third = public_title("Satu"), public_title("Dua"), public_title("Tiga")
    actor = librarian()
    services.join_titles(stays_id=second.pk, goes_id=first.pk, actor=actor)
    services.join_titles(stays_id=third.pk, goes_id=second.pk, actor=actor)
    answer = VISITOR.get("/koleksi/satu/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/koleksi/tiga/")


def test_withdrawn_title_is_explained() -> None:
    services.withdraw(title_id=public_title("Hilang").pk, reason="rusak", actor=librarian())
    document = page("/koleksi/hilang/", status=410)
    assert "Sudah tidak ada di koleksi" in document.text_content()
    assert "rusak" not in document.text_content()
    offered = [link.get("href") for link in select(document, "main a.button")]
    assert offered == ["/koleksi/?q=Hilang", "/saran/"]
    page("/koleksi/hilang/serupa/", status=404)


def test_similar_titles_are_a_page_and_a_fragment() -> None:
    for name in ("Satu", "Dua", "Tiga"):
        public_title(name, subjects=["Laut", "Ikan"])
    whole = page("/koleksi/satu/serupa/")
    assert {name.text_content() for name in select(whole, ".book-title")} == {"Dua", "Tiga"}
    part = VISITOR.get("/koleksi/satu/serupa/?bagian=1").content.decode()
    assert "<html" not in part
    assert "/koleksi/dua/" in part


def test_pages_cost_few_queries(django_assert_max_num_queries: Any) -> None:
    for number in range(15):
        public_title(
            f"Jilid {number}", subjects=["Laut"], series="Babad", series_number=str(number)
        )
    agent, subject = Agent.objects.get(), Subject.objects.get()
    for most, address in (
        (4, "/koleksi/jilid-3/"),
        (4, "/koleksi/jilid-3/serupa/"),
        (4, addresses.agent(agent.pk, agent.name)),
        (4, addresses.subject(subject.pk, subject.name)),
        (8, "/koleksi/"),
    ):
        with django_assert_max_num_queries(most):
            page(address)
    reader = client_of(borrower())
    with django_assert_max_num_queries(6):
        reader.get("/koleksi/jilid-3/")

"""Tests of the links to people and subjects above search results."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rontal.catalogue.models import Agent, Subject
from rontal.web.collection import addresses
from tests.support.web.collection.searching import page
from tests.support.web.collection.titles_without_files import AUTHOR, public_title, select

pytestmark = pytest.mark.django_db
VISITOR = Client()


def ways(address: str) -> list[tuple[str, str]]:
    """Returns text and URL of the links above the results."""
    return [
        (" ".join(one.text_content().split()), select(one, "a")[0].get("href"))
        for one in select(page(address), ".called li")
    ]


def test_search_for_a_person_links_to_the_page() -> None:
    public_title("Satu")
    public_title("Dua", subjects=["Laut"])
    person, subject = Agent.objects.get(), Subject.objects.get()
    lines = ways("/koleksi/?q=sari+ni+wayan")
    assert lines == [(f"Semua karya {AUTHOR} · 2 judul", addresses.agent(person.pk, AUTHOR))]
    assert ways("/koleksi/?q=buku+karya+ni+wayan+sari") == lines
    assert ways("/koleksi/?q=laut") == [
        ("Semua tentang Laut · 1 judul", addresses.subject(subject.pk, "Laut"))
    ]
    assert VISITOR.get(lines[0][1]).status_code == 200


def test_names_are_escaped() -> None:
    public_title("Satu", by="A <b> & B 100%")
    [(label, _address)] = ways("/koleksi/?q=a+b+b+100")
    assert label == "Semua karya A <b> & B 100% · 1 judul"


@pytest.mark.parametrize("rest", ["&bahasa=id", "&page=2", "&tersedia=1"])
def test_link_is_on_the_first_page_of_a_search_without_filters(rest: str) -> None:
    for number in range(25):
        public_title(f"Buku {number}")
    assert ways("/koleksi/?q=ni+wayan+sari")
    assert ways(f"/koleksi/?q=ni+wayan+sari{rest}") == []


def test_link_costs_one_statement_if_there_is_one() -> None:
    public_title("Ombak")

    def query_count(words: str) -> Any:
        with CaptureQueriesContext(connection) as queries:
            page(f"/koleksi/?q={words}")
        return len(queries)

    query_count("ombak")
    assert query_count("ni+wayan+sari") - query_count("ombak") == 1

"""Tests of other editions on a title's page."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from records.record import Credit
from rontal.catalogue import services
from rontal.catalogue.editions import COLUMN
from rontal.catalogue.models import Agent, Title
from rontal.catalogue.states import TitleState
from tests.support.lending.factories import lendable, loan
from tests.support.web.collection.browsing import librarian
from tests.support.web.collection.titles_without_files import AUTHOR, public_title, select

pytestmark = pytest.mark.django_db
VISITOR = Client()
NAME = "Bumi Manusia"


def edition(name: str = NAME, **values: Any) -> Title:
    """Creates a title with this name and a slug of its own."""
    book = public_title(f"{name} {Title.objects.count()}", **values)
    Title.objects.filter(pk=book.pk).update(title=name, sort_title=name.lower())
    book.refresh_from_db()
    return book


def shown(book: Title) -> list[str]:
    """Returns the texts of the other editions on a title's page."""
    answer = VISITOR.get(f"/koleksi/{book.slug}/")
    tree = html.document_fromstring(answer.content)
    return [" ".join(one.text_content().split()) for one in select(tree, ".editions li")]


def addresses(book: Title) -> list[str]:
    tree = html.document_fromstring(VISITOR.get(f"/koleksi/{book.slug}/").content)
    return [str(one.get("href")) for one in select(tree, ".editions a")]


def test_other_editions_are_listed_with_their_differences() -> None:
    own = edition(year=1980, publisher="Hasta Mitra")
    free = lendable(title=edition(year=2005, publisher="Lentera", edition="Cet. 3"))
    lent_out = lendable(title=edition(year=1996, language="en"))
    loan(lent_out)
    assert shown(own) == [
        "Indonesia, 2005 Cet. 3 · Lentera Tersedia",
        "Inggris, 1996 Sedang dipinjam",
    ]
    assert addresses(own) == [f"/koleksi/{free.slug}/", f"/koleksi/{lent_out.slug}/"]
    assert addresses(free) == [f"/koleksi/{lent_out.slug}/", f"/koleksi/{own.slug}/"]


def test_page_without_other_editions_does_not_mention_them() -> None:
    assert "editions" not in VISITOR.get(f"/koleksi/{edition().slug}/").content.decode()


def test_same_title_by_another_author_is_another_work() -> None:
    own = edition("Puisi")
    edition("Puisi", by="Chairil Anwar")
    edition("Puisi", credits=[])
    assert shown(own) == []


def test_illustrators_and_translators_make_no_edition() -> None:
    drawn = [Credit("Satu Penulis"), Credit("Tukang Gambar", role="ill")]
    own = edition(credits=drawn)
    edition(credits=[Credit("Dua Penulis"), Credit("Tukang Gambar", role="ill")])
    assert shown(own) == []
    edition(year=2001, credits=[Credit("Penerjemah", role="trl"), Credit("Satu Penulis")])
    assert shown(own) == ["Indonesia, 2001"]


def test_without_an_author_the_first_contributor_counts() -> None:
    own = edition(credits=[Credit("Penyunting", role="edt"), Credit("Lain", role="ill")])
    edition(year=1999, credits=[Credit("Penyunting", role="edt")])
    edition(year=1998, credits=[Credit("Lain", role="ill")])
    assert shown(own) == ["Indonesia, 1999"]


def test_two_forms_of_one_creator_match_after_a_merge() -> None:
    own, other = edition(by="Pramoedya Ananta Toer"), edition(by="P. A. Toer", year=1981)
    assert shown(own) == []
    merged, surviving = Agent.objects.get(name="P. A. Toer"), own.contributors.get().agent
    services.join_agents(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
    assert addresses(own) == [f"/koleksi/{other.slug}/"]


def test_volumes_of_a_series_are_no_editions() -> None:
    own = edition("Naruto", series="Naruto", series_number="1")
    edition("Naruto", series="Naruto", series_number="2")
    edition("Naruto", series="Naruto", series_number="1", year=2010)
    assert shown(own) == ["Indonesia, 2010"]


def test_hidden_titles_are_no_editions() -> None:
    own, hidden = edition(), edition()
    Title.objects.filter(pk=hidden.pk).update(state=TitleState.WITHDRAWN)
    assert shown(own) == []


def test_names_are_escaped() -> None:
    own = edition()
    edition(publisher="<script>alert(1)</script>")
    page = VISITOR.get(f"/koleksi/{own.slug}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page


def test_editions_cost_one_statement_if_there_are_any() -> None:
    def query_count() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(own)
        return len(queries)

    own = edition()
    edition(by="Orang Lain")
    alone = query_count()
    edition(year=1989)
    few = query_count()
    for year in range(1990, 2010):
        edition(year=year)
    assert (few, query_count()) == (alone + 1, alone + 1)
    assert len(shown(own)) == 12


def test_editions_are_looked_up_by_the_index_of_names() -> None:
    """In a collection of many names; the planner's statistics are those of this test."""
    edition(by=AUTHOR)
    for number in range(100):
        edition(f"Judul {number}", by=AUTHOR)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_title, catalogue_contributor, catalogue_agent")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN SELECT {COLUMN} FROM catalogue_title t WHERE t.slug = 'x'")  # noqa: S608
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "title_sorted on catalogue_title e" in plan

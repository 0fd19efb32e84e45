"""Results of harvests."""

from datetime import timedelta

import pytest
from django.test import Client

from rontal.catalogue.models import BookFile, Title, Tombstone
from rontal.catalogue.states import TitleState
from rontal.interop.oai import lists
from tests.support.interop.oai.harvester import (
    OAI,
    checked_answer,
    error,
    harvested,
    number,
    numbers,
    pages,
)
from tests.support.interop.titles import START, changed, full_record, many, title

pytestmark = pytest.mark.django_db
DC = "{http://purl.org/dc/elements/1.1/}"
MARC = "{http://www.loc.gov/MARC21/slim}"


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(lists, "PER_PAGE", 10)


def test_a_full_harvest_is_the_public_catalogue(small_pages):
    titles_made = many(47)
    assert numbers(harvested(verb="ListRecords")) == [one.pk for one in titles_made]


def test_harvest_of_thousands_comes_in_pages_of_the_served_size():
    titles_made = many(2 * lists.PER_PAGE + 500)
    pages_received = list(pages(verb="ListRecords", metadataPrefix="oai_dc"))
    assert len(pages_received) == 3
    headers = [header for root in pages_received for header in root.iter(f"{OAI}header")]
    assert numbers(headers) == [one.pk for one in titles_made]


def test_titles_with_equal_datestamps_are_listed_once_each(small_pages):
    titles_made = many(35, step=timedelta(0))
    assert sorted(numbers(harvested())) == [one.pk for one in titles_made]


@pytest.mark.parametrize("count", [1, 9, 10, 11, 20])
def test_list_ends_with_the_last_title(small_pages, count):
    many(count)
    pages_received = list(pages(verb="ListRecords", metadataPrefix="oai_dc"))
    assert len(pages_received) == (count + 9) // 10
    last = pages_received[-1][2].find(f"{OAI}resumptionToken")
    assert (last is None) == (count <= 10)
    if last is not None:
        assert (last.text, last.get("completeListSize")) == (None, str(count))


def test_dublin_core_has_every_known_field():
    book = title("Salah Asuhan", **full_record())
    root = checked_answer(
        verb="GetRecord", identifier=f"oai:rontal.invalid:{book.pk}", metadataPrefix="oai_dc"
    )
    elements = [(one.tag.removeprefix(DC), one.text) for one in root.iter(f"{DC}*")]
    for pair in [
        ("title", "Salah Asuhan: sebuah roman"),
        ("creator", "Moeis, Abdoel"),
        ("contributor", "Tiru, I Made"),
        ("subject", "Bali"),
        ("publisher", "Balai Pustaka"),
        ("date", "1928"),
        ("description", "Tentang <Hanafi> & Corrie."),
        ("identifier", f"http://127.0.0.1:8000/koleksi/{book.slug}/"),
        ("identifier", "urn:isbn:9789794611234"),
        ("language", "id"),
    ]:
        assert pair in elements
    sets = [spec.text for spec in root.iter(f"{OAI}setSpec")]
    assert sets == ["language:id", "audience:everyone", "class:800:890"]


def test_marcxml_has_every_known_field():
    book = title("Salah Asuhan", **full_record())
    identifier = f"oai:rontal.invalid:{book.pk}"
    root = checked_answer(verb="GetRecord", identifier=identifier, metadataPrefix="marcxml")
    record = root.find(f".//{MARC}record")
    assert record.findtext(f"{MARC}controlfield[@tag='001']") == str(book.pk)
    assert "Salah Asuhan" in record.find(f"{MARC}datafield[@tag='245']")[0].text


def test_titles_no_longer_public_are_listed_as_deleted():
    public = title()
    gone = [title(state=TitleState.WITHDRAWN), title(), title()]
    Title.objects.filter(pk=gone[1].pk).update(state=TitleState.JOINED, joined_to=public)
    gone[2].delete()
    Tombstone.objects.update(changed_at=START)
    draft = title(state=TitleState.DRAFT)
    headers = harvested(verb="ListRecords")
    statuses = {number(header): header.get("status") for header in headers}
    stone = Tombstone.objects.get()
    assert statuses == {public.pk: None, gone[0].pk: "deleted", gone[1].pk: "deleted",
                    stone.pk: "deleted"}  # fmt: skip
    assert draft.pk not in statuses


def test_deleted_draft_leaves_no_deleted_record():
    title(state=TitleState.DRAFT).delete()
    Title.objects.filter(pk=title().pk).delete()
    assert Tombstone.objects.count() == 1


def test_from_and_until_include_their_ends():
    titles_made = many(10)
    stamps = [f"2026-03-01T08:00:0{second}Z" for second in range(10)]
    assert numbers(harvested(from_=stamps[7])) == [one.pk for one in titles_made[7:]]
    assert numbers(harvested(until=stamps[2])) == [one.pk for one in titles_made[:3]]
    assert numbers(harvested(from_=stamps[4], until=stamps[4])) == [titles_made[4].pk]


def test_until_reaches_to_the_end_of_its_second_and_its_day():
    late = title(at=START + timedelta(microseconds=999_999))
    evening = title(at=START.replace(hour=23, minute=59, second=59))
    assert numbers(harvested(until="2026-03-01T08:00:00Z")) == [late.pk]
    assert numbers(harvested(from_="2026-03-01", until="2026-03-01")) == [late.pk, evening.pk]
    assert error(
        checked_answer(verb="ListRecords", metadataPrefix="oai_dc", from_="2026-03-02")
    ) == ("noRecordsMatch")


def test_before_the_first_datestamp_there_is_nothing():
    title()
    root = checked_answer(verb="ListRecords", metadataPrefix="oai_dc", until="1999-01-01")
    assert error(root) == "noRecordsMatch"


@pytest.mark.parametrize(
    ("part", "which"),
    [
        ("language", {0, 1, 2}), ("language:ban", {1}), ("audience:children", {1}),
        ("format:epub", {2}), ("format", {2}), ("class", {0, 2}), ("class:800", {0, 2}),
        ("class:800:810", {2}),
    ],
)  # fmt: skip
def test_set_lists_only_its_titles(part, which):
    titles_made = [
        title(classification="899.221"),
        title(language="ban-Bali", audience="children", classification="X 12"),
        title(language="en", classification="813"),
    ]
    BookFile.objects.create(title=titles_made[2], open_name="b.epub", digest="d", size=1)
    assert set(numbers(harvested(set=part))) == {titles_made[place].pk for place in which}


def test_deleted_record_is_in_the_sets_of_its_title():
    title(language="jv", classification="813").delete()
    Tombstone.objects.update(changed_at=START)
    for part in ("language:jv", "class:800", "format:pdf"):
        assert len(harvested(set=part)) == 1
    assert error(
        checked_answer(verb="ListRecords", metadataPrefix="oai_dc", set="language:su")
    ) == ("noRecordsMatch")


def test_set_is_retained_while_its_list_continues(small_pages):
    titles = many(30)
    Title.objects.filter(pk__in=[one.pk for one in titles[::2]]).update(language="en")
    assert numbers(harvested(set="language:en")) == [one.pk for one in titles[::2]]


def test_titles_changed_during_a_harvest_are_listed_at_its_end(small_pages):
    titles_made = many(40)
    received, roots = [], pages(verb="ListIdentifiers", metadataPrefix="oai_dc")
    for place, root in enumerate(roots):
        received += numbers(root.iter(f"{OAI}header"))
        if place == 1:
            changed(titles_made[5], START + timedelta(hours=1))  # was listed already
            changed(titles_made[33], START + timedelta(hours=2))  # was not listed yet
            titles_made[25].delete()
            new = title(at=START + timedelta(hours=3))
    unchanged = [
        one.pk
        for one in titles_made
        if one.pk and one is not titles_made[5] and one is not titles_made[33]
    ]
    assert [pk for pk in received if pk in unchanged] == unchanged
    assert received.count(titles_made[5].pk) == 2
    assert received.count(titles_made[33].pk) == 1
    assert received[-3:] == [titles_made[5].pk, titles_made[33].pk, new.pk]


def test_next_harvest_returns_later_changes():
    titles_made = many(5)
    first = harvested()
    since = max(header.findtext(f"{OAI}datestamp") for header in first)
    changed(titles_made[1], START + timedelta(days=1))
    again = numbers(harvested(from_=since))
    assert again == [titles_made[4].pk, titles_made[1].pk]


def test_sets_are_listed_in_pages_with_names(monkeypatch):
    title(language="ban", classification="899.221")
    title(language="en", classification="813")
    whole = [one.text for root in pages(verb="ListSets") for one in root.iter(f"{OAI}setSpec")]
    assert {"language:ban", "language:en", "class:800", "class:800:810", "class:800:890",
            "audience:children", "format:epub"} <= set(whole)  # fmt: skip
    monkeypatch.setattr(lists, "SETS_PER_PAGE", 4)
    paged = [one.text for root in pages(verb="ListSets") for one in root.iter(f"{OAI}setSpec")]
    assert paged == whole
    set_names = [one.text for root in pages(verb="ListSets") for one in root.iter(f"{OAI}setName")]
    names = dict(zip(whole, set_names, strict=True))
    assert names["class:800:890"] == "890–899"
    client = Client()
    client.cookies["bahasa"] = "en"
    english = [one.text for one in checked_answer(client, verb="ListSets").iter(f"{OAI}setName")]
    assert "Balinese" in english
    assert "Bali" in names["language:ban"]


def test_a_page_costs_three_queries_however_long_it_is(django_assert_num_queries, monkeypatch):
    many(30)
    for size in (5, 25):
        monkeypatch.setattr(lists, "PER_PAGE", size)
        roots = pages(verb="ListRecords", metadataPrefix="oai_dc")
        with django_assert_num_queries(4):  # the first page counts
            next(roots)
        with django_assert_num_queries(3):
            next(roots)


@pytest.mark.parametrize(
    "text",
    ["bel\x07 dan \x1b", "]]> dan <![CDATA[", "<b>&amp;</b> \"'", "\ufffe\uffff", "😀 ꦏꦮꦶ ᬩᬮᬶ"],
)
@pytest.mark.parametrize("prefix", ["oai_dc", "marcxml"])
def test_response_is_xml_whatever_a_title_contains(text, prefix):
    book = title()
    Title.objects.filter(pk=book.pk).update(title=f"Judul {text} akhir", description=text)
    root = checked_answer(verb="ListRecords", metadataPrefix=prefix)
    page_text = "".join(root.itertext())
    assert "Judul " in page_text
    assert " akhir" in page_text

"""Feed of new titles, and OpenSearch for browsers."""

from email.utils import parsedate_to_datetime

import pytest
from django.test import Client
from lxml import etree

from rontal.catalogue.models import Cover, Subject, Title
from rontal.catalogue.states import TitleState
from rontal.interop.discovery.opensearch import shorten_name
from tests.support.interop.titles import full_record, many, title

pytestmark = pytest.mark.django_db
MEDIA = "{http://search.yahoo.com/mrss/}"
OPEN = "{http://a9.com/-/spec/opensearch/1.1/}"


def feed(query: str = "", language: str = "id"):
    client = Client()
    client.cookies["bahasa"] = language
    response = client.get(f"/koleksi/baru.rss{query}")
    assert (response.status_code, response["Content-Type"]) == (
        200, "application/rss+xml; charset=utf-8",
    )  # fmt: skip
    return etree.fromstring(response.content)[0]


def titles(channel) -> list[str]:
    return [item.findtext("title") for item in channel.iter("item")]


def test_newest_public_titles_come_first():
    first, second = title("Pertama"), title("Kedua")
    title("Ditarik", state=TitleState.WITHDRAWN)
    channel = feed()
    assert titles(channel) == ["Kedua", "Pertama"]
    item = channel.find("item")
    assert item.findtext("link") == f"http://127.0.0.1:8000/koleksi/{second.slug}/"
    assert parsedate_to_datetime(item.findtext("pubDate")) == second.added_at.replace(microsecond=0)
    assert first.slug in channel.findall("item")[1].findtext("guid")


def test_item_has_every_known_field_and_the_cover():
    book = title("Salah Asuhan", **full_record())
    Cover.objects.create(title=book, digest="ab" * 16, height=300, colour="#ffffff")
    item = feed().find("item")
    assert item.findtext("{*}creator") == "Abdoel Moeis"
    assert [one.text for one in item.findall("category")] == ["Fiksi Indonesia", "Bali"]
    assert item.findtext("description") == "Tentang &lt;Hanafi&gt; &amp; Corrie."
    picture = item.find(f"{MEDIA}content").get("url")
    assert picture == f"http://127.0.0.1:8000/koleksi/sampul/{'ab' * 16}-480.webp"


def test_a_feed_of_one_language_and_one_subject():
    title("Satu", subjects=["Bali"])
    title("Two", subjects=["Bali"], language="en")
    title("Tiga")
    subject = Subject.objects.get(name="Bali")
    assert titles(feed("?bahasa=en")) == ["Two"]
    assert titles(feed(f"?subjek={subject.pk}&bahasa=id")) == ["Satu"]
    assert len(titles(feed("?subjek=nonsense&bahasa=%00"))) == 3
    assert titles(feed("?subjek=" + "9" * 18)) == []


def test_feed_has_two_languages_and_fifty_items():
    many(60)
    assert "Buku baru" in feed().findtext("title")
    assert "New books" in feed(language="en").findtext("title")
    assert len(titles(feed())) == 50


def test_hostile_titles_leave_the_feed_well_formed():
    book = title()
    Title.objects.filter(pk=book.pk).update(title="a ]]> \x08 <b> & c", description="<script>\x01")
    assert titles(feed()) == ["a ]]>  <b> & c"]


def test_a_feed_costs_one_query(django_assert_num_queries):
    many(20)
    with django_assert_num_queries(1):
        feed()


def test_browsers_discover_the_search():
    root = etree.fromstring(Client().get("/opensearch.xml").content)
    templates = {one.get("type"): one.get("template") for one in root.iter(f"{OPEN}Url")}
    assert templates["text/html"] == "http://127.0.0.1:8000/koleksi/?q={searchTerms}"
    assert len(root.findtext(f"{OPEN}ShortName")) <= 16
    assert Client().get("/koleksi/?q=buku").status_code == 200


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Perpustakaan Tabanan", "Perpustakaan"),
        ("Perpus Tabanan", "Perpus Tabanan"),
        ("Perpustakaan Bali", "Perpustakaan"),
        ("Perpustakaan Abc", "Perpustakaan Abc"),
        ("Perpustakaankabupaten", "Perpustakaankabu"),
    ],
)
def test_long_name_is_shortened_at_word_boundaries(name, expected):
    assert shorten_name(name) == expected


def test_browsers_get_suggestions():
    title("Laskar Pelangi")
    response = Client().get("/opensearch.json", {"q": "laskar pe"})
    assert response["Content-Type"] == "application/x-suggestions+json"
    assert response.json() == ["laskar pe", ["Laskar Pelangi"]]
    assert Client().get("/opensearch.json").json() == ["", []]
    assert Client().get("/opensearch.json", {"q": "x" * 5000}).status_code == 200

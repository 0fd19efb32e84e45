"""Tests of schema.org data in a title's page."""

import json
import re

import pytest
from django.test import Client

from rontal.catalogue.models import BookFile, Cover, Title
from rontal.catalogue.selectors import title_by_slug
from rontal.web.collection import linked_data
from tests.support.interop.titles import full_record, title

pytestmark = pytest.mark.django_db


def json_ld(book: Title) -> dict:
    """Returns the JSON-LD data of the page."""
    page = Client().get(f"/koleksi/{book.slug}/").content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(text)


def test_book_has_every_known_field():
    new_title = title("Salah Asuhan", **full_record(), age_from=12)
    Cover.objects.create(title=new_title, digest="ab" * 16, height=300, colour="#ffffff")
    BookFile.objects.create(title=new_title, open_name="a.epub", digest="d", size=1)
    book = json_ld(new_title)
    page = f"http://127.0.0.1:8000/koleksi/{new_title.slug}/"
    assert (book["@context"], book["@type"]) == ("https://schema.org", "Book")
    assert book["@id"] == book["url"] == page
    assert book["name"] == "Salah Asuhan"
    assert [one["name"] for one in book["author"]] == ["Abdoel Moeis"]
    assert [one["name"] for one in book["illustrator"]] == ["I Made Tiru"]
    assert book["author"][0]["@type"] == "Person"
    assert book["isbn"] == "9789794611234"
    assert book["inLanguage"] == "id"
    assert book["publisher"]["name"] == "Balai Pustaka"
    assert book["datePublished"] == "1928"
    assert [one["name"] for one in book["about"]] == ["Fiksi Indonesia", "Bali"]
    assert book["isPartOf"] == {"@type": "BookSeries", "name": "Seri Roman"}
    assert book["typicalAgeRange"] == "12-"
    assert book["image"].endswith("-480.webp")
    assert book["isAccessibleForFree"] is True
    (edition,) = book["workExample"]
    assert edition["bookFormat"] == "https://schema.org/EBook"
    assert edition["potentialAction"]["@type"] == "ReadAction"
    assert edition["potentialAction"]["target"]["urlTemplate"] == page


def test_unknown_fields_are_left_out():
    book = json_ld(title("Tanpa apa-apa", language="und"))
    assert set(book) == {"@context", "@type", "@id", "url", "name"}


def test_accessibility_uses_the_terms_of_schema_org():
    new_title = title(
        accessibility={
            "accessMode": ["textual", "visual"],
            "accessModeSufficient": ["textual", "textual,visual"],
            "accessibilitySummary": ["Semua gambar", "diuraikan."],
            "accessibilityHazard": ["none"],
        }
    )
    book = linked_data.book(title_by_slug(new_title.slug))
    assert book["accessMode"] == ["textual", "visual"]
    assert [way["itemListElement"] for way in book["accessModeSufficient"]] == [
        ["textual"], ["textual", "visual"],
    ]  # fmt: skip
    assert book["accessibilitySummary"] == "Semua gambar diuraikan."


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "&amp; ]]> \u2028"])
def test_nothing_in_a_title_ends_the_element(text):
    new_title = title()
    Title.objects.filter(pk=new_title.pk).update(title=text, description=text)
    book = json_ld(new_title)
    assert (book["name"], book["description"]) == (text, text)

"""Content of publications: contributors, subjects, acquisition links."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from records import covers
from rontal.catalogue import browsing
from rontal.catalogue.models import Cover, Title
from rontal.core.actors import Actor
from rontal.interop.opds import atom, lists, webpub
from rontal.lending import services
from tests.support.catalogue import factories as catalogue
from tests.support.interop.opds import rules_of_opds1, rules_of_opds2, shelves
from tests.support.interop.opds.shelves import BORROW, ISBN, data, links, xml, xpath
from tests.support.lending import factories as lending
from tests.support.reading.pages import files

pytestmark = pytest.mark.django_db
SAMPLE = "http://opds-spec.org/acquisition/sample"


def test_complete_entry_has_every_known_field(app):
    title = shelves.rich_title()
    entry = xml(app.get(f"/opds/judul/{title.slug}/"))
    rules_of_opds1.check_entry(entry, whole=True)
    assert xpath(entry, "string(a:title)") == "Lontar & <Pisau>"
    assert xpath(entry, "string(schema:alternativeHeadline)") == 'Kisah "dua" penulis'
    assert xpath(entry, "a:author/a:name/text()") == ["Ni Made Sari"]
    assert xpath(entry, "a:contributor/a:name/text()") == ["I Wayan Terjemah", "Ketut Sampul"]
    assert xpath(entry, "dc:identifier/text()") == [f"urn:isbn:{ISBN}"]
    assert xpath(entry, "dc:language/text()") == ["id"]
    assert xpath(entry, "dc:issued/text()") == ["2020"]
    assert xpath(entry, "dc:publisher/text()") == ["Balai Lontar"]
    assert xpath(entry, "a:category/@label") == ["Sastra Bali", "Aksara"]
    assert "899.26" in xpath(entry, "a:category/@term")
    assert xpath(entry, "schema:Series/@name") == ["Pustaka Bali"]
    assert xpath(entry, "a:rights/text()") == ["Hak cipta pada penulis"]
    assert xpath(entry, "string(a:content)") == title.description
    assert len(xpath(entry, "string(a:summary)")) <= 301
    assert "alternativeText" in xpath(entry, "schema:accessibilityFeature/text()")


def test_publication_document_has_every_known_field(app):
    title = shelves.rich_title()
    response = app.get(f"/opds/2/judul/{title.slug}/")
    assert response["Content-Type"].startswith("application/opds-publication+json")
    publication = data(response)
    rules_of_opds2.check_publication(publication)
    metadata = publication["metadata"]
    assert metadata["title"] == "Lontar & <Pisau>"
    assert metadata["subtitle"] == 'Kisah "dua" penulis'
    assert metadata["identifier"] == f"urn:isbn:{ISBN}"
    assert [person["name"] for person in metadata["author"]] == ["Ni Made Sari"]
    assert metadata["author"][0]["sortAs"] == "Sari, Ni Made"
    assert [person["name"] for person in metadata["translator"]] == ["I Wayan Terjemah"]
    assert metadata["contributor"][0]["role"] == "cov"
    assert metadata["publisher"]["name"] == "Balai Lontar"
    assert {subject["name"] for subject in metadata["subject"]} == {
        "Sastra Bali",
        "Aksara",
        "899.26",
    }
    assert metadata["belongsTo"]["series"][0]["position"] == 3
    assert metadata["description"] == title.description
    assert metadata["accessibility"] == {
        "feature": ["alternativeText"],
        "accessMode": ["textual"],
        "summary": "Dapat dibaca lantang.",
    }


def test_lists_contain_only_the_beginning_of_a_description(app):
    shelves.rich_title()
    entry = xpath(xml(app.get("/opds/semua/")), "a:entry")[0]
    assert not xpath(entry, "a:content")
    assert xpath(entry, "string(a:summary)").endswith("…")
    (publication,) = data(app.get("/opds/2/semua/"))["publications"]
    assert len(publication["metadata"]["description"]) <= 301


def test_entry_id_survives_a_change_of_host(app, settings):
    title = shelves.title()
    before = xpath(xml(app.get(f"/opds/judul/{title.slug}/")), "string(a:id)")
    settings.PUBLIC_URL = "https://lain.contoh.id"
    Title.objects.filter(pk=title.pk).update(slug="lain")
    assert xpath(xml(app.get("/opds/judul/lain/")), "string(a:id)") == before
    assert xpath(xml(app.get("/opds/semua/")), "string(a:entry/a:id)") == before


def test_borrowable_title_shows_copies_and_queue(app):
    title = shelves.title(copies=2)
    lending.loan(title)
    (link,) = xpath(xml(app.get(f"/opds/judul/{title.slug}/")), f"a:link[@rel='{BORROW}']")
    assert xpath(link, "opds:availability/@status") == ["available"]
    assert xpath(link, "opds:copies/@total | opds:copies/@available") == ["2", "1"]
    assert xpath(link, "opds:holds/@total") == ["0"]
    assert xpath(link, "opds:indirectAcquisition/@type") == ["text/html"]
    lending.loan(title)
    services.place_hold(title_id=title.pk, actor=lending.borrower())
    (link,) = links(data(app.get(f"/opds/2/judul/{title.slug}/")), BORROW)
    properties = link["properties"]
    assert properties["availability"] == {"state": "unavailable"}
    assert properties["copies"] == {"total": 2, "available": 0}
    assert properties["holds"] == {"total": 1}
    assert properties["indirectAcquisition"] == [{"type": "text/html"}]
    assert properties["authenticate"]["type"] == "application/opds-authentication+json"
    assert "position" not in properties["holds"]


def test_record_without_a_licence_is_marked_unavailable(app):
    title = shelves.title()
    (link,) = links(data(app.get(f"/opds/2/judul/{title.slug}/")), BORROW)
    assert link["type"] == "text/html"
    assert link["properties"]["availability"] == {"state": "unavailable"}
    assert link["properties"]["copies"] == {"total": 0, "available": 0}


def test_open_access_file_is_offered_to_everybody(app):
    title = shelves.title()
    shelves.with_open_file(title)
    (link,) = links(data(app.get(f"/opds/2/judul/{title.slug}/")), "open-access")
    assert link["type"] == "application/epub+zip"
    assert app.get(link["href"]).status_code == 200
    entry = xml(app.get(f"/opds/judul/{title.slug}/"))
    assert xpath(entry, f"a:link[@rel='{BORROW}']") == []
    assert xpath(entry, "a:link[contains(@rel, 'open-access')]/@length") == ["1000"]


def picture(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    return Image.open(io.BytesIO(response.content))


def test_covers_are_pictures_that_every_app_can_show(app):
    pixels = io.BytesIO()
    Image.new("RGB", (600, 900), "#7a2b1c").save(pixels, "WEBP")
    title = shelves.title()
    drawn = covers.draw(pixels.getvalue(), "image/webp")
    for width, content in drawn.files.items():
        default_storage.save(Cover.storage_name(drawn.digest, width), ContentFile(content))
    Cover.objects.create(title=title, digest=drawn.digest, height=drawn.height, colour=drawn.colour)
    images = data(app.get(f"/opds/2/judul/{title.slug}/"))["images"]
    for image in images:
        assert picture(app.get(image["href"])).size == (image["width"], image["height"])
    response = app.get(images[0]["href"])
    assert "immutable" in response["Cache-Control"]


def test_a_title_without_a_cover_gets_a_drawn_one(app):
    title = shelves.title("Sebuah judul yang panjang sekali tentang lontar dan pisau pengutik")
    for image in data(app.get(f"/opds/2/judul/{title.slug}/"))["images"]:
        assert picture(app.get(image["href"])).size == (image["width"], image["height"])


def test_drawn_cover_gets_another_address_when_the_title_is_corrected(app):
    title = shelves.title("Lontra tua")
    address = f"/opds/2/judul/{title.slug}/"
    before, same = ([image["href"] for image in data(app.get(address))["images"]] for _ in "ab")
    assert before == same
    Title.objects.filter(pk=title.pk).update(title="Lontar tua")
    after = [image["href"] for image in data(app.get(address))["images"]]
    assert not set(before) & set(after)
    assert {app.get(href).status_code for href in after} == {200}


def test_the_book_of_an_import_has_its_cover(app):
    title = catalogue.title("Buku impor")
    for image in data(app.get(f"/opds/2/judul/{title.slug}/"))["images"]:
        assert picture(app.get(image["href"])).width == image["width"]


WILD = st.text(min_size=1, max_size=60).map(lambda text: text.replace("\x00", "")).filter(bool)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=WILD, subtitle=WILD, publisher=WILD)
def test_any_characters_make_well_formed_documents(name, subtitle, publisher):
    """Includes characters that XML forbids, and those of rare scripts."""
    try:
        name.encode(), subtitle.encode(), publisher.encode()
    except UnicodeEncodeError:
        return
    book = shelves.title()
    row = browsing.public_in_order([book.pk])[0]
    object.__setattr__(row, "title", name)
    object.__setattr__(row, "subtitle", subtitle)
    object.__setattr__(row, "publisher", publisher)
    built = lists.publication(row, Actor.visitor())
    written = atom.Writer("http://a.example", "Perpustakaan").publication(built)
    assert atom_title(written) is not None
    rules_of_opds2.check_publication(
        shelves.json.loads(webpub.Writer("http://a.example", "P").publication(built))
    )


def atom_title(written):
    return shelves.etree.fromstring(written).find("{http://www.w3.org/2005/Atom}title")


def test_balinese_and_control_characters_are_handled(app):
    name = "ᬩᬮᬶ \x01\x0b\ufffe 𠀀 العربية"
    title = shelves.title(name)
    entry = xml(app.get(f"/opds/judul/{title.slug}/"))
    assert xpath(entry, "string(a:title)") == "ᬩᬮᬶ  𠀀 العربية"
    assert data(app.get(f"/opds/2/judul/{title.slug}/"))["metadata"]["title"] == name


def test_sample_of_a_lent_book_is_offered_beside_borrowing(app):
    book = files.title(files.text(10))
    Title.objects.filter(pk=book.pk).update(state="public")
    lending.bought("concurrent", book, sample_percent=25)
    sample = f"/koleksi/{book.slug}/cuplikan/"
    entry = xml(app.get(f"/opds/judul/{book.slug}/"))
    rules_of_opds1.check_entry(entry, whole=True)
    [link] = xpath(entry, f"a:link[@rel='{SAMPLE}']")
    assert link.get("href").endswith(sample)
    assert link.get("type") == "text/html"
    assert xpath(entry, f"a:link[@rel='{BORROW}']")
    publication = data(app.get(f"/opds/2/judul/{book.slug}/"))
    rules_of_opds2.check_publication(publication)
    [sample_link] = links(publication, SAMPLE)
    assert sample_link["href"].endswith(sample)
    assert app.get(sample, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("percent", "audience"), [(0, "everyone"), (5, "everyone"), (25, "adults")]
)
def test_sample_restricted_to_some_readers_is_not_offered(app, percent, audience):
    book = files.title(files.text(10))
    Title.objects.filter(pk=book.pk).update(state="public", audience=audience)
    lending.bought("concurrent", book, sample_percent=percent)
    assert not xpath(xml(app.get(f"/opds/judul/{book.slug}/")), f"a:link[@rel='{SAMPLE}']")
    assert not links(data(app.get(f"/opds/2/judul/{book.slug}/")), SAMPLE)

"""Browsing the collection with a reading app, in both versions of OPDS."""

from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from records.record import Credit
from rontal.catalogue.models import Pick, Series, Subject, Title
from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.interop.opds import browsing
from rontal.interop.opds.urls import LISTS
from rontal.ui import access
from tests.support.interop.opds import rules_of_opds1, rules_of_opds2, shelves
from tests.support.interop.opds.shelves import data, links, xml, xpath
from tests.support.lending import factories as lending

pytestmark = pytest.mark.django_db
NAVIGATION = ("", "bahasa/", "untuk/", "topik/", "orang/")
ACQUISITION = ("semua/", "cari/?q=lontar", "baru/", "populer/", "pilihan/")


@pytest.mark.parametrize("address", NAVIGATION)
def test_navigation_feeds_obey_the_rules(app, address):
    shelves.rich_title()
    rules_of_opds1.check_feed(xml(app.get(f"/opds/{address}")), "navigation")
    rules_of_opds2.check_feed(data(app.get(f"/opds/2/{address}")))


@pytest.mark.parametrize("address", ACQUISITION)
def test_acquisition_feeds_obey_the_rules(app, address):
    lending.loan(shelves.rich_title())
    shelves.title()
    shelves.with_open_file(shelves.title())
    Pick.objects.create(title=shelves.rich_title(), since=clock.now().date(), position=1)
    rules_of_opds1.check_feed(xml(app.get(f"/opds/{address}")), "acquisition")
    rules_of_opds2.check_feed(data(app.get(f"/opds/2/{address}")))


@pytest.mark.parametrize("address", [*NAVIGATION, *ACQUISITION])
def test_an_empty_collection_has_feeds_too(app, address):
    kind = "navigation" if address in NAVIGATION else "acquisition"
    rules_of_opds1.check_feed(xml(app.get(f"/opds/{address}")), kind)
    rules_of_opds2.check_feed(data(app.get(f"/opds/2/{address}")))


def test_every_link_of_the_root_can_be_followed(app):
    shelves.rich_title()
    root = xml(app.get("/opds/"))
    for href in xpath(root, "a:entry/a:link/@href"):
        assert app.get(href).status_code == 200, href
    root = data(app.get("/opds/2/"))
    assert root["navigation"]
    for link in [*root["navigation"], *(link for one in root["groups"] for link in one["links"])]:
        assert app.get(link["href"]).status_code == 200, link


def test_lists_by_subject_person_and_series_narrow_to_them(app):
    title, other = shelves.rich_title(), shelves.title()
    subject = Subject.objects.get(name="Aksara")
    person = title.contributors.get(role="trl").agent_id
    for address in (f"topik/{subject.pk}/", f"orang/{person}/", f"seri/{title.series_id}/"):
        feed = xml(app.get(f"/opds/{address}"))
        rules_of_opds1.check_feed(feed, "acquisition")
        assert xpath(feed, "a:entry/a:title/text()") == [title.title]
        assert xpath(feed, "a:link[@rel='up']")
    assert other.title not in app.get(f"/opds/topik/{subject.pk}/").content.decode()


def test_registers_show_their_number_of_titles_and_are_paged(app):
    shelves.title(subjects=[f"Topik {number:02}" for number in range(30)])
    shelves.title(subjects=[f"Topik {number:02}" for number in range(25, 55)])
    first = xml(app.get("/opds/topik/"))
    assert len(xpath(first, "a:entry[a:link/@thr:count]")) == 50
    assert xpath(first, "a:entry[a:title='Topik 27']/a:link/@thr:count") == ["2"]
    (following,) = xpath(first, "a:link[@rel='next']/@href")
    second = xml(app.get(following))
    assert len(xpath(second, "a:entry")) == 5
    assert xpath(first, "os:totalResults/text()") == ["55"]
    assert xpath(first, "a:link[@rel='last']/@href") == [following]
    assert xpath(second, "a:link[@rel='previous']")
    assert not xpath(second, "a:link[@rel='next']")


def test_long_register_has_its_own_link_to_the_next_page(app):
    """Thorium follows "next" only in lists of publications."""
    shelves.title(subjects=[f"Topik {number:03}" for number in range(60)])
    feed = data(app.get("/opds/2/topik/", headers={"Accept-Language": "en"}))
    further = feed["navigation"][-1]
    assert further["title"] == "More, from Topik 050"
    assert [way["title"] for way in data(app.get(further["href"]))["navigation"]] == [
        f"Topik {number:03}" for number in range(50, 60)
    ]
    (href,) = xpath(xml(app.get("/opds/topik/")), "a:entry[last()]/a:link/@href")
    assert len(xpath(xml(app.get(href)), "a:entry")) == 10


@pytest.mark.parametrize("register", ["topik/", "orang/"])
def test_registers_have_their_length_in_both_formats(app, register):
    shelves.rich_title()
    hidden = shelves.title(subjects=["Tersembunyi"], credits=[Credit("Ni Gelap")])
    Title.objects.filter(pk=hidden.pk).update(state=TitleState.DRAFT)
    lines = {"topik/": "2", "orang/": "3"}[register]
    assert xpath(xml(app.get(f"/opds/{register}")), "os:totalResults/text()") == [lines]
    assert data(app.get(f"/opds/2/{register}"))["metadata"]["numberOfItems"] == int(lines)


def test_subject_without_public_titles_is_not_listed(app):
    shelves.title(subjects=["Terlihat"])
    hidden = shelves.title(subjects=["Tersembunyi"])
    Title.objects.filter(pk=hidden.pk).update(state=TitleState.DRAFT)
    names = xpath(xml(app.get("/opds/topik/")), "a:entry/a:title/text()")
    assert names == ["Terlihat"]


def test_pages_link_from_the_first_to_the_last(app):
    names = {shelves.title(f"Buku {number:02}").title for number in range(60)}
    titles_seen, address = [], "/opds/semua/"
    while address:
        feed = xml(app.get(address))
        assert xpath(feed, "os:totalResults/text()") == ["60"]
        titles_seen += xpath(feed, "a:entry/a:title/text()")
        address = next(iter(xpath(feed, "a:link[@rel='next']/@href")), "")
    assert titles_seen == sorted(names)
    assert xpath(feed, "a:link[@rel='last']/@href") == xpath(feed, "a:link[@rel='self']/@href")
    identifiers = {
        xpath(xml(app.get(f"/opds/semua/?page={page}")), "string(a:id)") for page in (1, 2, 3)
    }
    assert len(identifiers) == 1
    second = data(app.get("/opds/2/semua/?page=2"))
    assert (
        second["metadata"] | {"numberOfItems": 60, "itemsPerPage": 25, "currentPage": 2}
        == (second["metadata"])
    )
    assert links(second, "next")[0]["href"].endswith("?page=3")


def test_new_titles_come_first_in_their_list(app):
    names = [shelves.title().title for _ in range(3)]
    assert xpath(xml(app.get("/opds/baru/")), "a:entry/a:title/text()") == names[::-1]


def test_popular_titles_are_the_most_borrowed(app):
    rare, common, _never = (shelves.title(copies=3) for _ in range(3))
    for title in (common, rare, common):
        lending.loan(title)
    names = xpath(xml(app.get("/opds/populer/")), "a:entry/a:title/text()")
    assert names == [common.title, rare.title]


def test_the_root_of_opds_2_shows_some_publications_at_once(app, django_assert_max_num_queries):
    for _ in range(10):
        shelves.rich_title()
    lending.loan(shelves.title(copies=1))
    with django_assert_max_num_queries(12):
        root = data(app.get("/opds/2/"))
    new, popular = root["groups"]
    assert {link["rel"] for link in root["navigation"]} > {"http://opds-spec.org/sort/new"}
    assert len(new["publications"]) == 8
    assert new["metadata"]["numberOfItems"] == 11
    assert len(popular["publications"]) == 1


def test_list_needs_few_queries_for_any_length(app):
    counted = []
    for many in (1, 24):
        for _ in range(many):
            shelves.rich_title()
        with CaptureQueriesContext(connection) as queries:
            xml(app.get("/opds/semua/"))
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 6


def test_only_public_titles_are_listed(app):
    shelves.title("Terlihat")
    for state in (TitleState.DRAFT, TitleState.WITHDRAWN):
        hidden = shelves.title("Tersembunyi")
        Title.objects.filter(pk=hidden.pk).update(state=state)
        for address in ("semua/", "baru/", "cari/?q=tersembunyi", ""):
            for root in ("/opds/", "/opds/2/"):
                assert "Tersembunyi" not in app.get(root + address).content.decode()


def test_draft_is_not_found_and_a_withdrawn_title_is_gone(app):
    title = shelves.title()
    Title.objects.filter(pk=title.pk).update(state=TitleState.DRAFT)
    assert app.get(f"/opds/judul/{title.slug}/").status_code == 404
    Title.objects.filter(pk=title.pk).update(state=TitleState.WITHDRAWN)
    response = app.get(f"/opds/2/judul/{title.slug}/")
    assert response.status_code == 410
    assert data(response)["code"] == "opds_title_gone"


def test_merged_title_redirects_to_the_other(app):
    surviving, merged = shelves.title(), shelves.title()
    Title.objects.filter(pk=merged.pk).update(state=TitleState.JOINED, joined_to=surviving)
    response = app.get(f"/opds/2/judul/{merged.slug}/")
    assert (response.status_code, response["Location"]) == (301, f"/opds/2/judul/{surviving.slug}/")


def test_merged_subject_redirects_to_the_other(app):
    shelves.title(subjects=["Bali", "Pulau Bali"])
    merged, surviving = (Subject.objects.get(name=name) for name in ("Bali", "Pulau Bali"))
    Subject.objects.filter(pk=merged.pk).update(joined_to=surviving)
    response = app.get(f"/opds/topik/{merged.pk}/")
    assert response["Location"] == f"/opds/topik/{surviving.pk}/"


KOREADER_OPENS = {
    "subsection", "http://opds-spec.org/sort/new", "http://opds-spec.org/sort/popular",
}  # fmt: skip
"""Relations that KOReader opens in its lists (opdsbrowser.lua, `catalog_rel`, 2026)."""


@pytest.mark.parametrize("address", NAVIGATION)
def test_koreader_can_open_every_link_of_a_navigation_feed(app, address):
    shelves.rich_title()
    relations = xpath(xml(app.get(f"/opds/{address}")), "a:entry/a:link/@rel")
    assert relations
    assert set(relations) <= KOREADER_OPENS


@pytest.mark.parametrize("typed", ["/opds", "/opds/2"])
def test_the_address_of_the_catalogue_needs_no_slash(app, typed):
    """KOReader loses the password on a redirect."""
    shelves.title()
    response = app.get(typed)
    assert (response.status_code, response.content) == (200, app.get(f"{typed}/").content)
    assert app.get(typed, headers=shelves.basic("salah")).status_code == 401


def test_merged_series_redirects_to_the_other(app):
    shelves.title(series="Lembar Bali")
    shelves.title(series="Lembaran Bali")
    merged, surviving = (Series.objects.get(name=name) for name in ("Lembar Bali", "Lembaran Bali"))
    Series.objects.filter(pk=merged.pk).update(joined_to=surviving)
    response = app.get(f"/opds/2/seri/{merged.pk}/")
    assert response["Location"] == f"/opds/2/seri/{surviving.pk}/"


def test_feeds_are_in_the_language_that_an_app_requests(app):
    shelves.title()
    english = xml(app.get("/opds/", headers={"Accept-Language": "en-GB,en;q=0.8"}))
    assert "New titles" in xpath(english, "a:entry/a:title/text()")
    android = "in-ID,in;q=0.9,en-US;q=0.8"
    for header in ({}, *({"Accept-Language": tags} for tags in ("xx", "id", android))):
        indonesian = xml(app.get("/opds/", headers=header))
        with translation.override("id"):
            assert translation.gettext("New titles") in xpath(indonesian, "a:entry/a:title/text()")
    assert "New titles" not in xpath(indonesian, "a:entry/a:title/text()")


def test_edition_without_people_still_has_an_author(app):
    title = shelves.title(credits=[])
    rules_of_opds1.check_entry(xml(app.get(f"/opds/judul/{title.slug}/")), whole=True)
    only_editor = shelves.title(credits=[Credit("Editor Saja", "Saja, Editor", role="edt")])
    entry = xml(app.get(f"/opds/judul/{only_editor.slug}/"))
    assert xpath(entry, "a:author/a:name/text()") == ["Editor Saja"]


def test_every_list_is_readable_by_scripts_of_other_sites():
    for address, view in LISTS.items():
        assert access.of(view).door is access.AccessKind.MACHINE, address


@pytest.mark.parametrize("root", ["/opds/", "/opds/2/"])
def test_a_long_register_opens_at_letters(app, monkeypatch, root):
    monkeypatch.setattr(browsing, "MAX_NAMES_WITHOUT_LETTERS", 3)
    monkeypatch.setattr(browsing, "PER_REGISTER", 2)
    shelves.title(subjects=["Sawah", "Semut", "sungai", "Laut", "1945"])
    addresses = [f"{root}topik/?huruf={one}" for one in ("l", "s", "lain")]
    assert ways(app, f"{root}topik/") == addresses
    assert len(ways(app, addresses[0])) == len(ways(app, addresses[2])) == 1
    *first, further = ways(app, addresses[1])
    assert further == f"{root}topik/?huruf=s&page=2"
    rest = ways(app, further)
    names = [Subject.objects.get(pk=one.split("/")[-2]).name for one in [*first, *rest]]
    assert names == ["Sawah", "Semut", "sungai"]
    assert app.get(f"{root}topik/?huruf=z").status_code == 200
    assert app.get(f"{root}topik/?huruf=z&page=2").status_code == 404
    assert app.get(f"{root}topik/?huruf=sa").status_code == 400


def test_feeds_of_letters_obey_the_rules(app, monkeypatch):
    monkeypatch.setattr(browsing, "MAX_NAMES_WITHOUT_LETTERS", 1)
    shelves.title(subjects=["Sawah", "Laut"])
    for address in ("topik/", "topik/?huruf=s"):
        rules_of_opds1.check_feed(xml(app.get(f"/opds/{address}")), "navigation")
        rules_of_opds2.check_feed(data(app.get(f"/opds/2/{address}")))


def ways(app, address):
    """Returns the targets of a navigation feed as paths."""
    answer = app.get(address)
    if address.startswith("/opds/2/"):
        hrefs = [one["href"] for one in data(answer)["navigation"]]
    else:
        hrefs = xpath(xml(answer), "a:entry/a:link/@href")
    return [urljoin(address, one.removeprefix("http://testserver")) for one in hrefs]
